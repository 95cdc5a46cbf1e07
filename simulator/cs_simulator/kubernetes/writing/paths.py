"""Values in an object by the path of their fields: ``spec.selector``."""

from typing import Any

from cs_simulator.kubernetes.kinds import Body


def value_at(body: Body, path: str) -> Any:
    """What an object has at a path; ``None`` if there is nothing."""
    value: Any = body
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def set_at(body: Body, path: str, value: object) -> None:
    """Set what an object has at a path, and make the objects on the way that are missing."""
    *way, last = path.split(".")
    for name in way:
        inner = body.get(name)
        if not isinstance(inner, dict):
            inner = body[name] = {}
        body = inner
    body[last] = value


def drop_at(body: Body, path: str) -> None:
    """Remove what an object has at a path, and the objects on the way that are empty then."""
    parent, _, last = path.rpartition(".")
    holder = value_at(body, parent) if parent else body
    if not isinstance(holder, dict) or last not in holder:
        return
    del holder[last]
    if parent and not holder:
        drop_at(body, parent)
