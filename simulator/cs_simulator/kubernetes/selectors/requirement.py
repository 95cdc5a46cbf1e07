"""What a label or a field must be."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

INTEGER = re.compile(r"[+-]?[0-9]{1,19}")

_Values = frozenset[str]


class Requirement(NamedTuple):
    """What a label or a field must be.

    An object without the label meets ``notin``.
    """

    key: str
    operator: str
    """``in``, ``notin``, ``exists``, ``absent``, ``>`` or ``<``."""
    values: frozenset[str] = frozenset()

    def allows(self, value: str | None) -> bool:
        """Whether the value is allowed; ``None`` stands for none."""
        return _OPERATORS[self.operator](value, self.values)


def _is_beyond(value: str | None, limits: _Values, sign: int) -> bool:
    if value is None or not INTEGER.fullmatch(value):
        return False
    return all(sign * int(value) > sign * int(limit) for limit in limits)


_OPERATORS: Mapping[str, Callable[[str | None, _Values], bool]] = {
    "in": lambda value, values: value is not None and value in values,
    "notin": lambda value, values: value is None or value not in values,
    "exists": lambda value, _: value is not None,
    "absent": lambda value, _: value is None,
    ">": lambda value, limits: _is_beyond(value, limits, 1),
    "<": lambda value, limits: _is_beyond(value, limits, -1),
}
