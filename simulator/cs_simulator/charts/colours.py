"""The colours of bars by name: the same in every chart, whatever draws it."""

from functools import cache
from typing import Literal, get_args

from cs_simulator.charts.model import LOST, NODES, READY, WAITING, Bar
from cs_simulator.cluster_types import registry

Colour = Literal[
    "stage-1", "stage-2", "stage-3", "stage-4", "stage-5", "stage-6",
    "good", "warn", "bad", "busy", "quiet",
]  # fmt: skip
COLOURS: tuple[Colour, ...] = get_args(Colour)

_OF_STAGES = COLOURS[:6]
"""Stages that follow each other in a plan have these in turn."""
_OF_NAMES: dict[str, Colour] = {
    READY: "good", "running": "good", "active": "good",
    LOST: "bad", "failed": "bad", "delete_failed": "bad",
    "inactive": "warn", "disconnected": "warn", "unavailable": "warn", "degraded": "warn",
    "start_outage": "warn", "lose_zone": "warn", "lose_node": "warn", "disconnect_agent": "warn",
    NODES: "quiet", WAITING: "quiet", "deleted": "quiet",
}  # fmt: skip


def colour_of(bar: Bar) -> Colour:
    """The colour of a bar; one that failed has that of its stage, and a mark."""
    if bar.stage:
        return _OF_STAGES[_positions().get(bar.stage, 0) % len(_OF_STAGES)]
    return _OF_NAMES.get(bar.name, "busy")


@cache
def _positions() -> dict[str, int]:
    """The places of stages in their plans."""
    found: dict[str, int] = {}
    for plan in registry().plans.values():
        for position, stage in enumerate(plan.stages):
            found.setdefault(stage.name, position)
    return found
