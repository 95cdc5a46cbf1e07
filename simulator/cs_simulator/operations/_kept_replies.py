"""Replies that are given again as they are, as long as nothing has changed that they show.

A client that waits asks the same again and again. Operations that are declared with ``is_kept``
answer by the target and by records of clusters alone. Answers that have the id of their call are
made anew, of parts that are kept.
"""

from collections.abc import Callable, Hashable
from functools import partial

import orjson

from cs_simulator.domain.records import LONGEST_ANSWER
from cs_simulator.engine.kept_answers import Kept, without_room
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._answers import body_of
from cs_simulator.operations._operation import Call, Deferred, Reply

Handle = Callable[[Unit], Reply | Deferred]
"""Does one call in a unit."""

# Longer targets are not asked for twice.
_LONGEST_TARGET = 500


def kept_reply(call: Call, world: World) -> Reply | None:
    """The reply that is kept to such a call; ``None`` if there is none."""
    if not call.operation.is_kept or call.incoming.body:
        return None
    found: Reply | None = world.kept_answers.kept.get(call.incoming.target)
    return found


def handle_of(call: Call) -> Handle:
    """What does the call in a unit; a reply that can be given again is kept."""
    return partial(_kept if call.operation.is_kept else call.operation.handle, call)


def _kept(call: Call, unit: Unit) -> Reply | Deferred:
    found = kept_reply(call, unit.world)
    if found is not None:
        return found
    reply, incoming = call.operation.handle(call, unit), call.incoming
    if isinstance(reply, Deferred) or incoming.body or len(incoming.target) > _LONGEST_TARGET:
        return reply
    body = without_room(body_of(reply))
    reply = reply._replace(body=body, kept=Kept())
    in_journal = min(len(body), LONGEST_ANSWER) + len(incoming.target)
    size = len(body) + len(incoming.target) + in_journal
    unit.world.kept_answers.keep(reply.cluster_id, incoming.target, reply, size)
    return reply


def kept_part(world: World, cluster_id: str, key: Hashable, make: Callable[[], object]) -> bytes:
    """The JSON of a part of answers that shows one cluster; *make* returns its value."""
    answers = world.kept_answers
    part: bytes | None = answers.kept.get(key)
    if part is None:
        part = without_room(orjson.dumps(make()))
        answers.keep(cluster_id, key, part, len(part))
    return part


def kept_parts(
    call: Call, world: World, cluster_id: str, make: Callable[[], tuple[object, ...]]
) -> tuple[orjson.Fragment, ...]:
    """The JSON of all parts of the answer to such a call, but of the id of the call."""
    answers, target = world.kept_answers, call.incoming.target
    found: tuple[orjson.Fragment, ...] | None = answers.kept.get(target)
    if found is None:
        parts = [without_room(orjson.dumps(part)) for part in make()]
        found = tuple(map(orjson.Fragment, parts))
        if len(target) <= _LONGEST_TARGET:
            answers.keep(cluster_id, target, found, sum(map(len, parts)) + len(target))
    return found
