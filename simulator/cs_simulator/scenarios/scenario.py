"""A scenario file, ``apiVersion: simulator/v1``, as a whole.

Only what a file can say by itself is declared here; whether it names what exists is checked by
:mod:`cs_simulator.scenarios.file.lint`.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from cs_simulator.domain.clock import FASTEST, SLOWEST
from cs_simulator.scenarios.declaration import Key, Limits
from cs_simulator.scenarios.expectations.expectation import Expectation
from cs_simulator.scenarios.fixtures import Fixtures
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.script import ScriptStep
from cs_simulator.scenarios.timeline import TimelineAction
from cs_simulator.scenarios.values import Distribution, Duration, Instant, Name

LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The scenario's name, and what people should know of it."""

    name: Name
    """The name of the scenario: letters, digits, ``.``, ``_`` and ``-``."""
    description: str = ""
    """Free text: what happens, and which clients it is for."""
    tags: tuple[str, ...] = ()
    """Words by which scenarios are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioClock:
    """The clock of tenants that are made with the scenario."""

    mode: Literal["realtime", "scaled", "frozen", "polling"] | None = None
    """How virtual time passes: as real time, a number of times as fast, only when it is moved, or
    to the next change with each repeated read."""
    rate: Annotated[float, Limits(ge=SLOWEST, le=FASTEST)] | None = None
    """How many times as fast as real time a clock in mode ``scaled`` runs."""
    interval: Duration | None = None
    """How far each repeated read moves a clock in mode ``polling``; else to the next change."""
    start: Instant | None = None
    """The instant at which the clock starts: ``2018-01-08T09:00:00Z``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario file."""

    api_version: Annotated[Literal["simulator/v1"], Key("apiVersion")]
    """The version of the format: ``simulator/v1``."""
    kind: Literal["Scenario"]
    """What the file is: ``Scenario``."""
    metadata: Metadata
    """The ``name`` of the scenario (letters, digits, ``.``, ``_`` and ``-``), a ``description``,
    and ``tags``, a list."""
    include: tuple[str, ...] = ()
    """Other files whose parts come before those of this one."""
    seed: Annotated[int, Limits(ge=-LARGEST_SEED, le=LARGEST_SEED, strict=True)] | None = None
    """The origin of all random draws: with the same seed, the same happens in every run."""
    clock: ScenarioClock | None = None
    """The clock of tenants that are made with the scenario."""
    fixtures: Fixtures = field(default_factory=Fixtures)
    """What exists before the first call, in addition to the default resources."""
    durations: dict[str, dict[str, Distribution]] = field(default_factory=dict)
    """How long stages take, by operation and stage."""
    rules: tuple[Rule, ...] = ()
    """What goes wrong: in each phase, the first rule that acts wins."""
    timeline: tuple[TimelineAction, ...] = ()
    """What happens at a given time, whoever calls."""
    expect: tuple[Expectation, ...] = ()
    """What must be true at the end."""
    script: tuple[ScriptStep, ...] = ()
    """The calls that ``scenario test`` makes in place of a client."""
