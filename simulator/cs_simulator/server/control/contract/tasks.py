"""``tasks`` and ``timeline``: what is under way, what is over, and what is still to come."""

from collections.abc import Iterable
from typing import Annotated, Any, TypedDict

from cs_simulator.server.control.contract.endpoint import Endpoint, Scope
from cs_simulator.server.control.contract.marks import OneOf
from cs_simulator.server.control.contract.values import Instant

STEP_STATUSES = ("running", "held", "expected", "done", "failed", "canceled")


def _task_states() -> Iterable[str]:
    from cs_simulator.domain.records import TaskState

    return TaskState


class Step(TypedDict):
    """One stage of a task, of the whole cluster or of one node."""

    stage: str
    instance_id: str | None
    """The node's instance; null for a step of the whole cluster."""
    node: str | None
    """The node's name; null for a step of the whole cluster, and for a node that is gone."""
    status: Annotated[str, OneOf(lambda: STEP_STATUSES)]
    started: Instant
    """When it began, or will begin."""
    ended: Instant | None
    """When it ended, or will end; null while it is held."""


class Task(TypedDict):
    """What an asynchronous operation is going through."""

    task_id: str
    cluster_id: str
    group_id: str | None
    """The group of nodes that it is about; null for the whole cluster."""
    operation: str
    type: str
    """The type of the task as the API spells it, such as ``nodepool_create``."""
    state: Annotated[str, OneOf(_task_states)]
    created: Instant
    updated: Instant
    """When its state last changed: the end of a task that is over."""
    pending_nodes: int
    """How many nodes have stages before them; 0 while the cluster itself has."""
    nodes: list[str]
    """Ids of the instances that it is about, once they are known."""
    error_code: str | None
    error_message: str | None
    steps: list[Step]
    """The steps under way; in the timeline also those that are over and those to come."""


class TaskList(TypedDict):
    """The tasks of a tenant, oldest first."""

    tasks: list[Task]


class Timeline(TypedDict):
    """Every task with all its steps, past and expected."""

    now: Instant
    is_complete: bool
    """Whether the steps to come are all there: a preview stops after very many."""
    tasks: list[Task]


class TaskChange(TypedDict, total=False):
    """What to do with a task: hold or release it, or end it."""

    is_held: bool
    instance_id: str
    """The node to hold or release; the whole task without it."""
    state: Any
    """``success`` runs all that is left of it now, ``failed`` ends it."""
    code: str
    """With ``failed``: the error code that the cluster's log shows."""
    message: str


LIST_TASKS = Endpoint("GET", "tasks", Scope.TENANT, answers=TaskList)
GET_TASK = Endpoint("GET", "tasks/{task_id}", Scope.TENANT, answers=Task)
PATCH_TASK = Endpoint("PATCH", "tasks/{task_id}", Scope.TENANT, answers=Task, body=TaskChange)
GET_TIMELINE = Endpoint("GET", "timeline", Scope.TENANT, answers=Timeline, query=("cluster",))
