"""``events``: a server-sent stream of everything that happens to a tenant, once it is committed.

Kinds are ``call``, ``log``, ``event`` (of the service's own list), ``step`` (one that has ended),
``state`` (of a cluster), ``clock`` (moved by hand, or set), ``change`` (of the scenario, of what is
planned, of the journal as a whole) and ``reset``. A reader that reconnects with ``Last-Event-ID``
gets what it missed, except for the kinds ``clock`` and ``change``.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Literal
from weakref import WeakKeyDictionary

from aiohttp import web

from cs_simulator.domain.errors import DamagedTenantError, TenantAwayError, UsageError
from cs_simulator.engine.world import World
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._event_reads import Position, SharedReads, event_text
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import events as contract
from cs_simulator.server.control.rendering.clock import clock_object
from cs_simulator.server.http.connection import Connection
from cs_simulator.storage.errors import StorageError

# Real seconds of silence after which a comment shows that the stream is alive.
_HEARTBEAT = 15.0
# Real seconds between two sendings: what is committed in between goes out together.
_PACE = 0.02

# What ends a stream: its reader or its tenant has gone, or what it is to send cannot be read. One
# that comes back gets the reason, or goes on from its Last-Event-ID.
_ENDS = (ConnectionError, UsageError, StorageError, DamagedTenantError, TenantAwayError)

_What = Literal["scenario", "planned", "journal"]

_READS: "WeakKeyDictionary[Simulator, SharedReads]" = WeakKeyDictionary()


@route(contract.STREAM_EVENTS)
async def stream_events(call: ControlCall) -> web.StreamResponse:
    """Stream what happens as server-sent events; ``?from=start`` begins with the past."""
    kinds = _kinds(call)
    tenant = await call.tenant()
    position = await _first_position(call, tenant)
    response = web.StreamResponse(
        headers={"Content-Type": contract.STREAM_EVENTS.media_type, "Cache-Control": "no-cache"}
    )
    stream = _Stream(call, response, kinds, tenant)
    call.let_go()  # a stream goes on across everything that is done to the tenant
    _check_limit(call, tenant.name)
    with call.simulator.watchers.watch(tenant.name) as awake, suppress(*_ENDS):
        await response.prepare(call.request)
        await response.write(b": everything that happens to the tenant\n\n")
        await stream.run(position, awake)
    return response


def _check_limit(call: ControlCall, name: str) -> None:
    """Refuse one stream more than there may be; nothing may be awaited before it is counted."""
    limit, watchers = call.simulator.settings.stream_limit, call.simulator.watchers
    problem = watchers.problem(name)
    if len(watchers) >= limit:
        problem = f"{limit} event streams are open; see --stream-limit"
    if problem:
        raise ControlError(problem, status=503, code="TooManyStreams")


def _kinds(call: ControlCall) -> frozenset[str]:
    given = call.request.query.get("kinds")
    kinds = frozenset(given.split(",")) if given else frozenset(contract.EVENTS)
    if not kinds <= contract.EVENTS.keys():
        raise ControlError(f"kinds are {', '.join(contract.EVENTS)}, separated by commas")
    return kinds


async def _first_position(call: ControlCall, tenant: Tenant) -> Position:
    seen = call.request.headers.get("Last-Event-ID")
    if seen:
        return Position.read(seen)
    begin = call.request.query.get("from", "now")
    if begin == "start":
        return Position()
    if begin != "now":
        raise ControlError(f"from is now or start, not {begin!r}")
    await call.simulator.flush(tenant)
    return Position(tenant.world.counts["call"], tenant.world.counts["serial"])


class _Stream:
    """One reader's stream."""

    def __init__(
        self,
        call: ControlCall,
        response: web.StreamResponse,
        kinds: frozenset[str],
        tenant: Tenant,
    ) -> None:
        self._simulator = call.simulator
        self._request = call.request
        self._reads = _READS.setdefault(call.simulator, SharedReads())
        self._response = response
        self._kinds = kinds
        self._name = tenant.name
        self._world, self._clock = tenant.world, tenant.world.clock
        self._unnamed = _unnamed(tenant.world)

    async def run(self, position: Position, awake: asyncio.Event) -> None:
        """Send what is committed, then wait for more, until the server or the reader stops."""
        watchers, tenants = self._simulator.watchers, self._simulator.tenants
        if isinstance(self._request.protocol, Connection):
            self._request.protocol.on_lost = awake.set
        while not watchers.is_closed and self._request.transport:
            awake.clear()
            try:
                tenant = await tenants.find(self._name)
                if tenant is None:
                    return
                position = await self._send_reset(tenant, position)
                position = await self._send_committed(tenant, position)
            except StorageError:  # what cannot be read now is read with the next sign of life
                await self._wait_once(awake)
            else:
                await self._wait(awake)
            await asyncio.sleep(_PACE)

    async def _send_reset(self, tenant: Tenant, position: Position) -> Position:
        """Send ``reset`` if the tenant was reset or a snapshot was loaded: numbers start again."""
        before, self._world = self._world, tenant.world
        if tenant.world is not before and tenant.world.counts["serial"] < before.counts["serial"]:
            position = Position()
            event: contract.ResetEvent = {"tenant": tenant.name}
            await self._send("reset", position, event)
        return position

    async def _send_clock(self, tenant: Tenant, position: Position) -> None:
        """Send ``clock`` if it was moved by hand, or set, once that is committed."""
        if tenant.world.clock != self._clock:
            await self._simulator.keep(tenant)
            self._clock = tenant.world.clock
            reading = self._simulator.system_clock.monotonic()
            await self._send("clock", position, clock_object(tenant, reading))

    async def _send_change(self, tenant: Tenant, position: Position) -> None:
        """Send ``change`` if something is another one that has no event of its own."""
        before, self._unnamed = self._unnamed, _unnamed(tenant.world)
        what = [name for name, value in self._unnamed.items() if value != before[name]]
        if what:
            await self._simulator.keep(tenant)
            event: contract.Change = {"what": what}
            await self._send("change", position, event)

    async def _wait(self, awake: asyncio.Event) -> None:
        while not awake.is_set():
            await self._wait_once(awake)

    async def _wait_once(self, awake: asyncio.Event) -> None:
        """Wait for something new, and send a sign of life if nothing comes for long."""
        try:
            async with asyncio.timeout(_HEARTBEAT):
                await awake.wait()
        except TimeoutError:
            await self._response.write(b": still here\n\n")

    async def _send_committed(self, tenant: Tenant, position: Position) -> Position:
        """Send everything that was committed after a position; returns the position after it."""
        while True:
            batch = await self._reads.after(self._simulator, tenant, position)
            await self._send_clock(tenant, position)
            await self._send_change(tenant, position)
            chosen = b"".join(text for kind, text in batch.events if kind in self._kinds)
            if chosen:
                await self._response.write(chosen)
            position = batch.position
            if batch.is_last:
                return position

    async def _send(self, kind: str, position: Position, data: Mapping[str, object]) -> None:
        if kind in self._kinds:
            await self._response.write(event_text(kind, position, data))


def _unnamed(world: World) -> dict[_What, object]:
    """What changes without an event of its own, by the name that ``change`` has for it."""
    return {
        "scenario": world.scenario,
        "planned": frozenset(action.serial for action in world.scheduled_actions),
        "journal": (world.counts["cleared"], world.counts["dropped"]),
    }
