"""The rows of tasks: their own stages, and between these the times of their nodes' stages."""

from collections.abc import Iterator, Sequence

from cs_simulator.charts.model import NODES, Bar, Row
from cs_simulator.charts.rows.index import FactIndex
from cs_simulator.charts.rows.nodes import end_mark, failure_note
from cs_simulator.domain.records import Task


def task_row(index: FactIndex, task: Task) -> Row:
    """The row of a task."""
    own = index.own.get(task.task_id, [])
    ends = [mark for bar in own if (mark := end_mark(index, bar)) is not None]
    found = [*index.faults(task.task_id), *index.forced(task.task_id), *ends]
    bars = [*own, *_while_nodes(own, index.of_nodes.get(task.task_id, []))]
    return Row(
        id=f"task:{task.task_id}",
        kind="task",
        label=task.operation,
        note=failure_note(index, own),
        cluster_id=task.cluster_id,
        group_id=task.group_id,
        task_id=task.task_id,
        bars=tuple(sorted(bars, key=lambda bar: bar.started)),
        marks=tuple(sorted(found, key=lambda mark: mark.at)),
    )


def _while_nodes(own: Sequence[Bar], of_nodes: Sequence[Bar]) -> Iterator[Bar]:
    """The bars for the times in which nodes have stages, and the task itself has none."""
    if not of_nodes:
        return
    task_id = of_nodes[0].task_id
    since = min(bar.started for bar in of_nodes)
    ends = [bar.ended for bar in of_nodes]
    last = None if None in ends else max(end for end in ends if end is not None)
    for bar in own:
        if last is not None and bar.started >= last:
            break
        if bar.started > since:
            yield Bar(NODES, since, bar.started, "state", task_id)
        if bar.ended is None:
            return
        since = max(since, bar.ended)
    if last is None or last > since:
        yield Bar(NODES, since, last, "state", task_id)
