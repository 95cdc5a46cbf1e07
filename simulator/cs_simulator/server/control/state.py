"""``state``: everything that a page shows of a tenant, and from where the events go on."""

import os
import secrets
from pathlib import Path
from weakref import WeakKeyDictionary

from cs_simulator import __version__
from cs_simulator.domain.records import tables
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._event_reads import Position
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.clusters import all_clusters
from cs_simulator.server.control.contract import state as contract
from cs_simulator.server.control.rendering.clock import clock_object
from cs_simulator.server.control.scenario import scenario_object
from cs_simulator.server.control.snapshots import snapshot_objects
from cs_simulator.server.control.tenants import describe

_WORLDS: "WeakKeyDictionary[World, str]" = WeakKeyDictionary()
"""By which names readers know the worlds that they have seen."""


@route(contract.GET_STATE)
async def get_state(call: ControlCall) -> contract.State:
    """Show everything about a tenant but its calls; ``position`` is where events go on from."""
    tenant = await call.tenant()
    tenants = call.simulator.tenants
    tenant.catch_up(call.reading)
    # First of all: what comes while the rest is read is in the events, too.
    position = Position(tenant.world.counts["call"], tenant.world.counts["serial"])
    clusters = await all_clusters(call, tenant.world)
    return {
        "server": _server(call),
        "tenants": tenants.names(),
        "damaged": tenants.damage.problems(),
        "tenant": describe(call, tenant),
        "clock": clock_object(tenant, call.reading),
        "scenario": scenario_object(tenant),
        "clusters": clusters,
        "snapshots": await snapshot_objects(call, tenant),
        "journal": await _journal(call, tenant, position),
        "world": _WORLDS.setdefault(tenant.world, secrets.token_hex(8)),
        "position": str(position),
    }


async def _journal(call: ControlCall, tenant: Tenant, position: Position) -> contract.JournalState:
    await call.simulator.flush(tenant)
    history = call.simulator.store.history
    total = await history.count(tables.CALL, tenant.number, until=position.call)
    dropped = tenant.world.counts["dropped_calls"]
    return {"total": total, "last": position.call, "dropped": dropped}


def _server(call: ControlCall) -> contract.RunningServer:
    settings = call.simulator.settings
    return {
        "version": __version__,
        "replica": settings.replica or None,
        "folder": str(Path.cwd()),
        "database": settings.db,
        "pid": os.getpid(),
        "auth": settings.auth,
    }
