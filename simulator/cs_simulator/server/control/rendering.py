"""Records as answers show them: one function per shape of the contract.

Wherever a cluster, a node, a task, a step or a call is shown, it is made here, and only fields that
the contract declares are shown. An instant is a text; what is not there is null.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import (
    CallEntry,
    Cluster,
    Decision,
    Node,
    NodeGroup,
    Step,
    Task,
    Trace,
)
from cs_simulator.engine import manual_override
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.expectations.judge import Verdict
from cs_simulator.server.control.contract import calls as calls_contract
from cs_simulator.server.control.contract import clock as clock_contract
from cs_simulator.server.control.contract import clusters as clusters_contract
from cs_simulator.server.control.contract import events as events_contract
from cs_simulator.server.control.contract import tasks as tasks_contract


def instant_or_none(at: int | None) -> str | None:
    """The text of an instant that need not be there."""
    return None if at is None else instants.as_exact_text(at)


def clock_object(tenant: Tenant, reading: float) -> clock_contract.Clock:
    """The clock of a tenant at a reading of the monotonic clock."""
    clock, step = tenant.world.clock, tenant.world.next_due()
    return {
        "mode": clock.mode.value,
        "rate": clock.rate,
        "now": instants.as_exact_text(tenant.now(reading)),
        "next": instant_or_none(step.due if step else None),
    }


# ---- clusters and nodes


def cluster_with_nodes(world: World, cluster: Cluster) -> clusters_contract.Cluster:
    """A cluster of the world with its groups of nodes, nodes and tasks."""
    nodes = world.nodes_of(cluster.cluster_id)
    tasks = [world.tasks[task_id] for task_id in world.cluster_tasks[cluster.cluster_id]]
    return cluster_object(
        cluster,
        groups=[group_object(group) for group in world.groups_of(cluster.cluster_id)],
        nodes=[node_object(node) for node in nodes],
        tasks=[task_under_way(world, task) for task in tasks],
    )


def cluster_object(
    cluster: Cluster,
    *,
    groups: list[clusters_contract.NodeGroup],
    nodes: list[clusters_contract.Node],
    tasks: list[tasks_contract.Task],
) -> clusters_contract.Cluster:
    """A cluster with the given groups of nodes, nodes and tasks."""
    return {
        "cluster_id": cluster.cluster_id,
        "cluster_type": cluster.cluster_type,
        "name": cluster.name,
        "state": cluster.state.value,
        "size": cluster.size,
        "created": instants.as_exact_text(cluster.created),
        "updated": instants.as_exact_text(cluster.updated),
        "region_id": cluster.region_id,
        "zone_id": cluster.zone_id or None,
        "vpc_id": cluster.vpc_id or None,
        "vswitch_id": cluster.vswitch_id or None,
        "container_cidr": cluster.container_cidr or None,
        "security_group_id": cluster.security_group_id or None,
        "external_loadbalancer_id": cluster.external_loadbalancer_id or None,
        "master_url": cluster.master_url or None,
        "tags": orjson.loads(cluster.tags),
        "error_message": cluster.error_message or None,
        "properties": orjson.loads(cluster.properties),
        "groups": groups,
        "nodes": nodes,
        "tasks": tasks,
    }


def group_object(group: NodeGroup) -> clusters_contract.NodeGroup:
    """A group of nodes."""
    return {
        "group_id": group.group_id,
        "name": group.name,
        "state": group.state,
        "size": group.size,
        "created": instants.as_exact_text(group.created),
        "updated": instants.as_exact_text(group.updated),
        "error_message": group.error_message or None,
        "properties": orjson.loads(group.properties),
    }


def node_object(node: Node) -> clusters_contract.Node:
    """A node."""
    return {
        "instance_id": node.instance_id,
        "cluster_id": node.cluster_id,
        "group_id": node.group_id or None,
        "name": ids.node_name(node.cluster_id, node.number),
        "number": node.number,
        "state": node.state.value,
        "created": instants.as_exact_text(node.created),
        "updated": instants.as_exact_text(node.updated),
        "vpc_id": node.vpc_id or None,
        "vswitch_id": node.vswitch_id or None,
        "instance_type": node.instance_type,
        "ecs_image_id": node.ecs_image_id,
        "instance_status": node.instance_status or None,
        "ip_address": node.ip_address or None,
        "eip_address": node.eip_address or None,
        "charge_type": node.charge_type,
        "added_by": node.made_by,
        "is_routed": node.is_routed,
        "is_lost": node.is_lost,
        "error_message": node.error_message or None,
        "properties": orjson.loads(node.properties),
    }


# ---- tasks and steps


def task_under_way(world: World, task: Task) -> tasks_contract.Task:
    """A task with the steps that it has under way."""
    steps = manual_override.steps_of(world, task)
    return task_object(task, [step_under_way(world, task, step) for step in steps])


def task_object(task: Task, steps: list[tasks_contract.Step]) -> tasks_contract.Task:
    """A task with the given steps."""
    return {
        "task_id": task.task_id,
        "cluster_id": task.cluster_id,
        "group_id": task.group_id or None,
        "operation": task.operation,
        "state": task.state.value,
        "created": instants.as_exact_text(task.created),
        "updated": instants.as_exact_text(task.updated),
        "pending_nodes": task.pending_nodes,
        "nodes": task.nodes.split(),
        "error_code": task.error_code or None,
        "error_message": task.error_message or None,
        "steps": steps,
    }


def step_under_way(world: World, task: Task, step: Step) -> tasks_contract.Step:
    """A step that is under way, or held."""
    return {
        "stage": world.cluster_types.plans[task.plan].stages[step.stage].name,
        "instance_id": step.instance_id or None,
        "node": node_name(world, step.instance_id),
        "status": "held" if step.is_held else "running",
        "started": instants.as_exact_text(step.started),
        "ended": None if step.is_held else instants.as_exact_text(step.due),
    }


def step_of_trace(trace: Trace, node: str | None, status: str) -> tasks_contract.Step:
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


def ended_step(trace: Trace, node: str | None) -> events_contract.EndedStep:
    """A step that has ended, with the task that it belongs to; *node* is the node's name."""
    return {
        **step_of_trace(trace, node, trace.outcome),
        "time": instants.as_exact_text(trace.ended),
        "cluster_id": trace.cluster_id,
        "task_id": trace.task_id,
    }


