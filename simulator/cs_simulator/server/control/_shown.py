"""Records as several control-plane answers show them."""

from typing import Any

import orjson

from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.judge import Verdict


def shown_call(call: CallEntry) -> dict[str, object]:
    """A call of the journal."""
    return {
        "number": call.serial,
        "request_id": call.request_id,
        "time": instants.as_exact_text(call.at),
        "received": instants.as_exact_text(call.received),
        "microseconds": call.duration,
        "operation": call.operation,
        "method": call.method,
        "path": call.target,
        "body": _json(call.body),
        "status": call.status,
        "code": call.code,
        "answer": _json(call.answer),
        "cluster_id": call.cluster_id,
        "task_id": call.task_id,
        "unread": call.unread.split(),
        "faults": call.faults.split(),
    }


def shown_verdict(verdict: Verdict) -> dict[str, object]:
    """Whether an expectation was met, with the calls that prove it."""
    return {
        "passed": verdict.passed,
        "reason": verdict.reason,
        "calls": [shown_call(each) for each in verdict.proof],
    }


def _json(text: str) -> Any:
    """The text as JSON where it is, so that nobody has to read JSON inside of JSON."""
    try:
        return orjson.Fragment(text) if text and orjson.loads(text) is not None else text or None
    except orjson.JSONDecodeError:
        return text
