"""Tasks, steps, and changes of a cluster's state."""

from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Step, Task, Trace
from cs_simulator.engine import manual_override
from cs_simulator.engine.world import World
from cs_simulator.server.control.contract import tasks as contract
from cs_simulator.server.control.contract.events import EndedStep, StateChange


def task_under_way(world: World, task: Task) -> contract.Task:
    """A task with the steps that it has under way."""
    steps = manual_override.steps_of(world, task)
    return task_object(world, task, [step_under_way(world, task, step) for step in steps])


def task_object(world: World, task: Task, steps: list[contract.Step]) -> contract.Task:
    """A task with the given steps."""
    return {
        "task_id": task.task_id,
        "cluster_id": task.cluster_id,
        "group_id": task.group_id or None,
        "operation": task.operation,
        "type": world.cluster_types.plans[task.plan].task_type,
        "state": task.state.value,
        "created": instants.as_exact_text(task.created),
        "updated": instants.as_exact_text(task.updated),
        "pending_nodes": task.pending_nodes,
        "nodes": task.nodes.split(),
        "error_code": task.error_code or None,
        "error_message": task.error_message or None,
        "steps": steps,
    }


def step_under_way(world: World, task: Task, step: Step) -> contract.Step:
    """A step that is under way, or held."""
    return {
        "stage": world.cluster_types.plans[task.plan].stages[step.stage].name,
        "instance_id": step.instance_id or None,
        "node": node_name(world, step.instance_id),
        "status": "held" if step.is_held else "running",
        "started": instants.as_exact_text(step.started),
        "ended": None if step.is_held else instants.as_exact_text(step.due),
    }


def step_of_trace(trace: Trace, node: str | None, status: str) -> contract.Step:
    """A step that has ended, or is expected to end; *node* is the node's name."""
    return {
        "stage": trace.name,
        "instance_id": trace.instance_id or None,
        "node": node,
        "status": status,
        "started": instants.as_exact_text(trace.started),
        "ended": instants.as_exact_text(trace.ended),
    }


def node_name(world: World, instance_id: str) -> str | None:
    """The name of a node; ``None`` if the world has no such node."""
    node = world.nodes.get(instance_id) if instance_id else None
    return ids.node_name(node.cluster_id, node.number) if node else None


def ended_step(trace: Trace, node: str | None) -> EndedStep:
    """A step that has ended, with the task that it belongs to; *node* is the node's name."""
    return {
        **step_of_trace(trace, node, trace.outcome),
        "time": instants.as_exact_text(trace.ended),
        "cluster_id": trace.cluster_id,
        "task_id": trace.task_id,
    }


def state_change(trace: Trace) -> StateChange:
    """The new state of a cluster, or of a group of nodes."""
    return {
        "time": instants.as_exact_text(trace.ended),
        "cluster_id": trace.cluster_id,
        "group_id": trace.group_id or None,
        "task_id": trace.task_id or None,
        "before": trace.outcome,
        "state": trace.name,
    }
