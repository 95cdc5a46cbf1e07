"""How many nodes of a pool a task changes at once, and how many of them may fail."""

from cs_simulator.domain import instants
from cs_simulator.domain.plans import Batches
from cs_simulator.domain.records import Task
from cs_simulator.engine import stage_history

MOST_AT_ONCE = 10
"""How many nodes are in a batch at the most, if the caller does not say."""
AT_ONCE = 20
"""How many new nodes are made side by side."""


def side_by_side(_task: Task) -> Batches:
    """The batches of new nodes: as many as the service makes side by side."""
    return Batches(most=AT_ONCE, first=AT_ONCE)


def rolling(task: Task) -> Batches:
    """The batches that the caller asked for: one node, then twice as many each time."""
    policy = stage_history.parameters_of(task).get("rolling_policy", {})
    return Batches(
        most=policy.get("max_parallelism", MOST_AT_ONCE),
        pauses=policy.get("pause_policy", "NotPause"),
        interval=policy.get("batch_interval", 0) * instants.MINUTE,
    )


def most_failed(task: Task) -> int:
    """How many nodes may fail until the task stops."""
    policy = stage_history.parameters_of(task).get("rolling_policy", {})
    return int(policy.get("max_failed_nodes", 0))
