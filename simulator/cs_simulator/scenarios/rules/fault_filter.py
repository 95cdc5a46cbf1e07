"""Repeating a run with fewer faults: rules act on chosen occurrences only."""

from collections.abc import Collection
from typing import NamedTuple


class FaultOccurrence(NamedTuple):
    """One match of a rule, the same in every run with the same seed."""

    rule: str
    kind: str
    operation: str
    stage: str
    """Empty for a call."""
    cluster: str
    """The cluster's name; of a step of a node pool, followed by the pool's, of a pod by namespace
    and name."""
    number: int
    """The node's number, from 1, or 0 for a step of the whole cluster; for a call, the match's."""
    counted: str
    """What the rule counts separately, if it does."""

    def __str__(self) -> str:
        about = f" of {self.cluster}" if self.cluster else ""
        if not self.stage:
            return f"{self.rule} ({self.kind}): {self.operation}{about}, match {self.number}"
        if not self.operation:
            return f"{self.rule} ({self.kind}): {self.stage} of {self.cluster}"
        node = f", node {self.number}" if self.number else ""
        return f"{self.rule} ({self.kind}): {self.stage} in {self.operation}{about}{node}"


class FaultFilter:
    """Allows rules to act on the chosen occurrences, or on all, and records on which they did."""

    def __init__(self, chosen: Collection[FaultOccurrence] | None = None) -> None:
        self._chosen = None if chosen is None else frozenset(chosen)
        self._acted: dict[FaultOccurrence, None] = {}

    @property
    def acted(self) -> list[FaultOccurrence]:
        """The occurrences on which a rule acted, in their order."""
        return list(self._acted)

    def allows(self, occurrence: FaultOccurrence) -> bool:
        """Whether the rule may act."""
        return self._chosen is None or occurrence in self._chosen

    def record(self, occurrence: FaultOccurrence) -> None:
        """Record that the rule acted."""
        self._acted[occurrence] = None
