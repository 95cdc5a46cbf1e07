"""What one run under a scenario showed, and whether that is a bug of the client.

An outage without end makes every client fail, and failing is right then. So the judgement depends
on how much the client had to cope with: see :class:`Severity`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cs_simulator.client import Tenant, TenantClient
from cs_simulator.domain import instants
from cs_simulator.domain.inline_yaml import inline_yaml
from cs_simulator.scenarios.expectations.invariants import invariant_of
from cs_simulator.testing.explore.coverage import Acted, coverage_of
from cs_simulator.testing.explore.severity import PATIENCE, Severity, severity_of

Json = Mapping[str, Any]

MOST = 100_000  # calls and decisions that are read of one run


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """That the client failed: what it raised, or its exit code."""

    kind: str
    """``TypeError``, ``exit code 3``: two failures of one kind are taken for the same bug."""
    text: str
    """On one line."""
    is_claim: bool = False
    """Whether it says that something is wrong (``AssertionError``), instead of giving up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a simulator knows of one run."""

    calls: Sequence[Json]
    decisions: Sequence[Json]
    missed: Sequence[Json]
    """The verdicts of the expectations that were not met."""
    internal_errors: int
    elapsed: int = 0
    """The virtual microseconds that it took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run showed."""

    seen: Seen
    severity: Severity
    acted: frozenset[Acted]
    failure: Failure | None = None
    endless: str = ""
    """Why the client was stopped; empty if it ended by itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A bug."""

    kind: str
    """Two findings of one kind are taken for the same bug."""
    reason: str
    """On one line."""
    is_grave: bool = True
    """Whether more is wrong than that the client gave up too early."""


def look(tenant: TenantClient, expectations: Sequence[Json]) -> Seen:
    """What the simulator knows of the run of a tenant that has ended."""
    verdicts = tenant.calls.verify(expectations)["verdicts"] if expectations else ()
    described = tenant.describe()
    began = tenant.began if isinstance(tenant, Tenant) else described["now"]
    return Seen(
        calls=tenant.calls.list(limit=MOST),
        decisions=tenant.decisions(limit=str(MOST)),
        missed=[verdict for verdict in verdicts if not verdict["passed"]],
        internal_errors=described["internal_errors"],
        elapsed=instants.from_text(described["now"]) - instants.from_text(began),
    )


def outcome_of(
    source: Json,
    seen: Seen,
    *,
    failure: Failure | None = None,
    endless: str = "",
    patience: int = PATIENCE,
) -> Outcome:
    """The outcome of a run under the scenario *source*."""
    return Outcome(
        seen=seen,
        severity=severity_of(seen.calls, seen.decisions, source, patience=patience),
        acted=coverage_of(seen.calls, seen.decisions),
        failure=failure,
        endless=endless,
    )


def judge(outcome: Outcome) -> Finding | None:
    """The bug that a run showed, if it showed one."""
    failure = outcome.failure
    if outcome.seen.internal_errors:
        count = outcome.seen.internal_errors
        return Finding("simulator", f"the simulator had {count} internal errors; see its log")
    if outcome.endless:
        return Finding("endless", f"the client does not end: {outcome.endless}")
    if failure and failure.is_claim:
        return Finding(failure.kind, failure.text)
    for verdict in outcome.seen.missed:
        if not _is_excused(verdict, outcome):
            return Finding(_about(verdict), f"{_about(verdict)}: {verdict['reason']}")
    if failure and outcome.severity is Severity.TRANSIENT:
        passed = "although all that went wrong passed by itself"
        why = f"gave up {passed}" if outcome.acted else "fails, and nothing went wrong"
        reason = f"the client {why}: {failure.text}"
        return Finding(failure.kind, reason, is_grave=False)
    return None


def _is_excused(verdict: Json, outcome: Outcome) -> bool:
    """Whether an expectation need not be met.

    One of a scenario says what a client achieves; who says that it did not has not lied.
    """
    source = verdict["expectation"].get("invariant")
    if source is None:
        return outcome.failure is not None and outcome.severity is not Severity.TRANSIENT
    match invariant_of(source).judged:
        case "unless_overwhelmed":
            return outcome.severity is Severity.OVERWHELMING
        case "on_success":
            return outcome.failure is not None
    return False


def _about(verdict: Json) -> str:
    expectation = verdict["expectation"]
    source = expectation.get("invariant")
    return invariant_of(source).kind() if source else inline_yaml(expectation)
