"""What the engine asks of the clusters' own APIs, in a world in which somebody has called one."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from cs_simulator.domain.records import KubernetesObject, KubernetesTimer


class ObjectChange(NamedTuple):
    """One change of an object, for those who watch; it is never stored."""

    version: int
    before: KubernetesObject | None
    """``None`` if it is new."""
    after: KubernetesObject | None
    """``None`` if it is gone."""

    @property
    def place(self) -> str:
        """Where the object is listed: ``<cluster_id>/<resource>``."""
        found = self.after or self.before
        return found.place if found else ""


class ClusterApis(Protocol):
    """The objects of the clusters' APIs, as far as they follow what happens in the world."""

    index: Any
    """Finds objects; :mod:`cs_simulator.kubernetes.object_index` has its type."""
    ledger: Any
    """What the schedulers of clusters keep of nodes and pods."""

    def follow(self, unit: Any) -> None:
        """Take the unit of work, and change the objects by what has changed in the world.

        It is asked after each step of the timeline and at the end of each call's unit of work.
        """

    def fire(self, unit: Any, timer: KubernetesTimer) -> None:
        """Take the unit of work, and do what a timer that was due says; it is dropped already."""

    def noted(self) -> Any:
        """What has changed and is not followed yet, as something to keep; ``None`` for nothing."""

    def note_again(self, noted: Any) -> None:
        """Take up what was noted then, and forget what was noted since: that is undone."""

    def runs(self, world: Any, cluster_id: str, component: str) -> bool:
        """Whether the pods of a component run, in a cluster whose API somebody has called.

        It is true of every component that has no pods.
        """

    def collect(self, changes: Iterable[ObjectChange]) -> None:
        """Keep for those who watch what a unit of work changed, once it is not undone any more."""
