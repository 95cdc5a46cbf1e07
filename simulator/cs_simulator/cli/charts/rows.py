"""The rows of a chart: what each cluster and each of its nodes went through in a run."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from cs_simulator.cluster_types import registry
from cs_simulator.domain.plans import NodeStage
from cs_simulator.domain.records import Event, Step, Trace
from cs_simulator.engine.node_loss import EVENT as INCIDENT
from cs_simulator.runs.script_run import ScriptRun

_CODE = re.compile(r"Code: (\S+)\s*$")
_NODE = re.compile(r"-node(\d+) ")


class Part(NamedTuple):
    """A stage, a state, or the time between stages, in which ``name`` is empty."""

    name: str
    started: int
    ended: int
    sign: str = ""
    """A sign at its end, or the only thing to draw of what takes no time."""
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
        """What went wrong."""
        return "; ".join(self.notes)


def chart_rows(run: ScriptRun) -> list[ChartRow]:
    """Per cluster, in the order of creation: its states, its own stages, its nodes."""
    began = {cluster_id: _began(run, cluster_id) for cluster_id in run.resources.clusters}
    rows: list[ChartRow] = []
    for cluster_id in sorted(began, key=lambda cluster_id: began[cluster_id]):
        rows += _cluster_rows(run, cluster_id, began[cluster_id])
    return rows


def _began(run: ScriptRun, cluster_id: str) -> int:
    times = [trace.started for trace in run.history.traces if trace.cluster_id == cluster_id]
    times += [step.started for step in run.resources.open_steps if step.cluster_id == cluster_id]
    times += [call.at for call in run.history.calls if call.cluster_id == cluster_id]
    return min(times, default=run.began)


def _cluster_rows(run: ScriptRun, cluster_id: str, began: int) -> Iterator[ChartRow]:
    traces = [trace for trace in run.history.traces if trace.cluster_id == cluster_id]
    steps = [step for step in run.resources.open_steps if step.cluster_id == cluster_id]
    yield ChartRow(run.resources.clusters[cluster_id], "cluster", _states(run, traces, began))
    own = _stage_row(run, "cluster's own", "stages", traces, steps, "")
    if own.parts:
        yield own
    mine = [
        (number, i) for i, (cluster, number) in run.resources.nodes.items() if cluster == cluster_id
    ]
    for number, instance_id in sorted(mine):
        row = _stage_row(run, f"node {number}", "node", traces, steps, instance_id)
        losses = [
            event
            for event in run.history.events
            if event.cluster_id == cluster_id and event.type == INCIDENT and _is_of(event, number)
        ]
        row.parts = list(_with_losses(row.parts, losses, run.ended))
        yield row


def _states(run: ScriptRun, traces: Sequence[Trace], began: int) -> list[Part]:
    parts, state, since = [], "initial", began
    for trace in traces:
        if trace.kind == "state":
            parts.append(Part(state, since, trace.ended))
            state, since = trace.name, trace.ended
    if state == "deleted":
        return [*parts, Part("", since, since, "○", is_mark=True)]
    return [*parts, Part(state, since, run.ended)]


def _stage_row(
    run: ScriptRun,
    label: str,
    kind: Literal["stages", "node"],
    traces: Sequence[Trace],
    steps: Sequence[Step],
    instance_id: str,
) -> ChartRow:
    """The stages of one node, or of the cluster itself if *instance_id* is empty."""
    row = ChartRow(label, kind)
    mine = [trace for trace in traces if trace.kind == "step" and trace.instance_id == instance_id]
    for trace in sorted(mine, key=lambda trace: (trace.started, trace.serial)):
        sign = {"failed": "✗", "canceled": "⊘"}.get(trace.outcome, "")
        row.parts.append(Part(trace.name, trace.started, trace.ended, sign))
        if trace.outcome == "failed":
            row.notes.append(f"✗ {trace.name}: {_code(run, trace)}")
    for step in steps:
        if step.instance_id == instance_id:
            name = _stage(run, step)
            row.parts.append(Part(name, step.started, run.ended, "┄", fill="┄"))
            row.notes.append(f"┄ {name}: {'held' if step.is_held else 'not finished'}")
    return row


def _stage(run: ScriptRun, step: Step) -> str:
    return registry().plans[run.resources.plans[step.task_id]].stages[step.stage].name


def _code(run: ScriptRun, failed: Trace) -> str:
    """The error code of a failed step: it is in the line of the log that follows, if one does."""
    line = next((line for line in run.history.log if line.serial > failed.serial), None)
    if line is None or _FAILED not in line.text:
        return "for no reason"
    found = _CODE.search(line.text)
    return found[1] if found else line.text.split(": ")[1]


_FAILED = " failed: "


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


def _with_losses(parts: Sequence[Part], losses: Sequence[Event], ended: int) -> Iterator[Part]:
    """The stages, and between them the times in which the node is up, lost, or back."""
    for index, part in enumerate(parts):
        following = parts[index + 1].started if index + 1 < len(parts) else ended
        yield part
        if part.sign or (following <= part.ended and index + 1 < len(parts)):
            continue
        if part.name in _removing_stages():
            yield Part("", part.ended, part.ended, "○", is_mark=True)
            continue
        yield Part("", part.ended, part.ended, "●", is_mark=True)
        since, fill = part.ended, "·"
        for event in losses:
            if part.ended <= event.time < max(following, part.ended + 1):
                yield Part("", since, event.time, fill=fill)
                is_lost = event.reason == "Disconnected"
                yield Part("", event.time, event.time, "▼" if is_lost else "▲", is_mark=True)
                since, fill = event.time, "╌" if is_lost else "·"
        if following > since:
            yield Part("", since, following, fill=fill)
