"""Whether the components of clusters run whose own API nobody has called.

Such a cluster has no pods. It has the nodes on which they would be, and those decide: the first
call of the API finds the pods that this says.
"""

from collections.abc import Mapping, Sequence

import orjson

from cs_simulator.catalog.system_workloads import SystemWorkload, workloads_of
from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.cluster_types.ack.pools.properties import NodeProperties, node_properties
from cs_simulator.domain.records import Node, NodeState

_DRIVES_AWAY = ("", "NoSchedule", "NoExecute")
_TOLERATED_WITH_MASTERS = (
    "CriticalAddonsOnly",
    "node-role.kubernetes.io/control-plane",
    "node-role.kubernetes.io/master",
)


def replicas_of(workload: SystemWorkload, row: Mapping[str, str]) -> int:
    """How many pods a Deployment has: as many as the configuration says, if it does."""
    text = row.get("config", "")
    try:
        config = orjson.loads(text) if text else {}
    except orjson.JSONDecodeError:
        return workload.replicas
    given = config.get("replicas") if isinstance(config, dict) else None
    number = str(given) if isinstance(given, int | str) else ""
    return int(number) if number.isdigit() else workload.replicas


def works_on(present: Sequence[Node], name: str, row: Mapping[str, str]) -> bool:
    """Whether each workload of a component has a node that is ready, or needs none."""
    return all(_works(present, workload, row) for workload in workloads_of(name))


def _works(present: Sequence[Node], workload: SystemWorkload, row: Mapping[str, str]) -> bool:
    if any(_is_ready(node) and _takes(node, workload) for node in present):
        return True
    if workload.kind == "Deployment":
        return not replicas_of(workload, row)
    return not any(_is_registered(node) and _takes(node, workload) for node in present)


def _is_registered(node: Node) -> bool:
    return node.state is NodeState.RUNNING and nodes.registered_anew(node) is not None


def _is_ready(node: Node) -> bool:
    return _is_registered(node) and not node.is_lost


def _takes(node: Node, workload: SystemWorkload) -> bool:
    """Whether pods of a workload come to a node, by its labels and taints.

    Those of a DaemonSet also come to a node that is cordoned.
    """
    properties = node_properties(node)
    if properties.get("unschedulable") and workload.kind == "Deployment":
        return False
    labels = {each["key"]: each.get("value") or "" for each in properties.get("labels") or ()}
    if any(labels.get(key) != value for key, value in workload.nodes):
        return False
    return workload.tolerates == "all" or not _taints(properties) - _tolerated(workload)


def _taints(properties: NodeProperties) -> set[str]:
    """The keys of the taints that keep pods away."""
    given = properties.get("taints") or ()
    found = {each["key"] for each in given if (each.get("effect") or "") in _DRIVES_AWAY}
    return found | {"node-role.kubernetes.io/master"} if _is_master(properties) else found


def _is_master(properties: NodeProperties) -> bool:
    return properties.get("role") == "Master"


def _tolerated(workload: SystemWorkload) -> set[str]:
    return set(_TOLERATED_WITH_MASTERS) if workload.tolerates == "masters" else set()
