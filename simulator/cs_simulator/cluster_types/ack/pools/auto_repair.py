"""What node pools do about their lost nodes: as the auto-repair policy says that they follow.

A policy has rules: the incidents that each is about, and the steps of the repair, some of which
wait until somebody approves. A pool follows the policy that its settings name, else its own, whose
rules are those of the service until a call changes them.

The names of incidents and steps are documented by examples only: ``Node.FaultNeedReboot.HOST``,
``Drain``, ``QuarantineGPU``. The others here are an assumption.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools.nodes import name_of
from cs_simulator.cluster_types.ack.pools.properties import (
    Inquiry,
    Sent,
    node_properties,
    with_properties,
)
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, Node, NodeGroup
from cs_simulator.engine import cluster_entries, node_loss, upkeep
from cs_simulator.engine.unit import WARNING, Unit
from cs_simulator.engine.world import World

KIND = "auto_repair_policy"
"""The kind of the entries in which a cluster's policies are kept, by their ids."""
LOST = ("Node.NotReady", "Node.FaultNeedReboot.HOST")
"""The incidents that a lost node is: it is not ready, and its machine needs a restart."""
OWN_RULES: tuple[dict[str, Any], ...] = (
    {
        "incidents": [{"name": LOST[0], "type": "system"}],
        "repair_procedure": [{"name": "RestartNode"}],
    },
)
"""The rules of the service, which pools follow that name no policy."""
RESOURCE_TYPE, RESOURCE_SUB_TYPE = "nodepool", "ess"
"""What a policy is for, and the kind of node pools, unless a call says otherwise."""
EVENT = "nodepool_auto_repair"
_NO_REPAIRS = ("Drain", "QuarantineGPU")
"""The steps that keep work away from a node, and do not bring it back."""
_SOON = 10 * SECOND
"""How long after an approval a repair begins."""

_FIELD = "management.auto_repair_policy.auto_repair_policy_id"

ToDo = Literal["", "ask", "repair"]


def is_on(sent: Sent) -> bool:
    """Whether a pool repairs its nodes by itself."""
    management = sent.get("management", {})
    return bool(management.get("enable") and management.get("auto_repair"))


def policy_id_of(group: NodeGroup) -> str:
    """The id of the policy that a pool follows; empty if it has none, not even its own."""
    settings = kept.sent_of(group).get("management", {}).get("auto_repair_policy", {})
    return settings.get("auto_repair_policy_id") or own_policy_id(group)


def most_at_once(sent: Sent, nodes: int) -> int:
    """How many of so many nodes a pool repairs side by side: as its settings say, else all."""
    settings = sent.get("management", {}).get("auto_repair_policy", {})
    most = str(settings.get("max_parallel_repairing_nodes", "100%"))
    share = nodes * int(most[:-1]) // 100 if most.endswith("%") else int(most)
    return max(share, 1)


def own_policy_id(group: NodeGroup) -> str:
    """The id of the policy that is a pool's own, which it has if it was to repair its nodes."""
    return str(kept.made_of(group).get("auto_repair_policy_id", ""))


def followers(world: World, cluster_id: str, policy_id: str) -> list[NodeGroup]:
    """The pools of a cluster that follow a policy."""
    groups = world.groups_of(cluster_id)
    return [group for group in groups if policy_id_of(group) == policy_id]


def owner_of(world: World, cluster_id: str, policy_id: str) -> NodeGroup | None:
    """The pool whose own policy it is, if it is one's."""
    groups = world.groups_of(cluster_id)
    return next((group for group in groups if own_policy_id(group) == policy_id), None)


def own_policy(group: NodeGroup) -> dict[str, Any]:
    """The policy of a pool itself, which nobody has changed."""
    kind = kept.sent_of(group).get("nodepool_info", {}).get("type", RESOURCE_SUB_TYPE)
    return {
        "name": group.name,
        "resource_type": RESOURCE_TYPE,
        "resource_sub_type": kind,
        "rules": list(OWN_RULES),
    }


def pool_dropped(unit: Unit, cluster: Cluster, group: NodeGroup) -> None:
    """Let a pool's own policy go with it, changed or not, unless other pools follow it."""
    policy_id = own_policy_id(group)
    if not policy_id:
        return
    if not followers(unit.world, cluster.cluster_id, policy_id):
        cluster_entries.drop(unit, cluster.cluster_id, KIND, policy_id)
    elif cluster_entries.find(unit.world, cluster.cluster_id, KIND, policy_id) is None:
        cluster_entries.keep(unit, cluster.cluster_id, KIND, policy_id, own_policy(group))


