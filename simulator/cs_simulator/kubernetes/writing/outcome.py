"""What came of a write."""

from collections.abc import Sequence
from typing import NamedTuple

from cs_simulator.kubernetes.kinds import Body


class Outcome(NamedTuple):
    """The object after a write."""

    body: Body
    warnings: Sequence[str] = ()
    is_new: bool = False
    is_gone: bool = False
