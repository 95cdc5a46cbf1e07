"""A pod on its node, as the agent of the node deals with it."""

from dataclasses import dataclass
from typing import Any, Literal

from cs_simulator.catalog.kubernetes_versions import minor_of
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine import node_loss
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import items, mapping, text
from cs_simulator.kubernetes.node_facts import NODES, NodeFacts
from cs_simulator.kubernetes.nodes import timers
from cs_simulator.kubernetes.object_index import index_of
from cs_simulator.kubernetes.pod_facts import ENDED
from cs_simulator.kubernetes.workloads.pod_life import conditions, kept_effects, stages
from cs_simulator.kubernetes.workloads.pod_life.timers import KINDS
from cs_simulator.kubernetes.workloads.reports import report
from cs_simulator.kubernetes.writing.rewriting import put_again
from cs_simulator.scenarios.rules.pods import PodEffect

AGENT = "kubelet"


@dataclass(slots=True)
class BoundPod:
    """A pod that is bound to a node which is there; its body is read once, and changed in place."""

    unit: Unit
    cluster: Cluster
    found: KubernetesObject
    body: Body
    node: NodeFacts

    @property
    def subject(self) -> str:
        """By which its timers are found."""
        return f"{self.found.namespace}/{self.found.name}"

    @property
    def now(self) -> str:
        """The present instant, as objects have it."""
        return as_text(self.unit.now)

    @property
    def status(self) -> Body:
        """Its status, to be changed."""
        status: Body = self.body["status"]
        return status

    @property
    def phase(self) -> str:
        """Its phase."""
        return text(self.body, "status.phase", "Pending")

    @property
    def has_ended(self) -> bool:
        """Whether nothing of it runs any more."""
        return self.phase in ENDED

    @property
    def is_going(self) -> bool:
        """Whether it is on its way out."""
        return "deletionTimestamp" in self.body["metadata"]

    @property
    def minor(self) -> int:
        """The minor version of the cluster: 34 for 1.34."""
        return minor_of(version_of(self.cluster))

    @property
    def is_heard(self) -> bool:
        """Whether the agent of its node works: a node that was lost counts as ready for a while."""
        instance = self.unit.world.nodes.get(self.node.instance_id)
        is_away = instance is not None and node_loss.is_lost_at(instance, self.unit.now)
        return self.node.is_ready and not is_away

    def containers(self, field: str = "containers") -> list[Body]:
        """Its containers as the spec has them; *field* is ``containers`` or ``initContainers``."""
        return items(self.body, f"spec.{field}")

    def statuses(self, field: str = "containerStatuses") -> list[Body]:
        """The statuses of its containers, to be changed."""
        return items(self.body, f"status.{field}")

    # ---- effects and durations

    def begin(self, stage: str) -> PodEffect:
        """What happens to it in a stage that begins for the first time."""
        return kept_effects.begin(self.unit, self.cluster, self.body, stage)

    def effect_of(self, stage: str) -> PodEffect:
        """What happens to it in a stage that has begun before."""
        return kept_effects.effect_of(self.unit.world, self.cluster, self.body, stage)

    def draw(self, *purpose: object) -> float:
        """A draw from 0 to 1 for one purpose, by names that callers choose."""
        names = self.cluster.name, self.found.namespace, self.found.name
        return self.unit.random_for("pod", *names, *purpose).uniform()

    def length_of(self, stage: str, effect: PodEffect, number: int = 0, least: int = 0) -> int:
        """How long a stage takes, in microseconds; *number* tells stages of one name apart.

        *least* is what is added to the draw, such as the delay of a probe.
        """
        drawn = stages.duration_of(stage, self.draw(stage, number)) + least
        return effect.length_of(drawn)

    # ---- timers

    def wake(self, kind: str, after: int) -> None:
        """Have it looked at again after so many microseconds."""
        cluster_id = self.cluster.cluster_id
        timers.set_timer(self.unit, cluster_id, kind, self.subject, self.unit.now + after)

    def hurry(self, kind: str, after: int) -> None:
        """Have it looked at again after so many microseconds, or before, as was said already."""
        cluster_id, due = self.cluster.cluster_id, self.unit.now + after
        timers.set_earlier(self.unit, cluster_id, kind, due, self.subject)

    def is_awaited(self, *kinds: str) -> bool:
        """Whether it will be looked at again by a timer of one of these kinds."""
        unit, cluster_id = self.unit, self.cluster.cluster_id
        return any(timers.is_set(unit, cluster_id, kind, self.subject) for kind in kinds)

    def sleep(self) -> None:
        """Drop all its timers."""
        drop_timers(self.unit, self.cluster, self.subject)

    # ---- what is said of it

    def put(self, *, node_is_ready: bool = True) -> None:
        """Put it with the conditions that follow from its status, unless nothing has changed."""
        conditions.update(self.body, self.now, self.minor, node_is_ready=node_is_ready)
        self.put_as_is()

    def put_as_is(self) -> None:
        """Put it as its body is, unless nothing has changed."""
        if self.body != objects.read(self.found):
            self.found = put_again(self.unit, self.found, self.body)

    def report(
        self,
        reason: str,
        message: str,
        container: str = "",
        *,
        field: str = "containers",
        kind: Literal["Normal", "Warning"] = "Normal",
    ) -> None:
        """Report an Event about it, or about one of its containers."""
        path = f"spec.{field}{{{container}}}" if container else ""
        report(
            self.unit, self.found, reason, message, AGENT,
            kind=kind, host=self.node.name, field=path,
        )  # fmt: skip


def of(unit: Unit, cluster: Cluster, found: KubernetesObject) -> BoundPod | None:
    """The pod of a record with its node; ``None`` if it is bound to none that is there."""
    index = index_of(unit.world)
    facts = index.pod(found.key)
    if facts is None or not facts.node:
        return None
    key = objects.key_of(cluster.cluster_id, NODES, "", facts.node)
    node = index.node(cluster.cluster_id, key)
    if node is None:
        return None
    body: dict[str, Any] = objects.body_of(found)
    body["status"] = mapping(body, "status")
    return BoundPod(unit, cluster, found, body, node)


def drop_timers(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Drop all timers of a pod."""
    for kind in KINDS:
        timers.set_timer(unit, cluster.cluster_id, kind, subject, 0)
