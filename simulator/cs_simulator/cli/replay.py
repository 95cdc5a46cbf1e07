"""``cs-simulator replay``: recorded calls once more, and the first that is answered otherwise."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import click

from cs_simulator.cli._recorded import made_again, origin
from cs_simulator.cli.main import fail

if TYPE_CHECKING:
    from cs_simulator.runs.recording import RecordedCall
    from cs_simulator.runs.replay import Replayed


@click.command()
@click.argument("record")
@made_again
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay(record: str, as_json: bool, **told: Any) -> None:
    """Make the calls of RECORD again, in virtual time; exit code 1 at the first difference.

    RECORD is an export of the journal as JSON Lines (GET /_simulator/calls/export) or the file of a
    snapshot. Status and code are compared, and identifiers too where the seed is the record's.
    Passwords, which no journal keeps, are replaced by one that is valid.

    Example: cs-simulator replay calls.jsonl --scenario throttled-client
    """
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs import recording
    from cs_simulator.runs import replay as replaying

    async def run() -> "Replayed":
        return await replaying.replay(await recording.read(record), origin(**told))

    try:
        done = asyncio.run(run())
    except UsageError as problem:
        fail(str(problem))
    click.echo(json.dumps(_as_json(done)) if as_json else _in_words(done))
    if done.difference:
        raise SystemExit(1)


def _in_words(done: "Replayed") -> str:
    lines = [f"skipped {_call(each)}: {reason}" for each, reason in done.skipped]
    ids = ", identifiers too" if done.compares_ids else "; identifiers differ, since the seed does"
    if done.difference is None:
        return "\n".join([*lines, f"{done.calls} calls answered as recorded{ids}"])
    call, what, recorded, again, answer = done.difference
    return "\n".join(
        [
            *lines,
            f"the first difference is call {call.number}, after {done.calls - 1} that were equal:",
            f"  {_call(call)}",
            f"  {what} was {recorded or 'none'}, and is {again or 'none'}",
            f"  {answer}",
        ]
    )


def _call(call: "RecordedCall") -> str:
    return f"{call.method} {call.target}"


def _as_json(done: "Replayed") -> dict[str, Any]:
    found = done.difference
    return {
        "equal": found is None,
        "calls": done.calls,
        "compares_ids": done.compares_ids,
        "skipped": [{"number": each.number, "reason": reason} for each, reason in done.skipped],
        "difference": found
        and {**found._asdict(), "call": {**found.call._asdict(), "at": found.call.at}},
    }
