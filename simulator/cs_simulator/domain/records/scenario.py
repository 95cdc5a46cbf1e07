"""The scenario in force: its source, what its rules have counted, what it has scheduled."""

from typing import NamedTuple


class ActiveScenario(NamedTuple):
    """The scenario that holds for the tenant."""

    serial: int
    slot: str
    """Always ``active``: there is one."""
    name: str
    origin: str
    """The file that it was read from, which is looked at again when it changes; empty for none."""
    started: int
    rules_added: str
    """JSON: when rules came that were not there from the start, by id."""
    text: str
    """The whole scenario, as JSON."""


class RuleCounter(NamedTuple):
    """What a rule has counted, of everything or of one subject."""

    serial: int
    key: str
    rule: str
    subject: str
    matched: int = 0
    fired: int = 0
    level: int = 0
    """What is left, in thousandths, for a rule that keeps a level."""
    level_at: int = 0


class ScheduledAction(NamedTuple):
    """Something that happens at a time, whoever calls."""

    serial: int
    due: int
    action: str
    """JSON: what it is, and whom it is about."""
