"""Noting what the service does to the components of clusters whose API somebody has called."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.system import installing


class Components:
    """Has the objects of components follow what is kept of them."""

    def __init__(self, world: World) -> None:
        """Attach to the table of clusters."""
        self._called = world.kubernetes_clusters
        self._before: dict[str, Cluster] = {}
        world.clusters.watch(self)

    def change(self, old: Cluster | None, new: Cluster | None) -> None:
        """Note a cluster as it was before what is kept of it changed; that may be undone."""
        if old is None or new is None or old.properties == new.properties:
            return
        if old.cluster_id in self._called:
            self._before.setdefault(old.cluster_id, old)

    def noted(self) -> dict[str, Cluster] | None:
        """What is noted and not followed yet; ``None`` for nothing."""
        return dict(self._before) or None

    def note_again(self, noted: dict[str, Cluster] | None) -> None:
        """Have what was noted then followed, and nothing else."""
        self._before = dict(noted or {})

    def follow(self, unit: Unit) -> None:
        """Bring the objects up to the components that there are."""
        before, self._before = self._before, {}
        for cluster_id, was in before.items():
            cluster = unit.world.clusters.get(cluster_id)
            if cluster is not None and cluster_id in self._called:
                installing.follow(unit, cluster, installing.running(was))
