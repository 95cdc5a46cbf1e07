"""``clock`` and ``clock/advance``: what time it is, what moves it, and moving it.

An advance takes exactly one of ``by`` (a duration), ``to`` (an instant) and ``until``
(``"idle"``, ``"settled"``, ``{"cluster": id, "state": s}``, ``{"task": id, "state": s}``); it runs
everything that comes due on the way, in order, and answers ``{now, ran, next}``.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from cs_simulator.domain import instants
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.clock import interval as clock_interval
from cs_simulator.domain.clock import rate as clock_rate
from cs_simulator.domain.records import ClusterState, TaskState
from cs_simulator.engine.timeline import FOREVER, is_idle, is_settled
from cs_simulator.engine.world import World
from cs_simulator.runtime.advance import Advanced, AdvanceEndedError
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.suggestions import did_you_mean
from cs_simulator.server.control._request import ControlCall, ControlError, NotFoundError, route
from cs_simulator.server.control.contract import clock as contract
from cs_simulator.server.control.rendering.clock import clock_object
from cs_simulator.server.control.rendering.values import instant_or_none
from cs_simulator.server.service_api.incoming import has_left


@route(contract.GET_CLOCK)
async def get_clock(call: ControlCall) -> contract.Clock:
    """Show what time it is, and what moves it."""
    return clock_object(await call.tenant(), call.reading)


@route(contract.PUT_CLOCK)
async def put_clock(call: ControlCall) -> contract.Clock:
    """Change what moves time: ``mode``, ``rate``, ``interval``."""
    tenant = await call.tenant()
    clock = tenant.world.clock
    mode, rate = call.body.get("mode", clock.mode.value), call.body.get("rate", clock.rate)
    if not isinstance(mode, str) or mode not in set(ClockMode):
        known = ", ".join(ClockMode)
        raise ControlError(f"mode is one of {known}, not {mode!r}{did_you_mean(mode, ClockMode)}")
    try:
        rate = clock_rate(rate)
        interval = interval_for(mode, call.body.get("interval"))
    except ValueError as error:
        raise ControlError(str(error)) from None
    reading = call.reading
    tenant.catch_up(reading)
    clock = tenant.world.clock.with_mode(ClockMode(mode), rate, reading)
    tenant.set_clock(clock if interval is None else clock.with_interval(interval))
    await call.simulator.keep(tenant)
    return clock_object(tenant, call.reading)


def interval_for(mode: str, given: Any) -> int | None:
    """The interval that is given for a clock; raises ``ValueError``, also in a mode without one."""
    if given is None:
        return None
    interval = clock_interval(given)
    if interval and mode != ClockMode.POLLING:
        raise ValueError(f"interval: it is for mode polling, not {mode or 'another'}")
    return interval


@route(contract.ADVANCE_CLOCK)
async def advance_clock(call: ControlCall) -> contract.Advanced:
    """Move time ``by``, ``to`` or ``until``, and run everything that comes due on the way."""
    if len(call.body) != 1:
        raise ControlError("give exactly one of by, to and until")
    tenant = await call.tenant()
    if "until" in call.body:
        return await _advance_until(call, tenant, call.body["until"])
    target = _target(call, tenant)
    return _advanced_object(await _advance(call, tenant, target))


async def _advance(
    call: ControlCall,
    tenant: Tenant,
    target: int,
    *,
    enough: Callable[[], bool] | None = None,
    sets_clock: bool = True,
) -> Advanced:
    try:
        return await call.simulator.advance(
            tenant,
            target,
            enough=enough,
            sets_clock=sets_clock,
            has_left=lambda: has_left(call.request),
        )
    except AdvanceEndedError as ended:
        refused = ControlError(str(ended), status=409, code=ended.code)
        refused.details.update(_advanced_object(ended.advanced))
        raise refused from None


def _target(call: ControlCall, tenant: Tenant) -> int:
    now = tenant.now(call.reading)
    try:
        if "by" in call.body:
            return instants.showable(now + instants.duration(call.body["by"]))
        target = instants.showable(instants.from_text(str(call.body["to"])))
    except ValueError as error:
        raise ControlError(str(error)) from None
    if target < now:
        raise ControlError(
            f"time moves forward only, and it is {instants.as_exact_text(now)} already"
        )
    return target


async def _advance_until(call: ControlCall, tenant: Tenant, until: Any) -> contract.Advanced:
    if until in ("idle", "settled"):
        world = tenant.world
        is_over = is_settled if until == "settled" else is_idle
        advanced = await _advance(
            call, tenant, FOREVER, enough=lambda: is_over(world), sets_clock=False
        )
        return _advanced_object(advanced)
    target = _target_state(tenant.world, until)
    advanced = await _advance(
        call, tenant, FOREVER, enough=lambda: target.present() == target.state, sets_clock=False
    )
    if not advanced.is_reached:
        refused = ControlError(
            f"{target.kind} {target.key} will not become {target.state}: it is"
            f" {target.present() or 'gone'}, and nothing is under way any more",
            status=409,
            code="StateNotReached",
        )
        refused.details.update(_advanced_object(advanced))
        raise refused
    return _advanced_object(advanced)


def _cluster_state(world: World, cluster_id: str) -> str:
    cluster = world.clusters.get(cluster_id)
    return cluster.state.value if cluster else ClusterState.DELETED.value


def _task_state(world: World, task_id: str) -> str | None:
    task = world.tasks.get(task_id)
    return task.state.value if task else None


class _Kind(NamedTuple):
    """What an advance can wait for."""

    states: type[StrEnum]
    present: Callable[[World, str], str | None]
    """The present state of the one with an id; ``None`` for a task that is gone."""
    exists: Callable[[World, str], bool]


_KINDS = {
    "cluster": _Kind(
        ClusterState, _cluster_state, lambda world, key: key in world.clusters.records
    ),
    "task": _Kind(TaskState, _task_state, lambda world, key: key in world.tasks.records),
}


class _TargetState(NamedTuple):
    """The state that an advance waits for."""

    kind: str
    key: str
    state: str
    present: Callable[[], str | None]


def _target_state(world: World, until: Any) -> _TargetState:
    named = set(until) - {"state"} if isinstance(until, dict) and "state" in until else set()
    if len(named) != 1 or not named <= _KINDS.keys():
        raise ControlError(
            'until is "idle", "settled", {"cluster": id, "state": state} or {"task": id, "state":'
            " state}"
        )
    (name,) = named
    kind, key, state = _KINDS[name], str(until[name]), until["state"]
    if not isinstance(state, str) or state not in set(kind.states):
        known = ", ".join(sorted(kind.states))
        hint = did_you_mean(state, kind.states)
        raise ControlError(f"a {name}'s state is one of {known}, not {state!r}{hint}")
    if not kind.exists(world, key):
        raise NotFoundError(name, key)
    return _TargetState(name, key, state, lambda: kind.present(world, key))


def _advanced_object(advanced: Advanced) -> contract.Advanced:
    return {
        "now": instants.as_exact_text(advanced.now),
        "ran": advanced.ran,
        "next": instant_or_none(advanced.next),
    }
