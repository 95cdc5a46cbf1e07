"""Reading the stages of a plan: which one comes next, and what its line in the log says.

A stage names fields (``only_if``, the braces of ``log``). They are looked up in the node, the group
of nodes and the cluster, in this order: among the fields of a record, then among its properties.
"""

from collections.abc import Sequence

import orjson

from cs_simulator.domain.plans import Plan, Stage
from cs_simulator.domain.records import Cluster, Node, NodeGroup
from cs_simulator.engine import naming

Subject = Cluster | NodeGroup | Node


def next_stage(
    plan: Plan, index: int, subjects: Sequence[Subject], node: Node | None
) -> int | None:
    """The index of the first stage after *index* that is not skipped, ``None`` if there is none.

    With a *node*: among the node stages up to the next stage of the cluster. Without one: a node
    stage is never skipped, since its condition is for each node to decide.
    """
    for later in range(index + 1, len(plan.stages)):
        stage = plan.stages[later]
        if node is None:
            if not stage.only_if or stage.scope == "node" or _is_true(stage.only_if, subjects):
                return later
        elif stage.scope == "cluster":
            return None
        elif not stage.only_if or _is_true(stage.only_if, (node, *subjects)):
            return later
    return None


def last_node_stage(plan: Plan) -> int:
    """The index of the plan's last node stage."""
    return max(index for index, stage in enumerate(plan.stages) if stage.scope == "node")


def log_line(stage: Stage, subjects: Sequence[Subject]) -> str:
    """The line that the stage writes into the cluster's log."""
    return stage.log.format_map(_Values(subjects))


class _Values(dict[str, object]):
    """What the braces of a log line stand for: the first value that is not empty."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        super().__init__()
        self._subjects = subjects

    def __missing__(self, name: str) -> object:
        for record in self._subjects:
            if value := _value(name, record):
                return " ".join(value) if isinstance(value, list) else value
        return ""


def _is_true(name: str, subjects: Sequence[Subject]) -> bool:
    """Whether the value in the first record that has the name is true."""
    for record in subjects:
        value = _value(name, record)
        if value is not None:
            return bool(value)
    return False


def _value(name: str, record: Subject) -> object:
    """The field or property of that name, ``None`` if the record has neither."""
    value = getattr(record, name, None)
    if value is None and record.properties != "{}":
        value = orjson.loads(record.properties).get(name)
    if value is None and name == "node_name" and isinstance(record, Node):
        value = naming.shown_name(record)
    return value
