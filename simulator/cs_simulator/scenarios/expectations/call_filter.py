"""Choosing calls of the journal: by operation, status, code, cluster, path and time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from typing import Any

from cs_simulator.domain import instants
from cs_simulator.domain.records import CallEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which calls are meant; what is left out chooses nothing."""

    operation: str = ""
    """Its name; ``*`` and ``?`` stand for anything."""
    method: str = ""
    path: str = ""
    """The path with its query as it was sent; ``*`` and ``?`` stand for anything."""
    status: str = ""
    """A number, or a class of them: ``2xx``."""
    code: str = ""
    """The error's code; ``*`` and ``?`` stand for anything."""
    cluster: str = ""
    since: str = ""
    """Virtual instants, both included."""
    until: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filter":
        """The filter of a JSON object or a query; raises ``ValueError`` saying what to change."""
        known = [each.name for each in fields(cls)]
        for name, value in given.items():
            if name not in known:
                raise ValueError(f"unknown {name!r}; calls are chosen by {', '.join(known)}")
            if not isinstance(value, str | int) or isinstance(value, bool):
                raise ValueError(f"{name} is a text")
        found = cls(**{name: str(value) for name, value in given.items()})
        for text in (found.since, found.until):
            if text:
                instants.from_text(text)
        return found

    def choose(self, calls: Sequence[CallEntry]) -> list[CallEntry]:
        """Those of the calls that are meant, in their order."""
        since = instants.from_text(self.since) if self.since else 0
        until = instants.from_text(self.until) if self.until else instants.LATEST
        return [call for call in calls if since <= call.at <= until and self._matches(call)]

    def _matches(self, call: CallEntry) -> bool:
        patterns = (
            (self.operation, call.operation),
            (self.method.upper(), call.method),
            (self.path, call.target),
            (self.code, call.code),
            (self.cluster.lower(), call.cluster_id),
            (self.status.replace("x", "?"), str(call.status)),
        )
        return all(not wanted or fnmatchcase(given, wanted) for wanted, given in patterns)
