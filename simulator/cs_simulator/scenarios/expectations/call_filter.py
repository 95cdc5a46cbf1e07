"""Choosing calls of the journal: by operation, status, code, cluster, path, client and time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any

from cs_simulator.domain import globs, instants
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.declaration import Before, NameOf
from cs_simulator.scenarios.suggestions import instead, short

_DIGITS_OF_A_STATUS = 3


def is_status(pattern: str) -> bool:
    """Whether a call can have a status that matches: 404, 2xx, 5*, or 0 for no answer."""
    if "*" in pattern or "[" in pattern:
        return True
    digits = pattern.replace("x", "0").replace("?", "0")
    is_whole = len(digits) == _DIGITS_OF_A_STATUS and digits.isascii() and digits.isdecimal()
    return pattern == "0" or (is_whole and pattern[0] in "12345x?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """Which calls are chosen; what is empty excludes none."""

    operation: Annotated[str, NameOf("operation", has_patterns=True)] = ""
    """The name of the operation; ``*`` and ``?`` stand for anything."""
    method: Annotated[str, NameOf("method")] = ""
    """The HTTP method."""
    path: str = ""
    """The path with its query as it was sent; ``*`` and ``?`` stand for anything."""
    status: Annotated[str, Before(str, str | int)] = ""
    """The status of the answer: a number, or a class of them, ``2xx``."""
    code: Annotated[str, NameOf("code")] = ""
    """The error's code; ``*`` and ``?`` stand for anything."""
    cluster: str = ""
    """The id of the cluster that they are about."""
    user_agent: str = ""
    """What the client says of itself in ``User-Agent``; ``*`` and ``?`` stand for anything."""
    since: str = ""
    """The first virtual instant that counts."""
    until: str = ""
    """The last virtual instant that counts."""

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> "CallFilter":
        """The filter of a JSON object or a query; raises ``ValueError`` saying what to change."""
        known = [field.name for field in fields(cls)]
        for name, value in source.items():
            if name not in known:
                raise ValueError(f"unknown {short(name)}{instead(name, known)}")
            if not isinstance(value, str | int) or isinstance(value, bool):
                raise ValueError(f"{name}: write a text")
        found = cls(**{name: str(value) for name, value in source.items()})
        if found.status and not is_status(found.status):
            status = short(found.status)
            raise ValueError(f"no answer has the status {status}; write one like 404 or 2xx")
        first, last = found.span()
        if last < first:
            raise ValueError("until is before since, and no call is between; write a later until")
        return found

    def choose(self, calls: Sequence[CallEntry]) -> list[CallEntry]:
        """Those of the calls that match, in their order."""
        patterns, (first, last) = self.patterns().items(), self.span()
        return [
            call
            for call in calls
            if first <= call.at <= last
            and all(
                globs.matches(pattern, str(getattr(call, field))) for field, pattern in patterns
            )
        ]

    def patterns(self) -> dict[str, str]:
        """The patterns that are given, each by the field of a call that must match it."""
        patterns = {
            "operation": self.operation,
            "method": self.method.upper(),
            "target": self.path,
            "code": self.code,
            "cluster_id": self.cluster.lower(),
            "status": self.status.replace("x", "?"),
            "user_agent": self.user_agent,
        }
        return {field: pattern for field, pattern in patterns.items() if pattern}

    def span(self) -> tuple[int, int]:
        """The first and the last virtual instant at which a call may have been made."""
        return (
            instants.from_text(self.since) if self.since else 0,
            instants.from_text(self.until) if self.until else instants.LATEST,
        )
