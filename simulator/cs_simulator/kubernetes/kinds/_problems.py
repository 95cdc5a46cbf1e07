"""What is wrong with an object, as kinds find it: the causes of a 422, without their texts."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cs_simulator.kubernetes.kinds._reading import Body


class Problem(NamedTuple):
    """One thing that is wrong with an object."""

    field: str
    """The path of the field: ``spec.ports[0].port``."""
    what: str = ""
    """What is wrong with the value; for a field that is missing, what it is for."""
    value: object = None
    """The value; ``None`` if it is missing."""
    supported: tuple[str, ...] = ()
    """The values that there are, if the value is none of them."""
    is_forbidden: bool = False
    """Whether the field may not be there at all."""
    is_unknown: bool = False
    """Whether the value is the name of something that is not there."""


Check = Callable[[Body, Body | None], Iterator[Problem]]
"""Finds what is wrong with an object; it gets the one before, too, ``None`` for a new one."""


def one_of(field: str, value: object, supported: tuple[str, ...]) -> Iterator[Problem]:
    """A problem if a value that is there is none of those that there are."""
    if value is not None and value not in supported:
        yield Problem(field, value=value, supported=supported)
