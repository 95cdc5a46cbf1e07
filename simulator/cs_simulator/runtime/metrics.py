"""Counters of the simulator's own work; the metrics of the control plane are rendered from them."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Histogram:
    """How many values fell into which bucket; *bounds* are the buckets' upper bounds."""

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
    """Counters since the start of the process; seconds are real."""

    def __init__(self) -> None:
        self.calls: dict[tuple[str, str], Histogram] = {}
        """By operation and the code that was answered: seconds, without the wait for the store."""
        self.faults: Counter[tuple[str, str]] = Counter()
        """By rule and kind."""
        self.commit_seconds = Histogram(_SECONDS)
        self.commit_sizes = Histogram(_TENANTS)
        """How many tenants' changes a commit held."""
        self.steps = 0
        self.internal_errors: Counter[str] = Counter()
        """Calls and background work that failed because of the simulator itself, by tenant; those
        of tenants that are gone are under an empty name."""
        self.lost_entries = 0
        """Entries of the journal that could not be kept."""

    def call(self, operation: str, code: str, seconds: float) -> None:
        """Count an answered call; *code* is empty for a successful one."""
        histogram = self.calls.get((operation, code))
        if histogram is None:
            histogram = self.calls[operation, code] = Histogram(_SECONDS)
        histogram.add(seconds)

    def forget(self, tenant: str) -> None:
        """Forget whose the internal errors of a deleted tenant were; counters never go back."""
        self.internal_errors[""] += self.internal_errors.pop(tenant, 0)

    def commit(self, tenants: int, seconds: float) -> None:
        """Count a group commit of the changes of *tenants* tenants."""
        self.commit_sizes.add(tenants)
        self.commit_seconds.add(seconds)
