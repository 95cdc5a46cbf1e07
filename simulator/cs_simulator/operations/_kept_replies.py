"""Replies that are given again as they are, as long as nothing has changed that they show.

A client that waits asks the same again and again. Operations that are declared with ``is_kept``
answer by the method, the target and records of clusters alone; their answers have no request id.
"""

from collections.abc import Callable
from functools import partial

from cs_simulator.engine.kept_answers import Kept
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._answers import body_of
from cs_simulator.operations._operation import Call, Deferred, Reply

Handle = Callable[[Unit], Reply | Deferred]
"""Does one call in a unit."""

# Longer targets are not asked for twice.
_LONGEST_TARGET = 500


def handle_of(call: Call) -> Handle:
    """What does the call in a unit, or answers it by a reply that is kept."""
    incoming, operation = call.incoming, call.operation
    is_kept = operation.is_kept and not incoming.body and len(incoming.target) <= _LONGEST_TARGET
    return partial(_kept if is_kept else operation.handle, call)


def _kept(call: Call, unit: Unit) -> Reply | Deferred:
    """The reply to a call of an operation whose replies are kept."""
    answers, target = unit.world.kept_answers, call.incoming.target
    found: Reply | None = answers.kept.get(target)
    if found is not None:
        return found
    reply = call.operation.handle(call, unit)
    if isinstance(reply, Deferred):
        return reply
    body = body_of(reply)
    reply = reply._replace(body=body, kept=Kept())
    answers.keep(reply.cluster_id, target, reply, len(body) + len(target))
    return reply
