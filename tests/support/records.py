"""Records to put into tables."""

from contextlib import suppress
from typing import Any, TypeVar, get_type_hints

from cs_simulator.domain.checking import checks_of
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
    """A record of that type, every field of which has a valid value, of its own where it can."""
    values: dict[str, object] = {}
    checks = dict(checks_of(record))
    for index, (name, kind) in enumerate(get_type_hints(record).items()):
        values[name] = (
            STATES[record] if name == "state" else _valid(name, kind, index, checks[name])
        )
    return record(**{**values, "serial": serial, **given})


def _valid(name: str, kind: Any, index: int, check: Any) -> object:
    """The first value that the field may have."""
    texts = [
        f"{name} «值» {index}", f"10.0.0.{index}", f"10.{index}.0.0/16", f"0.{index}",
        f'{{"{name}": {index}}}', f'[{{"key": "k", "value": "{index}"}}]',
        "vpc", "PrePaid", "Running", "warning", "state", "apply", "active", "eips",
    ]  # fmt: skip
    for value in {bool: [True], int: [index, 3], str: texts}[kind]:
        with suppress(ValueError):
            check(value)
            return value
    raise AssertionError(f"no example fits {name}")
