"""Replacing pods by those of a new template: by and by, or all at once.

After ``pkg/controller/deployment/rolling.go`` and ``recreate.go`` of Kubernetes.
"""

from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.workloads.controllers.deployments.newest import make_newest
from cs_simulator.kubernetes.workloads.controllers.deployments.rollout import (
    Rollout,
    active,
    counted,
    wanted_by,
)


def roll(rollout: Rollout) -> bool:
    """Do one step of a rolling update; returns whether that was the last one for now."""
    if rollout.new is None and not make_newest(rollout, _next_size(rollout)):
        return False
    return not _grow(rollout) and not _shrink(rollout)


def _grow(rollout: Rollout) -> bool:
    """Have the new set want more pods, or fewer if it wants too many; returns whether it does."""
    new = rollout.new
    if new is None or new.wanted == rollout.wanted:
        return False
    size = rollout.wanted if new.wanted > rollout.wanted else _next_size(rollout)
    return rollout.scale(new, size)


def _next_size(rollout: Rollout) -> int:
    """How many pods the new set may have now."""
    present = rollout.new.wanted if rollout.new else 0
    room = rollout.most - wanted_by(rollout.sets)
    return present + max(min(room, rollout.wanted - present), 0)


def _shrink(rollout: Rollout) -> bool:
    """Have old sets want fewer pods, as far as enough are available; returns whether they do."""
    old, new = active(rollout.old), rollout.new
    least = rollout.wanted - rollout.bounds.unavailable
    unavailable = new.wanted - new.count("availableReplicas") if new else 0
    too_many = wanted_by(rollout.sets) - least - unavailable
    if not old or too_many <= 0:
        return False
    cleaned = _drop_unhealthy(rollout, too_many)
    return _drop_available(rollout, least) + cleaned > 0


def _drop_unhealthy(rollout: Rollout, most: int) -> int:
    """Take from the old sets the pods that are not available: nobody misses them."""
    dropped = 0
    for each in active(rollout.old):
        count = min(most - dropped, each.wanted - each.count("availableReplicas"))
        if count > 0 and rollout.scale(each, each.wanted - count):
            dropped += count
    return dropped


def _drop_available(rollout: Rollout, least: int) -> int:
    """Take from the old sets, the oldest first, what is available beyond what must be."""
    left = counted(rollout.sets, "availableReplicas") - least
    dropped = 0
    for each in active(rollout.old):
        count = min(each.wanted, left - dropped)
        if count > 0 and rollout.scale(each, each.wanted - count):
            dropped += count
    return dropped


def recreate(rollout: Rollout) -> bool:
    """Do one step of a replacement at once; returns whether that was the last one for now."""
    dropped = [rollout.scale(each, 0) for each in active(rollout.old)]
    if any(dropped) or _have_pods(rollout):
        return False
    if rollout.new is None and not make_newest(rollout, rollout.wanted):
        return False
    return rollout.new is not None and not rollout.scale(rollout.new, rollout.wanted)


def _have_pods(rollout: Rollout) -> bool:
    """Whether old sets have pods that run, or are on their way out."""
    index = index_of(rollout.unit.world)
    return any(not index.replicas_of(each.found.uid).is_empty for each in rollout.old)
