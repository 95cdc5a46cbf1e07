"""What the rules of requests about Kubernetes clusters need to know of a world."""

from collections.abc import Sequence

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.catalog.kubernetes_versions import KubernetesVersion, Runtime
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup


class AckLookup(WorldLookup):
    """Looks up what a request may refer to, and what the service offers at its instant."""

    def __init__(self, unit: Unit, region_id: str, *blocks: object) -> None:
        super().__init__(unit, region_id, *blocks)
        self.now = unit.now
        self._fixed = unit.world.options.kubernetes_versions

    def creatable(self, *, edge: bool = False) -> Sequence[KubernetesVersion]:
        """The versions that a cluster can be created with, newest first."""
        return kubernetes_versions.creatable(self.now, edge=edge, fixed=self._fixed)

    def runtimes(self, version: str) -> Sequence[Runtime]:
        """The container runtimes of a version, newest first."""
        return kubernetes_versions.runtimes_of(version, self.now)
