"""``refusals_not_repeated``: what was refused for good is not sent again as it was.

A change is refused for good with a status of 400 to 499 and a code that says what is wrong with the
request, or that it is not allowed. What may pass does not count: throttling, conflicts and states,
quotas, stock and balance, keys and signatures and their time. A call is the same if
method, path and body are, whatever its ``client_token``; a change that succeeded in between may
have helped.

It cannot see that only a password was changed, and asks nothing where that was refused.
"""

from dataclasses import dataclass

import orjson

from cs_simulator.domain import globs
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.expectations.evidence import (
    Evidence,
    has_arrived,
    has_succeeded,
    is_after,
    is_read,
)
from cs_simulator.scenarios.expectations.invariant import Invariant
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed

_STATUSES = frozenset(range(400, 500)) - {408, 409, 425, 429}
_PASSING = (
    "Throttling*", "*Status*", "*State", "*Busy*", "BadRequest", "DependencyViolation*", "*Quota*",
    "*QUANTITY*", "*NoStock*", "*NotEnough*", "InsufficientInstance*", "ErrPauseTask",
    "InvalidAccessKeyId*", "Signature*", "*TimeStamp*", "IllegalTimestamp", "*SecurityToken*",
    "*Conflict*",
)  # fmt: skip
"""The codes of what may pass without another request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalsNotRepeated(Invariant):
    def check(self, evidence: Evidence) -> Verdict:
        refused: dict[tuple[str, str, str], CallEntry] = {}
        for call in evidence.calls:
            if is_read(call):
                continue
            key = (call.method, call.target, _body(call))
            earlier = refused.get(key)
            if earlier is not None and is_after(call, earlier):
                found = f"{call.operation} was sent again as it was"
                return missed(f"{found}, after it was refused with {earlier.code}", earlier, call)
            if has_succeeded(call):
                refused.clear()
            elif _is_final(call):
                refused[key] = call
        return MET


def _is_final(call: CallEntry) -> bool:
    if call.status not in _STATUSES or not has_arrived(call) or "assword" in call.answer:
        return False
    return not any(globs.matches(pattern, call.code) for pattern in _PASSING)


def _body(call: CallEntry) -> str:
    """The body without its client token, which may be a new one."""
    try:
        body = orjson.loads(call.body)
    except orjson.JSONDecodeError:
        return call.body
    if not isinstance(body, dict):
        return call.body
    body.pop("client_token", None)
    return orjson.dumps(body).decode()
