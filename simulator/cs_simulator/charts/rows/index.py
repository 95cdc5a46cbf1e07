"""The facts of a picture by what they are about, so that each row finds its own at once."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from cs_simulator.charts.facts import Facts
from cs_simulator.charts.model import WAITING, Bar, BarStatus, Mark
from cs_simulator.charts.rows.durations import drawn_from
from cs_simulator.domain.records import Decision, Event, Step, Task, Trace
from cs_simulator.engine import manual_override, naming, stage_history
from cs_simulator.engine.node_loss import EVENT, LOST

Place = tuple[str, str, str]
"""Task, instance (empty for a stage of the task itself) and stage."""

_MANY = 1_000  # traces in one turn
# Kinds of faults that act on a node later than in the step about which they decide.
_ACT_BY_LOSS = frozenset({"flapping", "ready_then_lost"})


class FactIndex:
    """Bars of stages, changes of states, losses and what rules did, by their owners."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tasks = {task.task_id: task for task in facts.tasks}
        self.states: dict[str, list[Trace]] = defaultdict(list)
        """Changes of state by cluster or group."""
        self.pods: dict[str, list[Trace]] = defaultdict(list)
        """Pods that were lost, evicted or made elsewhere, by cluster."""
        self.own: dict[str, list[Bar]] = defaultdict(list)
        """Bars of a task itself, by task."""
        self.of_nodes: dict[str, list[Bar]] = defaultdict(list)
        """Bars of the nodes of a task, by task."""
        self.of_node: dict[str, list[Bar]] = defaultdict(list)
        self.losses: dict[str, list[Event]] = defaultdict(list)
        """Losses and recoveries by instance."""
        self._forced: dict[str, list[Event]] = defaultdict(list)
        """What was done by hand, by the task that it was done to, or else by cluster."""
        self.clusters_of_nodes: dict[str, tuple[str, str]] = {
            node.instance_id: (node.cluster_id, node.group_id) for node in facts.nodes.values()
        }
        """Cluster and group of each node, those included that are gone."""
        self._traces: dict[Place, Trace] = {}
        self._acted: dict[Place, list[Decision]] = defaultdict(list)
        self._acted_on: dict[str, list[Decision]] = defaultdict(list)
        self._takes: dict[tuple[str, str], str] = {}
        """From what durations are drawn, by plan and stage."""

    def fill(self) -> Iterator[None]:
        """Sort everything in; yields from time to time, since there may be very much."""
        self._add_events()
        self._add_decisions()
        yield
        yield from self._add_traces()
        self._add_open_steps()
        for bars in chain(self.own.values(), self.of_node.values()):
            bars.sort(key=lambda bar: bar.started)

    def acted_at(self, decision: Decision) -> Iterator[int]:
        """The instants at which the rule of a decision acts: where it decides, if not later."""
        trace = self._traces.get(_place_of(decision))
        if decision.kind in _ACT_BY_LOSS:
            losses = self.losses.get(decision.instance_id, ())
            since = trace.ended if trace else decision.at
            lost = [loss.time for loss in losses if loss.reason == LOST and loss.time >= since]
            yield from lost or [decision.at]
        elif trace is not None and trace.outcome == "failed":
            yield trace.ended
        else:
            yield decision.at

    def faults(self, owner: str) -> Iterator[Mark]:
        """The marks of rules that act on a node, or on a task itself: *owner* is its id."""
        for decision in self._acted_on.get(owner, ()):
            yield from self.fault_marks(decision)

    def fault_marks(self, decision: Decision) -> Iterator[Mark]:
        """The marks of one decision of a rule that fired."""
        for at in self.acted_at(decision):
            about = f" of pod {decision.pod}" if decision.pod else ""
            text = f"{decision.rule}: {decision.kind}{about}"
            yield Mark(at, "fault", text, decision.request_id, decision.rule, decision.task_id)

    def forced(self, owner: str) -> Iterator[Mark]:
        """The marks of what was done by hand to a task, or to a cluster: *owner* is its id."""
        for event in self._forced.get(owner, ()):
            yield Mark(event.time, "forced", event.message, task_id=event.task_id)

    def number_of(self, instance_id: str) -> int | None:
        """The number of a node in its cluster; ``None`` if nothing is left that says it."""
        node = self.facts.nodes.get(instance_id)
        return node.number if node else self.facts.numbers.get(instance_id)

    def outcome_of(self, bar: Bar) -> str:
        """How a stage has ended, or will end; empty if that is not known."""
        trace = self._traces.get((bar.task_id, bar.instance_id, bar.stage))
        return trace.outcome if trace and trace.started == bar.started else ""

    def code_of(self, task_id: str, instance_id: str) -> str:
        """The error code with which a task, or one of its nodes, failed; empty if unknown."""
        task = self.tasks.get(task_id)
        if task is None:
            return ""
        failed = stage_history.history_of(task).get("failed", {}).get(instance_id)
        return failed["code"] if failed else task.error_code

    def _add_events(self) -> None:
        named = {
            (node.cluster_id, naming.shown_name(node)): node.instance_id
            for node in self.facts.nodes.values()
        }
        for event in self.facts.events:
            if event.type == manual_override.EVENT:
                self._forced[event.task_id or event.cluster_id].append(event)
            elif event.type == EVENT:
                name = event.message.removeprefix("Node ").partition(" ")[0]
                instance_id = named.get((event.cluster_id, name))
                if instance_id:
                    self.losses[instance_id].append(event)

    def _add_decisions(self) -> None:
        for decision in self.facts.decisions:
            if decision.phase == "provision":
                self._acted[_place_of(decision)].append(decision)
                self._acted_on[decision.instance_id or decision.task_id].append(decision)

    def _add_traces(self) -> Iterator[None]:
        now = self.facts.now
        ended = ((each, _OUTCOMES.get(each.outcome, _DONE)) for each in self.facts.traces)
        coming = (
            (each, _RUNNING if each.started <= now else _EXPECTED) for each in self.facts.coming
        )
        for number, (trace, status) in enumerate(chain(ended, coming), 1):
            self._add_trace(trace, status)
            if number % _MANY == 0:
                yield

    def _add_trace(self, trace: Trace, status: BarStatus) -> None:
        if trace.kind == "pods":
            self.pods[trace.cluster_id].append(trace)
            return
        if trace.kind != "step":
            owner = trace.group_id if trace.kind == "group_state" else trace.cluster_id
            self.states[owner].append(trace)
            return
        place = trace.task_id, trace.instance_id, trace.name
        self._traces[place] = trace
        bar = Bar(
            name=trace.name,
            started=trace.started,
            ended=trace.ended,
            status=status,
            task_id=trace.task_id,
            instance_id=trace.instance_id,
            stage=trace.name,
        )
        self._add_bar(bar, trace.cluster_id, trace.group_id)

    def _add_bar(self, bar: Bar, cluster_id: str, group_id: str) -> None:
        bar = self._with_detail(bar)
        if not bar.instance_id:
            self.own[bar.task_id].append(bar)
            return
        self.of_node[bar.instance_id].append(bar)
        self.of_nodes[bar.task_id].append(bar)
        self.clusters_of_nodes.setdefault(bar.instance_id, (cluster_id, group_id))

    def _add_open_steps(self) -> None:
        for step in self.facts.steps:
            task = self.tasks[step.task_id]
            stage = "" if step.is_wait else self._stage(task, step)
            place = step.task_id, step.instance_id, stage
            if place in self._traces and self._traces[place].ended > self.facts.now:
                continue  # it is among what will end
            bar = Bar(
                name=stage or WAITING,
                started=step.started,
                ended=None,
                status="held" if step.is_held else "running",
                task_id=step.task_id,
                instance_id=step.instance_id,
                stage=stage,
            )
            self._add_bar(bar, step.cluster_id, task.group_id)

    def _stage(self, task: Task, step: Step) -> str:
        return self.facts.cluster_types.plans[task.plan].stages[step.stage].name

    def why(self, bar: Bar) -> str:
        """Why a stage is as it is: the code with which it failed, and the rules that acted."""
        found: list[str] = []
        if bar.status == "failed" or self.outcome_of(bar) == "failed":
            found += filter(None, [self.code_of(bar.task_id, bar.instance_id)])
        for decision in self._acted.get((bar.task_id, bar.instance_id, bar.stage), ()):
            drew = f", drew {float(decision.draw):.3f}" if decision.draw else ""
            found.append(f"rule {decision.rule} ({decision.kind}{drew})")
        return "; ".join(found)

    def _with_detail(self, bar: Bar) -> Bar:
        task = self.tasks.get(bar.task_id)
        takes = self._drawn_from(task, bar.stage) if task and bar.stage else ""
        return bar._replace(detail="; ".join(filter(None, (self.why(bar), takes))))

    def _drawn_from(self, task: Task, stage: str) -> str:
        key = task.plan, stage
        if key not in self._takes:
            declared = self.facts.durations.get((task.operation, stage))
            stages = self.facts.cluster_types.plans[task.plan].stages
            takes = declared or next((each.takes for each in stages if each.name == stage), None)
            self._takes[key] = drawn_from(takes) if takes else ""
        return self._takes[key]


_DONE: BarStatus = "done"
_RUNNING: BarStatus = "running"
_EXPECTED: BarStatus = "expected"
_OUTCOMES: dict[str, BarStatus] = {"failed": "failed", "canceled": "canceled"}


def _place_of(decision: Decision) -> Place:
    return decision.task_id, decision.instance_id, decision.stage
