"""Filling in what a caller left out of an object whose types nobody has checked."""

from collections.abc import Callable, Mapping
from copy import deepcopy

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds._reading import Body

Complete = Callable[[Unit, Cluster, Body, Body | None], None]


def fill(into: object, values: Mapping[str, object]) -> None:
    """Add copies of the values that are missing; nothing if *into* is no object."""
    if not isinstance(into, dict):
        return
    for name, value in values.items():
        if into.get(name) is None:
            into[name] = deepcopy(value)


def part(body: object, name: str) -> Body:
    """The object in a field, made if it is missing; a loose one if the field has something else."""
    if not isinstance(body, dict):
        return {}
    found = body.setdefault(name, {})
    return found if isinstance(found, dict) else {}


def filler(path: str, values: Mapping[str, object]) -> Callable[[Body], None]:
    """What adds the values that are missing at a path of one name, or with an empty one on top."""

    def set_defaults(body: Body) -> None:
        fill(part(body, path) if path else body, values)

    return set_defaults


def beginning_with(status: Mapping[str, object]) -> Complete:
    """What gives a new object its first status."""

    def complete(_unit: Unit, _cluster: Cluster, body: Body, _before: Body | None) -> None:
        fill(body, {"status": status})

    return complete


EMPTY_STATUS = beginning_with({})
