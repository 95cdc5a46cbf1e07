"""Columns of the tables that ``kubectl get`` prints, and how ages are written in them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cs_simulator.domain.instants import SECOND, from_text

Body = dict[str, Any]
"""An object of the API, as JSON."""

UNKNOWN, NONE = "<unknown>", "<none>"

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86400, 365 * 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the tables that ``kubectl get`` prints."""

    name: str
    value: Callable[[Body, int], object]
    """The cell for an object at a virtual instant, in microseconds since 1970."""
    type: str = "string"
    format: str = ""
    description: str = ""
    is_wide: bool = False
    """Whether it is shown only with ``-o wide``."""


def get(body: object, path: str) -> Any:
    """What is at a path of names, such as ``spec.replicas``; ``None`` if nothing is."""
    for name in path.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return body


def age(text: object, now: int) -> str:
    """How long ago an instant of an object was, as kubectl writes it: ``5m30s``, ``3d2h``.

    ``<unknown>`` for what is no instant.
    """
    try:
        at = from_text(text) if isinstance(text, str) else None
    except ValueError:
        at = None
    return UNKNOWN if at is None else duration((now - at) // SECOND)


def duration(seconds: int) -> str:
    """A duration as ``k8s.io/apimachinery/pkg/util/duration`` writes it: ``HumanDuration``."""
    if seconds < -1:
        return "<invalid>"
    if seconds <= 0:
        return "0s"
    for limit, unit, smaller, rest_until in _STEPS:
        if seconds < limit:
            return _in_two(seconds, unit, smaller, rest_until)
    return f"{seconds // _YEAR}y"


# Below the first number of seconds: the unit, the smaller one, and until how many seconds the
# smaller one is written.
_STEPS = (
    (2 * _MINUTE, (1, "s"), None, 0),
    (3 * _HOUR, (_MINUTE, "m"), (1, "s"), 10 * _MINUTE),
    (2 * _DAY, (_HOUR, "h"), (_MINUTE, "m"), 8 * _HOUR),
    (2 * _YEAR, (_DAY, "d"), (_HOUR, "h"), 8 * _DAY),
    (8 * _YEAR, (_YEAR, "y"), (_DAY, "d"), 8 * _YEAR),
)
_Unit = tuple[int, str]


def _in_two(seconds: int, unit: _Unit, smaller: _Unit | None, rest_until: int) -> str:
    whole, rest = divmod(seconds, unit[0])
    text = f"{whole}{unit[1]}"
    if smaller is None or seconds >= rest_until or not rest // smaller[0]:
        return text
    return f"{text}{rest // smaller[0]}{smaller[1]}"


def _name(body: Body, _: int) -> object:
    return body["metadata"]["name"]


def _age(body: Body, now: int) -> object:
    return age(get(body, "metadata.creationTimestamp"), now)


NAME = Column(name="Name", value=_name, format="name")
AGE = Column(name="Age", value=_age)
