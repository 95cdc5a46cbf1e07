"""The report of a tenant, from what the control plane says of it as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cs_simulator.charts import of_json
from cs_simulator.charts.html.report import (
    Report,
    ShownCall,
    ShownExpectation,
    ShownRule,
    as_yaml,
    json_or_text,
    made_of_answer,
)
from cs_simulator.domain import instants
from cs_simulator.domain.inline_yaml import inline_yaml

Json = Mapping[str, Any]

_OF_RULES = ("id", "description", "phase", "when", "fire", "select", "then", "ttl")


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantState:
    """Answers of the control plane."""

    picture: Json
    calls: Sequence[Json]
    """The last ones of the journal."""
    calls_left_out: int = 0
    rules: Sequence[Json] = ()
    verdicts: Sequence[Json] = ()
    scenario: Json | None = None
    """As it was written; ``None`` without one."""


def report(
    title: str,
    texts: Sequence[tuple[str, str]],
    *,
    passed: bool = False,
    facts: Mapping[str, str] | None = None,
    state: TenantState | None = None,
) -> Report:
    """Everything that is said of a test; *state* is that of its tenant, if it has one."""
    if state is None:
        return Report(title=title, passed=passed, facts=facts or {}, texts=texts)
    return Report(
        title=title,
        passed=passed,
        facts=facts or {},
        texts=texts,
        picture=of_json.picture(state.picture),
        expectations=list(map(_expectation, state.verdicts)),
        rules=list(_rules(state)),
        calls=[_call(call) for call in state.calls],
        calls_left_out=state.calls_left_out,
        scenario=as_yaml(state.scenario) if state.scenario else "",
    )


def _expectation(verdict: Json) -> ShownExpectation:
    return ShownExpectation(
        text=inline_yaml(verdict["expectation"]),
        passed=verdict["passed"],
        reason=verdict["reason"] or "",
        proof=tuple(call["request_id"] for call in verdict["calls"]),
    )


def _rules(state: TenantState) -> Iterator[ShownRule]:
    for rule in state.rules:
        written = {key: rule[key] for key in _OF_RULES if key in rule}
        matched = rule["matched"]
        note = f"matched {matched} times and never acted" if matched else "never matched"
        yield ShownRule(rule["id"], rule["kind"], as_yaml(written), rule["hits"], note)


def _call(call: Json) -> ShownCall:
    return ShownCall(
        number=call["number"],
        request_id=call["request_id"],
        at=instants.from_text(call["time"]),
        method=call["method"],
        path=call["path"],
        operation=call["operation"] or "",
        status=call["status"],
        code=call["code"] or "",
        body=json_or_text(call["body"]),
        answer=json_or_text(call["answer"]),
        unread=tuple(call["unread"]),
        faults=tuple(call["faults"]),
        made=made_of_answer(call["committed"], call["sent"]),
    )
