"""Replies that are given again as they are, as long as nothing has changed that they show.

A client that waits asks the same again and again. Operations that are declared with ``is_kept``
answer by the method, the target and records of clusters alone; their answers have no request id.
"""

from collections.abc import Callable
from functools import partial

from cs_simulator.engine.kept_answers import Kept
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
    body = body_of(reply)
    reply = reply._replace(body=body, kept=Kept())
    size = len(body) + len(incoming.target)
    unit.world.kept_answers.keep(reply.cluster_id, incoming.target, reply, size)
    return reply
