"""Letting rules act at some occasions only: how a run is made again with less going wrong."""

from collections.abc import Collection
from typing import NamedTuple


class FaultOccurrence(NamedTuple):
    """One thing that a rule was asked about. The same in every run with the same seed."""

    rule: str
    kind: str
    operation: str
    stage: str
    """Empty for a call."""
    cluster: str
    """The cluster's name."""
    number: int
    """The node's number, from 1, or 0 for a step of the whole cluster; of a call, which match."""
    counted: str
    """What the rule counts by itself, where it does."""

    def __str__(self) -> str:
        about = f" of {self.cluster}" if self.cluster else ""
        if not self.stage:
            return f"{self.rule} ({self.kind}): {self.operation}{about}, match {self.number}"
        node = f", node {self.number}" if self.number else ""
        return f"{self.rule} ({self.kind}): {self.stage} in {self.operation}{about}{node}"


class FaultFilter:
    """Lets rules act at the chosen occasions, or at all, and tells at which they did."""

    def __init__(self, chosen: Collection[FaultOccurrence] | None = None) -> None:
        self._chosen = None if chosen is None else frozenset(chosen)
        self._acted: dict[FaultOccurrence, None] = {}

    @property
    def acted(self) -> list[FaultOccurrence]:
        """The occasions at which a rule acted, in their order."""
        return list(self._acted)

    def lets(self, occasion: FaultOccurrence) -> bool:
        """Whether the rule may act."""
        return self._chosen is None or occasion in self._chosen

    def note(self, occasion: FaultOccurrence) -> None:
        """Take down that it did."""
        self._acted[occasion] = None
