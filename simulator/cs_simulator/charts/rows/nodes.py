"""The rows of nodes: their stages, and between them whether they are ready, lost or gone."""

from collections.abc import Iterator, Sequence
from functools import cache

from cs_simulator.charts.model import LOST, READY, Bar, Mark, MarkKind, Row
from cs_simulator.charts.rows.index import FactIndex
from cs_simulator.domain.plans import NodeStage
from cs_simulator.domain.records import Event
from cs_simulator.engine import node_loss
from cs_simulator.engine.cluster_behavior import ClusterTypes

_ENDS: dict[str, MarkKind] = {"failed": "failed", "canceled": "canceled"}


def node_row(index: FactIndex, instance_id: str) -> Row:
    """The row of a node."""
    number = index.number_of(instance_id)
    cluster_id, group_id = index.clusters_of_nodes[instance_id]
    stages = index.of_node.get(instance_id, [])
    losses = index.losses.get(instance_id, ())
    bars, marks = [], [*index.faults(instance_id), *map(_loss_mark, losses)]
    for position, stage in enumerate(stages):
        bars.append(stage)
        following = stages[position + 1] if position + 1 < len(stages) else None
        mark = _mark_after(index, stage, following)
        if mark is not None:
            marks.append(mark)
            if mark.kind == READY:
                bars += _between(stage, losses, following.started if following else None)
    return Row(
        id=f"node:{instance_id}",
        kind="node",
        label=instance_id if number is None else f"node {number}",
        note=failure_note(index, stages),
        cluster_id=cluster_id,
        group_id=group_id,
        instance_id=instance_id,
        bars=tuple(bars),
        marks=tuple(sorted(marks, key=lambda mark: mark.at)),
    )


def failure_note(index: FactIndex, bars: Sequence[Bar]) -> str:
    """What went wrong in stages: failed ones with their codes, and those that do not end."""
    return "; ".join(_problems(index, bars))


def _problems(index: FactIndex, bars: Sequence[Bar]) -> Iterator[str]:
    for bar in bars:
        if bar.status == "failed":
            code = index.code_of(bar.task_id, bar.instance_id)
            yield f"{bar.name} failed: {code}" if code else f"{bar.name} failed for no reason"
        elif bar.status == "held":
            yield f"{bar.name} is held"
        elif bar.status == "running" and bar.ended is None:
            yield f"{bar.name} has not ended"


def end_mark(index: FactIndex, bar: Bar) -> Mark | None:
    """The mark at the end of a stage that ends otherwise than well; ``None`` if it ends well."""
    kind = _ENDS.get(index.outcome_of(bar))
    if kind is None or bar.ended is None:
        return None
    return Mark(bar.ended, kind, index.why(bar), task_id=bar.task_id)


def _mark_after(index: FactIndex, stage: Bar, following: Bar | None) -> Mark | None:
    """What a node is once a stage has ended; ``None`` while it is in a stage."""
    if stage.ended is None:
        return None
    bad = end_mark(index, stage)
    if bad is not None:
        return bad
    if following and following.task_id == stage.task_id and following.started <= stage.ended:
        return None
    is_gone = stage.name in _removing_stages(index.facts.cluster_types)
    return Mark(stage.ended, "gone" if is_gone else READY, task_id=stage.task_id)


def _between(stage: Bar, losses: Sequence[Event], following: int | None) -> Iterator[Bar]:
    """The bars from the end of a stage to the next one: ready, or lost."""
    since, name = stage.ended or 0, READY
    for loss in losses:
        if following is not None and loss.time >= following:
            break
        if loss.time > since:
            yield Bar(name, since, loss.time, "state", instance_id=stage.instance_id)
        name = LOST if _is_lost(loss) else READY
        since = max(since, loss.time)
    if following is None or following > since:
        yield Bar(name, since, following, "state", instance_id=stage.instance_id)


def _loss_mark(loss: Event) -> Mark:
    return Mark(loss.time, "lost" if _is_lost(loss) else "back")


def _is_lost(loss: Event) -> bool:
    return loss.reason == node_loss.LOST


@cache
def _removing_stages(cluster_types: ClusterTypes) -> frozenset[str]:
    """The names of the stages that take a node out of its cluster."""
    stages = [stage for plan in cluster_types.plans.values() for stage in plan.stages]
    return frozenset(
        stage.name for stage in stages if isinstance(stage, NodeStage) and stage.removes_node
    )
