"""The objects by which a component runs: its workloads, their accounts and Services."""

from typing import Any

from cs_simulator.catalog.system_workloads import SystemWorkload
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.addon_health import replicas_of
from cs_simulator.cluster_types.ack.addons import Row
from cs_simulator.domain import network
from cs_simulator.domain.records import Cluster
from cs_simulator.kubernetes.kinds import Body

NAMESPACE = "kube-system"
_DEFAULT_SERVICES = "172.21.0.0/20"
_EVERYTHING = [{"operator": "Exists"}]
# Masters are tainted with another word from 1.24 on.
_MASTERS = [
    {"key": "CriticalAddonsOnly", "operator": "Exists"},
    {"key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"},
    {"key": "node-role.kubernetes.io/master", "effect": "NoSchedule"},
]
_TOLERATIONS = {"": [], "masters": _MASTERS, "all": _EVERYTHING}


def workload(cluster: Cluster, row: SystemWorkload, addon: Row) -> Body:
    """The Deployment or DaemonSet of a component as a cluster has it."""
    labels = dict(row.labels)
    spec: Body = {
        "selector": {"matchLabels": labels},
        "template": {"metadata": {"labels": dict(labels)}, "spec": _pods(cluster, row, addon)},
    }
    if row.kind == "Deployment":
        spec["replicas"] = replicas_of(row, addon)
    metadata = {"name": row.name, "namespace": NAMESPACE, "labels": dict(labels)}
    return {"metadata": metadata, "spec": spec}


def images(cluster: Cluster, row: SystemWorkload, addon: Row) -> dict[str, str]:
    """The images of a workload, by container."""
    registry = f"registry-{cluster.region_id}-vpc.ack.aliyuncs.com"
    version = addon["version"]
    return {name: f"{registry}/{image}:{version}" for name, image, *_ in row.containers}


def _pods(cluster: Cluster, row: SystemWorkload, addon: Row) -> Body:
    chosen = images(cluster, row, addon)
    spec: dict[str, Any] = {
        "containers": [
            {
                "name": name,
                "image": chosen[name],
                "resources": {"requests": {"cpu": cpu, "memory": memory}},
            }
            for name, _, cpu, memory in row.containers
        ],
        "nodeSelector": {"kubernetes.io/os": "linux", **dict(row.nodes)},
        "serviceAccountName": row.name,
    }
    if row.tolerates:
        spec["tolerations"] = [dict(each) for each in _TOLERATIONS[row.tolerates]]
    if row.priority:
        spec["priorityClassName"] = row.priority
    if row.host:
        spec["hostNetwork"] = True
    return spec


def account(row: SystemWorkload) -> Body:
    """The account of a workload's pods."""
    return {"metadata": {"name": row.name, "namespace": NAMESPACE}}


def service(cluster: Cluster, row: SystemWorkload) -> Body:
    """The Service before a workload."""
    spec: Body = {
        "selector": dict(row.labels),
        "ports": [
            {"name": name, "port": number, "protocol": protocol, "targetPort": number}
            for name, number, protocol in row.ports
        ],
    }
    if row.service_number:
        block = network.block(kept.made_of(cluster).get("service_cidr") or _DEFAULT_SERVICES)
        spec["clusterIP"] = network.address(block.first + row.service_number)
    metadata = {"name": row.service, "namespace": NAMESPACE, "labels": dict(row.labels)}
    return {"metadata": metadata, "spec": spec}


def api_service(row: SystemWorkload) -> Body:
    """What says that the Service before a workload serves an API."""
    group, _, version = row.serves.partition("/")
    return {
        "metadata": {"name": f"{version}.{group}", "labels": dict(row.labels)},
        "spec": {
            "group": group,
            "version": version,
            "service": {"name": row.service, "namespace": NAMESPACE},
            "groupPriorityMinimum": 100,
            "versionPriority": 100,
            "insecureSkipTLSVerify": True,
        },
    }
