"""The kinds that a cluster serves: those of its version, and those that were defined in it."""

from collections.abc import Sequence
from functools import cache

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds._kind import Kind


class Kinds:
    """Kinds by their names."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self.everything = tuple(kinds)
        self._found = {(kind.group, kind.version, kind.plural): kind for kind in kinds}

    def find(self, group: str, version: str, plural: str) -> Kind | None:
        """The kind of that group, version and plural."""
        return self._found.get((group, version, plural))


@cache
def _built_in() -> Kinds:
    return Kinds([Kind(kind="Node", plural="nodes", namespaced=False, has_status=True)])


def served(world: World, cluster: Cluster) -> Kinds:  # noqa: ARG001
    """The kinds that a cluster serves."""
    return _built_in()
