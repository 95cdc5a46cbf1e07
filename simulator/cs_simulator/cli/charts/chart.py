"""What happened in a run, as a chart of nodes over time.

At the top are the calls and the rules that acted; below, per cluster, its states, its own stages,
and one row for each node. A segment begins with a capital letter, so that it can be read without
colours.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from cs_simulator.cli.charts.axis import CUT, Axis
from cs_simulator.cli.charts.canvas import Line, Piece, Row
from cs_simulator.cli.charts.rows import ChartRow, Part, chart_rows
from cs_simulator.cluster_types import registry
from cs_simulator.runs.script_run import ScriptRun, ScriptStepResult

SIGNS = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MANY = "+"  # the sign of further calls
_MOST_LABEL, _MOST_NOTE, _LEAST_WIDTH = 30, 50, 40  # columns
_MOST_RULES, _MOST_NODES = 8, 60

READY, GONE, FAILED, CANCELED, LOST, BACK, HELD = "●", "○", "✗", "⊘", "▼", "▲", "┄"
_MEANINGS = {
    READY: ("ready", "green"),
    GONE: ("gone", "dim"),
    FAILED: ("failed", "bold red"),
    CANCELED: ("canceled", "yellow"),
    LOST: ("lost", "bold red"),
    BACK: ("back", "bold green"),
    HELD: ("held", "bold yellow"),
}
# Enough that stages that follow each other have different ones.
_COLOURS = (
    "cyan", "blue", "magenta", "yellow", "green", "bright_cyan", "bright_magenta", "bright_blue",
)  # fmt: skip
_STAGES = list(dict.fromkeys(name for names in registry().stages().values() for name in names))
_STATES = {
    "running": "green", "failed": "red", "delete_failed": "red", "inactive": "yellow",
    "deleting": "magenta",
}  # fmt: skip


def lines(run: ScriptRun, width: int) -> list[Line]:
    """The chart, no wider than *width* unless that is very narrow."""
    rows = chart_rows(run)
    labels = [_label(row) for row in rows] + [decision.rule for decision in run.history.decisions]
    label_width = min(max(map(len, [*labels, "calls"])), _MOST_LABEL)
    note_width = min(max((len(row.note) for row in rows), default=0), _MOST_NOTE)
    columns = max(width - label_width - note_width - 4, _LEAST_WIDTH)
    chart = _Chart(run, Axis(_busy(run), run.began, run.ended, columns), label_width)
    return list(chart.lines(rows))


def groups(played: Sequence[ScriptStepResult]) -> Iterator[tuple[str, list[ScriptStepResult]]]:
    """The calls of the script, each with its sign; equal ones that follow each other share it."""
    calls = [
        step for step in played if not step.is_check and (step.status is not None or step.problem)
    ]
    key = attrgetter("number", "text", "status", "code", "rules", "problem")
    for number, (_, group) in enumerate(groupby(calls, key)):
        yield SIGNS[number] if number < len(SIGNS) else _MANY, list(group)


def _busy(run: ScriptRun) -> Iterator[tuple[int, int]]:
    """The times at which something happens in a run."""
    yield from ((trace.started, trace.ended) for trace in run.history.traces)
    yield from ((step.at, step.at) for step in run.steps)
    yield from ((decision.at, decision.at) for decision in run.history.decisions)
    yield from ((event.time, event.time) for event in run.history.events)


class _Chart:
    """Draws one chart; notes the stages and signs that the legend has to explain."""

    def __init__(self, run: ScriptRun, axis: Axis, label_width: int) -> None:
        self._run, self._axis, self._label_width = run, axis, label_width
        self._stages: list[str] = []
        self._signs: set[str] = set()

    def lines(self, rows: Sequence[ChartRow]) -> Iterator[Line]:
        """All lines, the axis first and the legend last."""
        yield self._ticks()
        yield from self._calls()
        yield from self._rules()
        nodes = 0
        for row in rows:
            nodes += row.kind == "node"
            if nodes <= _MOST_NODES:
                yield self._row(row)
        if nodes > _MOST_NODES:
            yield [Piece(f"… and {nodes - _MOST_NODES} more nodes", "dim")]
        yield from self._legend()

    def _line(self, label: str, style: str, cells: Iterable[Piece], note: str = "") -> Line:
        if len(label) > self._label_width:
            label = label[: self._label_width - 1] + "…"
        return [
            Piece(label.ljust(self._label_width + 1), style),
            *cells,
            Piece(f" {note}" if note else "", "red"),
        ]

    def _ticks(self) -> Line:
        row = Row(self._axis.width + 10)
        for column, text in self._axis.ticks():
            for offset, letter in enumerate(text):
                row.mark(column + offset, letter, "dim")
        for column in self._axis.cuts:
            if row.is_empty(column + CUT // 2):
                row.mark(column + CUT // 2, "≈", "dim")
        return self._line("", "", row.line())

    def _calls(self) -> Iterator[Line]:
        """Rows of signs; calls of the same column are below each other."""
        rows: list[Row] = []
        for sign, group in groups(self._run.steps):
            for column in sorted({self._axis.column(step.at) for step in group}):
                row = next((row for row in rows if row.is_empty(column)), None)
                if row is None:
                    row = Row(self._axis.width)
                    rows.append(row)
                is_bad = any(step.problem or not _is_good(step) for step in group)
                row.mark(column, sign, "bold red" if is_bad else "bold")
        for number, row in enumerate(rows):
            yield self._line("" if number else "calls", "bold", row.line())

    def _rules(self) -> Iterator[Line]:
        """A row for each rule, with a sign where it acted."""
        fired: dict[str, list[int]] = {}
        for decision in self._run.history.decisions:
            fired.setdefault(decision.rule, []).append(self._axis.column(decision.at))
        for number, (rule, columns) in enumerate(fired.items()):
            if number == _MOST_RULES:
                yield [Piece(f"… and {len(fired) - _MOST_RULES} more rules", "dim")]
                return
            row = Row(self._axis.width)
            for column in columns:
                row.mark(column, "!", "bold red")
            times = f"{len(columns)} times" if len(columns) > 1 else "once"
            yield [*self._line(rule, "red", row.line()), Piece(f" {times}", "dim")]

    def _row(self, shown: ChartRow) -> Line:
        row, at = Row(self._axis.width + 2), self._axis.column
        for part in shown.parts:
            if part.is_mark:
                self._mark(row, max(at(part.started), row.free), part.sign)
                continue
            if shown.kind != "cluster":
                self._note_stage(part.name)
            start, end, style = at(part.started), at(part.ended), _style(shown, part)
            last = row.segment(start, end, part.name.capitalize(), style, part.fill)
            if part.sign:
                self._mark(row, last, part.sign)
        style = "bold" if shown.kind == "cluster" else ""
        return self._line(_label(shown), style, row.line(), shown.note)

    def _mark(self, row: Row, column: int, sign: str) -> None:
        self._signs.add(sign)
        row.mark(column, sign, _MEANINGS[sign][1])

    def _note_stage(self, stage: str) -> None:
        if stage and stage not in self._stages:
            self._stages.append(stage)

    def _legend(self) -> Iterator[Line]:
        stages = [Piece(f" {name.capitalize()} ", _colour(name)) for name in self._stages]
        signs = [
            Piece(f" {sign} {meaning} ", style)
            for sign, (meaning, style) in _MEANINGS.items()
            if sign in self._signs
        ]
        for label, pieces in (("stages", stages), ("signs", signs)):
            for number, row in enumerate(_wrapped(pieces, self._axis.width)):
                yield self._line("" if number else label, "dim", row)


def _wrapped(pieces: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in pieces:
        if row and sum(len(part.text) for part in [*row, piece]) > width:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _colour(stage: str) -> str:
    return f"black on {_COLOURS[_STAGES.index(stage) % len(_COLOURS)]}"


def _style(row: ChartRow, part: Part) -> str:
    if not part.name:
        return "red" if part.fill == "╌" else "dim green"
    return _STATES.get(part.name, "cyan") if row.kind == "cluster" else _colour(part.name)


def _label(row: ChartRow) -> str:
    return row.label if row.kind == "cluster" else f"  {row.label}"


def _is_good(step: ScriptStepResult) -> bool:
    return step.status is not None and 200 <= step.status < 400
