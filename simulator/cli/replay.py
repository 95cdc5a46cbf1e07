"""``cs-simulator replay``: recorded calls once more, and the first that is answered otherwise."""

import asyncio
import json
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.main import fail

if TYPE_CHECKING:
    from simulator.runtime.records import Recorded
    from simulator.runtime.replaying import Origin, Replayed


@click.command()
@click.argument("record")
@click.option("--scenario", "name", help="Scenario in force: a file or a shipped name.")
@click.option("--seed", type=int, help="Seed of the new tenant; by default a snapshot's own, or 0.")
@click.option("--start", help="Where virtual time starts; by default at the first call.")
@click.option("--tenant", default="", help="Name that the tenant had, which keys its chance.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def replay(
    record: str, name: str | None, seed: int | None, start: str | None, tenant: str, as_json: bool
) -> None:
    """Make the calls of RECORD again, in virtual time; exit code 1 at the first difference.

    RECORD is an export of the journal as JSON Lines (GET /_simulator/calls/export) or the file of a
    snapshot. Status and code are compared, and identifiers too where the seed is the record's.
    Passwords, which no journal keeps, are replaced by one that is valid.
    """
    from simulator.domain.errors import Misuse
    from simulator.runtime import records, replaying

    async def run() -> "Replayed":
        origin = _origin(name, seed, start, tenant)
        return await replaying.replay(await records.read(record), origin)

    try:
        done = asyncio.run(run())
    except Misuse as problem:
        fail(str(problem))
    click.echo(json.dumps(_as_json(done)) if as_json else _in_words(done))
    if done.difference:
        raise SystemExit(1)


def _origin(name: str | None, seed: int | None, start: str | None, tenant: str) -> "Origin":
    from simulator.domain import instants
    from simulator.domain.errors import Misuse
    from simulator.runtime import scenarios
    from simulator.runtime.replaying import Origin

    try:
        written = json.dumps(scenarios.read(name).written) if name else ""
        began = instants.from_text(start) if start else None
    except ValueError as problem:
        raise Misuse(str(problem)) from None
    return Origin(seed=seed, scenario=written, start=began, name=tenant)


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


def _call(call: "Recorded") -> str:
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
