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
    description: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioClock:
    """The clock of tenants that are made with the scenario."""

    mode: Literal["realtime", "scaled", "frozen", "polling"] | None = None
    rate: Annotated[float, Limits(ge=SLOWEST, le=FASTEST)] | None = None
    interval: Duration | None = None
    """How far each repeated read moves a clock in mode ``polling``; else to the next change."""
    start: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario file."""

    api_version: Annotated[Literal["simulator/v1"], Key("apiVersion")]
    kind: Literal["Scenario"]
    metadata: Metadata
    include: tuple[str, ...] = ()
    seed: Annotated[int, Limits(ge=-LARGEST_SEED, le=LARGEST_SEED, strict=True)] | None = None
    clock: ScenarioClock | None = None
    fixtures: Fixtures = field(default_factory=Fixtures)
    durations: dict[str, dict[str, Distribution]] = field(default_factory=dict)
    """By operation and stage."""
    rules: tuple[Rule, ...] = ()
    timeline: tuple[TimelineAction, ...] = ()
    expect: tuple[Expectation, ...] = ()
    script: tuple[ScriptStep, ...] = ()
