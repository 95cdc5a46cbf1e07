"""Scheduling actions for an instant; :mod:`cs_simulator.engine.timeline_actions` runs them."""

from collections.abc import Mapping

import orjson

from cs_simulator.domain.records import ScheduledAction
from cs_simulator.engine.unit import Unit


def plan(unit: Unit, due: int, action: Mapping[str, object]) -> None:
    """Let something happen at an instant: ``do`` names it, the rest is about whom."""
    planned = ScheduledAction(serial=unit.serial(), due=due, action=orjson.dumps(action).decode())
    unit.put(unit.world.scheduled_actions, planned)
