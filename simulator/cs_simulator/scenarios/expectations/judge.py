"""How a caller is expected to behave, and whether it did, told by the calls that prove it.

An expectation chooses calls and says what is to hold of them::

    {"calls": {"operation": "DescribeTaskInfo"}, "gap": {"min": "2s", "growing": true}}

``time`` is ``virtual`` (the default) or ``real``: on which clock gaps and waits are measured.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.call_filter import Filter

# A wait that falls short by so much was a wait: clocks are read at both ends.
_TOLERANCE = SECOND // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an expectation was met, why not, and the calls that prove it."""

    passed: bool
    reason: str = ""
    proof: tuple[CallEntry, ...] = ()


_MET = Verdict(passed=True)

Instant = Callable[[CallEntry], int]
Judge = Callable[[Any, Sequence[CallEntry], Instant, Sequence[CallEntry]], Verdict]


def judge(expectation: object, calls: Sequence[CallEntry]) -> Verdict:
    """Hold one expectation against all calls of a journal, oldest first.

    Raises ``ValueError`` saying what to change in an expectation that makes no sense.
    """
    if not isinstance(expectation, Mapping):
        raise ValueError("an expectation is an object with calls and what is to hold of them")
    rules = _rules(expectation)
    clock = expectation.get("time", "virtual")
    if clock not in _CLOCKS:
        raise ValueError(f"time is virtual or real, not {clock!r}")
    chosen_by = expectation.get("calls", {})
    if not isinstance(chosen_by, Mapping):
        raise ValueError("calls is an object")
    chosen = Filter.read(chosen_by).choose(calls)
    verdicts = (JUDGES[name](value, chosen, _CLOCKS[clock], calls) for name, value in rules.items())
    return next((each for each in verdicts if not each.passed), _MET)


def _rules(expectation: Mapping[str, Any]) -> dict[str, Any]:
    """What is expected: at least one of the judges."""
    rules = {k: v for k, v in expectation.items() if k not in ("calls", "time")}
    known = ", ".join(sorted(JUDGES))
    for name in rules:
        if name not in JUDGES:
            raise ValueError(f"unknown {name!r}; there are {known}")
    if not rules:
        raise ValueError(f"nothing is expected; there are {known}")
    return rules


_CLOCKS: dict[str, Instant] = {"virtual": lambda call: call.at, "real": lambda call: call.received}


def _is_good(call: CallEntry) -> bool:
    """Whether the caller was told that it succeeded."""
    return 200 <= call.status < 400


def _missed(reason: str, *proof: CallEntry) -> Verdict:
    return Verdict(passed=False, reason=reason, proof=proof)


def bounds(name: str, value: Any) -> tuple[int, int | None]:
    """The least and the most of ``3``, ``{"min": 1}``, ``{"max": 3}``, ``{"exact": 2}``."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = {"exact": value}
    if not isinstance(value, Mapping) or not value or not value.keys() <= {"exact", "min", "max"}:
        raise ValueError(f"{name} is a number, or an object with exact, min or max")
    if not all(type(each) is int and each >= 0 for each in value.values()):
        raise ValueError(f"{name}: exact, min and max are whole numbers")
    if "exact" in value:
        if len(value) > 1:
            raise ValueError(f"{name}: exact goes without min and max")
        return value["exact"], value["exact"]
    least, most = value.get("min", 0), value.get("max")
    if most is not None and least > most:
        raise ValueError(f"{name}: min is more than max, which nothing can meet")
    return least, most


def in_bounds(what: str, number: int, wanted: Mapping[Any, int]) -> Verdict:
    """Whether a number is as ``exact``, ``min`` and ``max`` say; with nothing said, at least 1."""
    least, most = bounds("count", wanted or {"min": 1})
    if least <= number and (most is None or number <= most):
        return _MET
    return _missed(f"{what}: {number}, and {_wanted(least, most)} expected")


def _wanted(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} were"
    return (
        f"{least} {'was' if least == 1 else 'were'}" if least == most else f"{least} to {most} were"
    )


def _count(
    value: Any, chosen: Sequence[CallEntry], _at: Instant, _calls: Sequence[CallEntry]
) -> Verdict:
    least, most = bounds("count", value)
    if least <= len(chosen) and (most is None or len(chosen) <= most):
        return _MET
    return _missed(f"{len(chosen)} calls, and {_wanted(least, most)} expected", *chosen)


def _attempts(
    value: Any, chosen: Sequence[CallEntry], _at: Instant, _calls: Sequence[CallEntry]
) -> Verdict:
    """Tries of one thing: calls of equal method, path and body, up to one that succeeds."""
    least, most = bounds("attempts", value)
    tries: dict[tuple[str, str, str], list[CallEntry]] = {}
    for call in chosen:
        key = (call.method, call.target, call.body)
        tries.setdefault(key, []).append(call)
        if _is_good(call):
            verdict = _attempted(tries.pop(key), least, most)
            if not verdict.passed:
                return verdict
    verdicts = [_attempted(each, 0, most) for each in tries.values()]
    return next((each for each in verdicts if not each.passed), _MET)


def _attempted(tries: list[CallEntry], least: int, most: int | None) -> Verdict:
    if least <= len(tries) and (most is None or len(tries) <= most):
        return _MET
    wanted = f"at least {least}" if len(tries) < least else f"at most {most}"
    return _missed(f"{len(tries)} attempts, and {wanted} were expected", *tries)


def _order(
    value: Any, chosen: Sequence[CallEntry], _at: Instant, _calls: Sequence[CallEntry]
) -> Verdict:
    """The operations come one after the other; others may come in between."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("order is an array of names of operations")
    wanted = iter(value)
    awaited = next(wanted, None)
    for call in chosen:
        if call.operation == awaited:
            awaited = next(wanted, None)
    if awaited is None:
        return _MET
    return _missed(f"{awaited} did not come in its place", *chosen)


