"""Which nodes of a task go through its node stages together."""

import pytest
from cs_simulator.domain.durations import Fixed
from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import Batches, NodeStage, Plan
from cs_simulator.domain.records import Task
from cs_simulator.engine.batches import begun, next_batch

from tests.support.records import example


def a_plan(batches: Batches | None) -> Plan:
    return Plan(
        operation="Sort",
        task_type="sort",
        opening="Start",
        action="UPDATE",
        success=Trigger.PROVISIONED,
        stages=(NodeStage(name="one", takes=Fixed(1)),),
        batches=None if batches is None else lambda _task: batches,
    )


def sizes(batches: Batches | None, count: int) -> list[int]:
    """The sizes of all batches of a task of so many nodes."""
    plan = a_plan(batches)
    names = " ".join(f"i-{number}" for number in range(count))
    task, found = example(Task, nodes=names, queued=names), []
    assert begun(task, plan) == 0
    while task.queued:
        batch, rest = next_batch(task, plan)
        task = task._replace(queued=" ".join(rest))
        found.append(len(batch))
        assert begun(task, plan) == len(found)
    return found


@pytest.mark.parametrize(
    ("batches", "count", "expected"),
    [
        (None, 7, [7]),
        (Batches(most=1), 3, [1, 1, 1]),
        (Batches(most=10), 3, [1, 2]),
        (Batches(most=10), 40, [1, 2, 4, 8, 10, 10, 5]),
        (Batches(most=4, first=4), 9, [4, 4, 1]),
        (Batches(most=3, first=5), 4, [3, 1]),
        (Batches(most=0, first=0), 2, [1, 1]),
        (Batches(most=10), 0, []),
    ],
)
def test_each_batch_has_twice_the_nodes_of_the_one_before_up_to_the_most(batches, count, expected):
    assert sizes(batches, count) == expected
