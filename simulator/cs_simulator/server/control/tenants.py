"""``tenants``: isolated worlds, each with its own resources, clock, seed and quotas.

A tenant exists as soon as a call is signed with its name as AccessKey id; one that is made here has
a key pair of its own, and every reset gives it what it was made with.
"""

import secrets
from dataclasses import fields
from typing import Any

import orjson

from cs_simulator.catalog.defaults import default_network
from cs_simulator.domain import instants, quotas
from cs_simulator.domain.clock import ClockMode
from cs_simulator.domain.clock import rate as clock_rate
from cs_simulator.domain.quotas import Quotas
from cs_simulator.runtime.settings import LARGEST, NONE
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.directory import TenantExistsError
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.suggestions import did_you_mean
from cs_simulator.server.control._replicas import check_new_tenant, refuse_fork
from cs_simulator.server.control._request import (
    ControlCall,
    ControlError,
    NotFoundError,
    check_name,
    route,
)
from cs_simulator.server.control._scenario_body import scenario_of
from cs_simulator.server.control.clock import interval_for
from cs_simulator.server.control.contract import tenants as contract
from cs_simulator.server.control.contract.values import ClearedTenant
from cs_simulator.server.control.rendering.moves import move_object
from cs_simulator.server.control.rendering.values import instant_or_none
from cs_simulator.signing.credentials import Credential
from cs_simulator.storage.snapshots import Snapshot

# Tenants made here draw the same for the same seed, whatever their names are.
_ORIGIN = "tenant"
_QUOTAS = tuple(quota.name for quota in fields(Quotas))
_MAKING = ("seed", "clock", "quotas", "fixtures", "scenario")


@route(contract.LIST_TENANTS)
async def list_tenants(call: ControlCall) -> contract.TenantNames:
    """List the names of all tenants, and of those that move or have moved to elsewhere."""
    tenants = call.simulator.tenants
    moves = {move.name: move_object(move) for move in tenants.moves.away()}
    return {"tenants": tenants.names(), "damaged": tenants.damage.problems(), "moves": moves}


@route(contract.MAKE_TENANT)
async def make_tenant(call: ControlCall) -> contract.NewTenant:
    """Make a tenant: ``seed``, ``clock``, ``fixtures``, ``from_snapshot``…; answers its keys."""
    is_of_snapshot = "from_snapshot" in call.body
    if is_of_snapshot:
        refuse_fork(call)
    name, expires = name_of(call, is_of_snapshot=is_of_snapshot), _expires(call)
    try:
        if is_of_snapshot:
            await call.simulator.lifecycle.fork(await _snapshot(call), name, expires)
        else:
            spec = _spec(call.simulator, call.body)
            await call.simulator.lifecycle.make(name, spec, expires)
    except TenantExistsError as error:
        raise ControlError(str(error), status=409, code="TenantExists") from None
    except ValueError as error:
        raise ControlError(f"fixtures: {error}", code="BadFixtures") from None
    return await hand_over(call, name)


async def _snapshot(call: ControlCall) -> Snapshot:
    """The snapshot, of the tenant that the call is about, to make a new tenant of."""
    for field in _MAKING:
        if field in call.body:
            raise ControlError(f"a snapshot has its own {field}; give only one of the two")
    name, owner = call.body["from_snapshot"], await call.tenant()
    snapshot = await call.simulator.store.find_snapshot(owner.number, str(name))
    if snapshot is None:
        raise ControlError(
            f"the tenant {owner.name!r} has no snapshot {name!r}; ?tenant= names another tenant",
            status=404,
            code="NotFound",
        )
    return snapshot


def name_of(call: ControlCall, *, is_of_snapshot: bool) -> str:
    """The name of a new tenant: the one given, or an invented AccessKey id.

    The query or the header gives it, too, unless it names the tenant whose snapshot is taken.
    """
    given = call.body.get("name")
    if call.simulator.settings.replica:
        given = check_new_tenant(call, given)
    elif not is_of_snapshot:
        given = given or call.named_tenant
    return check_name(given or f"LTAI{secrets.token_hex(10)}")


async def hand_over(call: ControlCall, name: str) -> contract.NewTenant:
    """The new tenant of that name, with the key pair that signs for it."""
    tenant, secret = await call.hold(name), secrets.token_urlsafe(22)
    call.simulator.gateway.keyring.put(Credential(access_key_id=tenant.name, secret=secret))
    described = describe(call, tenant)
    return {**described, "access_key_id": tenant.name, "access_key_secret": secret}


@route(contract.GET_TENANT)
async def get_tenant(call: ControlCall) -> contract.Tenant:
    """Describe a tenant."""
    return describe(call, await call.hold(_existing(call)))


