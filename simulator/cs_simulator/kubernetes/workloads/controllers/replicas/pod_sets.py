"""A ReplicaSet or a ReplicationController that is being looked at."""

from collections.abc import Callable
from typing import NamedTuple

from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.domain.records.kubernetes import BACK_OFF
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds._reading import number
from cs_simulator.kubernetes.object_index import Pod, index_of
from cs_simulator.kubernetes.replica_counts import Replicas
from cs_simulator.kubernetes.workloads.controllers._again import is_pausing, look_again


class SetKind(NamedTuple):
    """What distinguishes the kinds that have so many pods of a template."""

    kind: Kind
    component: str
    """Who reports Events about them: ``replicaset-controller``."""
    related: Callable[[Unit, KubernetesObject], list[Pod]]
    """The pods of all sets that have the same owner as one."""

    @property
    def more(self) -> str:
        """The kind of the timers after which the next of very many pods are made or deleted."""
        return f"more:{self.kind.plural}"

    @property
    def again(self) -> str:
        """The kind of the timers after which pods that were refused are tried again."""
        return f"{BACK_OFF}:{self.kind.plural}"

    @property
    def available(self) -> str:
        """The kind of the timers after which a pod has been ready for long enough."""
        return f"available:{self.kind.plural}"


class PodSet(NamedTuple):
    """A set in a unit of work; the body is as it was when the unit came to it."""

    unit: Unit
    cluster: Cluster
    kind: SetKind
    found: KubernetesObject
    body: Body

    @property
    def wanted(self) -> int:
        """How many pods it is to have."""
        return number(self.body, "spec.replicas")

    @property
    def is_going(self) -> bool:
        """Whether it is on its way out: nothing is made or adopted then."""
        return "deletionTimestamp" in self.body["metadata"]

    @property
    def replicas(self) -> Replicas:
        """The counts of its pods, as they are now."""
        return index_of(self.unit.world).replicas_of(self.found.uid)

    def is_set(self, timer: str) -> bool:
        """Whether there is a timer of a kind for it."""
        return is_pausing(self.unit, self.found, timer)

    def set_timer(self, timer: str, due: int) -> None:
        """Have it looked at again at an instant; 0 for never."""
        look_again(self.unit, self.found, timer, due)
