"""How many pods a rollout may have beside those wanted, and how they are shared: numbers alone.

After ``pkg/controller/deployment/util/deployment_util.go`` of Kubernetes.
"""

import re
from typing import NamedTuple

_PERCENT = re.compile(r"([0-9]+)%")


class Bounds(NamedTuple):
    """What a rolling update keeps to."""

    surge: int
    """How many pods there may be beyond those wanted."""
    unavailable: int
    """How many of those wanted need not be available."""


NONE = Bounds(0, 0)
"""What counts where pods are not replaced by and by."""


def bounds(surge: object, unavailable: object, wanted: int) -> Bounds:
    """Both as numbers of pods: a percentage is rounded up for *surge*, else down.

    If both are 0 nothing could be replaced: one pod may be unavailable then.
    """
    most, fewer = _scaled(surge, wanted, up=True), _scaled(unavailable, wanted, up=False)
    if most == 0 and fewer == 0:
        fewer = 1
    return Bounds(most, min(fewer, wanted))


def _scaled(value: object, total: int, *, up: bool) -> int:
    if isinstance(value, str) and (percent := _PERCENT.fullmatch(value)):
        product = int(percent[1]) * total
        return -(-product // 100) if up else product // 100
    return value if isinstance(value, int) else 0


def proportion(present: int, most: int, most_before: int, left: int) -> int:
    """By how much a set with *present* pods changes when its deployment is scaled.

    *most* pods may the deployment have now, *most_before* before it was scaled; *left* is by how
    much its sets are still to change, negative for less.
    """
    if present == 0 or left == 0:
        return 0
    if most == 0:
        fraction = -present
    elif most_before == 0:
        fraction = 0
    else:
        fraction = _rounded(present * most, most_before) - present
    return min(fraction, left) if left > 0 else max(fraction, left)


def _rounded(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by)
