"""What happened in a run, as a chart of nodes over time.

At the top are the calls, the rules where they acted, and the timeline's actions; below, per
cluster, its states, its tasks, and one row for each node. A segment begins with a capital letter,
so that it can be read without colours.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from cs_simulator.charts import build, of_run
from cs_simulator.charts.axis import CUT, Axis, busy
from cs_simulator.charts.model import LOST, NODES, READY, Bar, Mark, Row
from cs_simulator.charts.text.canvas import Cells, Line, Piece
from cs_simulator.cluster_types import registry
from cs_simulator.runs.script_run import ScriptRun, ScriptStepResult

SIGNS = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MANY = "+"  # the sign of further calls
_MOST_LABEL, _MOST_NOTE, _LEAST_WIDTH = 30, 50, 40  # columns
_LAST = 4  # columns for what happens in the last instant
_LONGEST_TICK = 16
_MOST_RULES, _MOST_NODES = 8, 60

_MARKS = {
    "ready": ("●", "green"),
    "gone": ("○", "dim"),
    "failed": ("✗", "bold red"),
    "canceled": ("⊘", "yellow"),
    "lost": ("▼", "bold red"),
    "back": ("▲", "bold green"),
    "held": ("┄", "bold yellow"),
    "moved": ("»", "bold green"),
}
"""Signs and their styles by what they mean."""
_NOTHING = Piece("")
_BETWEEN = {READY: ("·", "dim green"), LOST: ("╌", "red")}
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
    picture = build.picture(of_run.facts(run))
    rows = [row for row in picture.rows if row.kind != "calls" and (row.bars or row.marks)]
    label_width = min(max(map(len, ["calls", *map(_label, rows)])), _MOST_LABEL)
    note_width = min(max((len(row.note) for row in rows), default=0), _MOST_NOTE)
    columns = max(width - label_width - note_width - _LAST - 2, _LEAST_WIDTH)
    axis = Axis(busy(picture), picture.began, picture.ended, columns)
    return list(_Chart(run, axis, label_width).lines(rows))


def groups(played: Sequence[ScriptStepResult]) -> Iterator[tuple[str, list[ScriptStepResult]]]:
    """The calls of the script, each with its sign; equal ones that follow each other share it."""
    key = attrgetter("number", "text", "status", "code", "rules", "problem")
    for number, (_, group) in enumerate(groupby(filter(of_run.is_call, played), key)):
        yield SIGNS[number] if number < len(SIGNS) else _MANY, list(group)


class _Chart:
    """Draws one chart; notes the stages and signs that the legend has to explain."""

    def __init__(self, run: ScriptRun, axis: Axis, label_width: int) -> None:
        self._run, self._axis, self._label_width = run, axis, label_width
        self._stages: list[str] = []
        self._signs: set[str] = set()

    def lines(self, rows: Sequence[Row]) -> Iterator[Line]:
        """All lines, the axis first and the legend last."""
        yield self._ticks()
        yield from self._calls()
        yield from self._few([row for row in rows if row.kind == "rule"], _MOST_RULES, "rules")
        yield from self._few([row for row in rows if row.kind == "actions"], _MOST_RULES, "actions")
        nodes = 0
        for row in rows:
            nodes += row.kind == "node"
            if row.cluster_id and nodes <= _MOST_NODES:
                yield self._row(row)
        if nodes > _MOST_NODES:
            yield [Piece(f"… and {nodes - _MOST_NODES} more nodes", "dim")]
        yield from self._legend()

    def _line(self, label: str, style: str, cells: Cells, note: Piece = _NOTHING) -> Line:
        if len(label) > self._label_width:
            label = label[: self._label_width - 1] + "…"
        space = [Piece(" ")] if note.text else []
        return [Piece(label.ljust(self._label_width + 1), style), *cells.line(), *space, note]

    def _cells(self) -> Cells:
        return Cells(self._axis.width + _LAST)

    def _ticks(self) -> Line:
        cells = Cells(self._axis.width + _LONGEST_TICK)
        for column, text in self._axis.ticks():
            for offset, letter in enumerate(text):
                cells.mark(column + offset, letter, "dim")
        for column in self._axis.cuts:
            if cells.is_empty(column + CUT // 2):
                cells.mark(column + CUT // 2, "≈", "dim")
        return self._line("", "", cells)

    def _calls(self) -> Iterator[Line]:
        """Rows of signs; calls of the same column are below each other."""
        rows: list[Cells] = []
        for sign, group in groups(self._run.steps):
            for column in sorted({self._axis.column(step.at) for step in group}):
                cells = next((cells for cells in rows if cells.is_empty(column)), None)
                if cells is None:
                    cells = self._cells()
                    rows.append(cells)
                is_bad = any(step.problem or not _is_good(step) for step in group)
                cells.mark(column, sign, "bold red" if is_bad else "bold")
        for number, cells in enumerate(rows):
            yield self._line("" if number else "calls", "bold", cells)

    def _few(self, rows: Sequence[Row], most: int, what: str) -> Iterator[Line]:
        """The rows of rules or of actions, with a sign where they act; only the first of many."""
        for row in rows[:most]:
            cells = self._cells()
            for bar in row.bars:
                column = self._axis.column
                cells.segment(column(bar.started), column(bar.ended or bar.started), "", "yellow")
            is_rule = row.kind == "rule"
            for mark in row.marks:
                sign, style = ("!", "bold red") if is_rule else ("◆", "bold yellow")
                cells.mark(self._axis.column(mark.at), sign, style)
            yield self._line(
                row.label, "red" if is_rule else "yellow", cells, Piece(row.note, "dim")
            )
        if len(rows) > most:
            yield [Piece(f"… and {len(rows) - most} more {what}", "dim")]

    def _row(self, row: Row) -> Line:
        cells, marks = self._cells(), [mark for mark in row.marks if mark.kind in _MARKS]
        for bar in row.bars:
            while marks and _is_before(marks[0], bar):
                self._mark(cells, marks.pop(0))
            self._bar(cells, row, bar)
        for mark in marks:
            self._mark(cells, mark)
        style = "bold" if row.kind == "cluster" else ""
        return self._line(_label(row), style, cells, Piece(row.note, "red"))

    def _bar(self, cells: Cells, row: Row, bar: Bar) -> None:
        start, end = self._axis.column(bar.started), self._axis.column(bar.ended or self._run.ended)
        if bar.name == NODES:
            cells.segment(start, end, "", "dim", "·")
            return
        if row.kind == "node" and bar.status == "state":
            if cells.free < end:
                fill, style = _BETWEEN[bar.name]
                cells.segment(start, end, "", style, fill)
            return
        fill = "─"
        if bar.status in ("held", "running"):
            self._signs.add("held")
            fill = _MARKS["held"][0]
        if bar.stage and bar.stage not in self._stages:
            self._stages.append(bar.stage)
        cells.segment(start, end, bar.name.capitalize(), _style(bar), fill)

    def _mark(self, cells: Cells, mark: Mark) -> None:
        self._signs.add(mark.kind)
        cells.mark(max(self._axis.column(mark.at), cells.free), *_MARKS[mark.kind])

    def _legend(self) -> Iterator[Line]:
        stages = [Piece(f" {name.capitalize()} ", _colour(name)) for name in self._stages]
        signs = [
            Piece(f" {sign} {meaning} ", style)
            for meaning, (sign, style) in _MARKS.items()
            if meaning in self._signs
        ]
        for label, pieces in (("stages", stages), ("signs", signs)):
            for number, row in enumerate(_wrapped(pieces, self._axis.width)):
                shown = "" if number else label
                yield [Piece(shown.ljust(self._label_width + 1), "dim"), *row]


_ENDS = frozenset({"failed", "canceled", "gone"})


def _is_before(mark: Mark, bar: Bar) -> bool:
    """Whether a mark is drawn before a bar; at the end of one that takes no time it is not."""
    return mark.at <= bar.started and not (mark.kind in _ENDS and mark.at == bar.ended)


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


def _style(bar: Bar) -> str:
    return _STATES.get(bar.name, "cyan") if bar.status == "state" else _colour(bar.name)


def _label(row: Row) -> str:
    depth = _DEPTHS.get(row.kind, 0)
    return "  " * (depth + bool(depth and row.group_id and row.kind != "pool")) + row.label


_DEPTHS = {"pods": 1, "pool": 1, "task": 1, "node": 1}


def _is_good(step: ScriptStepResult) -> bool:
    return step.status is not None and 200 <= step.status < 400
