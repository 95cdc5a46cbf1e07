"""Whether a caller behaved as expected, with the calls that prove it.

An expectation chooses calls and says what must hold of them::

    {"calls": {"operation": "DescribeTaskInfo"}, "gap": {"min": "2s", "growing": true}}

``time`` is ``virtual`` (the default) or ``real``: the clock by which gaps and waits are measured.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from cs_simulator.domain import instants
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.bounds import AT_LEAST_ONE, Bounds, read_bounds
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.scenarios.expectations.cluster_calls import ClusterCallFilter, instead_of
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed
from cs_simulator.scenarios.expectations.wording import expected
from cs_simulator.scenarios.suggestions import instead, short

# A wait that is short by this was a wait: clocks are read at both ends.
_TOLERANCE = SECOND // 1000


Instant = Callable[[CallEntry], int]

_CLOCKS: dict[str, Instant] = {"virtual": lambda call: call.at, "real": lambda call: call.received}


class _Evidence(NamedTuple):
    """What an expectation is checked against."""

    calls: Sequence[CallEntry]
    """The calls that it is about, oldest first."""
    journal: Sequence[CallEntry]
    """All calls, oldest first."""
    at: Instant
    chosen_by: Mapping[str, Any]
    """How the calls are chosen."""
    of_clusters: bool = False
    """Whether they are calls of the Kubernetes APIs of clusters."""

    def instead(self) -> str:
        """What calls there were, for the end of a sentence about those that are missed."""
        return f"; {instead_of(self.journal)}" if self.of_clusters else ""


def judge(expectation: object, journal: Sequence[CallEntry]) -> Verdict:
    """Check one expectation against all calls of a journal, oldest first.

    Raises ``ValueError`` saying what to change in an expectation that makes no sense.
    """
    if not isinstance(expectation, Mapping):
        raise ValueError("write an expectation as an object with calls and what must hold of them")
    checks = _checks(expectation)
    clock = expectation.get("time", "virtual")
    if clock not in _CLOCKS:
        raise ValueError(f"write time: virtual, or real, not {short(clock)}")
    of_clusters = "kubernetes_calls" in expectation
    if of_clusters and "calls" in expectation:
        raise ValueError("it is about calls and kubernetes_calls; give one of them")
    key = "kubernetes_calls" if of_clusters else "calls"
    chosen_by = expectation.get(key, {})
    if not isinstance(chosen_by, Mapping):
        raise ValueError(f"write {key} as an object that chooses some")
    chosen = ClusterCallFilter.read(chosen_by) if of_clusters else CallFilter.read(chosen_by)
    calls = chosen.choose(journal)
    evidence = _Evidence(calls, journal, _CLOCKS[clock], chosen_by, of_clusters)
    verdicts = (CHECKS[name](value, evidence) for name, value in checks.items())
    return next((verdict for verdict in verdicts if not verdict.passed), MET)


_NO_CHECKS = ("calls", "kubernetes_calls", "time")


def _checks(expectation: Mapping[str, Any]) -> dict[str, Any]:
    """What is expected by the names of checks: at least one."""
    checks = {key: value for key, value in expectation.items() if key not in _NO_CHECKS}
    known = ", ".join(sorted(CHECKS))
    for name in checks:
        if name not in CHECKS:
            raise ValueError(f"unknown {short(name)}{instead(name, CHECKS)}")
    if not checks:
        raise ValueError(f"nothing is expected; give {known}")
    return checks


def _is_success(call: CallEntry) -> bool:
    """Whether the caller was answered that the call succeeded."""
    return 200 <= call.status < 400


def within(
    bounds: Bounds, subject: str, number: int, chosen_by: Mapping[str, Any] | None = None
) -> Verdict:
    """Whether there are as many of something as its bounds allow."""
    return MET if number in bounds else missed(expected(bounds, subject, number, chosen_by))


def _count(value: Any, evidence: _Evidence) -> Verdict:
    """The number of calls."""
    bounds, calls = read_bounds("count", value), evidence.calls
    if len(calls) in bounds:
        return MET
    reason = expected(bounds, "call", len(calls), evidence.chosen_by)
    return missed(reason + evidence.instead(), *calls)


def _attempts(value: Any, evidence: _Evidence) -> Verdict:
    """Tries of one thing: calls of equal method, path and body, up to one that succeeds."""
    bounds = read_bounds("attempts", value)
    tries: dict[tuple[str, str, str], list[CallEntry]] = {}
    for call in evidence.calls:
        key = (call.method, call.target, call.body)
        tries.setdefault(key, []).append(call)
        if _is_success(call):
            verdict = _attempted(tries.pop(key), bounds)
            if not verdict.passed:
                return verdict
    if not evidence.calls and bounds.least:
        return _unseen(evidence)
    # Who has not succeeded yet may still try again.
    verdicts = (_attempted(calls, Bounds(0, bounds.most)) for calls in tries.values())
    return next((verdict for verdict in verdicts if not verdict.passed), MET)


def _unseen(evidence: _Evidence) -> Verdict:
    """What is expected of calls of which there is none: nothing was looked at."""
    return missed(expected(AT_LEAST_ONE, "call", 0, evidence.chosen_by) + evidence.instead())


def _attempted(calls: list[CallEntry], bounds: Bounds) -> Verdict:
    if len(calls) in bounds:
        return MET
    which = {"method": calls[0].method, "path": calls[0].target}
    return missed(expected(bounds, "attempt", len(calls), which), *calls)


def _order(value: Any, evidence: _Evidence) -> Verdict:
    """The operations come one after the other; others may come in between."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError("write order as an array of names of operations")
    came = 0
    for call in evidence.calls:
        if came < len(value) and call.operation == value[came]:
            came += 1
    if came == len(value):
        return MET
    after = f" after {value[came - 1]}" if came else ""
    return missed(f"expected a call of {value[came]}{after}, found none", *evidence.calls)


