"""Numbers for what containers and nodes use: shares of what they ask for, the same every time."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from cs_simulator.cluster_types.ack.policies._reading import quantity
from cs_simulator.domain.randomness import DerivedRandom
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, items, text

_NANO, _KIB = 1_000_000_000, 1024
_MILLI = 1_000_000  # nanocores
_MIB = 1024  # KiB
# Least and most, in percent of what is requested.
_SHARE_OF_CPU, _SHARE_OF_MEMORY = (5, 45), (30, 80)
# Least and most of a container that requests nothing, and of what runs on a node besides pods.
_CPU_WITHOUT, _MEMORY_WITHOUT = (1, 10), (8, 64)
_CPU_OF_SYSTEM, _MEMORY_OF_SYSTEM = (40, 120), (400, 700)


class Usage(NamedTuple):
    """What something uses."""

    cpu: int = 0
    """In nanocores."""
    memory: int = 0
    """In KiB."""

    def plus(self, others: Iterable[Self]) -> "Usage":
        """It and others together."""
        found = [self, *others]
        return Usage(sum(each.cpu for each in found), sum(each.memory for each in found))

    @property
    def body(self) -> Body:
        """As an object has it."""
        return {"cpu": f"{self.cpu}n", "memory": f"{self.memory}Ki"}


def of_containers(unit: Unit, cluster: Cluster, pod: Body) -> dict[str, Usage]:
    """What the containers of a pod use, by name."""
    namespace, name = text(pod, "metadata.namespace"), text(pod, "metadata.name")
    found = {}
    for container in items(pod, "spec.containers"):
        called = text(container, "name")
        chance = unit.random_for("kubernetes usage", cluster.name, namespace, name, called)
        requested = get(container, "resources.requests")
        found[called] = Usage(
            _part(chance, _asked(requested, "cpu", _NANO), _SHARE_OF_CPU, _CPU_WITHOUT, _MILLI),
            _part(
                chance,
                _asked(requested, "memory", 1) // _KIB,
                _SHARE_OF_MEMORY,
                _MEMORY_WITHOUT,
                _MIB,
            ),
        )
    return found


def of_system(unit: Unit, cluster: Cluster, node: str) -> Usage:
    """What runs on a node besides pods uses."""
    chance = unit.random_for("kubernetes usage", cluster.name, node)
    return Usage(
        _between(chance, _CPU_OF_SYSTEM, _MILLI), _between(chance, _MEMORY_OF_SYSTEM, _MIB)
    )


def _asked(requested: object, name: str, unit: int) -> int:
    found = quantity(get(requested, name))
    return int(found * unit) if found is not None else 0


def _part(
    chance: DerivedRandom,
    asked: int,
    share: tuple[int, int],
    without: tuple[int, int],
    unit: int,
) -> int:
    if asked <= 0:
        return _between(chance, without, unit)
    least, most = (asked * percent // 100 for percent in share)
    return least + chance.below(max(most - least, 1))


def _between(chance: DerivedRandom, bounds: tuple[int, int], unit: int) -> int:
    least, most = bounds
    return least * unit + chance.below((most - least) * unit)
