"""What a stream of events sends next: read from the store, once for all streams at one place.

A commit wakes all streams of a tenant, and most of them have come equally far. What they are to
send is read and rendered by the first of them.
"""

import asyncio
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry, Event, LogLine, Record, Trace
from cs_simulator.engine.world import World
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.server.control._request import ControlError
from cs_simulator.server.control.contract import events as contract
from cs_simulator.server.control.rendering.calls import call_object
from cs_simulator.server.control.rendering.tasks import ended_step, node_name, state_change

_BATCH = 1000  # entries read from the store at once


class Position(NamedTuple):
    """How far the reader has come: the last call, and the last line, event or trace."""

    call: int = 0
    line: int = 0

    @classmethod
    def read(cls, text: str) -> "Position":
        call, _, line = text.partition(".")
        if not all(part.isascii() and part.isdigit() and len(part) < 14 for part in (call, line)):
            raise ControlError(f"Last-Event-ID is an id that the stream has sent, not {text!r}")
        return cls(int(call), int(line))

    def __str__(self) -> str:
        return f"{self.call}.{self.line}"

    def after(self, entry: Record) -> "Position":
        if isinstance(entry, CallEntry):
            return self._replace(call=max(self.call, entry.serial))
        return self._replace(line=max(self.line, entry.serial))


class Batch(NamedTuple):
    """Events in their order, and how far a stream has come once it has sent them."""

    position: Position
    events: list[tuple[str, bytes]]
    """Kinds, and the events as they are sent."""
    is_last: bool
    """Whether nothing more was committed when it was read."""


class SharedReads:
    """The batches that are being read."""

    def __init__(self) -> None:
        self._running: dict[tuple[int, ...], asyncio.Task[Batch]] = {}

    async def after(self, simulator: Simulator, tenant: Tenant, position: Position) -> Batch:
        """What was committed after a position, at the latest when this is called."""
        # A read that began before the last commit may lack what it holds.
        key = (tenant.number, simulator.watchers.wakes(tenant.name), *position)
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(_read(simulator, tenant, position), name="event stream")
            self._running[key] = task
            task.add_done_callback(partial(self._finish, key))
        return await asyncio.shield(task)

    def _finish(self, key: tuple[int, ...], task: "asyncio.Task[Batch]") -> None:
        del self._running[key]
        if not task.cancelled():
            task.exception()  # retrieved: asyncio would warn where every stream has left


async def _read(simulator: Simulator, tenant: Tenant, position: Position) -> Batch:
    history, world = simulator.store.history, tenant.world
    entries = await history.after(tenant.number, position.call, position.line, _BATCH)
    clusters = {cluster.serial: cluster.cluster_id for cluster in world.clusters}
    events = []
    for entry in entries:
        position = position.after(entry)
        events += [
            (kind, event_text(kind, position, data))
            for kind, data in _events_of(world, entry, clusters)
        ]
    return Batch(position, events, len(entries) < _BATCH)


def event_text(kind: str, position: Position, data: Mapping[str, object]) -> bytes:
    """An event as it is sent."""
    head = f"id: {position}\nevent: {kind}\ndata: ".encode()
    return head + orjson.dumps(data) + b"\n\n"


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
        case Trace() if entry.kind != "pods":  # a picture shows those of pods
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
