"""How far a search for scenarios that break a command has come, and what it has found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cs_simulator.testing.explore.commands import CommandRun
from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.outcome import Finding

Source = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A scenario that breaks the command."""

    file: Path
    source: Source
    """The scenario as the file has it."""
    finding: Finding
    run: CommandRun
    """The last run under it."""
    is_new: bool
    """Whether this search has found it, or it was there before."""
    is_certain: bool = True
    """Whether it broke the command when it was run once more."""


@dataclass(slots=True, kw_only=True)
class Status:
    """How far a search has come."""

    examples: int = 0
    """The scenarios that the command was run under, those of shrinking included."""
    with_faults: int = 0
    """How many of them had a fault that acted."""
    acted: set[Acted] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    """The operations that the command has called."""
    failed_without_faults: tuple[Finding, CommandRun] | None = None
    found: list[Found] = field(default_factory=list)
    mended: list[Path] = field(default_factory=list)
    """The files of before that do not break the command any more."""
    idle: list[Path] = field(default_factory=list)
    """The files of before of which no fault acted: they say nothing of the command."""
    resumed: int = 0
    """How many examples an interrupted search had done before."""
    is_complete: bool = False
    """Whether all examples were run."""
