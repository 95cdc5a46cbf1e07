"""What happened in a run, as a chart of nodes over time.

On top the calls and the rules that acted; below, per cluster, its states, its own stages, and one
row for each node. A capital letter begins a segment, so that it can be read without colours too.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cs_simulator.cli.charts.axis import CUT, Axis
from cs_simulator.cli.charts.canvas import Line, Piece, Row
from cs_simulator.cli.charts.rows import ChartRow, Part, courses
from cs_simulator.cluster_types import registry
from cs_simulator.runs.script import ScriptRun, ScriptStepResult

SIGNS = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MANY = "+"
_LABEL, _NOTE, _LEAST = 30, 50, 40
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
# So many that no two stages that follow each other have the same.
_COLOURS = (
    "cyan", "blue", "magenta", "yellow", "green", "bright_cyan", "bright_magenta", "bright_blue",
)  # fmt: skip
_STAGES = list(dict.fromkeys(name for names in registry().stages().values() for name in names))
_STATES = {
    "running": "green", "failed": "red", "delete_failed": "red", "inactive": "yellow",
    "deleting": "magenta",
}  # fmt: skip


def lines(seen: ScriptRun, width: int) -> list[Line]:
    """The chart, no wider than *width* unless that is very narrow."""
    all_courses = courses(seen)
    notes = [each.note for each in all_courses]
    labels = [_label(each) for each in all_courses] + [each.rule for each in seen.decisions]
    label_width = min(max(map(len, [*labels, "calls"])), _LABEL)
    note_width = min(max(map(len, notes), default=0), _NOTE)
    room = max(width - label_width - note_width - 4, _LEAST)
    chart = _Chart(seen, Axis(_busy(seen), seen.began, seen.ended, room), label_width)
    return list(chart.lines(all_courses))


def groups(played: Sequence[ScriptStepResult]) -> Iterator[tuple[str, list[ScriptStepResult]]]:
    """Calls of the script with the sign of each; equal ones in a row share it."""
    calls = [each for each in played if each.status is not None or each.problem]
    key = lambda each: (each.place, each.status, each.code, each.rules, each.problem)  # noqa: E731
    for number, (_, group) in enumerate(groupby(calls, key)):
        yield SIGNS[number] if number < len(SIGNS) else _MANY, list(group)


def _busy(seen: ScriptRun) -> Iterator[tuple[int, int]]:
    yield from ((each.started, each.ended) for each in seen.traces)
    yield from ((each.at, each.at) for each in seen.played)
    yield from ((each.at, each.at) for each in seen.decisions)
    yield from ((each.time, each.time) for each in seen.events)


class _Chart:
    def __init__(self, seen: ScriptRun, axis: Axis, label_width: int) -> None:
        self._seen, self._axis, self._label_width = seen, axis, label_width
        self._stages: list[str] = []
        self._signs: set[str] = set()

    def lines(self, all_courses: Sequence[ChartRow]) -> Iterator[Line]:
        """All lines, the axis first and the legend last."""
        yield self._ticks()
        yield from self._calls()
        yield from self._rules()
        nodes = 0
        for course in all_courses:
            nodes += course.kind == "node"
            if nodes <= _MOST_NODES:
                yield self._course(course)
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
            for place, letter in enumerate(text):
                row.mark(column + place, letter, "dim")
        for column in self._axis.cuts:
            if row.is_empty(column + CUT // 2):
                row.mark(column + CUT // 2, "≈", "dim")
        return self._line("", "", row.line())

    def _calls(self) -> Iterator[Line]:
        """Rows of signs; calls that come in the same column are below each other."""
        rows: list[Row] = []
        for sign, group in groups(self._seen.played):
            for column in sorted({self._axis.column(each.at) for each in group}):
                row = next((each for each in rows if each.is_empty(column)), None)
                if row is None:
                    row = Row(self._axis.width)
                    rows.append(row)
                is_bad = any(each.problem or not _is_good(each) for each in group)
                row.mark(column, sign, "bold red" if is_bad else "bold")
        for place, row in enumerate(rows):
            yield self._line("calls" if not place else "", "bold", row.line())

    def _rules(self) -> Iterator[Line]:
        """A row for each rule, with a sign where it acted."""
        fired: dict[str, list[int]] = {}
        for each in self._seen.decisions:
            fired.setdefault(each.rule, []).append(self._axis.column(each.at))
        for place, (rule, columns) in enumerate(fired.items()):
            if place == _MOST_RULES:
                yield [Piece(f"… and {len(fired) - _MOST_RULES} more rules", "dim")]
                return
            row = Row(self._axis.width)
            for column in columns:
                row.mark(column, "!", "bold red")
            times = f"{len(columns)} times" if len(columns) > 1 else "once"
            yield [*self._line(rule, "red", row.line()), Piece(f" {times}", "dim")]

    def _course(self, course: ChartRow) -> Line:
        row, at = Row(self._axis.width + 2), self._axis.column
        for part in course.parts:
            if part.is_mark:
                self._mark(row, max(at(part.started), row.free), part.sign)
                continue
            if course.kind != "cluster":
                self._know(part.name)
            start, end, style = at(part.started), at(part.ended), _style(course, part)
            last = row.segment(start, end, part.name.capitalize(), style, part.fill)
            if part.sign:
                self._mark(row, last, part.sign)
        style = "bold" if course.kind == "cluster" else ""
        return self._line(_label(course), style, row.line(), course.note)

    def _mark(self, row: Row, column: int, sign: str) -> None:
        self._signs.add(sign)
        row.mark(column, sign, _MEANINGS[sign][1])

    def _know(self, stage: str) -> None:
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
        if row and sum(len(each.text) for each in [*row, piece]) > width:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _colour(stage: str) -> str:
    return f"black on {_COLOURS[_STAGES.index(stage) % len(_COLOURS)]}"


def _style(course: ChartRow, part: Part) -> str:
    if not part.name:
        return "red" if part.fill == "╌" else "dim green"
    return _STATES.get(part.name, "cyan") if course.kind == "cluster" else _colour(part.name)


def _label(course: ChartRow) -> str:
    return course.label if course.kind == "cluster" else f"  {course.label}"


def _is_good(played: ScriptStepResult) -> bool:
    return played.status is not None and 200 <= played.status < 400
