"""Reading bodies that nobody has checked: what has another type than it should counts as absent."""

from functools import lru_cache
from typing import Any

Body = dict[str, Any]
"""An object of the API, as JSON."""


def get(body: object, path: str) -> Any:
    """What is at a path of names, such as ``spec.replicas``; ``None`` if nothing is."""
    for name in _names(path):
        if not isinstance(body, dict):
            return None
        body = body.get(name)
    return body


@lru_cache(maxsize=1024)
def _names(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def text(body: object, path: str, otherwise: str = "") -> str:
    """The text at a path, unless it is empty."""
    found = get(body, path)
    return found if isinstance(found, str) and found else otherwise


def number(body: object, path: str, otherwise: int = 0) -> int:
    """The whole number at a path."""
    found = get(body, path)
    return found if isinstance(found, int) and not isinstance(found, bool) else otherwise


def mapping(body: object, path: str) -> Body:
    """The object at a path; an empty one if there is none."""
    found = get(body, path)
    return found if isinstance(found, dict) else {}


def items(body: object, path: str) -> list[Body]:
    """The objects in the list at a path."""
    found = get(body, path)
    if not found or not isinstance(found, list):
        return []
    return [each for each in found if isinstance(each, dict)]


def texts(body: object, path: str) -> list[str]:
    """The texts in the list at a path."""
    found = get(body, path)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def condition(body: object, kind: str) -> Body:
    """The condition of a type in the object's status; an empty one if it has none."""
    for each in items(body, "status.conditions"):
        if each.get("type") == kind:
            return each
    return {}
