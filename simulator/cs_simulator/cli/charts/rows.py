"""What a cluster and each of its nodes went through in a run, in the order of time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from cs_simulator.cluster_types import registry
from cs_simulator.domain.plans import NodeStage
from cs_simulator.domain.records import Event, Step, Trace
from cs_simulator.engine.node_loss import EVENT as INCIDENT
from cs_simulator.runs.script import ScriptRun

_CODE = re.compile(r"Code: (\S+)\s*$")
_NODE = re.compile(r"-node(\d+) ")


class Part(NamedTuple):
    """A stage, a state, or a time between: ``name`` is empty for a time in which a node is up."""

    name: str
    started: int
    ended: int
    sign: str = ""
    """A sign at its end, or the only thing to see of what takes no time."""
    fill: str = "─"
    is_mark: bool = False


@dataclass(slots=True)
class ChartRow:
    """One row of the chart."""

    label: str
    kind: Literal["cluster", "stages", "node"]
    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What went wrong, in words."""
        return "; ".join(self.notes)


def courses(seen: ScriptRun) -> list[ChartRow]:
    """Cluster by cluster in the order of their beginning: the states, the stages, the nodes."""
    began = {each: _began(seen, each) for each in seen.clusters}
    found: list[ChartRow] = []
    for cluster_id in sorted(began, key=lambda each: began[each]):
        found += _of_cluster(seen, cluster_id, began[cluster_id])
    return found


def _began(seen: ScriptRun, cluster_id: str) -> int:
    times = [each.started for each in seen.traces if each.cluster_id == cluster_id]
    times += [each.started for each in seen.under_way if each.cluster_id == cluster_id]
    times += [each.at for each in seen.calls if each.cluster_id == cluster_id]
    return min(times, default=seen.began)


def _of_cluster(seen: ScriptRun, cluster_id: str, began: int) -> Iterator[ChartRow]:
    traces = [each for each in seen.traces if each.cluster_id == cluster_id]
    steps = [each for each in seen.under_way if each.cluster_id == cluster_id]
    yield ChartRow(seen.clusters[cluster_id], "cluster", _states(seen, traces, began))
    own = _course(seen, "cluster's own", "stages", traces, steps, "")
    if own.parts:
        yield own
    mine = [(number, i) for i, (cluster, number) in seen.nodes.items() if cluster == cluster_id]
    for number, instance_id in sorted(mine):
        course = _course(seen, f"node {number}", "node", traces, steps, instance_id)
        incidents = [
            each
            for each in seen.events
            if each.cluster_id == cluster_id and each.type == INCIDENT and _is_of(each, number)
        ]
        course.parts = list(_with_incidents(course.parts, incidents, seen.ended))
        yield course


def _states(seen: ScriptRun, traces: Sequence[Trace], began: int) -> list[Part]:
    parts, state, since = [], "initial", began
    for each in traces:
        if each.kind == "state":
            parts.append(Part(state, since, each.ended))
            state, since = each.name, each.ended
    if state == "deleted":
        return [*parts, Part("", since, since, "○", is_mark=True)]
    return [*parts, Part(state, since, seen.ended)]


def _course(
    seen: ScriptRun,
    label: str,
    kind: Literal["stages", "node"],
    traces: Sequence[Trace],
    steps: Sequence[Step],
    instance_id: str,
) -> ChartRow:
    course = ChartRow(label, kind)
    mine = [each for each in traces if each.kind == "step" and each.instance_id == instance_id]
    for each in sorted(mine, key=lambda trace: (trace.started, trace.serial)):
        sign = {"failed": "✗", "canceled": "⊘"}.get(each.outcome, "")
        course.parts.append(Part(each.name, each.started, each.ended, sign))
        if each.outcome == "failed":
            course.notes.append(f"✗ {each.name}: {_code(seen, each)}")
    for step in steps:
        if step.instance_id == instance_id:
            name = _stage(seen, step)
            course.parts.append(Part(name, step.started, seen.ended, "┄", fill="┄"))
            course.notes.append(f"┄ {name}: {'held' if step.is_held else 'not finished'}")
    return course


def _stage(seen: ScriptRun, step: Step) -> str:
    return registry().plans[seen.tasks[step.task_id]].stages[step.stage].name


def _code(seen: ScriptRun, failed: Trace) -> str:
    """The code of a failed step: the log tells it in the line that comes after."""
    line = next((each for each in seen.log if each.serial > failed.serial), None)
    if line is None:
        return "failed"
    found = _CODE.search(line.text)
    return found[1] if found else line.text.split(": ")[1]


@cache
def _removing_stages() -> frozenset[str]:
    """The names of the stages that take a node out of its cluster."""
    stages = [stage for plan in registry().plans.values() for stage in plan.stages]
    return frozenset(
        stage.name for stage in stages if isinstance(stage, NodeStage) and stage.removes_node
    )


def _is_of(event: Event, number: int) -> bool:
    found = _NODE.search(event.message)
    return bool(found) and int(found[1]) == number  # type: ignore[index]


def _with_incidents(
    parts: Sequence[Part], incidents: Sequence[Event], ended: int
) -> Iterator[Part]:
    """The stages with what is between them: a node that is up, lost, or back."""
    for place, part in enumerate(parts):
        following = parts[place + 1].started if place + 1 < len(parts) else ended
        yield part
        if part.sign or (following <= part.ended and place + 1 < len(parts)):
            continue
        if part.name in _removing_stages():
            yield Part("", part.ended, part.ended, "○", is_mark=True)
            continue
        yield Part("", part.ended, part.ended, "●", is_mark=True)
        since, fill = part.ended, "·"
        for each in incidents:
            if part.ended <= each.time < max(following, part.ended + 1):
                yield Part("", since, each.time, fill=fill)
                is_lost = each.reason == "Disconnected"
                yield Part("", each.time, each.time, "▼" if is_lost else "▲", is_mark=True)
                since, fill = each.time, "╌" if is_lost else "·"
        if following > since:
            yield Part("", since, following, fill=fill)
