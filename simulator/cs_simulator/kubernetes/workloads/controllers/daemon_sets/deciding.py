"""What the pods of a DaemonSet on one node mean for it: pure functions of what is there.

As ``manage`` and ``rollingUpdate`` of ``pkg/controller/daemon`` of Kubernetes.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes.object_index import Pod
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.fitting import Fit, Wanted
from cs_simulator.kubernetes.workloads.revisions import HASH

BROKEN, OLD, SURGING = "broken", "old", "surging"
_SURGING = 2


class Rules(NamedTuple):
    """What a DaemonSet says of all of its pods."""

    wanted: Wanted
    hash: str
    """That of the present template."""
    surges: bool
    """Whether an update makes new pods before old ones go."""
    minimum: int
    """For how many seconds a pod has to be ready until it counts as available."""

    def is_new(self, pod: Pod) -> bool:
        """Whether a pod is of the present template."""
        return pod.labels.get(HASH) == self.hash


class Counts(NamedTuple):
    """What a node adds to the counts of a DaemonSet."""

    desired: int = 0
    current: int = 0
    ready: int = 0
    available: int = 0
    updated: int = 0
    misplaced: int = 0
    missing: int = 0
    """Whether it has pods, and none that is available, as an update without surge sees it."""


class Verdict(NamedTuple):
    """What is to be done on a node, and what is to be said of it."""

    counts: Counts
    makes: bool
    """Whether it is to get a pod."""
    deletes: tuple[Pod, ...]
    """The pods that go, whatever else is under way."""
    stage: str
    """Where an update is: ``broken`` or ``old`` for a pod of an older template that may be
    replaced at once, or when there is room; ``surging`` for two pods; else empty."""
    pod: Pod | None
    """The pod of the older template."""
    due: int
    """When a pod that is ready becomes available; 0 if none does."""


def judge(rules: Rules, fit: Fit | None, pods: list[Pod], now: int) -> Verdict:
    """The verdict on a node; *fit* is ``None`` for one that is gone, *pods* come by age."""
    if fit is None:
        unbound = tuple(pod for pod in pods if not pod.node and not pod.is_going)
        return Verdict(Counts(), makes=False, deletes=unbound, stage="", pod=None, due=0)
    active = [pod for pod in pods if not pod.is_going]
    new = [pod for pod in active if rules.is_new(pod)]
    old = [pod for pod in active if not rules.is_new(pod)]
    counts = _counts(rules, fit, pods, now)
    deletes = tuple(_too_many(rules, pods, now) if fit.stays else active)
    stage = _stage(rules, fit, new, old, now)
    missing = bool(pods) and not (len(active) == 1 and active[0].is_available(now, rules.minimum))
    due = [pod.ready_since + rules.minimum * SECOND for pod in pods if pod.is_ready]
    return Verdict(
        counts=counts._replace(missing=int(missing)),
        makes=fit.runs and not pods,
        deletes=deletes,
        stage=stage,
        pod=old[0] if old else None,
        due=min((at for at in due if at > now), default=0),
    )


def _counts(rules: Rules, fit: Fit, pods: list[Pod], now: int) -> Counts:
    if not fit.runs:
        return Counts(misplaced=int(bool(pods)))
    if not pods:
        return Counts(desired=1)
    return Counts(
        desired=1,
        current=1,
        ready=int(pods[0].is_ready),
        available=int(pods[0].is_available(now, rules.minimum)),
        updated=int(rules.is_new(pods[0])),
    )


def _stage(rules: Rules, fit: Fit, new: list[Pod], old: list[Pod], now: int) -> str:
    if not old or (rules.surges and not fit.runs):
        return ""
    if rules.surges and new:  # the old pod goes as soon as the new one is available
        return SURGING
    if new or len(old) > 1:
        return ""
    return OLD if old[0].is_available(now, rules.minimum) else BROKEN


def _too_many(rules: Rules, pods: list[Pod], now: int) -> Iterator[Pod]:
    """The pods of a node that have ended, and those besides the one that is to run."""
    running = [pod for pod in pods if pod.is_active]
    yield from (pod for pod in pods if not pod.is_active and not pod.is_going)
    if not rules.surges or len(running) < _SURGING:
        yield from running[1:]
        return
    new = [pod for pod in running if rules.is_new(pod)]
    old = [pod for pod in running if not rules.is_new(pod)]
    yield from (*new[1:], *old[1:])
    if new and old and (not old[0].is_ready or new[0].is_available(now, rules.minimum)):
        yield old[0]
