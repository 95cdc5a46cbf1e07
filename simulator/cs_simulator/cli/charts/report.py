"""The report of a run for people: the chart, the calls, and what was expected."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cs_simulator.cli.charts import chart
from cs_simulator.cli.charts.axis import clock
from cs_simulator.cli.charts.canvas import Line, Piece
from cs_simulator.client.inline_yaml import inline_yaml

if TYPE_CHECKING:
    from cs_simulator.runs.script import ScriptRun, ScriptStepResult

_GOOD, _BAD = Piece("✓", "bold green"), Piece("✗", "bold red")


def lines(seen: "ScriptRun", width: int) -> Iterator[Line]:
    """All lines of the report of one run."""
    yield title(seen)
    if seen.traces or seen.played:
        yield []
        yield from chart.lines(seen, width)
        yield []
        yield from _calls(seen)
        yield []
    yield from verdicts(seen)


def title(seen: "ScriptRun") -> Line:
    """The name, what it is about, and whether it passed."""
    verdict = Piece("passed", "bold green") if seen.passed else Piece("failed", "bold red")
    about = f": {seen.description}" if seen.description else ""
    return [Piece(seen.name, "bold"), Piece(f"{about} "), Piece(f"(seed {seen.seed}) ", "dim"),
            verdict]  # fmt: skip


def _calls(seen: "ScriptRun") -> Iterator[Line]:
    """The calls with the signs that the chart has for them."""
    groups = [(sign, group, _times(group)) for sign, group in chart.groups(seen.played)]
    wide = max((len(text) for _, _, text in groups), default=0)
    for sign, group, text in groups:
        first = group[0]
        status, style = _answered(first)
        yield [
            Piece(f"{sign:>3}", "bold"),
            Piece(f" {clock(first.at - seen.began):>8}  ", "dim"),
            Piece(f"{text:<{wide}}  "),
            Piece(status, style),
            Piece(f"  {' '.join(first.rules)}" if first.rules else "", "red"),
            Piece(f"  {first.problem}" if first.problem else "", "bold red"),
        ]


def _times(group: "list[ScriptStepResult]") -> str:
    return f"{group[0].text} ×{len(group)}" if len(group) > 1 else group[0].text


def _answered(played: "ScriptStepResult") -> tuple[str, str]:
    if played.status is None:
        return "not made", "red"
    if not played.status:
        return f"broken {played.code}".strip(), "bold red"
    is_good = played.status < 400
    return f"{played.status} {played.code}".strip(), "green" if is_good else "red"


def verdicts(seen: "ScriptRun") -> Iterator[Line]:
    """Each expectation with its verdict, and whatever else went wrong."""
    for played in seen.played:
        if played.problem:
            yield [_BAD, Piece(f" script step {played.place}: {played.text}: {played.problem}")]
    for written, verdict in seen.verdicts:
        reason = Piece(f": {verdict.reason}", "red") if verdict.reason else Piece("")
        yield [_GOOD if verdict.passed else _BAD, Piece(f" {inline_yaml(written)}"), reason]
    if seen.problem:
        yield [_BAD, Piece(f" {seen.problem}")]
