"""What a task keeps of its own course: its stages as the API shows them, and its failed nodes.

Stages in a row that have the same title are one to the API. Such a stage begins when the first node
does, and ends when none is in it and none is still to come. It is noted when that happens and not
found out from the traces, so that reading a task takes no query, however much else has happened.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

import orjson

from cs_simulator.domain.plans import Plan
from cs_simulator.domain.records import Node, Task
from cs_simulator.engine import batches
from cs_simulator.engine.unit import Unit

# In a title it stands for the number of the batch, from 1: each batch is a stage of its own then.
BATCH = "{batch}"


class ShownStage(TypedDict):
    """A stage as the API shows it."""

    title: str
    state: str
    """``running``, ``success``, ``failed`` or ``canceled``."""
    started: int
    ended: int
    """0 while it runs."""
    last: int
    """The index of its last stage in the plan."""


class NodeFailure(TypedDict):
    """Why a node of a task failed."""

    number: int
    """The node's number."""
    at: int
    code: str
    message: str


class Asked(TypedDict):
    """What a call asked a task for."""

    what: str
    at: int


class History(TypedDict, total=False):
    """What the properties of a task have of its course."""

    stages: list[ShownStage]
    failed: dict[str, NodeFailure]
    """By instance id."""
    asked: list[Asked]
    parameters: dict[str, Any]
    """What the task was started with."""


def begun_with(parameters: Mapping[str, object]) -> str:
    """The properties of a task that begins."""
    return orjson.dumps({"parameters": parameters}).decode() if parameters else "{}"


def parameters_of(task: Task) -> Mapping[str, Any]:
    """What a task was started with."""
    return history_of(task).get("parameters", {})


def history_of(task: Task) -> History:
    """What a task has kept of its course."""
    found: History = orjson.loads(task.properties)
    return found


def begin_stage(unit: Unit, task_id: str, plan: Plan, index: int) -> None:
    """Note that the first step of the stage at *index* is under way."""
    task = unit.world.tasks[task_id]
    title = plan.titles[index].replace(BATCH, str(batches.begun(task, plan)))
    history = history_of(task)
    shown = history.setdefault("stages", [])
    if any(stage["title"] == title and not stage["ended"] for stage in shown):
        return
    shown.append(
        {
            "title": title,
            "state": "running",
            "started": unit.now,
            "ended": 0,
            "last": _last_with_title(plan, index),
        }
    )
    _keep(unit, task, history)


def _last_with_title(plan: Plan, index: int) -> int:
    """The index of the last stage in a row that has the title of the one at *index*."""
    title = plan.titles[index]
    while index + 1 < len(plan.stages) and plan.titles[index + 1] == title:
        index += 1
    return index


def end_stages(unit: Unit, task_id: str, plan: Plan) -> None:
    """Note the end of the stages that no node is in, nor will come to."""
    task = unit.world.tasks[task_id]
    history = history_of(task)
    under_way = min(unit.world.stage_counts[task_id], default=len(plan.stages))
    ended = [
        stage
        for stage in history.get("stages", ())
        if not stage["ended"] and stage["last"] < under_way and not _comes_again(task, plan, stage)
    ]
    if ended:
        for stage in ended:
            stage["state"], stage["ended"] = "success", unit.now
        _keep(unit, task, history)


def _comes_again(task: Task, plan: Plan, stage: ShownStage) -> bool:
    """Whether a later batch will go through a stage as well."""
    last = stage["last"]
    is_of_nodes = plan.stages[last].scope == "node"
    return bool(task.queued) and is_of_nodes and BATCH not in plan.titles[last]


def end_all(unit: Unit, task_id: str, state: str) -> None:
    """Note that all stages end with the task."""
    task = unit.world.tasks[task_id]
    history = history_of(task)
    under_way = [stage for stage in history.get("stages", ()) if not stage["ended"]]
    if under_way:
        for stage in under_way:
            stage["state"], stage["ended"] = state, unit.now
        _keep(unit, task, history)


def note_failed_node(unit: Unit, task_id: str, node: Node, code: str, message: str) -> None:
    """Note that a node of a task failed, and why."""
    task = unit.world.tasks[task_id]
    history = history_of(task)
    failed = history.setdefault("failed", {})
    failed[node.instance_id] = {
        "number": node.number,
        "at": unit.now,
        "code": code,
        "message": message,
    }
    _keep(unit, task, history)


def note_asked(unit: Unit, task: Task, what: str) -> Task:
    """Note what a call asked a task for; returns the task as it is then."""
    history = history_of(task)
    history.setdefault("asked", []).append({"what": what, "at": unit.now})
    return _keep(unit, task, history)


def _keep(unit: Unit, task: Task, history: History) -> Task:
    return unit.put(unit.world.tasks, task._replace(properties=orjson.dumps(history).decode()))
