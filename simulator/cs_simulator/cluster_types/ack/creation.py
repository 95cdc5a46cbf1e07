"""From the body of a creation to the Kubernetes cluster that it makes."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.catalog import addons as addon_catalogue
from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types import named_type
from cs_simulator.cluster_types.ack import kept, kinds, new_network, workers
from cs_simulator.cluster_types.ack.example_network import example_network
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.made import ClusterMade
from cs_simulator.cluster_types.ack.network_plugins import FLANNEL
from cs_simulator.cluster_types.ack.pools.make import make_pool, put_pool
from cs_simulator.cluster_types.ack.request import block_rules, master_rules, network_rules
from cs_simulator.cluster_types.ack.request.create import CreateClusterRequest
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.cluster_types.contract import EXAMPLE_PASSWORD
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.validation.strict import as_sent

KUBERNETES_TYPES = frozenset(name.lower() for name in named_type.KUBERNETES)
"""The values of ``cluster_type`` that mean a Kubernetes cluster, in lower case."""
_ONLY_KUBERNETES_FIELDS = frozenset(
    {
        "addons",
        "cluster_spec",
        "kubernetes_version",
        "nodepools",
        "num_of_nodes",
        "profile",
        "service_cidr",
        "vpcid",
        "vswitch_ids",
    }
)
_POOL_FIELDS = frozenset({"nodepools", "num_of_nodes"})
_FIRST_WITH_IPTABLES = 35
# What a body needs besides, to be one of such a cluster.
_EXAMPLE_OF_KIND: Mapping[Kind, Mapping[str, Any]] = {
    Kind.LINGJUN: {"cluster_spec": "ack.pro.small"},
    Kind.DEDICATED: {
        "master_count": 3,
        "master_instance_types": ["ecs.g7.xlarge"] * 3,
        "master_system_disk_category": "cloud_essd",
        "master_system_disk_size": 120,
        "login_password": EXAMPLE_PASSWORD,
    },
}
# Parts of the body that are kept elsewhere: pools keep what was sent about them.
_NOT_KEPT = ("nodepools", "client_token")


def claims(body: Mapping[str, object]) -> bool:
    """Whether a body asks for a Kubernetes cluster: by its type, or else by its fields."""
    cluster_type = str(body.get("cluster_type") or "").lower()
    if cluster_type in KUBERNETES_TYPES:
        return True
    if cluster_type in named_type.SWARM or named_type.is_of_swarm(body):
        return False
    return not _ONLY_KUBERNETES_FIELDS.isdisjoint(body) or _has_worker_fields(body)


def _has_worker_fields(body: Mapping[str, object]) -> bool:
    return any(name.startswith(("worker_", "master_")) for name in body)


def prepare(body: dict[str, object], unit: Unit, region_id: str) -> AckLookup:
    """Complete the region of a body; returns what the body may refer to.

    Raises the error for a body that says no type of cluster, or an unknown one: whatever else is
    wrong with it, it may be meant for a cluster of another type.
    """
    problem = named_type.problem_of(body)
    if problem:
        raise problem
    if body.get("region_id") in (None, "") and region_id:
        body["region_id"] = region_id
    if body.get("node_cidr_mask") == "0":  # what some Go programs send for none
        del body["node_cidr_mask"]
    if not unit.world.options.honours_old_bodies:
        for name in [name for name in body if name in _POOL_FIELDS or name.startswith("worker_")]:
            del body[name]
    known = body.get("region_id")
    services = body.get("service_cidr") or block_rules.DEFAULT_SERVICE_BLOCK
    return AckLookup(
        unit, known if isinstance(known, str) else "", body.get("container_cidr"), services
    )


def make(request: CreateClusterRequest, unit: Unit) -> Cluster:
    """Put the cluster as it is before anything is provisioned, and its network if it has none."""
    cluster_id = naming.cluster_id(unit)
    kind = kind_of_request(request)
    sent = {name: value for name, value in as_sent(request).items() if name not in _NOT_KEPT}
    made = _made(request, kind, unit)
    vpc_id, vswitch_ids = request.vpcid or "", _vswitches(request)
    if not vpc_id and kind is not Kind.REGISTERED:
        vpc_id, vswitch_ids = new_network.make(request, unit, cluster_id)
        made["network"] = [vpc_id, *vswitch_ids]
    made["vswitch_ids"] = list(vswitch_ids)
    switch = unit.world.vswitches.get(vswitch_ids[0]) if vswitch_ids else None
    cluster = Cluster(
        serial=unit.serial(),
        cluster_id=cluster_id,
        cluster_type="ack",
        name=request.name,
        state=ClusterState.INITIAL,
        size=master_rules.masters_of(request).count if kind is Kind.DEDICATED else 0,
        created=unit.now,
        updated=unit.now,
        region_id=request.region_id,
        zone_id=switch.zone_id if switch else "",
        vpc_id=vpc_id,
        vswitch_id=vswitch_ids[0] if vswitch_ids else "",
        container_cidr=(request.container_cidr or "") if made["plugin"] == FLANNEL else "",
        security_group_id=request.security_group_id or "",
        tags=kept.tags_text(sent.get("tags", []), cluster_id),
        properties=kept.written(sent, dict(made)),
    )
    unit.put(unit.world.clusters, cluster)
    _make_pools(request, unit, cluster)
    return unit.world.clusters[cluster_id]


def _make_pools(request: CreateClusterRequest, unit: Unit, cluster: Cluster) -> None:
    """Put the node pools of the body; their nodes are made once the control plane runs."""
    for pool in request.nodepools or ():
        make_pool(unit, cluster, pool)
    if request.num_of_nodes:
        switches = kept.made_of(cluster)["vswitch_ids"]
        described = {**as_sent(request), "user_data": request.user_data}
        sent = workers.as_pool(described, switches, request.num_of_nodes)
        has_password = bool(request.login_password)
        put_pool(unit, cluster, sent, is_default=True, has_password=has_password)


def _vswitches(request: CreateClusterRequest) -> tuple[str, ...]:
    """The vSwitches of the control plane, each once."""
    given = request.vswitch_ids or request.master_vswitch_ids or ()
    return tuple(dict.fromkeys(given))


def _made(request: CreateClusterRequest, kind: Kind, unit: Unit) -> ClusterMade:
    """What the service chooses for a new cluster, where the body leaves it open."""
    if kind is Kind.REGISTERED:
        return ClusterMade(version="", init_version="", plugin="", addons={})
    is_edge = kind is Kind.EDGE
    fixed = unit.world.options.kubernetes_versions
    newest = kubernetes_versions.newest(unit.now, edge=is_edge, fixed=fixed).version
    version = request.kubernetes_version or newest
    plugin = network_rules.plugin_of_request(request)
    made = ClusterMade(
        version=version,
        init_version=version,
        plugin=plugin,
        service_cidr=request.service_cidr or block_rules.DEFAULT_SERVICE_BLOCK,
        proxy_mode=request.proxy_mode
        or ("ipvs" if kubernetes_versions.minor_of(version) < _FIRST_WITH_IPTABLES else "iptables"),
        pod_vswitch_ids=list(network_rules.pod_vswitches_of(request)),
        addons=_addons(request, kind, plugin, version),
    )
    if plugin == FLANNEL:
        made["node_cidr_mask"] = request.node_cidr_mask or block_rules.DEFAULT_NODE_MASK
    return made


def _addons(
    request: CreateClusterRequest, kind: Kind, plugin: str, version: str
) -> dict[str, dict[str, str]]:
    """The components of a new cluster: those that every one has, and what the body says of them."""
    found = {
        name: {"version": number, "state": "initial"}
        for name, number in addon_catalogue.fresh(kinds.addon_kind(kind), plugin, version).items()
    }
    for addon in request.addons or ():
        known = addon_catalogue.find(addon.name)
        name = known.name if known else addon.name
        if addon.disabled:
            found.pop(name, None)
            continue
        number = addon.version or (addon_catalogue.newest_version(known, version) if known else "")
        found[name] = {"version": number, "state": "initial"}
        if addon.config:
            found[name]["config"] = addon.config
    return found


def plan_of(cluster: Cluster) -> str:
    """The name of the plan by which the cluster is created."""
    kind = kinds.kind_of_cluster(cluster)
    usual = kind in (Kind.MANAGED, Kind.LINGJUN)
    return "CreateCluster" if usual else f"CreateCluster#{kind.value}"


def example(changes: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A complete, valid body of ``POST /clusters`` with some fields changed."""
    block = number % (12 * 128)
    kind = kinds.kind_of(changes.get("cluster_type"), changes.get("profile"))
    return {
        "name": f"cluster-{number}",
        "cluster_type": kinds.MANAGED_TYPE,
        **example_network(changes.get("region_id", "")),
        "container_cidr": f"172.{20 + block // 128}.{block % 128 * 2}.0/23",
        "service_cidr": "192.168.240.0/20",
        "addons": [{"name": "flannel"}],
        **_EXAMPLE_OF_KIND.get(kind, {}),
        **changes,
    }
