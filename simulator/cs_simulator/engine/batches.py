"""Batches: which nodes of a task go through its node stages together."""

from collections.abc import Iterator

from cs_simulator.domain.plans import Batches, Plan
from cs_simulator.domain.records import Task


def next_batch(task: Task, plan: Plan) -> tuple[list[str], list[str]]:
    """The instance ids of the next batch of a task, and those of the batches after it."""
    queued = task.queued.split()
    if plan.batches is None:
        return queued, []
    begun = len(task.nodes.split()) - len(queued)
    batches = plan.batches(task)
    size = next(size for done, size in _ends(batches) if done > begun)
    return queued[:size], queued[size:]


def begun(task: Task, plan: Plan) -> int:
    """The number of batches that have begun, the first one is 1; 0 before it."""
    nodes = len(task.nodes.split()) - len(task.queued.split())
    if not nodes or plan.batches is None:
        return min(nodes, 1)
    ends = _ends(plan.batches(task))
    return next(number for number, (done, _) in enumerate(ends, start=1) if done >= nodes)


def _ends(batches: Batches) -> Iterator[tuple[int, int]]:
    """How many nodes have begun with each batch, and the size of the batch."""
    sizes = _sizes(batches)
    done = 0
    for size in sizes:
        done += size
        yield done, size


def _sizes(batches: Batches) -> Iterator[int]:
    size = max(batches.first, 1)
    while True:
        size = min(size, max(batches.most, 1))
        yield size
        size *= 2