def problems(request: Any, world: World, cluster: Cluster) -> Iterator[ApiError]:
    """Yield that a request names a policy that its cluster does not have."""
    settings = request.management and request.management.auto_repair_policy
    policy_id = settings and settings.auto_repair_policy_id
    if not policy_id or owner_of(world, cluster.cluster_id, policy_id):
        return
    entry = cluster_entries.find(world, cluster.cluster_id, KIND, policy_id)
    if entry is None:
        yield ack_errors.INVALID_FIELD(_FIELD, f"no policy {policy_id[:100]!r}")


def to_do(world: World, group: NodeGroup, node: Node) -> ToDo:
    """What is to be done about a lost node now: ask for approval, repair it, or nothing."""
    steps = _steps_for(world, group)
    if all(step["name"] in _NO_REPAIRS for step in steps):
        return ""
    wanted = _inquiry(node, steps)
    if not wanted["awaits"]:
        return "repair"
    before = _inquiry_of(node)
    if before is None or {**before, "is_approved": False} != wanted:
        return "ask"
    return "repair" if before["is_approved"] else ""


def ask(unit: Unit, cluster: Cluster, group: NodeGroup, node: Node) -> None:
    """Ask for the approval of the repair of a lost node: by labels of its Node object."""
    inquiry = _inquiry(node, _steps_for(unit.world, group))
    unit.put(unit.world.nodes, with_properties(node, inquiry=inquiry)._replace(updated=unit.now))
    message = f"Repair of node {name_of(cluster, node)} waits for approval"
    unit.log(cluster, message, WARNING)
    unit.event(cluster, EVENT, "WaitingForApproval", message, "warning")


def hear(unit: Unit, cluster: Cluster, node: Node, labels: Mapping[str, object]) -> None:
    """Begin soon with the repair of a node, if the labels of its Node object now approve of it."""
    inquiry = _inquiry_of(node)
    group = unit.world.node_groups.get(node.group_id)
    if inquiry is None or inquiry["is_approved"] or group is None:
        return
    if all(labels.get(key) == value for key, value in inquiry["awaits"].items()):
        approved = {**inquiry, "is_approved": True}
        unit.put(unit.world.nodes, with_properties(node, inquiry=approved))
        upkeep.look_after(unit, cluster, group, _SOON)


def labels_of(node: Node) -> dict[str, str]:
    """The labels that a Node object has because of its repair, until it is over."""
    inquiry = _inquiry_of(node)
    if inquiry is None:
        return {}
    return {**inquiry["asks"], **(inquiry["awaits"] if inquiry["is_approved"] else {})}


def _inquiry_of(node: Node) -> Inquiry | None:
    """What was asked because of the present loss of a node, if something was."""
    inquiry = node_properties(node).get("inquiry") if node.is_lost else None
    return inquiry if inquiry and inquiry["lost"] == _lost_at(node) else None


def _inquiry(node: Node, steps: Sequence[Mapping[str, Any]]) -> Inquiry:
    """What is to be asked before these steps."""
    asking = [step["intervention"] for step in steps if step.get("intervention", {}).get("enable")]
    return {
        "lost": _lost_at(node),
        "asks": dict(_labels(asking, "inquiring_label")),
        "awaits": dict(_labels(asking, "approved_label")),
        "is_approved": False,
    }


def _labels(interventions: Sequence[Mapping[str, Any]], name: str) -> Iterator[tuple[str, str]]:
    for intervention in interventions:
        label = intervention.get(name)
        if label:
            yield label["key"], label.get("value", "")


def _lost_at(node: Node) -> int:
    """The instant of the last loss of a node."""
    return node_loss.losses_of(node)[-1][0]


def _steps_for(world: World, group: NodeGroup) -> Sequence[Mapping[str, Any]]:
    """The steps of the first rule about lost nodes of the policy that a pool follows."""
    entry = cluster_entries.find(world, group.cluster_id, KIND, policy_id_of(group))
    rules: Sequence[Mapping[str, Any]] = entry.value["rules"] if entry else OWN_RULES
    for rule in rules:
        if any(incident["name"] in LOST for incident in rule["incidents"]):
            steps: Sequence[Mapping[str, Any]] = rule["repair_procedure"]
            return steps
    return ()
