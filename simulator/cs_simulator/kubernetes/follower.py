"""What a world has of its clusters' APIs in memory, once somebody has called one."""

from collections.abc import Iterable
from typing import Any

from cs_simulator.domain.records import KubernetesTimer
from cs_simulator.engine.cluster_apis import ObjectChange
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.changes import ChangeLog
from cs_simulator.kubernetes.nodes.mirror import Mirror
from cs_simulator.kubernetes.object_index import ObjectIndex
from cs_simulator.kubernetes.pod_moves import PodMoves
from cs_simulator.kubernetes.system.availability import runs
from cs_simulator.kubernetes.system.following import Components
from cs_simulator.kubernetes.workloads import running
from cs_simulator.kubernetes.workloads.controllers import registry
from cs_simulator.kubernetes.workloads.running import Controllers
from cs_simulator.kubernetes.workloads.scheduler.ledger import Ledger


class Follower:
    """Has the objects follow the world, and keeps their last changes for those who watch."""

    def __init__(self, world: World) -> None:
        self.changes = ChangeLog(world.counts["serial"])
        self.index = ObjectIndex(world)
        self.ledger = Ledger(world, self.index)
        self._mirror = Mirror(world)
        self._components = Components(world)
        self._controllers = Controllers(world)
        self._moves = PodMoves(world, self.index)
        self._noting: tuple[Any, ...] = (
            self._mirror, self._components, self._controllers, self._moves,
        )  # fmt: skip

    def follow(self, unit: Unit) -> None:
        """Change the objects by what has changed in the world since it was last asked."""
        self._mirror.follow(unit)
        self._components.follow(unit)
        while running.run(unit, self._controllers):
            self._mirror.follow(unit)
        self._moves.follow(unit)

    def fire(self, unit: Unit, timer: KubernetesTimer) -> None:
        """Do what a timer that was due says; it is dropped already."""
        if timer.kind in registry.timers():
            self._controllers.fire(unit, timer)
        else:
            self._mirror.fire(unit, timer)

    def noted(self) -> list[Any] | None:
        """What has changed and is not followed yet; ``None`` for nothing."""
        found = [each.noted() for each in self._noting]
        return found if any(found) else None

    def note_again(self, noted: list[Any] | None) -> None:
        """Take up what was noted then, and nothing else."""
        for place, each in enumerate(self._noting):
            each.note_again(noted[place] if noted else None)

    def runs(self, world: World, cluster_id: str, component: str) -> bool:
        """Whether the pods of a component run, in a cluster whose API somebody has called."""
        return runs(world, cluster_id, component)

    def collect(self, changes: Iterable[ObjectChange]) -> None:
        """Keep what a unit of work changed, once it is not undone any more."""
        self.changes.extend(changes)


def attach(world: World) -> None:
    """Have the objects of a world's clusters follow it from now on, if they do not yet."""
    if world.kubernetes is None:
        world.kubernetes = Follower(world)


def changes_of(world: World) -> ChangeLog:
    """The last changes of the objects of a world's clusters."""
    attach(world)
    follower = world.kubernetes
    if not isinstance(follower, Follower):
        raise TypeError(f"{follower!r} keeps no changes")
    return follower.changes
