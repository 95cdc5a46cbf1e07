"""``cs-simulator shrink``: the fewest faults with which an expectation still fails."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from cs_simulator.cli._output import fail, prints, show
from cs_simulator.cli._recorded import origin, with_origin

if TYPE_CHECKING:
    from cs_simulator.runs.shrink import Run, Shrunk
    from cs_simulator.scenarios.rules.fault_filter import FaultOccurrence


class NeededFault(TypedDict):
    """One fault that the expectation fails with, and not without."""

    rule: str
    kind: str
    operation: str
    stage: str | None
    """Null for a fault of a call."""
    cluster: str | None
    """The cluster's name."""
    number: int
    """The node's number, or 0 for a step of the whole cluster; of a call, which match it was."""
    counted: str | None
    """What the rule counts by itself, where it does."""


class Shrinking(TypedDict):
    """The faults that are left when all that can be are left out."""

    expectation: int
    """The number of the expectation, from 1."""
    written: dict[str, Any]
    """The expectation."""
    reason: str
    """Why it is not met."""
    acted: int
    """How many faults there were at first."""
    needed: list[NeededFault]
    is_smallest: bool
    """Whether no smaller set does it; otherwise none of these can be left out."""
    runs: int


@click.command()
@click.argument("record")
@click.option(
    "--expect",
    "expectation",
    type=int,
    metavar="N",
    help="Number of the expectation, from 1; by default the first that fails.",
)
@with_origin
@prints(Shrinking)
def shrink(record: str, expectation: int | None, as_json: bool, **given: Any) -> None:
    """Find the fewest faults that make an expectation fail.

    RECORD is a scenario with a script, by file or shipped name; or calls, as replay reads them,
    with the --scenario that was in force.

    Example: cs-simulator shrink calls.jsonl --scenario mine.yaml
    """
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs import shrink as shrinking

    async def search() -> "Shrunk":
        run = _script(record, given) if _is_scenario(record) else await _replay(record, given)
        return await shrinking.shrink(run, expectation)

    try:
        found = asyncio.run(search())
    except UsageError as error:
        fail(error)
    show(_shrinking_object(found), _text(found), as_json=as_json)


def _is_scenario(record: str) -> bool:
    path = Path(record)
    return path.suffix in (".yaml", ".yml", ".json") or not path.is_file()


def _script(record: str, given: dict[str, Any]) -> "Run":
    """The script of a scenario, to be run with fewer faults."""
    from cs_simulator.cli.scenario._files import checked
    from cs_simulator.domain.errors import UsageError
    from cs_simulator.runs.script import run_script
    from cs_simulator.runtime.files import scenario_library

    for name in ("name", "start", "tenant"):
        if given[name]:
            option = "scenario" if name == "name" else name
            raise UsageError(f"--{option} is for recorded calls; {record} is a scenario")
    loaded, problems = checked(scenario_library.find(record))
    errors = [problem for problem in problems if problem.is_error]
    if loaded is None or errors:
        raise UsageError(str(errors[0]))
    return lambda fault_filter: _verdicts(run_script(loaded, given["seed"], fault_filter))


async def _replay(record: str, given: dict[str, Any]) -> "Run":
    """Recorded calls, to be repeated with fewer faults."""
    from cs_simulator.runs import recording, replay

    calls, made_with = await recording.read(record), origin(**given)
    return lambda fault_filter: _verdicts(replay.replay(calls, made_with, fault_filter))


async def _verdicts(run: Any) -> Any:
    return (await run).verdicts


def _text(found: "Shrunk") -> str:
    head = f"expect {found.expectation} fails: {found.reason}\n  {json.dumps(found.source)}"
    if not found.left:
        return f"{head}\nno fault is needed for that: it fails without any, too"
    few = "the fewest that make it fail" if found.is_smallest else "none of these can be left out"
    lines = [f"  {occurrence}" for occurrence in found.left]
    count = f"{len(found.left)} of {found.acted} faults are needed ({few}; {found.runs} runs):"
    return "\n".join([head, count, *lines])


def _shrinking_object(found: "Shrunk") -> Shrinking:
    return {
        "expectation": found.expectation,
        "written": found.source,
        "reason": found.reason,
        "acted": found.acted,
        "needed": [_needed_object(occurrence) for occurrence in found.left],
        "is_smallest": found.is_smallest,
        "runs": found.runs,
    }


def _needed_object(occurrence: "FaultOccurrence") -> NeededFault:
    return {
        "rule": occurrence.rule,
        "kind": occurrence.kind,
        "operation": occurrence.operation,
        "stage": occurrence.stage or None,
        "cluster": occurrence.cluster or None,
        "number": occurrence.number,
        "counted": occurrence.counted or None,
    }
