"""The report of a run: the chart, the calls, and the verdicts on expectations."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cs_simulator.charts.axis import clock
from cs_simulator.charts.text import chart
from cs_simulator.charts.text.canvas import Line, Piece
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.scenarios.script import TIMED_OUT

if TYPE_CHECKING:
    from cs_simulator.runs.script_run import ScriptRun, ScriptStepResult

_GOOD, _BAD = Piece("✓", "bold green"), Piece("✗", "bold red")
_IDLE = Piece("!", "bold yellow")


def lines(run: "ScriptRun", width: int) -> Iterator[Line]:
    """All lines of the report of one run."""
    yield title(run)
    if run.history.traces or run.steps:
        yield []
        yield from chart.lines(run, width)
        yield []
        yield from _calls(run)
        yield []
    yield from verdicts(run)


def title(run: "ScriptRun") -> Line:
    """The name, the description, and whether it passed."""
    verdict = Piece("passed", "bold green") if run.passed else Piece("failed", "bold red")
    description = f": {run.description}" if run.description else ""
    return [
        Piece(run.name, "bold"),
        Piece(f"{description} "),
        Piece(f"(seed {run.seed}) ", "dim"),
        verdict,
    ]


def _calls(run: "ScriptRun") -> Iterator[Line]:
    """The calls, each with its sign in the chart."""
    groups = [(sign, group, _times(group)) for sign, group in chart.groups(run.steps)]
    wide = max((len(text) for _, _, text in groups), default=0)
    for sign, group, text in groups:
        first = group[0]
        status, style = _status(first)
        yield [
            Piece(f"{sign:>3}", "bold"),
            Piece(f" {clock(first.at - run.began):>8}  ", "dim"),
            Piece(f"{text:<{wide}}  "),
            Piece(status, style),
            Piece(f"  {' '.join(first.rules)}" if first.rules else "", "red"),
            Piece(f"  {first.problem}" if first.problem else "", "bold red"),
        ]


def _times(group: "list[ScriptStepResult]") -> str:
    return f"{group[0].text} ×{len(group)}" if len(group) > 1 else group[0].text


def _status(step: "ScriptStepResult") -> tuple[str, str]:
    """How a call was answered, and the style for it."""
    if step.status is None:
        return "not made", "red"
    if not step.status:
        how = "no answer" if step.code == TIMED_OUT else "broken"
        return f"{how} {step.code}".strip(), "bold red"
    is_good = step.status < 400
    return f"{step.status} {step.code}".strip(), "green" if is_good else "red"


def verdicts(run: "ScriptRun") -> Iterator[Line]:
    """Each expectation with its verdict, rules that did nothing, and whatever else went wrong."""
    for step in run.steps:
        if step.problem:
            yield [_BAD, Piece(f" script step {step.number}: {step.text}: {step.problem}")]
        elif step.is_check:
            yield [_GOOD, Piece(f" script step {step.number}: {step.text}")]
    for expectation, verdict in run.verdicts:
        reason = Piece(f": {verdict.reason}", "red") if verdict.reason else Piece("")
        yield [_GOOD if verdict.passed else _BAD, Piece(f" {inline_yaml(expectation)}"), reason]
    yield from idle(run)
    if run.problem:
        yield [_BAD, Piece(f" {run.problem}")]


def idle(run: "ScriptRun") -> Iterator[Line]:
    """The rules that never acted, each with the reason."""
    for rule, reason in run.idle_rules:
        yield [_IDLE, Piece(f" rule {rule} {reason}", "yellow")]
