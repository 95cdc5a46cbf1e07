"""Having the objects of clusters follow what happens to their instances."""

from cs_simulator.domain.records import KubernetesTimer
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


class Mirror:
    """Notes what changes in a world, and brings the objects up to it."""

    def __init__(self, world: World) -> None:
        """Attach to the tables of the world."""

    def follow(self, unit: Unit) -> None:
        """Change the objects by what has changed since it was last asked."""

    def fire(self, unit: Unit, timer: KubernetesTimer) -> None:
        """Do what a timer that was due says."""