def _gap(
    value: Any, chosen: Sequence[CallEntry], at: Instant, _calls: Sequence[CallEntry]
) -> Verdict:
    """The time between a call and the next one."""
    if not isinstance(value, Mapping) or not value.keys() <= {"min", "max", "growing", "jitter"}:
        raise ValueError("gap is an object with min, max, growing or jitter")
    least = instants.duration(value["min"]) if "min" in value else 0
    most = instants.duration(value["max"]) if "max" in value else None
    jitter = value.get("jitter", 0)
    if isinstance(jitter, bool) or not isinstance(jitter, int | float) or not 0 <= jitter < 1:
        raise ValueError("gap.jitter is a share from 0 to 1")
    before = None
    for one, other in pairwise(chosen):
        gap = at(other) - at(one)
        told = f"{gap / SECOND:g} s between two calls"
        if gap < least - _TOLERANCE:
            return _missed(f"{told}, and at least {least / SECOND:g} s were expected", one, other)
        if most is not None and gap > most + _TOLERANCE:
            return _missed(f"{told}, and at most {most / SECOND:g} s were expected", one, other)
        if value.get("growing") and before is not None and gap <= before * (1 - jitter):
            return _missed(f"{told}, no more than the {before / SECOND:g} s before", one, other)
        before = gap
    return _MET


def _no_call_after(
    value: Any, chosen: Sequence[CallEntry], _at: Instant, calls: Sequence[CallEntry]
) -> Verdict:
    """None of the chosen calls comes after one of *value* has succeeded."""
    if not isinstance(value, Mapping):
        raise ValueError("no_call_after is an object that chooses calls")
    done = [call for call in Filter.read(value).choose(calls) if _is_good(call)]
    if not done:
        return _MET
    late = [call for call in chosen if call.serial > done[0].serial]
    if not late:
        return _MET
    return _missed(f"{late[0].operation} came after {done[0].operation}", done[0], *late)


def _concurrency(
    value: Any, chosen: Sequence[CallEntry], _at: Instant, _calls: Sequence[CallEntry]
) -> Verdict:
    """How many calls were being answered at once, in real time."""
    _, most = bounds("concurrency", value)
    under_way: list[CallEntry] = []
    for call in sorted(chosen, key=lambda each: each.received):
        under_way = [c for c in under_way if c.received + c.duration > call.received]
        under_way.append(call)
        if most is not None and len(under_way) > most:
            return _missed(f"{len(under_way)} calls at once, at most {most} expected", *under_way)
    return _MET


def _retry_after(
    value: Any, chosen: Sequence[CallEntry], at: Instant, _calls: Sequence[CallEntry]
) -> Verdict:
    """Whoever was told when to come back comes no sooner."""
    if value != "honoured":
        raise ValueError(f"retry_after is honoured, not {value!r}")
    waiting: dict[tuple[str, str], CallEntry] = {}
    for call in chosen:
        key = (call.method, call.target)
        told = waiting.pop(key, None)
        if told and at(call) - at(told) < told.retry_after * SECOND - _TOLERANCE:
            waited = (at(call) - at(told)) / SECOND
            return _missed(f"came back after {waited:g} s, told {told.retry_after} s", told, call)
        if call.retry_after:
            waiting[key] = call
    return _MET


JUDGES: dict[str, Judge] = {
    "attempts": _attempts,
    "concurrency": _concurrency,
    "count": _count,
    "gap": _gap,
    "no_call_after": _no_call_after,
    "order": _order,
    "retry_after": _retry_after,
}
