"""What operations on checks share: their state, and what answers show of one."""

from cs_simulator.cluster_types.ack.health.blockers import BY_CHECK
from cs_simulator.cluster_types.ack.health.examinations import Examination
from cs_simulator.cluster_types.ack.health.finding import Finding, Item
from cs_simulator.engine.world import World
from cs_simulator.operations._examinations import time_of

MOST_NAMED = 10
"""How many reasons the message of a check names."""


def forbidding(found: Examination) -> list[tuple[Item, Finding]]:
    """What forbids the operation that a check is for."""
    return [
        (item, finding)
        for item in BY_CHECK[found.asked["type"]]
        for finding in found.findings.get(item.name, ())
    ]


def shown(world: World, found: Examination) -> dict[str, object]:
    """What lists and single answers show of a check."""
    status, message = _status(found)
    return {
        "check_id": found.name,
        "created_at": time_of(world, found.created),
        "finished_at": time_of(world, found.finished),
        "message": message,
        "status": status,
        "type": found.asked["type"],
    }


def _status(found: Examination) -> tuple[str, str]:
    """The status, and a message about it."""
    if found.is_running:
        return "Running", "task running"
    if found.has_failed:
        return "Failed", f"task failed: {found.message or 'the reason is not known'}"
    reasons = [finding.message for _, finding in forbidding(found)]
    if reasons:
        more = f"; and {len(reasons) - MOST_NAMED} more" if len(reasons) > MOST_NAMED else ""
        return "Failed", f"check failed: {'; '.join(reasons[:MOST_NAMED])}{more}"
    return "Succeeded", "task succeed"
