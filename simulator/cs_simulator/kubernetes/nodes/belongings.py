"""What every cluster's API has besides its nodes: namespaces, the API's own Service, classes."""

from collections.abc import Iterator
from typing import Any

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain import network
from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds.core.config import CONFIG_MAPS, SERVICE_ACCOUNTS
from cs_simulator.kubernetes.kinds.core.nodes import NAMESPACES
from cs_simulator.kubernetes.kinds.core.services import ENDPOINTS, SERVICES
from cs_simulator.kubernetes.kinds.discovery import ENDPOINT_SLICES
from cs_simulator.kubernetes.kinds.rbac import CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES
from cs_simulator.kubernetes.kinds.registry import served
from cs_simulator.kubernetes.kinds.scheduling import PRIORITY_CLASSES
from cs_simulator.kubernetes.kinds.storage import STORAGE_CLASSES
from cs_simulator.kubernetes.nodes.machine import dashed

FIRST_NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")
_API = {"component": "apiserver", "provider": "kubernetes"}
_PORT = {"name": "https", "port": 6443, "protocol": "TCP"}
_DISK_DRIVER = "diskplugin.csi.alibabacloud.com"
# Of the vendor's guide to storage: name, parameters, and when the volume is made.
_DISKS = (
    ("alicloud-disk-efficiency", {"type": "cloud_efficiency"}, "Immediate"),
    ("alicloud-disk-essd", {"type": "cloud_essd"}, "Immediate"),
    ("alicloud-disk-ssd", {"type": "cloud_ssd"}, "Immediate"),
    (
        "alicloud-disk-topology-alltype",
        {"type": "cloud_auto,cloud_essd,cloud_ssd,cloud_efficiency"},
        "WaitForFirstConsumer",
    ),
)
_PRIORITIES = (
    (
        "system-cluster-critical",
        2_000_000_000,
        (
            "Used for system critical pods that must run in the cluster, but can be moved to"
            " another node if necessary."
        ),
    ),
    (
        "system-node-critical",
        2_000_001_000,
        "Used for system critical pods that must not be moved from their current node.",
    ),
)
_ROOTS = "kube-root-ca.crt"
_RBAC = "rbac.authorization.k8s.io"
_BOOTSTRAPPING = {"kubernetes.io/bootstrapping": "rbac-defaults"}
_DEFAULT_SERVICES = "172.21.0.0/20"


def put_belongings(unit: Unit, cluster: Cluster, trusted: str) -> None:
    """Put everything that the cluster's API has from the beginning.

    Without a certificate that is *trusted*, no namespace hands one out.
    """
    for name in FIRST_NAMESPACES:
        _put(unit, cluster, NAMESPACES, name, spec={"finalizers": ["kubernetes"]},
             labels={"kubernetes.io/metadata.name": name}, status={"phase": "Active"})  # fmt: skip
        if trusted:
            _put(unit, cluster, CONFIG_MAPS, _ROOTS, name, data={"ca.crt": trusted})
        furnish(unit, cluster, name)
    served_kinds = served(unit.world, cluster)
    for kind, name, body in _objects(cluster):
        if served_kinds.preferred(kind.resource) is None:
            continue  # the cluster's version does not know it yet
        _put(unit, cluster, kind, name, **body)


def furnish(unit: Unit, cluster: Cluster, namespace: str) -> None:
    """Put what each namespace has from the beginning: a service account, and what is trusted.

    The certificate by which the API is verified is the one that the first namespace has.
    """
    created = cluster.created if namespace in FIRST_NAMESPACES else unit.now
    if _find(unit, cluster, SERVICE_ACCOUNTS, namespace, "default") is None:
        _put(unit, cluster, SERVICE_ACCOUNTS, "default", namespace, created=created)
    first = _find(unit, cluster, CONFIG_MAPS, FIRST_NAMESPACES[0], _ROOTS)
    if first is not None and _find(unit, cluster, CONFIG_MAPS, namespace, _ROOTS) is None:
        data = objects.body_of(first).get("data")
        _put(unit, cluster, CONFIG_MAPS, _ROOTS, namespace, created=created, data=data)


