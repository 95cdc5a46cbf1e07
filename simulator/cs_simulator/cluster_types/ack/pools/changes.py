"""What changes of node pools do to the pools and nodes that there are."""

from typing import Any

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import growth, nodes
from cs_simulator.cluster_types.ack.pools.properties import sent_and_made, with_properties
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import Changes
from cs_simulator.domain.records import Cluster, Node, NodeGroup, Task, TaskState
from cs_simulator.engine import cluster_nodes, node_loss, stage_history, states
from cs_simulator.engine.unit import Unit


def update_nodes(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Write labels and taints of the pool onto the nodes it has, if the call asked for that."""
    group = states.group_of(unit.world, task)
    if group is not None and stage_history.parameters_of(task).get("update_nodes"):
        write_labels(unit, cluster, group)
    return {}


def write_labels(unit: Unit, cluster: Cluster, group: NodeGroup) -> None:
    """Write labels and taints of a pool onto the nodes it has."""
    config = kept.sent_of(group).get("kubernetes_config", {})
    for node in cluster_nodes.of_group(unit.world, cluster, group):
        changed = with_properties(
            node, labels=config.get("labels", []), taints=config.get("taints", [])
        )
        unit.put(unit.world.nodes, changed._replace(updated=unit.now))


def upgrade_node(unit: Unit, _cluster: Cluster, node: Node) -> Changes:
    """Give a node the versions that its pool has now; its agent is started again."""
    node = nodes.started_anew(node, unit.now)
    group = unit.world.node_groups.get(node.group_id)
    sent, made = sent_and_made(group) if group else ({}, {})
    versions: dict[str, Any] = {
        "kubelet_version": made.get("kubelet_version"),
        "runtime_version": sent.get("kubernetes_config", {}).get("runtime_version")
        or made.get("runtime_version"),
    }
    known = {name: version for name, version in versions.items() if version}
    image_id = sent.get("scaling_group", {}).get("image_id") or made.get("image_id")
    if image_id and image_id != node.ecs_image_id:
        node = with_properties(
            node, fixed_vulnerabilities=[]
        )  # the new disk has those of its image
    return {
        "properties": with_properties(node, **known).properties,
        "ecs_image_id": image_id or node.ecs_image_id,
    }


def task_ended(unit: Unit, cluster: Cluster, task: Task) -> None:
    """Do what else the end of a task means for node pools."""
    _end_removal_by_name(unit, cluster, task)
    group = states.group_of(unit.world, task)
    if group is not None and stage_history.history_of(task).get("failed"):
        _keep_what_stayed(unit, cluster, group)


def _end_removal_by_name(unit: Unit, cluster: Cluster, task: Task) -> None:
    """Let the pools from which nodes were removed by name be active again, whatever became of it.

    Those that keep their size replace what is gone.
    """
    for group_id in stage_history.parameters_of(task).get("pools", ()):
        group = unit.world.node_groups.get(group_id)
        if group is None or group.state != "removing":
            continue
        group = states.move_group(unit, cluster, group, Trigger.PROVISIONED, task.task_id)
        if task.state is TaskState.SUCCESS:
            growth.replenish(unit, cluster, group)


def _keep_what_stayed(unit: Unit, cluster: Cluster, group: NodeGroup) -> None:
    """Let a pool want the nodes that could not be removed: they run on."""
    present = len(growth.members(unit.world, cluster, group))
    if present > group.size:
        unit.put(unit.world.node_groups, group._replace(size=present))


def repair_node(unit: Unit, _cluster: Cluster, node: Node) -> Changes:
    """Let a node be reachable again, and free of the error that it showed."""
    found = nodes.started_anew(node_loss.as_found(node, unit.now), unit.now)
    return {
        "is_lost": False,
        "losses": found.losses,
        "properties": found.properties,
        "error_message": "",
    }
