"""What is explored: which kinds of faults, on which operations, how many rules at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any

Base = str | PathLike[str] | Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the scenarios that are made up may contain."""

    kinds: tuple[str, ...] = ()
    """The kinds of faults; without any, all that are explored by default."""
    operations: tuple[str, ...] = ()
    """The operations that rules are about; without any, all of them."""
    called: tuple[str, ...] = ()
    """The operations that the client is known to call: rules are about these, and about what it may
    call once something has gone wrong. Where operations are given, these are not used."""
    rules: int = 2
    """The most rules that a scenario has; around a base, the most that are added to it."""
    base: Base | None = None
    """A scenario to vary: the path of a file, the name of a shipped one, or its JSON object."""
