"""The scheduler: puts pods that wait onto nodes, the most important and the oldest first."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.workloads.binding import bind
from cs_simulator.kubernetes.workloads.scheduler import claims as volume_claims
from cs_simulator.kubernetes.workloads.scheduler import preemption, verdicts
from cs_simulator.kubernetes.workloads.scheduler.choice import Chooser
from cs_simulator.kubernetes.workloads.scheduler.claims import Claims
from cs_simulator.kubernetes.workloads.scheduler.cluster_ledger import (
    ClusterLedger,
    Waiting,
    with_facts,
)
from cs_simulator.kubernetes.workloads.scheduler.ledger import labels_of_namespace, ledger_of

TIMER = "scheduler"
_MOST_AT_ONCE = 500
"""Pods that are written in one round; the next ones follow a second later."""
CLAIMS = "claims"
"""What the subject ends with if claims to volumes have changed."""


class _Verdict(NamedTuple):
    """Why no node will do, and what comes of it."""

    message: str
    nominated: str = ""


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Look at the pods that may get another answer than they have."""
    ledger = ledger_of(unit.world).of(cluster.cluster_id)
    if subject.endswith(CLAIMS):
        ledger.look_at_those_with_claims()
    if ledger.to_look_at and not _goes_on_later(unit, cluster):
        _Round(unit, cluster, ledger).run()


def go_on(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Look at all pods that wait: a round before was full."""
    ledger_of(unit.world).of(cluster.cluster_id).look_at_all()
    reconcile(unit, cluster, subject)


def _goes_on_later(unit: Unit, cluster: Cluster) -> bool:
    place = f"{cluster.cluster_id}/{TIMER}/{cluster.cluster_id}"
    return bool(unit.world.kubernetes_timers_at[place])


class _Round:
    """One look at the pods of a cluster."""

    def __init__(self, unit: Unit, cluster: Cluster, ledger: ClusterLedger) -> None:
        self._unit = unit
        self._cluster = cluster
        self._ledger = ledger
        self._left = _MOST_AT_ONCE
        self._labels = partial(labels_of_namespace, unit.world, cluster.cluster_id)

    def run(self) -> None:
        """Look at everything, or at as much as is done at once."""
        ledger = self._ledger
        to_look_at = {**ledger.to_look_at}
        ledger.to_look_at.clear()
        groups = [(group, key) for key in to_look_at if (group := ledger.waiting.get(key))]
        for group, key in sorted(groups, key=lambda row: _rank(row[0])):
            pods = sorted(group.values(), key=lambda waiting: waiting.serial)
            self._schedule(pods, None if to_look_at[key] else _said_of(pods))
            if self._left <= 0:
                cluster_id = self._cluster.cluster_id
                due = self._unit.now + SECOND
                timers.set_timer(self._unit, cluster_id, TIMER, cluster_id, due)
                return

    def _schedule(self, pods: Iterable[Waiting], verdict: _Verdict | None) -> None:
        """Look at pods that ask for the same; *verdict* is what is known of them already."""
        chooser: Chooser | None = None
        for waiting in pods:
            if self._left <= 0:
                return
            found = self._unit.world.kubernetes_objects[waiting.key]
            wish = waiting.wish
            if verdict is None or verdict.nominated or wish.claims:
                chooser = chooser or Chooser.of(self._ledger, wish, self._labels)
                verdict = self._look_at(chooser, found, waiting, verdict)
            if verdict is not None:
                self._refuse(found, waiting, verdict)

    def _look_at(
        self,
        chooser: Chooser,
        found: KubernetesObject,
        waiting: Waiting,
        before: _Verdict | None,
    ) -> _Verdict | None:
        """Bind a pod, or say why not; *before* is what was said of one that asks for the same."""
        if waiting.wish.claims:
            return self._with_claims(chooser, found, waiting)
        node = chooser.choose() if before is None else ""
        if not node:
            return self._refusal(chooser, waiting)
        self._bind(found, node)
        return None

    def _with_claims(
        self, chooser: Chooser, found: KubernetesObject, waiting: Waiting
    ) -> _Verdict | None:
        """Bind a pod with claims, or have these bound first, or say why not."""
        claims = volume_claims.claims_of(self._unit.world, found, waiting.wish)
        if claims.why_not:
            return self._refusal_of_all(claims)
        chooser = chooser._replace(by_volumes=claims.refusal_of)
        is_selected = bool(claims.selected) and chooser.fits(claims.selected)
        node = claims.selected if is_selected else chooser.choose()
        if not node:
            return self._refusal(chooser, waiting)
        if claims.unbound:
            volume_claims.select(self._unit, claims, node)
        else:
            self._bind(found, node)
        return None

    def _bind(self, found: KubernetesObject, node: str) -> None:
        bind(self._unit, found, node)
        self._left -= 1

    def _refusal_of_all(self, claims: Claims) -> _Verdict:
        nodes = self._count()
        if not nodes:
            return _Verdict(verdicts.NO_NODES)
        reasons = [verdicts.NOT_HELPFUL] * nodes
        return _Verdict(
            f"{verdicts.about_all(nodes, claims.why_not)}"
            f" preemption: {verdicts.counted(nodes, reasons)}"
        )

    def _refusal(self, chooser: Chooser, waiting: Waiting) -> _Verdict:
        """Why no node will do; other pods may have to go for this one."""
        nodes = self._count()
        if not nodes:
            return _Verdict(verdicts.NO_NODES)
        refusals = dict(chooser.refusals())
        reasons = [reason for each in refusals.values() for reason in each.reasons]
        message = verdicts.counted(nodes, reasons)
        answer = preemption.preempt(self._unit, chooser, waiting, refusals)
        self._left -= answer.victims
        return _Verdict(f"{message} {answer.message}".strip(), answer.node)

    def _refuse(self, found: KubernetesObject, waiting: Waiting, verdict: _Verdict) -> None:
        if (waiting.message, waiting.nominated) != (verdict.message, verdict.nominated):
            verdicts.refuse(self._unit, found, verdict.message, verdict.nominated)
            self._left -= 1

    def _count(self) -> int:
        return sum(1 for _ in with_facts(self._ledger.nodes))


def _said_of(pods: Iterable[Waiting]) -> _Verdict | None:
    """What was said of pods that ask for the same; ``None`` if nothing was, or it was one's own."""
    said = (_Verdict(each.message, each.nominated) for each in pods if each.message)
    found = next(said, None)
    return None if found is None or found.nominated else found


def _rank(group: dict[str, Waiting]) -> tuple[int, int]:
    first = next(iter(group.values()))
    return -first.wish.priority, first.serial
