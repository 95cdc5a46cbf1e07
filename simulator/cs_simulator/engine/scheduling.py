"""Planning what is to happen at a time, whoever calls; :mod:`cs_simulator.engine.timeline_actions` does it."""

from collections.abc import Mapping

import orjson

from cs_simulator.domain.records import Planned
from cs_simulator.engine.unit import Unit


def plan(unit: Unit, due: int, action: Mapping[str, object]) -> None:
    """Let something happen at an instant: ``do`` names it, the rest is about whom."""
    planned = Planned(serial=unit.serial(), due=due, action=orjson.dumps(action).decode())
    unit.put(unit.world.planned, planned)
