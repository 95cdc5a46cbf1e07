"""Records to put into tables."""

from typing import TypeVar, get_type_hints

from cs_simulator.domain.records import (
    Cluster,
    ClusterState,
    Node,
    NodeGroup,
    NodeState,
    Task,
    TaskState,
)

R = TypeVar("R")

STATES: dict[type, str] = {
    Cluster: ClusterState.DELETE_FAILED,
    Node: NodeState.REMOVING,
    NodeGroup: "active",
    Task: TaskState.FAILED,
}


def example(record: type[R], serial: int = 1, **given: object) -> R:
    """A record of that type, every field of which has a value of its own."""
    values: dict[str, object] = {}
    for index, (name, kind) in enumerate(get_type_hints(record).items()):
        if name == "state":
            values[name] = STATES[record]
        else:
            values[name] = {bool: True, int: index, str: f"{name} «值» {index}"}[kind]
    return record(**{**values, "serial": serial, **given})
