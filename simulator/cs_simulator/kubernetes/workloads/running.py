"""Running the controllers of clusters after what has changed in them."""

from collections.abc import Mapping

from cs_simulator.domain.records import Cluster, ClusterState, KubernetesObject, KubernetesTimer
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.workloads.controllers import registry
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Reconcile

# Far more than any chain of owners needs: controllers that undo each other's work would not end.
_MOST_ROUNDS = 1_000


class Controllers:
    """Notes which objects of a world change, and has the controllers look at them."""

    def __init__(self, world: World) -> None:
        """Attach to the table of objects."""
        self._before: dict[str, KubernetesObject | None] = {}
        self._left: dict[tuple[int, str], KubernetesObject] = {}
        """By place of a controller and key: objects as it has left them, with nothing to do."""
        self._resources = registry.triggers().keys()
        world.kubernetes_objects.watch(self)

    def change(self, old: KubernetesObject | None, new: KubernetesObject | None) -> None:
        """Note an object, and how it was; it may be undone, and be again as it was."""
        found = new or old
        if found is not None and found.resource in self._resources:
            self._before.setdefault(found.key, old)

    def noted(self) -> dict[str, KubernetesObject | None] | None:
        """What is noted and not looked at yet; ``None`` for nothing."""
        return dict(self._before) or None

    def note_again(self, noted: dict[str, KubernetesObject | None] | None) -> None:
        """Have what was noted then looked at, and nothing else."""
        self._before = dict(noted or {})

    def follow(self, unit: Unit) -> bool:
        """Have controllers look at what has changed, once; returns whether anything had."""
        if not self._before:
            return False
        before, self._before = self._before, {}
        left, self._left = self._left, {}
        for place, subject in sorted(_due(unit.world, before, left), key=lambda due: due[0]):
            cluster_id = subject.partition("/")[0]
            self._call(unit, cluster_id, place, registry.CONTROLLERS[place].reconcile, subject)
        return True

    def fire(self, unit: Unit, timer: KubernetesTimer) -> None:
        """Do what a timer of a controller that was due says."""
        place, do = registry.timers()[timer.kind]
        self._call(unit, timer.cluster_id, place, do, timer.subject)

    def _call(self, unit: Unit, cluster_id: str, place: int, do: Reconcile, subject: str) -> None:
        cluster = called(unit.world, cluster_id)
        left = do(unit, cluster, subject) if cluster is not None else None
        if left is not None:
            self._left[place, left.key] = left


def run(unit: Unit, controllers: Controllers) -> bool:
    """Run controllers until nothing follows any more; returns whether they had anything to do."""
    for rounds in range(_MOST_ROUNDS):
        if not controllers.follow(unit):
            return rounds > 0
    raise RuntimeError(f"controllers have changed objects {_MOST_ROUNDS:,} times without an end")


def called(world: World, cluster_id: str) -> Cluster | None:
    """The cluster, if it is there and has objects."""
    cluster = world.clusters.get(cluster_id) if cluster_id in world.kubernetes_clusters else None
    return None if cluster is None or cluster.state is ClusterState.DELETED else cluster


def _due(
    world: World,
    before: Mapping[str, KubernetesObject | None],
    left: Mapping[tuple[int, str], KubernetesObject],
) -> dict[tuple[int, str], None]:
    """Which controllers, by place, have to look at which subjects, each once.

    None has to look at what is as it has left it itself, with nothing to do.
    """
    due: dict[tuple[int, str], None] = {}
    for key, old in before.items():
        new = world.kubernetes_objects.get(key)
        if old is new:
            continue
        change = Change(world, old, new)
        for place, trigger in registry.triggers()[change.found.resource]:
            if new is None or left.get((place, key)) is not new:
                due |= dict.fromkeys((place, subject) for subject in trigger(change))
    return due
