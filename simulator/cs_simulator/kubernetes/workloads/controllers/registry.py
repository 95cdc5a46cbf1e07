"""The table of controllers, in the order in which they run."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from cs_simulator.kubernetes.workloads.controllers import (
    agents,
    api_services,
    budgets,
    claims,
    daemon_sets,
    deployments,
    endpoints,
    load_balancers,
    replica_sets,
    replication_controllers,
    scheduler,
    stateful_sets,
    taint_evictions,
)
from cs_simulator.kubernetes.workloads.controllers._controller import Controller, Reconcile, Trigger
from cs_simulator.kubernetes.workloads.controllers.cron_jobs.controller import CRON_JOBS
from cs_simulator.kubernetes.workloads.controllers.jobs.controller import JOBS

CONTROLLERS: tuple[Controller, ...] = (
    CRON_JOBS,
    JOBS,
    deployments.DEPLOYMENTS,
    replica_sets.REPLICA_SETS,
    replication_controllers.REPLICATION_CONTROLLERS,
    stateful_sets.STATEFUL_SETS,
    daemon_sets.DAEMON_SETS,
    taint_evictions.TAINT_EVICTIONS,
    claims.CLAIMS,
    claims.VOLUMES,
    load_balancers.LOAD_BALANCERS,
    scheduler.SCHEDULER,
    endpoints.ENDPOINTS_AND_SLICES,
    budgets.BUDGETS,
    agents.POD_LIFE,
    api_services.SERVED_APIS,
)  # fmt: skip


@cache
def triggers() -> Mapping[str, tuple[tuple[int, Trigger], ...]]:
    """By resource: the places of the controllers that look at its changes, with what they find."""
    found: defaultdict[str, list[tuple[int, Trigger]]] = defaultdict(list)
    for place, controller in enumerate(CONTROLLERS):
        for resource, trigger in controller.triggers.items():
            found[resource].append((place, trigger))
    return {resource: tuple(rows) for resource, rows in found.items()}


@cache
def timers() -> Mapping[str, tuple[int, Reconcile]]:
    """By kind of timer: the place of its controller, and what is done when one is due."""
    return {
        kind: (place, fire)
        for place, controller in enumerate(CONTROLLERS)
        for kind, fire in controller.timers.items()
    }
