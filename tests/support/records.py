"""Records to put into tables."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar, get_type_hints

from cs_simulator.domain.checking import Check, checks_of
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
    declared: Any = record  # for the type checker, the class of a type variable has no hash
    checks = dict(checks_of(declared))
    for index, (name, kind) in enumerate(get_type_hints(record).items()):
        values[name] = (
            STATES[record] if name == "state" else _valid(name, kind, index, checks[name])
        )
    return record(**{**values, "serial": serial, **given})


def _valid(name: str, kind: type, index: int, check: Check) -> object:
    """The first value that the field may have."""
    texts = [
        f"{name} «值» {index}", f"10.0.0.{index}", f"10.{index}.0.0/16", f"0.{index}",
        f'{{"{name}": {index}}}', f'[{{"key": "k", "value": "{index}"}}]',
        "vpc", "PrePaid", "Running", "warning", "state", "apply", "active", "eips",
        f"[[{index}, 0]]",
    ]  # fmt: skip
    values: dict[type, Sequence[object]] = {bool: [True], int: [index, 3], str: texts}
    for value in values[kind]:
        with suppress(ValueError):
            check(value)
            return value
    raise AssertionError(f"no example fits {name}")
