"""``clock`` and ``clock/advance``: what time it is, what moves it, and moving it.

An advance takes exactly one of ``by`` (a duration), ``to`` (an instant) and ``until``
(``"idle"``, or ``{"cluster": id, "state": s}``, or ``{"task": id, "state": s}``); it runs
everything that comes due on the way, in order, and answers ``{now, ran, next}``.
"""

from collections.abc import Callable
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.records import ClusterState, TaskState
from cs_simulator.engine.timeline import FOREVER
from cs_simulator.runtime.settings import FASTEST
from cs_simulator.runtime.simulator import Advanced
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route


@route("GET", "clock")
async def get_clock(call: ControlCall) -> object:
    """Tell what time it is, and what moves it."""
    return _clock_object(call, await call.tenant())


@route("PUT", "clock", takes=("mode", "rate"))
async def put_clock(call: ControlCall) -> object:
    """Change what moves time: ``mode``, ``rate``."""
    tenant = await call.tenant()
    clock = tenant.world.clock
    mode, rate = call.body.get("mode", clock.mode.value), call.body.get("rate", clock.rate)
    if not isinstance(mode, str) or mode not in set(ClockMode):
        raise ControlError(f"mode is one of {', '.join(ClockMode)}, not {mode!r}")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 < rate <= FASTEST:
        raise ControlError(f"rate is a number above 0, at most {FASTEST:g}, not {rate!r}")
    reading = call.simulator.edge.monotonic()
    tenant.catch_up(reading)
    tenant.set_clock(tenant.world.clock.with_mode(ClockMode(mode), float(rate), reading))
    await call.simulator.keep(tenant)
    return _clock_object(call, tenant)


def _clock_object(call: ControlCall, tenant: Tenant) -> dict[str, object]:
    clock, step = tenant.world.clock, tenant.world.next_due()
    return {
        "mode": clock.mode.value,
        "rate": clock.rate,
        "now": instants.as_exact_text(tenant.now(call.simulator.edge.monotonic())),
        "next": instants.as_exact_text(step.due) if step else None,
    }


@route("POST", "clock/advance", takes=("by", "to", "until"))
async def advance_clock(call: ControlCall) -> object:
    """Move time, ``by``, ``to`` or ``until``, running everything that comes due on the way."""
    if len(call.body) != 1:
        raise ControlError("give exactly one of by, to and until")
    tenant = await call.tenant()
    if "until" in call.body:
        return await _advance_until(call, tenant, call.body["until"])
    target = _target(call, tenant)
    return _advanced_object(await call.simulator.advance(tenant, target))


def _target(call: ControlCall, tenant: Tenant) -> int:
    now = tenant.now(call.simulator.edge.monotonic())
    try:
        if "by" in call.body:
            return instants.not_too_late(now + instants.duration(call.body["by"]))
        target = instants.not_too_late(instants.from_text(str(call.body["to"])))
    except ValueError as problem:
        raise ControlError(str(problem)) from None
    if target < now:
        raise ControlError(
            f"time moves forward only, and it is {instants.as_exact_text(now)} already"
        )
    return target


async def _advance_until(call: ControlCall, tenant: Tenant, until: Any) -> object:
    if until == "idle":
        advanced = await call.simulator.advance(tenant, FOREVER, sets_clock=False)
        return _advanced_object(advanced)
    what, key, state, present = _awaited(tenant, until)
    advanced = await call.simulator.advance(
        tenant, FOREVER, enough=lambda: present() == state, sets_clock=False
    )
    if not advanced.is_reached:
        refused = ControlError(
            f"{what} {key} will not be {state}: it is {present() or 'gone'}, and nothing is under"
            " way any more",
            status=409,
            code="StateNotReached",
        )
        refused.details.update(_advanced_object(advanced))
        raise refused
    return _advanced_object(advanced)


def _awaited(tenant: Tenant, until: Any) -> tuple[str, str, str, Callable[[], str | None]]:
    """What is waited for: kind, id, state, and how to see the present state."""
    keys = set(until) if isinstance(until, dict) else set()
    world = tenant.world

    def cluster_state() -> str | None:
        cluster = world.clusters.get(key)
        return cluster.state.value if cluster else ClusterState.DELETED.value

    def task_state() -> str | None:
        task = world.tasks.get(key)
        return task.state.value if task else None

    if keys == {"cluster", "state"}:
        key, known, exists = str(until["cluster"]), set(ClusterState), world.clusters
        what, present = "cluster", cluster_state
    elif keys == {"task", "state"}:
        key, known, exists = str(until["task"]), set(TaskState), world.tasks  # type: ignore[assignment]
        what, present = "task", task_state
    else:
        raise ControlError(
            'until is "idle", {"cluster": id, "state": state} or {"task": id, "state": state}'
        )
    state = until["state"]
    if not isinstance(state, str) or state not in known:
        raise ControlError(f"a {what}'s state is one of {', '.join(sorted(known))}, not {state!r}")
    if exists.get(key) is None:
        raise ControlError(f"there is no {what} {key!r}", status=404, code="NotFound")
    return what, key, state, present


def _advanced_object(advanced: Advanced) -> dict[str, object]:
    return {
        "now": instants.as_exact_text(advanced.now),
        "ran": advanced.ran,
        "next": instants.as_exact_text(advanced.next) if advanced.next is not None else None,
    }
