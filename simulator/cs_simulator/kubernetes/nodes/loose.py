"""Reading parts of objects that callers wrote: nobody has checked of what types they are.

What is of another type than it must be counts as absent; it must not stop what time brings about.
"""

from typing import Any

from cs_simulator.kubernetes.kinds import Body


def part(body: Body, name: str) -> Body:
    """An object within an object, to be read."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def own_part(body: Body, name: str) -> Body:
    """An object within an object, to be changed: an empty one is put there where there is none."""
    found = body[name] = part(body, name)
    return found


def items(value: Any) -> list[Body]:
    """The objects in a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """A text; empty for anything else."""
    return value if isinstance(value, str) else ""
