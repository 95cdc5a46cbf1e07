"""What the simulator counts of its own work, cheaply: the metrics are made of it when asked for."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Histogram:
    """How often something took how much: a histogram with the given upper bounds."""

    bounds: tuple[float, ...]
    buckets: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.buckets = [0] * (len(self.bounds) + 1)

    def add(self, value: float) -> None:
        """Count one value."""
        self.buckets[bisect_left(self.bounds, value)] += 1
        self.total += value


_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1.0, 10.0)
_TENANTS = (1, 2, 5, 10, 25, 100, 1000)


class Metrics:
    """Since the start of the process; seconds are real."""

    def __init__(self) -> None:
        self.calls: dict[tuple[str, str], Histogram] = {}
        """By operation and code, in seconds without the wait for the store."""
        self.faults: Counter[tuple[str, str]] = Counter()
        """By rule and kind."""
        self.commit_seconds = Histogram(_SECONDS)
        self.commit_sizes = Histogram(_TENANTS)
        """How many tenants' changes a commit held."""
        self.steps = 0

    def call(self, operation: str, code: str, seconds: float) -> None:
        """Count an answered call; without a code it was a good answer."""
        spread = self.calls.get((operation, code))
        if spread is None:
            spread = self.calls[operation, code] = Histogram(_SECONDS)
        spread.add(seconds)

    def commit(self, tenants: int, seconds: float) -> None:
        """Count a group that was written."""
        self.commit_sizes.add(tenants)
        self.commit_seconds.add(seconds)
