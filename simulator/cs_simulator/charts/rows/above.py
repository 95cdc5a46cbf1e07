"""The rows above those of the clusters: the calls, the rules that acted, the timeline's actions."""

from collections.abc import Iterator

from cs_simulator.charts.facts import ActionFact, CallFact, Facts
from cs_simulator.charts.model import Bar, Mark, MarkKind, Row
from cs_simulator.charts.rows.index import FactIndex

MOST_CALLS = 2_000
"""As many calls, the last ones, have a mark."""


def rows_above(index: FactIndex) -> Iterator[Row]:
    """The row of the calls, one for each rule that acted, one for each kind of action."""
    if index.facts.calls:
        yield _calls_row(index.facts)
    yield from _rule_rows(index)
    yield from _action_rows(index.facts)


def _calls_row(facts: Facts) -> Row:
    shown = facts.calls[-MOST_CALLS:]
    note = f"the last {len(shown)}" if len(shown) < len(facts.calls) else ""
    marks = tuple(_call_mark(call) for call in shown)
    return Row(id="calls", kind="calls", label="calls", note=note, marks=marks)


def _call_mark(call: CallFact) -> Mark:
    answer = f"{call.status} {call.code}".strip() if call.status else f"no answer {call.code}"
    text = f"{call.method} {call.target}: {answer.strip()}"
    rule = call.faults.partition(" ")[0].partition(":")[0]
    return Mark(call.at, _kind(call), text, call.request_id, rule, call.task_id)


def _kind(call: CallFact) -> MarkKind:
    if not call.status:
        return "broken"
    return "call" if call.status < 400 else "refused"


def _rule_rows(index: FactIndex) -> Iterator[Row]:
    marks: dict[str, list[Mark]] = {}
    times: dict[str, int] = {}
    for decision in index.facts.decisions:
        marks.setdefault(decision.rule, []).extend(index.fault_marks(decision))
        if decision.at <= index.facts.now:
            times[decision.rule] = times.get(decision.rule, 0) + 1
    for rule, found in marks.items():
        yield Row(
            id=f"rule:{rule}",
            kind="rule",
            label=rule,
            note=_times(times.get(rule, 0)),
            marks=tuple(sorted(found, key=lambda mark: mark.at)),
        )


def _times(number: int) -> str:
    return {0: "", 1: "once"}.get(number, f"{number} times")


def _action_rows(facts: Facts) -> Iterator[Row]:
    by_name: dict[str, list[ActionFact]] = {}
    for action in facts.actions:
        by_name.setdefault(action.do, []).append(action)
    for do, actions in by_name.items():
        bars = (
            Bar(do, action.at, action.at + action.lasts, "state", detail=action.text)
            for action in actions
            if action.lasts
        )
        marks = (Mark(action.at, "action", action.text) for action in actions)
        yield Row(f"actions:{do}", "actions", do, bars=tuple(bars), marks=tuple(marks))
