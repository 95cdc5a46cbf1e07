"""Reading the stages of a plan: which one comes next, and what its line in the log says.

A stage names fields (``only_if``, the braces of ``log``). They are looked up in the node, the group
of nodes and the cluster, in this order: among the fields of a record, then among its properties.
"""

from collections.abc import Sequence
from functools import cache
from string import Formatter

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
    if node is not None:
        for later in plan.node_stages_from[index + 1]:
            condition = plan.stages[later].only_if
            if not condition or _is_true(condition, (node, *subjects)):
                return later
        return None
    for later in range(index + 1, len(plan.stages)):
        stage = plan.stages[later]
        if not stage.only_if or stage.scope == "node" or _is_true(stage.only_if, subjects):
            return later
    return None


def last_node_stage(plan: Plan) -> int:
    """The index of the plan's last node stage."""
    return max(index for index, stage in enumerate(plan.stages) if stage.scope == "node")


def log_line(stage: Stage, subjects: Sequence[Subject]) -> str:
    """The line that the stage writes into the cluster's log.

    Braces stand for the first value of that name that is not empty.
    """
    line = ""
    for text, name in _parts(stage.log):
        line += text
        if name:
            line += _shown(name, subjects)
    return line


@cache
def _parts(log: str) -> tuple[tuple[str, str], ...]:
    """The parts of a line: each is a text and the name in the braces after it, if there are any."""
    return tuple((text, name or "") for text, name, _, _ in Formatter().parse(log))


def _shown(name: str, subjects: Sequence[Subject]) -> str:
    for record in subjects:
        if value := _value(name, record):
            return " ".join(value) if isinstance(value, list) else str(value)
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
