"""The scenario in force, the counters of its rules, and the actions that it has scheduled."""

from typing import NamedTuple

from cs_simulator.domain.records.kinds import (
    Count,
    Instant,
    InstantsByName,
    JsonObject,
    Key,
    Level,
    Slot,
)


class ActiveScenario(NamedTuple):
    """The scenario in force for the tenant."""

    serial: int
    slot: Slot
    """Always ``active``: there is one."""
    name: str
    origin: str
    """The file that it was read from, and is read from again when that changes; empty for none."""
    started: Instant
    """The instant from which its rules count time."""
    rules_added: InstantsByName
    """JSON: for each rule that was added later, its id and the instant at which it was added."""
    text: JsonObject
    """The whole scenario, as JSON."""


class RuleCounter(NamedTuple):
    """What a rule has counted, over all its matches or for one subject."""

    serial: int
    key: Key
    rule: str
    subject: str
    """What the rule counts by itself, such as a cluster's name; empty for everything together."""
    matched: Count = 0
    fired: Count = 0
    level: Level = 0
    """The level of the token bucket, in thousandths, for a rule that has one."""
    level_at: Instant = 0
    """The instant at which it had that level."""


class ScheduledAction(NamedTuple):
    """An action that runs at an instant, without a call."""

    serial: int
    due: Instant
    action: JsonObject
    """JSON: ``do`` names the action; the other names are its arguments."""
