"""Amounts that are a number or a part of a whole: ``1``, ``"25%"``."""

from typing import Any

_PERCENT = 100


def amount_of(value: Any, whole: int, *, up: bool = True) -> int:
    """How many of *whole* a value means; a percentage is rounded up, or down unless *up*.

    What is neither a number nor a percentage counts as 0.
    """
    if isinstance(value, int):
        return max(value, 0)
    if not isinstance(value, str) or not value.endswith("%"):
        return 0
    digits = value[:-1]
    if not digits.isascii() or not digits.isdigit():
        return 0
    product = int(digits) * whole
    return -(-product // _PERCENT) if up else product // _PERCENT
