"""The nodes of a task: one that fails by itself, and all of them when the task ends."""

from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import Node, NodeState, Task
from cs_simulator.engine import cluster_nodes, stage_history
from cs_simulator.engine.unit import Unit


def fail(unit: Unit, task: Task, plan: Plan, node: Node, code: str, reason: str) -> None:
    """Fail one node of a task, for a reason that the node shows from then on."""
    stage_history.note_failed_node(unit, task.task_id, node, code, reason)
    if not plan.nodes_fail_alone:
        _put(unit, node, NodeState.FAILED, reason)
    elif node.state is NodeState.REMOVING:
        _put(unit, node, NodeState.RUNNING, reason)
    elif has_machine(node):
        _put(unit, node, NodeState.FAILED, reason)
    else:
        cluster_nodes.release_node(unit, node, releases=True)


def has_machine(node: Node) -> bool:
    """Whether there is an instance of a node: with it comes the address."""
    return bool(node.ip_address)


def _put(unit: Unit, node: Node, state: NodeState, reason: str) -> None:
    changed = node._replace(state=state, error_message=reason, is_released=False, updated=unit.now)
    unit.put(unit.world.nodes, changed)


def remove_new(unit: Unit, task: Task) -> None:
    """Take the nodes that a task was bringing in out of the cluster again."""
    for instance_id in task.nodes.split():
        node = unit.world.nodes.get(instance_id)
        if node:
            cluster_nodes.release_node(unit, node, releases=not node.is_attached)


def settle(unit: Unit, task: Task, plan: Plan, code: str, reason: str) -> None:
    """Leave no node of a task that ends early half done, where nodes fail by themselves.

    Those that are under way fail; those that no batch has reached are as before the task, and gone
    if it was to make them.
    """
    if not plan.nodes_fail_alone:
        return
    queued = set(task.queued.split())
    for instance_id in task.nodes.split():
        node = unit.world.nodes.get(instance_id)
        if node is None or node.state not in (NodeState.INITIAL, NodeState.REMOVING):
            continue
        if instance_id not in queued:
            fail(unit, task, plan, node, code, reason)
        elif node.state is NodeState.REMOVING:
            _put(unit, node, NodeState.RUNNING, node.error_message)
        else:
            cluster_nodes.release_node(unit, node, releases=not node.is_attached)


def drop_steps(unit: Unit, task: Task) -> None:
    """Drop what a task has under way."""
    plan = unit.world.cluster_types.plans[task.plan]
    for serial in unit.world.cluster_steps[task.cluster_id]:
        step = unit.world.steps[serial]
        if step.task_id == task.task_id:
            if not step.is_wait:
                unit.trace_step(step, task, plan.stages[step.stage].name, "canceled")
            unit.drop(unit.world.steps, step)