def state_change(trace: Trace) -> events_contract.StateChange:
    """A cluster's new state."""
    return {
        "time": instants.as_exact_text(trace.ended),
        "cluster_id": trace.cluster_id,
        "task_id": trace.task_id or None,
        "before": trace.outcome,
        "state": trace.name,
    }


# ---- calls, decisions and verdicts


def call_object(call: CallEntry) -> calls_contract.Call:
    """A call of the journal."""
    return {
        "number": call.serial,
        "request_id": call.request_id,
        "time": instants.as_exact_text(call.at),
        "received": instants.as_exact_text(call.received),
        "microseconds": call.duration,
        "operation": call.operation or None,
        "method": call.method,
        "path": call.target,
        "body": _json(call.body),
        "status": call.status,
        "code": call.code or None,
        "answer": _json(call.answer),
        "cluster_id": call.cluster_id or None,
        "task_id": call.task_id or None,
        "unread": call.unread.split(),
        "faults": call.faults.split(),
    }


def decision_object(decision: Decision) -> calls_contract.Decision:
    """A rule that matched, and whether it acted."""
    return {
        "at": instants.as_exact_text(decision.at),
        "rule": decision.rule,
        "phase": decision.phase,
        "kind": decision.kind,
        "operation": decision.operation,
        "stage": decision.stage or None,
        "cluster": decision.cluster or None,
        "cluster_id": decision.cluster_id or None,
        "task_id": decision.task_id or None,
        "instance_id": decision.instance_id or None,
        "request_id": decision.request_id or None,
        "matched": decision.matched,
        "draw": float(decision.draw) if decision.draw else None,
        "outcome": decision.outcome,
    }


def verdicts_object(
    verdicts: Iterable[tuple[Mapping[str, Any], Verdict]],
) -> calls_contract.Verdicts:
    """Expectations with whether they were met, and the calls that prove it."""
    shown: list[calls_contract.Verdict] = [
        {
            "expectation": dict(expectation),
            "passed": verdict.passed,
            "reason": verdict.reason or None,
            "calls": [call_object(call) for call in verdict.proof],
        }
        for expectation, verdict in verdicts
    ]
    return {"passed": all(verdict["passed"] for verdict in shown), "verdicts": shown}


def _json(text: str) -> Any:
    """The text as JSON where it is, so that nobody has to read JSON inside of JSON."""
    try:
        return orjson.Fragment(text) if text and orjson.loads(text) is not None else text or None
    except orjson.JSONDecodeError:
        return text
