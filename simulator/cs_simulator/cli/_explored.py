"""What ``explore`` prints: its progress, and what it has found."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING, Any, TypedDict

from cs_simulator.cli._output import echo
from cs_simulator.client.calls import call_lines
from cs_simulator.domain.printable import as_line

if TYPE_CHECKING:
    from cs_simulator.testing.explore.commands import CommandRun
    from cs_simulator.testing.explore.coverage import Acted
    from cs_simulator.testing.explore.search_status import Found, Status

UNCERTAIN = "  it did not break when it was run once more: something else than the calls decides"

_MOST_STEPS = 30


class FoundScenario(TypedDict):
    """A scenario that breaks the command."""

    file: str | None
    """Null for the run without any fault."""
    kind: str
    """Finds of one kind break it in the same way: ``exit code 1``, ``no_orphans``."""
    reason: str
    is_new: bool
    """Whether it was found now; otherwise it was replayed."""
    is_certain: bool
    """Whether it broke the command again, when it was run once more."""
    scenario: dict[str, Any] | None
    calls: list[str]
    output: list[str]
    """The last lines that the command printed."""


class Coverage(TypedDict):
    """Which kinds of faults acted on what, and in which state it was."""

    kinds: list[str]
    operations: list[str]
    """With the stage, where a step of a task was acted on."""
    states: list[str]
    combinations: int


class Exploration(TypedDict):
    """What a search has found, and how far it came."""

    shard: str | None
    """Which of how many shards it is, such as ``3/8``; null for a whole search."""
    examples: int
    """How often the command was run, those runs included by which finds were made smaller."""
    with_faults: int
    """In how many of these a fault acted."""
    resumed: int
    """How many of these an interrupted run had done before."""
    is_complete: bool
    """Whether all examples that were asked for were run."""
    finds: list[FoundScenario]
    mended: list[str]
    """Files of before that do not break the command any more."""
    idle: list[str]
    """Files of before of which no fault acted on the command, so that they say nothing of it."""
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Explored:
    """A search that has ended, or was interrupted."""

    status: "Status"
    command: str
    """The command, as a shell takes it."""
    seconds: float
    is_interrupted: bool
    shard: str | None = None
    """Which of how many shards it is, such as ``3/8``."""

    @property
    def proves_nothing_alone(self) -> bool:
        """Whether this is a shard in which no fault has acted."""
        return self.shard is not None and not self.status.with_faults and not self.has_finds

    @property
    def has_finds(self) -> bool:
        """Whether something breaks the command."""
        return bool(self.status.found) or self.status.failed_without_faults is not None


def exploration(explored: Explored) -> Exploration:
    """A search as an object."""
    status = explored.status
    finds = [_without_faults(status)] if status.failed_without_faults else []
    return {
        "shard": explored.shard,
        "examples": status.examples,
        "with_faults": status.with_faults,
        "resumed": status.resumed,
        "is_complete": status.is_complete,
        "finds": [*finds, *map(_found, status.found)],
        "mended": [str(file) for file in status.mended],
        "idle": [str(file) for file in status.idle],
        "coverage": coverage(status.acted),
    }


def _without_faults(status: "Status") -> FoundScenario:
    assert status.failed_without_faults is not None  # noqa: S101 - the caller has asked
    finding, run = status.failed_without_faults
    return {
        "file": None,
        "kind": finding.kind,
        "reason": finding.reason,
        "is_new": True,
        "is_certain": True,
        "scenario": None,
        "calls": _calls(run),
        "output": list(run.ended.output),
    }


def _found(found: "Found") -> FoundScenario:
    return {
        "file": str(found.file),
        "kind": found.finding.kind,
        "reason": found.finding.reason,
        "is_new": found.is_new,
        "is_certain": found.is_certain,
        "scenario": dict(found.source),
        "calls": _calls(found.run),
        "output": list(found.run.ended.output),
    }


def coverage(acted: Collection["Acted"]) -> Coverage:
    """What acted in a search, as an object."""
    return {
        "kinds": sorted({each.kind for each in acted}),
        "operations": sorted({each.place for each in acted}),
        "states": sorted({each.state for each in acted}),
        "combinations": len(acted),
    }


def _calls(run: "CommandRun") -> list[str]:
    """The calls of a run with the faults that acted on them; repetitions are folded."""
    return call_lines(run.outcome.seen.calls)  # type: ignore[arg-type]


def report(explored: Explored) -> None:
    """Print what was found, find by find, and how far the search came."""
    status = explored.status
    if status.failed_without_faults:
        finding, run = status.failed_without_faults
        echo(as_line(f"it breaks without any fault: {finding.reason}"))
        _print_run(run)
        return
    for number, found in enumerate(status.found, 1):
        _print_found(number, found, explored)
    for file in status.mended:
        echo(as_line(f"mended: {file} does not break it any more"))
    for file in status.idle:
        echo(as_line(f"idle: no fault of {file} acted, so it says nothing of the command"))
    which = f"shard {explored.shard}: " if explored.shard else ""
    echo(which + summary(status, explored.seconds))
    if explored.is_interrupted:
        echo("interrupted; the same command line goes on from the last whole round")


def _print_found(number: int, found: "Found", explored: Explored) -> None:
    from cs_simulator.testing.explore.finds import yaml_of

    before = "" if found.is_new else " (found before)"
    echo(as_line(f"find {number}{before}: {found.finding.reason}"))
    if not found.is_certain:
        echo(UNCERTAIN)
    echo(as_line(f"  saved: {found.file}"))
    again = f"cs-simulator explore --only {quote(str(found.file))} -- {explored.command}"
    echo(as_line(f"  run it again: {again}"))
    echo(indented("scenario:", yaml_of(found.source).splitlines()))
    _print_run(found.run)


def _print_run(run: "CommandRun") -> None:
    echo(indented("calls:", _calls(run)))
    if run.timeline:
        echo(indented("timeline:", _timeline(run)))
    if run.ended.output:
        echo(indented("its last output:", run.ended.output))


def _timeline(run: "CommandRun") -> list[str]:
    lines = list(_steps(run))
    more = len(lines) - _MOST_STEPS
    return [*lines[:_MOST_STEPS], f"and {more} lines more"] if more > 0 else lines


def _steps(run: "CommandRun") -> Iterator[str]:
    for task in run.timeline:
        code = f" {task['error_code']}" if task["error_code"] else ""
        yield f"{task['operation']} {task['task_id']}: {task['state']}{code}"
        for step in task["steps"]:
            who = step["node"] or step["instance_id"] or ""
            yield f"  {step['stage']:16} {step['status']:9} {step['ended'] or '':28} {who}".rstrip()


def indented(title: str, lines: Sequence[str] | Iterator[str]) -> str:
    return "\n".join([f"  {title}", *(f"    {line}" for line in lines)])


def summary(status: "Status", seconds: float) -> str:
    """How far a search has come, on one line."""
    return f"{counted(status.examples, len(status.found), status.acted)}; {seconds:.0f} s"


def counted(examples: int, finds: int, acted: Collection["Acted"]) -> str:
    """What a search has run, found and met."""
    covered = coverage(acted)
    return (
        f"{examples} examples, {finds} {'find' if finds == 1 else 'finds'};"
        f" {len(covered['kinds'])} kinds × {len(covered['operations'])} operations"
        f" × {len(covered['states'])} states in {covered['combinations']} combinations"
    )
