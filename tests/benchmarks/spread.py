"""A number that was measured several times: its median, and between which numbers all were."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The median of some numbers, the lowest and the highest."""

    median: float
    low: float
    high: float

    def text(self, unit: str, digits: int) -> str:
        """``43.5 µs (42.9 to 44.1)``, or without brackets where all numbers look the same."""
        low, high = f"{self.low:,.{digits}f}", f"{self.high:,.{digits}f}"
        between = f" ({low} to {high})" if low != high else ""
        return f"{self.median:,.{digits}f} {unit}{between}"


def spread(numbers: Sequence[float]) -> Spread:
    """The spread of at least one number."""
    return Spread(statistics.median(numbers), min(numbers), max(numbers))
