"""Calls of the journal, decisions, and verdicts on expectations."""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, cast

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry, Decision
from cs_simulator.domain.records.kinds import CommittedAnswer, Considered, Sending
from cs_simulator.scenarios.expectations.verdict import Verdict
from cs_simulator.server.control.contract import calls as contract


class _Outcome(TypedDict):
    """What a call has in its shape besides its head, its body and its answer."""

    committed: contract.Committed | None
    sent: contract.Sent | None


def call_head(call: CallEntry) -> contract.CallHead:
    """A call of the journal without its body and its answer."""
    return {
        "number": call.serial,
        "request_id": call.request_id,
        "time": instants.as_exact_text(call.at),
        "received": instants.as_exact_text(call.received),
        "microseconds": call.duration,
        "operation": call.operation or None,
        "method": call.method,
        "path": call.target,
        "status": call.status,
        "code": call.code or None,
        "cluster_id": call.cluster_id or None,
        "task_id": call.task_id or None,
        "unread": call.unread.split(),
        "faults": call.faults.split(),
        "region_id": call.region_id or None,
        "user_agent": call.user_agent or None,
    }


def call_object(call: CallEntry) -> contract.Call:
    """A call of the journal."""
    return {
        **call_head(call),
        "body": _json(call.body),
        "answer": _json(call.answer),
        **_outcome(call),
    }


def _outcome(call: CallEntry) -> _Outcome:
    """What rules made of the answer; nothing is known of that in an entry of an older release."""
    noted = cast("Considered", orjson.loads(call.considered or "null") or {})
    return {
        "committed": _committed(noted.get("committed")),
        "sent": _sent(noted.get("sent"), call.answer),
    }


def _committed(kept: CommittedAnswer | None) -> contract.Committed | None:
    if kept is None:
        return None
    return {
        "is_done": kept["is_done"],
        "status": kept["status"],
        "code": kept["code"] or None,
        "answer": _json(kept["answer"]),
    }


def _sent(kept: Sending | None, answer: str) -> contract.Sent | None:
    if kept is None:
        return None
    whole = answer.encode()
    part = whole[: kept["bytes"]]
    return {
        "how": kept["how"],
        "bytes": kept["bytes"],
        "content_type": kept["content_type"],
        "part": part.decode("utf-8", "ignore") if len(part) < len(whole) else None,
    }


def decision_object(decision: Decision) -> contract.Decision:
    """A rule that matched, and whether it acted."""
    return {
        "at": instants.as_exact_text(decision.at),
        "rule": decision.rule,
        "phase": decision.phase,
        "kind": decision.kind,
        "operation": decision.operation,
        "stage": decision.stage or None,
        "cluster": decision.cluster or None,
        "cluster_id": decision.cluster_id or None,
        "task_id": decision.task_id or None,
        "instance_id": decision.instance_id or None,
        "request_id": decision.request_id or None,
        "matched": decision.matched,
        "draw": float(decision.draw) if decision.draw else None,
        "outcome": decision.outcome,
        "pod": decision.pod or None,
    }


def verdicts_object(
    verdicts: Iterable[tuple[Mapping[str, Any], Verdict]], most: int | None = None
) -> contract.Verdicts:
    """Expectations with whether they were met, and the calls that prove it, at most so many."""
    shown: list[contract.Verdict] = [
        {
            "expectation": dict(expectation),
            "passed": verdict.passed,
            "reason": verdict.reason or None,
            "calls": [call_object(call) for call in verdict.proof[:most]],
        }
        for expectation, verdict in verdicts
    ]
    return {"passed": all(verdict["passed"] for verdict in shown), "verdicts": shown}


def _json(text: str) -> Any:
    """The text as JSON where it is, so that nobody has to read JSON inside of JSON."""
    try:
        return orjson.Fragment(text) if text and orjson.loads(text) is not None else text or None
    except orjson.JSONDecodeError:
        return text
