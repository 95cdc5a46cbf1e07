"""What the rules of requests about Kubernetes clusters need to know of a world."""

from collections.abc import Collection, Sequence

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.catalog.kubernetes_versions import KubernetesVersion, Runtime
from cs_simulator.cluster_types import load_balancers
from cs_simulator.cluster_types.ack import kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.engine.world_lookup import WorldLookup


class AckLookup(WorldLookup):
    """Looks up what a request may refer to, and what the service offers at its instant."""

    def __init__(self, unit: Unit, region_id: str, *blocks: object) -> None:
        super().__init__(unit, region_id, *blocks)
        self.now = unit.now
        self.fixed = unit.world.options.kubernetes_versions

    @property
    def world(self) -> World:
        """The world."""
        return self._world

    def clusters_of(self, counted: Collection[Kind], least: int) -> int:
        """The number of Kubernetes clusters of some kinds; 0 if all together are below *least*."""
        if len(self._world.clusters) < least:
            return 0
        found = [cluster for cluster in self._world.clusters if cluster.cluster_type == "ack"]
        if len(found) < least:
            return 0
        return sum(kinds.kind_of_cluster(cluster) in counted for cluster in found)

    @property
    def missing_roles(self) -> Collection[str]:
        """The names of the service roles that the account has not granted."""
        return self._world.missing_roles.records.keys()

    @property
    def load_balancers(self) -> int:
        """The number of load balancers that the account has by clusters of any type."""
        return load_balancers.in_use(self._world)

    def creatable(self, *, edge: bool = False) -> Sequence[KubernetesVersion]:
        """The versions that a cluster can be created with, newest first."""
        return kubernetes_versions.creatable(self.now, edge=edge, fixed=self.fixed)

    def runtimes(self, version: str) -> Sequence[Runtime]:
        """The container runtimes of a version, newest first."""
        return kubernetes_versions.runtimes_of(version, self.now)
