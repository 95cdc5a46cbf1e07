"""``events``: a server-sent stream of everything that happens to a tenant, once it is committed.

Kinds are ``call``, ``log``, ``event`` (of the service's own list), ``step`` (one that has ended),
``state`` (of a cluster), ``clock`` (moved by hand, or set) and ``reset``. A reader that reconnects
with ``Last-Event-ID`` gets what it missed, except for moves of the clock.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import orjson
from aiohttp import web

from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry, Event, LogLine, Record, Trace
from cs_simulator.engine.world import World
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control.contract import events as contract
from cs_simulator.server.control.rendering.calls import call_object
from cs_simulator.server.control.rendering.clock import clock_object
from cs_simulator.server.control.rendering.tasks import ended_step, node_name, state_change

# Real seconds of silence after which a comment shows that the stream is alive.
_HEARTBEAT = 15.0
_BATCH = 1000  # entries read from the store at once


class _Position(NamedTuple):
    """How far the reader has come: the last call, and the last line, event or trace."""

    call: int = 0
    line: int = 0

    @classmethod
    def read(cls, text: str) -> "_Position":
        call, _, line = text.partition(".")
        if not all(part.isascii() and part.isdigit() and len(part) < 14 for part in (call, line)):
            raise ControlError(f"Last-Event-ID is an id that the stream has sent, not {text!r}")
        return cls(int(call), int(line))

    def after(self, entry: Record) -> "_Position":
        if isinstance(entry, CallEntry):
            return self._replace(call=max(self.call, entry.serial))
        return self._replace(line=max(self.line, entry.serial))


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
    try:
        await response.prepare(call.request)
        await response.write(b": everything that happens to the tenant\n\n")
        await stream.run(position)
    except ConnectionError:
        pass  # the reader has gone
    return response


def _kinds(call: ControlCall) -> frozenset[str]:
    given = call.request.query.get("kinds")
    kinds = frozenset(given.split(",")) if given else frozenset(contract.EVENTS)
    if not kinds <= contract.EVENTS.keys():
        raise ControlError(f"kinds are {', '.join(contract.EVENTS)}, separated by commas")
    return kinds


async def _first_position(call: ControlCall, tenant: Tenant) -> _Position:
    seen = call.request.headers.get("Last-Event-ID")
    if seen:
        return _Position.read(seen)
    begin = call.request.query.get("from", "now")
    if begin == "start":
        return _Position()
    if begin != "now":
        raise ControlError(f"from is now or start, not {begin!r}")
    await call.simulator.flush(tenant)
    return _Position(tenant.world.counts["call"], tenant.world.counts["serial"])


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
        self._response = response
        self._kinds = kinds
        self._name = tenant.name
        self._world, self._clock = tenant.world, tenant.world.clock

    async def run(self, position: _Position) -> None:
        """Send what is committed, then wait for more, until the server or the reader stops."""
        watchers, tenants = self._simulator.watchers, self._simulator.tenants
        with watchers.watch(self._name) as awake:
            while not watchers.is_closed and self._name in tenants:
                awake.clear()
                tenant = await tenants.get(self._name)
                position = await self._send_reset(tenant, position)
                position = await self._send_committed(tenant, position)
                await self._wait(awake)

    async def _send_reset(self, tenant: Tenant, position: _Position) -> _Position:
        """Send ``reset`` if the tenant was reset or a snapshot was loaded: numbers begin anew."""
        before, self._world = self._world, tenant.world
        if tenant.world is not before and tenant.world.counts["serial"] < before.counts["serial"]:
            position = _Position()
            event: contract.ResetEvent = {"tenant": tenant.name}
            await self._send("reset", position, event)
        return position

    async def _send_clock(self, tenant: Tenant, position: _Position) -> None:
        """Send ``clock`` if it was moved by hand, or set."""
        if tenant.world.clock != self._clock:
            self._clock = tenant.world.clock
            reading = self._simulator.system_clock.monotonic()
            await self._send("clock", position, clock_object(tenant, reading))

    async def _wait(self, awake: asyncio.Event) -> None:
        while not awake.is_set():
            try:
                await asyncio.wait_for(awake.wait(), _HEARTBEAT)
            except TimeoutError:
                await self._response.write(b": still here\n\n")

    async def _send_committed(self, tenant: Tenant, position: _Position) -> _Position:
        """Send everything that was committed after a position; returns the position after it."""
        history, world = self._simulator.store.history, tenant.world
        while True:
            entries = await history.after(tenant.number, position.call, position.line, _BATCH)
            await self._send_clock(tenant, position)
            clusters = {cluster.serial: cluster.cluster_id for cluster in world.clusters}
            for entry in entries:
                position = position.after(entry)
                for kind, data in _events_of(world, entry, clusters):
                    await self._send(kind, position, data)
            if not entries:
                return position

    async def _send(self, kind: str, position: _Position, data: Mapping[str, object]) -> None:
        if kind in self._kinds:
            head = f"id: {position.call}.{position.line}\nevent: {kind}\ndata: ".encode()
            await self._response.write(head + orjson.dumps(data) + b"\n\n")


def _events_of(
    world: World, entry: Record, clusters: Mapping[int, str]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The kind and the data of an entry's event; decisions have none."""
    match entry:
        case CallEntry():
            yield "call", call_object(entry)
        case LogLine():
            yield "log", _log_line(entry, clusters)
        case Event():
            yield "event", _service_event(entry)
        case Trace() if entry.kind == "step":
            yield "step", ended_step(entry, node_name(world, entry.instance_id))
        case Trace():
            yield "state", state_change(entry)


def _log_line(line: LogLine, clusters: Mapping[int, str]) -> contract.LogLine:
    return {
        "time": instants.as_exact_text(line.created),
        "cluster_id": clusters.get(line.cluster),
        "level": line.level,
        "text": line.text,
    }


def _service_event(event: Event) -> contract.ServiceEvent:
    return {
        "time": instants.as_exact_text(event.time),
        "cluster_id": event.cluster_id,
        "task_id": event.task_id or None,
        "type": event.type,
        "level": event.level,
        "reason": event.reason,
        "message": event.message,
    }
