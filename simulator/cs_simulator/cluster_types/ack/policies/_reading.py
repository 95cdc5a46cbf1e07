"""Reading objects and parameters that may have anything in them where something is expected."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

_QUANTITY = re.compile(r"([+-]?[0-9]{0,40}(?:\.[0-9]{0,40})?)([eE][+-]?[0-9]{1,2}|[numkKMGTPE]?i?)")
_POWERS = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}


def at(body: Any, path: str) -> Any:
    """The value at a path such as ``spec.hostNetwork``; ``None`` if there is none."""
    value = body
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def label_at(body: Any, path: str, name: str) -> Any:
    """The value of a name with dots, of a label or an annotation; ``None`` if there is none."""
    found = at(body, path)
    return found.get(name) if isinstance(found, Mapping) else None


def objects(body: Any, path: str) -> list[Mapping[str, Any]]:
    """The objects of the list at a path."""
    found = at(body, path)
    if not isinstance(found, list):
        return []
    return [each for each in found if isinstance(each, Mapping)]


def texts(body: Any, path: str) -> list[str]:
    """The texts of the list at a path."""
    found = at(body, path)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def containers(pod: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All containers of a pod: those that it begins with, its own, and ephemeral ones."""
    for path in ("spec.initContainers", "spec.containers", "spec.ephemeralContainers"):
        yield from objects(pod, path)


def called(container: Mapping[str, Any]) -> str:
    """A container as violations name it."""
    return f"container {container.get('name', '')}"


def volume_types(volume: Mapping[str, Any]) -> list[str]:
    """What a volume is made of: ``hostPath``; several if it is not valid."""
    return [name for name in volume if name != "name"]


def listed(values: Iterable[str]) -> str:
    """Several texts as one."""
    return ", ".join(values)


def quantity(value: Any) -> Decimal | None:
    """An amount such as ``500m`` or ``1Gi`` as a number; ``None`` for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    form = _QUANTITY.fullmatch(str(value))
    if form is None:
        return None
    digits, unit = form.groups()
    try:
        number = Decimal(digits)
        if unit in _BINARY:
            return number * Decimal(1 << _BINARY[unit])
        return number.scaleb(_POWERS[unit] if unit in _POWERS else int(unit[1:]))
    except (InvalidOperation, ValueError):
        return None
