"""The clock of a tenant."""

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.records import KubernetesTimer, ScheduledAction, Step
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control.contract import clock as contract
from cs_simulator.server.control.rendering.tasks import step_under_way
from cs_simulator.server.control.rendering.values import instant_or_none


def clock_object(tenant: Tenant, reading: float) -> contract.Clock:
    """The clock of a tenant at a reading of the monotonic clock."""
    clock, upcoming = tenant.world.clock, tenant.world.next_due()
    return {
        "mode": clock.mode.value,
        "rate": clock.rate,
        "interval": clock.interval / instants.SECOND,
        "now": instants.as_exact_text(tenant.now(reading)),
        "next": instant_or_none(upcoming.due if upcoming else None),
        "due": _due(tenant.world, upcoming) if upcoming else None,
    }


def _due(world: World, upcoming: Step | ScheduledAction | KubernetesTimer) -> contract.Due:
    at = instants.as_exact_text(upcoming.due)
    if isinstance(upcoming, KubernetesTimer):
        return {**_NONE, "at": at, "cluster_id": upcoming.cluster_id, "action": upcoming.kind}
    if isinstance(upcoming, ScheduledAction):
        return {**_NONE, "at": at, "action": orjson.loads(upcoming.action)["do"]}
    task = world.tasks[upcoming.task_id]
    step = step_under_way(world, task, upcoming)
    return {
        "at": at,
        "cluster_id": task.cluster_id,
        "task_id": task.task_id,
        "stage": step["stage"],
        "instance_id": step["instance_id"],
        "node": step["node"],
        "action": None,
    }


_NONE: contract.Due = {
    "at": "",
    "cluster_id": None,
    "task_id": None,
    "stage": None,
    "instance_id": None,
    "node": None,
    "action": None,
}
