"""``cs-simulator shrink``: the least that has to go wrong for an expectation to fail."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cs_simulator.cli._recorded import made_again, origin
from cs_simulator.cli.main import fail

if TYPE_CHECKING:
    from cs_simulator.runs.shrink import Run, Shrunk


@click.command()
@click.argument("record")
@click.option(
    "--expect",
    "expectation",
    type=int,
    metavar="N",
    help="Number of the expectation, from 1; by default the first that fails.",
)
@made_again
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def shrink(record: str, expectation: int | None, as_json: bool, **told: Any) -> None:
    """Leave out faults of RECORD until the expectation would be met; tell those that are left.

    RECORD is a scenario with a script, by file or shipped name; or calls, as replay takes them,
    with the --scenario that was in force.

    Example: cs-simulator shrink calls.jsonl --scenario mine.yaml
    """
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs import shrink as shrinking

    async def run() -> "Shrunk":
        again = _rehearsal(record, told) if _is_scenario(record) else await _replay(record, told)
        return await shrinking.shrink(again, expectation)

    try:
        found = asyncio.run(run())
    except UsageError as problem:
        fail(str(problem))
    click.echo(json.dumps(_as_json(found)) if as_json else _in_words(found))


def _is_scenario(record: str) -> bool:
    path = Path(record)
    return path.suffix in (".yaml", ".yml", ".json") or not path.is_file()


def _rehearsal(record: str, told: dict[str, Any]) -> "Run":
    """The script of a scenario, to be run with less going wrong."""
    from cs_simulator.cli.scenario.files import checked
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs.script import rehearse
    from cs_simulator.runtime.files import scenario_library
    from cs_simulator.scenarios.file.lint import is_error

    for name in ("name", "start", "tenant"):
        if told[name]:
            option = "scenario" if name == "name" else name
            raise UsageError(f"--{option} is for recorded calls; {record} is a scenario")
    whole, problems = checked(scenario_library.find(record))
    errors = [each for each in problems if is_error(each)]
    if whole is None or errors:
        raise UsageError(str(errors[0]))
    return lambda fault_filter: _verdicts(rehearse(whole, told["seed"], fault_filter))


async def _replay(record: str, told: dict[str, Any]) -> "Run":
    """Recorded calls, to be made again with less going wrong."""
    from cs_simulator.runs import recording, replay

    calls, made_with = await recording.read(record), origin(**told)
    return lambda fault_filter: _verdicts(replay.replay(calls, made_with, fault_filter))


async def _verdicts(run: Any) -> Any:
    return (await run).verdicts


def _in_words(found: "Shrunk") -> str:
    written = json.dumps(found.written)
    head = f"expect {found.expectation} fails: {found.reason}\n  {written}"
    if not found.left:
        return f"{head}\nnothing has to go wrong for that: it fails without any fault, too"
    few = "the fewest that make it fail" if found.is_smallest else "none of these can be left out"
    lines = [f"  {each}" for each in found.left]
    count = f"{len(found.left)} of {found.acted} faults are needed ({few}; {found.runs} runs):"
    return "\n".join([head, count, *lines])


def _as_json(found: "Shrunk") -> dict[str, Any]:
    return {
        "expectation": found.expectation,
        "written": found.written,
        "reason": found.reason,
        "acted": found.acted,
        "needed": [each._asdict() for each in found.left],
        "is_smallest": found.is_smallest,
        "runs": found.runs,
    }
