"""Counting the pods that an object controls, so that nobody has to look at each of them.

The counts follow each change of a pod; what they say costs the same however many pods there are.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Protocol

Labels = frozenset[tuple[str, str]]


class Counted(Protocol):
    """What is counted of a pod."""

    @property
    def key(self) -> str:
        """The key of the pod."""

    @property
    def labels(self) -> dict[str, str]:
        """Its labels."""

    @property
    def is_active(self) -> bool:
        """Whether it counts as a replica."""

    @property
    def is_ending(self) -> bool:
        """Whether it is on its way out, and has not ended."""

    @property
    def is_ready(self) -> bool:
        """Whether it is ready."""

    @property
    def ready_since(self) -> int:
        """Since when it is ready, or is not."""


class Replicas:
    """How many pods an object controls: active ones by their labels, ready ones by since when."""

    __slots__ = ("_all", "_keys", "_ready_since", "ending")

    def __init__(self) -> None:
        self._all = 0
        self._keys: defaultdict[Labels, set[str]] = defaultdict(set)
        self._ready_since: list[int] = []
        self.ending = 0
        """How many are on their way out, and have not ended."""

    def add(self, pod: Counted) -> None:
        """Count a pod."""
        self._all += 1
        self.ending += pod.is_ending
        if pod.is_active:
            self._keys[frozenset(pod.labels.items())].add(pod.key)
            if pod.is_ready:
                insort(self._ready_since, pod.ready_since)

    def take(self, pod: Counted) -> None:
        """Count a pod no more; it has to be as it was when it was counted."""
        self._all -= 1
        self.ending -= pod.is_ending
        if pod.is_active:
            labels = frozenset(pod.labels.items())
            self._keys[labels].discard(pod.key)
            if not self._keys[labels]:
                del self._keys[labels]
            if pod.is_ready:
                del self._ready_since[bisect_left(self._ready_since, pod.ready_since)]

    @property
    def active(self) -> int:
        """How many are active."""
        return sum(map(len, self._keys.values()))

    @property
    def ready(self) -> int:
        """How many of the active ones are ready."""
        return len(self._ready_since)

    def ready_before(self, instant: int) -> int:
        """How many have been ready since the instant, or for longer."""
        return bisect_right(self._ready_since, instant)

    def next_ready_after(self, instant: int) -> int:
        """Since when the first pod is ready that became so after the instant; 0 for none."""
        place = bisect_right(self._ready_since, instant)
        return self._ready_since[place] if place < len(self._ready_since) else 0

    def labelled(self, labels: Mapping[str, str]) -> int:
        """How many of the active ones have all these labels."""
        wanted = labels.items()
        return sum(len(keys) for found, keys in self._keys.items() if wanted <= found)

    def without(self, are_fit: Callable[[Mapping[str, str]], bool]) -> list[str]:
        """The keys of the active ones whose labels are not fit."""
        unfit = (keys for labels, keys in self._keys.items() if not are_fit(dict(labels)))
        return sorted(chain.from_iterable(unfit))

    @property
    def is_empty(self) -> bool:
        """Whether it has no pods, not even such that have ended."""
        return not self._all


NO_REPLICAS = Replicas()
"""The counts of an object that controls no pods; nobody adds to them."""