@route(contract.DELETE_TENANT)
async def delete_tenant(call: ControlCall) -> ClearedTenant:
    """Delete a tenant with everything it has; of one that has left, what is known of that."""
    name = _existing(call)
    if call.simulator.tenants.moves.has_left(name):
        await call.simulator.departures.forget(name)
        cleared: dict[str, int] = {}
    else:
        cleared = await call.simulator.lifecycle.delete(name)
    call.simulator.gateway.keyring.drop(call.subject)
    return {"tenant": call.subject, "cleared": cleared}


def _existing(call: ControlCall) -> str:
    """The name of the tenant that the path names, which must exist."""
    if call.subject not in call.simulator.tenants:
        raise NotFoundError("tenant", call.subject)
    return call.subject


def describe(call: ControlCall, tenant: Tenant) -> contract.Tenant:
    """The tenant, with the ids that a first creation needs."""
    world, region = tenant.world, tenant.world.options.default_region
    vpc_id, vswitch_id = default_network(region)
    quotas = world.options.quotas
    return {
        "tenant": tenant.name,
        "endpoint": f"{call.request.scheme}://{call.request.host}",
        "seed": world.seed,
        "clock": {
            "mode": world.clock.mode.value,
            "rate": world.clock.rate,
            "interval": world.clock.interval / instants.SECOND,
        },
        "now": instants.as_exact_text(tenant.now(call.reading)),
        "expires": instant_or_none(tenant.expires or None),
        "scenario": world.scenario.name if world.scenario else None,
        "quotas": {name: getattr(quotas, name) for name in _QUOTAS},
        "clusters": len(world.clusters),
        "nodes": len(world.nodes),
        "calls": world.counts["call"],
        "internal_errors": tenant.internal_errors,
        "region_id": region,
        "vpc_id": vpc_id,
        "vswitch_id": vswitch_id,
    }


def _spec(simulator: Simulator, body: dict[str, Any]) -> TenantSpec:
    seed, clock = body.get("seed"), body.get("clock", {})
    if seed is not None and (type(seed) is not int or not -LARGEST <= seed <= LARGEST):
        raise ControlError(f"seed is a whole number of at most 63 bits, not {seed!r}")
    if isinstance(clock, str):
        clock = {"mode": clock}
    if not isinstance(clock, dict) or not clock.keys() <= {"mode", "rate", "interval", "start"}:
        raise ControlError("clock is a mode, or an object with mode, rate, interval and start")
    mode = clock.get("mode", "")
    if mode and mode not in set(ClockMode):
        hint = did_you_mean(mode, ClockMode)
        raise ControlError(f"clock.mode is one of {', '.join(ClockMode)}, not {mode!r}{hint}")
    return TenantSpec(
        origin=_ORIGIN,
        seed=seed,
        clock=mode,
        rate=_rate(clock.get("rate")),
        interval=_interval(mode or simulator.settings.clock, clock.get("interval")),
        start=_start(clock.get("start")),
        quotas=_quotas(body.get("quotas", {})),
        fixtures=_fixtures(body.get("fixtures", {})),
        scenario=_scenario(simulator, body.get("scenario")),
    )


def _rate(rate: Any) -> float | None:
    try:
        return None if rate is None else clock_rate(rate)
    except ValueError as error:
        raise ControlError(f"clock.{error}") from None


def _interval(mode: str, given: Any) -> int | None:
    try:
        return interval_for(mode, given)
    except ValueError as error:
        raise ControlError(f"clock.{error}") from None


def _start(text: Any) -> int | None:
    try:
        return instants.showable(instants.from_text(str(text))) if text is not None else None
    except ValueError as error:
        raise ControlError(f"clock.start: {error}") from None


def _quotas(given: Any) -> dict[str, int]:
    if not isinstance(given, dict) or not given.keys() <= set(_QUOTAS):
        raise ControlError(f"quotas is an object of numbers; names are {', '.join(_QUOTAS)}")
    for name, number in given.items():
        if type(number) is not int:
            raise ControlError(f"quotas.{name} is a whole number")
        try:
            quotas.checked(name, number)
        except ValueError as error:
            raise ControlError(f"quotas.{error}") from None
    return given


def _fixtures(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ControlError("fixtures is an object; PUT fixtures takes the same")
    return given


def _scenario(simulator: Simulator, given: Any) -> str:
    """The JSON of a scenario that is given as a whole, or by a known name."""
    if given is None:
        return ""
    body = {"name": given} if isinstance(given, str) else given
    if not isinstance(body, dict):
        raise ControlError("scenario is a name, or an object; PUT scenario takes the same")
    return orjson.dumps(scenario_of(simulator, body).source).decode()


def _expires(call: ControlCall) -> int:
    """The real instant at which the tenant is to be deleted; 0 for never."""
    ttl = call.body.get("ttl")
    if ttl is None:
        return call.simulator.usual_end()
    if ttl == NONE:
        return 0
    try:
        return call.simulator.system_clock.wall() + instants.duration(ttl)
    except ValueError as error:
        raise ControlError(f"ttl: {error}") from None
