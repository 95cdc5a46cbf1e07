"""Which pods go first where there are too many: ``ActivePodsWithRanks`` of Kubernetes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import NamedTuple

from cs_simulator.kubernetes.object_index import Pod

_PHASES = {"Pending": 0, "Unknown": 1, "Running": 2}


class _Rank(NamedTuple):
    """The pod with the least goes first."""

    is_bound: bool
    phase: int
    is_ready: bool
    cost: int
    stands_alone: int
    """Minus how many related pods its node has."""
    ready_for: int
    """The magnitude of the time for which it has been ready."""
    steadiness: int
    """Minus how often its containers were started again."""
    age: int
    """The magnitude of its age."""
    name: str
    """Kubernetes goes by uid here, so that any pod may be the next."""


def first_to_go(pods: Sequence[Pod], count: int, related: Iterable[Pod], now: int) -> list[Pod]:
    """As many of the pods as are to go, in order.

    *related* are the active ones of all ReplicaSets of the same owner: where more of them are on a
    node, one of these goes first.
    """
    if count <= 0:
        return []
    if count >= len(pods):
        return list(pods)
    on_nodes = Counter(pod.node for pod in related if pod.is_active)
    return nsmallest(count, pods, key=lambda pod: _rank(pod, on_nodes, now))


def _rank(pod: Pod, on_nodes: Counter[str], now: int) -> _Rank:
    return _Rank(
        is_bound=bool(pod.node),
        phase=_PHASES.get(pod.phase, 0),
        is_ready=pod.is_ready,
        cost=pod.deletion_cost,
        stands_alone=-on_nodes[pod.node],
        ready_for=_magnitude(now - pod.ready_since) if pod.is_ready and pod.ready_since else -1,
        steadiness=-pod.restarts,
        age=_magnitude(now - pod.created),
        name=pod.name,
    )


def _magnitude(duration: int) -> int:
    """The logarithm of a duration in nanoseconds; -1 for none (``LogarithmicScaleDown``)."""
    return (duration * 1_000).bit_length() - 1 if duration > 0 else -1
