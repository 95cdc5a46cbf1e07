"""``cs-simulator replay``: recorded calls once more, and the first that is answered differently."""

import asyncio
from typing import TYPE_CHECKING, Any, TypedDict

import click

from cs_simulator.cli._output import fail, prints, show
from cs_simulator.cli._recorded import origin, with_origin
from cs_simulator.server.control.contract.values import Instant

if TYPE_CHECKING:
    from cs_simulator.runs.recording import RecordedCall as Recorded
    from cs_simulator.runs.replay import Difference as FoundDifference
    from cs_simulator.runs.replay import ReplayResult


class RecordedCall(TypedDict):
    """A call of the record; its fields are those of calls of the journal."""

    number: int
    request_id: str
    time: Instant
    operation: str | None
    method: str
    path: str
    body: Any
    status: int
    code: str | None
    cluster_id: str | None
    task_id: str | None


class Difference(TypedDict):
    """The first call that was answered differently."""

    call: RecordedCall
    what: str
    """What differs: ``status``, ``code``, or a kind of identifier."""
    recorded: Any
    again: Any
    answer: Any


class SkippedCall(TypedDict):
    """A call that was not repeated."""

    number: int
    reason: str


class Replay(TypedDict):
    """How a record was answered the second time."""

    equal: bool
    calls: int
    """How many calls were made, the one that differs included."""
    compares_ids: bool
    """Whether identifiers were compared: they depend on the seed."""
    skipped: list[SkippedCall]
    difference: Difference | None


@click.command()
@click.argument("record")
@with_origin
@prints(Replay)
def replay(record: str, as_json: bool, **given: Any) -> None:
    """Repeat recorded calls, and report the first difference.

    RECORD is an export of the journal as JSON Lines (GET /_simulator/calls/export) or the file of a
    snapshot. The calls are made in virtual time. Status and code are compared, and identifiers too
    if the seed is that of the record. Passwords, which no journal keeps, are replaced by a valid
    one. Exit code 1 if there is a difference.

    Example: cs-simulator replay calls.jsonl --scenario throttled-client
    """
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs import recording
    from cs_simulator.runs import replay as replaying

    async def run() -> "ReplayResult":
        return await replaying.replay(await recording.read(record), origin(**given))

    try:
        replayed = asyncio.run(run())
    except UsageError as error:
        fail(error)
    show(_replay_object(replayed), _text(replayed), as_json=as_json)
    if replayed.difference:
        raise SystemExit(1)


def _text(replayed: "ReplayResult") -> str:
    lines = [f"skipped {_call_text(call)}: {reason}" for call, reason in replayed.skipped]
    found = replayed.difference
    if found is None:
        compared = (
            ", identifiers too"
            if replayed.compares_ids
            else "; identifiers differ, since the seed does"
        )
        return "\n".join([*lines, f"{replayed.calls} calls answered as recorded{compared}"])
    return "\n".join(
        [
            *lines,
            (
                f"the first difference is call {found.call.number},"
                f" after {replayed.calls - 1} that were equal:"
            ),
            f"  {_call_text(found.call)}",
            f"  {found.what} was {found.recorded or 'none'}, and is {found.again or 'none'}",
            f"  {found.answer}",
        ]
    )


def _call_text(call: "Recorded") -> str:
    return f"{call.method} {call.target}"


def _replay_object(replayed: "ReplayResult") -> Replay:
    found = replayed.difference
    return {
        "equal": found is None,
        "calls": replayed.calls,
        "compares_ids": replayed.compares_ids,
        "skipped": [{"number": call.number, "reason": reason} for call, reason in replayed.skipped],
        "difference": _difference_object(found) if found else None,
    }


def _difference_object(found: "FoundDifference") -> Difference:
    return {
        "call": _recorded_object(found.call),
        "what": found.what,
        "recorded": found.recorded,
        "again": found.again,
        "answer": found.answer,
    }


def _recorded_object(call: "Recorded") -> RecordedCall:
    from cs_simulator.domain import instants

    return {
        "number": call.number,
        "request_id": call.request_id,
        "time": instants.as_exact_text(call.at),
        "operation": call.operation or None,
        "method": call.method,
        "path": call.target,
        "body": call.body,
        "status": call.status,
        "code": call.code or None,
        "cluster_id": call.cluster_id or None,
        "task_id": call.task_id or None,
    }
