"""``events``: a server-sent stream of everything that happens to a tenant, as it is kept.

Kinds are ``call``, ``log``, ``event`` (of the service's own list), ``step`` (one that came to its
end), ``state`` (of a cluster), ``clock`` (moved by hand, or set) and ``reset``. Whoever comes back
with ``Last-Event-ID`` gets what was missed; moves of the clock are told live only.
"""

import asyncio
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson
from aiohttp import web

from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry, Event, LogLine, Record, Trace
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlCall, ControlError, route
from cs_simulator.server.control._shown import shown_call

KINDS = ("call", "log", "event", "step", "state", "clock", "reset")
# Real seconds of silence after which a comment shows that the stream is alive.
_HEARTBEAT = 15.0
_AT_ONCE = 1000


class _Place(NamedTuple):
    """What the reader has seen: the last call, and the last line, event or trace."""

    call: int = 0
    line: int = 0

    @classmethod
    def read(cls, text: str) -> "_Place":
        call, _, line = text.partition(".")
        if not all(part.isascii() and part.isdigit() and len(part) < 14 for part in (call, line)):
            raise ControlError(f"Last-Event-ID is what the stream gave as id, not {text!r}")
        return cls(int(call), int(line))

    def after(self, entry: Record) -> "_Place":
        if isinstance(entry, CallEntry):
            return self._replace(call=max(self.call, entry.serial))
        return self._replace(line=max(self.line, entry.serial))


@route("GET", "events", gives="text/event-stream", is_stream=True)
async def stream_events(call: ControlCall) -> web.StreamResponse:
    """Stream what happens, as server-sent events; ``?from=start`` begins with what was."""
    kinds = _kinds(call)
    tenant = await call.tenant()
    place = await _first_place(call, tenant)
    stream = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
    )
    watch = _Stream(call, stream, kinds, tenant)
    try:
        await stream.prepare(call.request)
        await stream.write(b": everything that happens to the tenant\n\n")
        await watch.run(place)
    except ConnectionError:
        pass  # the reader has gone
    return stream


def _kinds(call: ControlCall) -> frozenset[str]:
    given = call.request.query.get("kinds")
    kinds = frozenset(given.split(",")) if given else frozenset(KINDS)
    if not kinds <= set(KINDS):
        raise ControlError(f"kinds are {', '.join(KINDS)}, separated by commas")
    return kinds


async def _first_place(call: ControlCall, tenant: Tenant) -> _Place:
    seen = call.request.headers.get("Last-Event-ID")
    if seen:
        return _Place.read(seen)
    begin = call.request.query.get("from", "now")
    if begin == "start":
        return _Place()
    if begin != "now":
        raise ControlError(f"from is now or start, not {begin!r}")
    await call.simulator.flush(tenant)
    return _Place(tenant.world.counts["call"], tenant.world.counts["serial"])


class _Stream:
    """One reader's stream."""

    def __init__(
        self,
        call: ControlCall,
        stream: web.StreamResponse,
        kinds: frozenset[str],
        tenant: Tenant,
    ) -> None:
        self._simulator = call.simulator
        self._stream = stream
        self._kinds = kinds
        self._name = tenant.name
        self._world, self._clock = tenant.world, tenant.world.clock

    async def run(self, place: _Place) -> None:
        """Send what has been kept, then wait for more, until the server or the reader goes."""
        watchers, tenants = self._simulator.watchers, self._simulator.tenants
        with watchers.watch(self._name) as awake:
            while not watchers.is_closed and self._name in tenants:
                awake.clear()
                tenant = await tenants.get(self._name)
                place = await self._notice(tenant, place)
                place = await self._send_kept(tenant, place)
                await self._wait(awake)

    async def _notice(self, tenant: Tenant, place: _Place) -> _Place:
        """Tell that the tenant was reset, or made what a snapshot holds."""
        before, self._world = self._world, tenant.world
        if tenant.world is not before and tenant.world.counts["serial"] < before.counts["serial"]:
            place = _Place()  # its numbers begin anew
            await self._send("reset", place, {"tenant": tenant.name})
        return place

    async def _notice_clock(self, tenant: Tenant, place: _Place) -> None:
        if tenant.world.clock != self._clock:
            self._clock = tenant.world.clock
            await self._send("clock", place, self._told_clock(tenant))

    async def _wait(self, awake: asyncio.Event) -> None:
        while not awake.is_set():
            try:
                await asyncio.wait_for(awake.wait(), _HEARTBEAT)
            except TimeoutError:
                await self._stream.write(b": still here\n\n")

    async def _send_kept(self, tenant: Tenant, place: _Place) -> _Place:
        """Send everything that was kept after a place; gives the place after it."""
        store = self._simulator.store
        while True:
            entries = await store.entries_after(tenant.number, place.call, place.line, _AT_ONCE)
            await self._notice_clock(tenant, place)
            clusters = {each.serial: each.cluster_id for each in tenant.world.clusters}
            for entry in entries:
                place = place.after(entry)
                for kind, data in _told(entry, clusters):
                    await self._send(kind, place, data)
            if not entries:
                return place

    async def _send(self, kind: str, place: _Place, data: Any) -> None:
        if kind in self._kinds:
            head = f"id: {place.call}.{place.line}\nevent: {kind}\ndata: ".encode()
            await self._stream.write(head + orjson.dumps(data) + b"\n\n")

    def _told_clock(self, tenant: Tenant) -> dict[str, Any]:
        clock, reading = tenant.world.clock, self._simulator.edge.monotonic()
        now = instants.as_exact_text(tenant.now(reading))
        return {"mode": clock.mode.value, "rate": clock.rate, "now": now}


def _told(entry: Record, clusters: dict[int, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The kind of an entry, and what is told of it."""
    match entry:
        case CallEntry():
            yield "call", shown_call(entry)
        case LogLine():
            cluster_id = clusters.get(entry.cluster)  # one that is gone has no id any more
            time = instants.as_exact_text(entry.created)
            data = {"time": time, "cluster_id": cluster_id, "level": entry.level}
            yield "log", data | {"text": entry.text}
        case Event():
            yield (
                "event",
                {
                    "time": instants.as_exact_text(entry.time),
                    "cluster_id": entry.cluster_id,
                    "task_id": entry.task_id or None,
                    "type": entry.type,
                    "level": entry.level,
                    "reason": entry.reason,
                    "message": entry.message,
                },
            )
        case Trace():
            yield entry.kind, _told_trace(entry)


def _told_trace(trace: Trace) -> dict[str, Any]:
    ended = instants.as_exact_text(trace.ended)
    about = {"cluster_id": trace.cluster_id, "task_id": trace.task_id or None}
    if trace.kind == "state":
        return {"time": ended, **about, "before": trace.outcome, "state": trace.name}
    return {
        "time": ended,
        **about,
        "instance_id": trace.instance_id or None,
        "stage": trace.name,
        "started": instants.as_exact_text(trace.started),
        "outcome": trace.outcome,
    }