def _find(
    unit: Unit, cluster: Cluster, kind: Kind, namespace: str, name: str
) -> KubernetesObject | None:
    return objects.find(unit.world, cluster.cluster_id, kind.resource, namespace, name)


def _objects(cluster: Cluster) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    yield from _own_service(cluster)
    for name, value, description in _PRIORITIES:
        yield (
            PRIORITY_CLASSES,
            name,
            {
                "description": description,
                "preemptionPolicy": "PreemptLowerPriority",
                "value": value,
            },
        )
    for name, parameters, mode in _DISKS:
        yield (
            STORAGE_CLASSES,
            name,
            {
                "allowVolumeExpansion": True,
                "parameters": parameters,
                "provisioner": _DISK_DRIVER,
                "reclaimPolicy": "Delete",
                "volumeBindingMode": mode,
            },
        )
    everything = [
        {"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]},
        {"nonResourceURLs": ["*"], "verbs": ["*"]},
    ]
    yield CLUSTER_ROLES, "cluster-admin", {"rules": everything, "labels": _BOOTSTRAPPING}
    yield (
        CLUSTER_ROLE_BINDINGS,
        "cluster-admin",
        {
            "labels": _BOOTSTRAPPING,
            "roleRef": {"apiGroup": _RBAC, "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": [{"apiGroup": _RBAC, "kind": "Group", "name": "system:masters"}],
        },
    )


def _own_service(cluster: Cluster) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    """The Service ``default/kubernetes`` and where it leads."""
    made = kept.made_of(cluster)
    services = network.block(made.get("service_cidr") or _DEFAULT_SERVICES)
    address = network.address(services.first + 1)
    yield (
        SERVICES,
        "kubernetes",
        {
            "namespace": "default",
            "labels": _API,
            "spec": {
                "clusterIP": address,
                "clusterIPs": [address],
                "internalTrafficPolicy": "Cluster",
                "ipFamilies": ["IPv4"],
                "ipFamilyPolicy": "SingleStack",
                "ports": [{"name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443}],
                "sessionAffinity": "None",
                "type": "ClusterIP",
            },
            "status": {"loadBalancer": {}},
        },
    )
    leads_to = made.get("intranet_ip")
    if not leads_to:
        return
    skip = {"endpointslice.kubernetes.io/skip-mirror": "true"}
    yield (
        ENDPOINTS,
        "kubernetes",
        {
            "namespace": "default",
            "labels": skip,
            "subsets": [{"addresses": [{"ip": leads_to}], "ports": [_PORT]}],
        },
    )
    yield (
        ENDPOINT_SLICES,
        "kubernetes",
        {
            "namespace": "default",
            "labels": {"kubernetes.io/service-name": "kubernetes"},
            "addressType": "IPv4",
            "endpoints": [{"addresses": [leads_to], "conditions": {"ready": True}}],
            "ports": [_PORT],
        },
    )


def _put(
    unit: Unit,
    cluster: Cluster,
    kind: Kind,
    name: str,
    namespace: str = "",
    *,
    created: int | None = None,
    labels: dict[str, str] | None = None,
    **body: Any,
) -> None:
    """Put an object with derived ids, so that it is the same whenever the API was called first."""
    at = as_text(cluster.created if created is None else created)
    key = objects.key_of(cluster.cluster_id, kind.resource, namespace, name)
    metadata: Body = {"name": name}
    if namespace:
        metadata["namespace"] = namespace
    metadata["uid"] = dashed(unit.random_for("kubernetes object", key, at).uuid4())
    metadata["creationTimestamp"] = at
    if labels:
        metadata["labels"] = dict(labels)
    objects.put(unit, cluster.cluster_id, kind, {"metadata": metadata, **body})