def _gap(value: Any, evidence: _Evidence) -> Verdict:
    """The time between a call and the next one."""
    if not isinstance(value, Mapping) or not value.keys() <= {"min", "max", "growing", "jitter"}:
        raise ValueError("write gap as an object with min, max, growing or jitter")
    least = instants.duration(value["min"]) if "min" in value else 0
    most = instants.duration(value["max"]) if "max" in value else None
    if most is not None and most < least:
        raise ValueError("gap: min is more than max, which nothing can meet; write a smaller min")
    jitter = value.get("jitter", 0)
    if isinstance(jitter, bool) or not isinstance(jitter, int | float) or not 0 <= jitter < 1:
        raise ValueError("write gap.jitter as a share from 0 to 1")
    if not evidence.calls:
        return _unseen(evidence)
    previous = None
    for one, other in pairwise(evidence.calls):
        gap = evidence.at(other) - evidence.at(one)
        wanted = _wrong_by(gap, least, most)
        if value.get("growing") and previous is not None and gap <= previous * (1 - jitter):
            wanted = wanted or f"more than the {previous / SECOND:g} s before"
        if wanted:
            reason = f"expected {wanted} between two calls, found {gap / SECOND:g} s"
            return missed(reason, one, other)
        previous = gap
    return MET


def _wrong_by(gap: int, least: int, most: int | None) -> str:
    """What a gap was to be, if it is not."""
    if gap < least - _TOLERANCE:
        return f"at least {least / SECOND:g} s"
    if most is not None and gap > most + _TOLERANCE:
        return f"at most {most / SECOND:g} s"
    return ""


def _no_call_after(value: Any, evidence: _Evidence) -> Verdict:
    """None of the calls comes after one of *value* has succeeded."""
    if not isinstance(value, Mapping):
        raise ValueError("write no_call_after as an object that chooses calls")
    ending = next(filter(_is_success, CallFilter.read(value).choose(evidence.journal)), None)
    if ending is None:
        return MET
    late = [call for call in evidence.calls if call.serial > ending.serial]
    if not late:
        return MET
    after = f"after {ending.operation} had succeeded"
    return missed(f"expected no such call {after}, found {late[0].operation}", ending, *late)


def _concurrency(value: Any, evidence: _Evidence) -> Verdict:
    """The number of calls that were in progress at once, in real time."""
    most = read_bounds("concurrency", value).most
    if most is None:
        raise ValueError("concurrency is a limit; write a number, or a max")
    open_calls: list[CallEntry] = []
    for call in sorted(evidence.calls, key=lambda call: call.received):
        open_calls = [o for o in open_calls if o.received + max(o.duration, 1) > call.received]
        open_calls.append(call)
        if len(open_calls) > most:
            noun = "call" if most == 1 else "calls"
            reason = f"expected at most {most} {noun} at once, found {len(open_calls)}"
            return missed(reason, *open_calls)
    return MET


def _retry_after(value: Any, evidence: _Evidence) -> Verdict:
    """A caller that was asked to wait comes back no sooner."""
    if value != "honoured":
        raise ValueError(f"write retry_after: honoured, not {short(value)}")
    if not evidence.calls:
        return _unseen(evidence)
    waiting: dict[tuple[str, str], CallEntry] = {}
    for call in evidence.calls:
        key = (call.method, call.target)
        refused = waiting.pop(key, None)
        if refused:
            waited = evidence.at(call) - evidence.at(refused)
            if waited < refused.retry_after * SECOND - _TOLERANCE:
                asked = f"expected a wait of {refused.retry_after} s, as the answer asked"
                return missed(f"{asked}, found {waited / SECOND:g} s", refused, call)
        if call.retry_after:
            waiting[key] = call
    return MET


CHECKS: dict[str, Callable[[Any, _Evidence], Verdict]] = {
    "attempts": _attempts,
    "concurrency": _concurrency,
    "count": _count,
    "gap": _gap,
    "no_call_after": _no_call_after,
    "order": _order,
    "retry_after": _retry_after,
}
