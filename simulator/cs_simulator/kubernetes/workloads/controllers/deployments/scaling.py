"""Deployments that are scaled, also while they are rolled out or paused.

After ``pkg/controller/deployment/sync.go`` of Kubernetes.
"""

from cs_simulator.kubernetes.workloads.controllers.deployments import numbers, revisions
from cs_simulator.kubernetes.workloads.controllers.deployments.rollout import (
    OwnedSet,
    Rollout,
    active,
    wanted_by,
)


def is_scaled(rollout: Rollout) -> bool:
    """Whether a set was made or scaled for another number of pods than is wanted now."""
    return any(
        revisions.DESIRED in each.annotations
        and revisions.number_in(each.annotations, revisions.DESIRED) != rollout.wanted
        for each in active(rollout.sets)
    )


def scale(rollout: Rollout) -> None:
    """Share the number of pods that is wanted between the sets."""
    only = _only_one(rollout)
    if only is not None:
        rollout.scale(only, rollout.wanted)
    elif _is_saturated(rollout):
        for each in active(rollout.old):
            rollout.scale(each, 0)
    elif rollout.is_rolling:
        _share(rollout)


def _only_one(rollout: Rollout) -> OwnedSet | None:
    """The only set with pods; the newest one if none has any; else ``None``."""
    with_pods = active(rollout.sets)
    if not with_pods:
        return rollout.new or next(reversed(rollout.sets), None)
    return with_pods[0] if len(with_pods) == 1 else None


def _is_saturated(rollout: Rollout) -> bool:
    new = rollout.new
    if new is None:
        return False
    desired = revisions.number_in(new.annotations, revisions.DESIRED)
    return {new.wanted, desired, new.count("availableReplicas")} == {rollout.wanted}


def _share(rollout: Rollout) -> None:
    """Change all sets in proportion to their sizes; the largest one takes what is left over."""
    sets = active(rollout.sets)
    most = rollout.most if rollout.wanted else 0
    to_add = most - wanted_by(sets)
    if to_add > 0:
        sets.reverse()  # of sets of the same size the newer one comes first
    sets.sort(key=lambda each: -each.wanted)
    left, sizes = to_add, []
    for each in sets:
        before = revisions.number_in(each.annotations, revisions.MOST)
        share = numbers.proportion(each.wanted, most, before or _replicas_of(rollout), left)
        sizes.append(each.wanted + share)
        left -= share
    if sizes and to_add:
        sizes[0] = max(sizes[0] + left, 0)
    for each, size in zip(sets, sizes, strict=True):
        rollout.scale(each, size)


def _replicas_of(rollout: Rollout) -> int:
    replicas = rollout.body.get("status", {}).get("replicas", 0)
    return replicas if isinstance(replicas, int) else 0
