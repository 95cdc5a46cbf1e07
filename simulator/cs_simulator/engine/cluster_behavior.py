"""What the engine needs to know of a cluster type, and the registry that a world looks it up in.

The engine knows no type by name: the types are handed to a world when it is made, as clocks and
settings are. :mod:`cs_simulator.cluster_types` has the types, and the rest of their contract.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.lifecycle import Transitions, Trigger
from cs_simulator.domain.plans import Changes, NodeTemplate, Plan
from cs_simulator.domain.records import Cluster, ClusterState, NodeGroup, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterBehavior:
    """How clusters of one type behave."""

    name: str
    """How the type is kept with its clusters and tasks."""
    plans: tuple[Plan, ...]
    transitions: Transitions[ClusterState]
    """The state changes of a cluster."""
    group_transitions: Transitions[str] = field(default_factory=dict)
    """The state changes of a group of nodes; none where a type has one implicit group."""
    properties: type[Any] | None = None
    """The typed dictionary of what clusters of this type have besides, as far as it is declared."""
    node_template: Callable[[Cluster, NodeGroup | None], NodeTemplate]
    """What nodes of a group are made from; of the implicit group, where a type has no others."""
    kind_names: tuple[str, ...] = ()
    """What the API calls clusters of this type, each with its profile where it has profiles; by
    these names scenarios choose clusters, and by the name of the type."""
    kinds_of: Callable[[Cluster], tuple[str, ...]] = lambda _cluster: ()
    """Which of these names a cluster has."""
    lacks_nodes: Callable[[Any, Cluster, NodeGroup], bool] = lambda *_: False
    """Takes the world; returns whether a group brings nodes in by itself, since some are lost or
    missing. It is asked when a node is lost, after a good end of a task of the group, and again
    before nodes are brought in."""
    replenish: Callable[[Any, Cluster, NodeGroup], object] = lambda *_: None
    """Takes the unit of work; starts the task that brings these nodes in."""
    resize: Callable[[Any, Cluster, NodeGroup, int], object] = lambda *_: None
    """Takes the unit of work; lets a group that is scaled by what the cluster needs have so many
    nodes, as far as its bounds allow."""
    task_ended: Callable[[Any, Cluster, Task], object] = lambda *_: None
    """Takes the unit of work; does what else the end of a task means, well or badly."""
    group_dropped: Callable[[Any, Cluster, NodeGroup], object] = lambda *_: None
    """Takes the unit of work; does what else it means that a group is gone, which it is by then."""
    has_agent: Callable[[Cluster], bool] = lambda _cluster: False
    """Whether an agent joins the cluster to the service, since it runs elsewhere."""
    when_running: Callable[[Any, Cluster], Changes]
    """Takes the unit of work; returns the fields that change whenever the cluster gets to run."""

    @property
    def group_states(self) -> list[str]:
        """The states that a group of nodes can have, the last one excepted: being gone."""
        found: dict[str, None] = {}
        for (before, trigger), after in self.group_transitions.items():
            found.setdefault(before)
            if trigger is not Trigger.DELETED:
                found.setdefault(after)
        return list(found)

    @property
    def states(self) -> list[ClusterState]:
        """The states that a cluster of this type can have, in the order of their declaration."""
        known = {before for before, _ in self.transitions} | set(self.transitions.values())
        return [state for state in ClusterState if state in known]


class ClusterTypes:
    """The cluster types of a world, by name, with all their plans.

    They are loaded when one is first asked for: a world without clusters needs none.
    """

    def __init__(self, load: Callable[[], Iterable[ClusterBehavior]]) -> None:
        self._load = load

    @cached_property
    def all(self) -> tuple[ClusterBehavior, ...]:
        """All types."""
        return tuple(self._load())

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        """All plans by the key that tasks are kept with."""
        return {
            plan_key(name, plan.name): plan
            for name, cluster_type in self._by_name.items()
            for plan in cluster_type.plans
        }

    @cached_property
    def _by_name(self) -> dict[str, ClusterBehavior]:
        return {cluster_type.name: cluster_type for cluster_type in self.all}

    def __getitem__(self, name: str) -> ClusterBehavior:
        try:
            return self._by_name[name]
        except KeyError:
            known = ", ".join(self._by_name)
            raise UsageError(f"unknown cluster type {name!r}; known: {known}") from None

    @property
    def names(self) -> list[str]:
        """The names of all types."""
        return list(self._by_name)

    def names_of(self, cluster: Cluster) -> tuple[str, ...]:
        """Everything that the type of a cluster is called."""
        cluster_type = self[cluster.cluster_type]
        return (cluster_type.name, *cluster_type.kinds_of(cluster))

    def plan(self, cluster: Cluster, name: str) -> Plan | None:
        """The plan of that name for clusters of this type, if it has one."""
        return self.plans.get(plan_key(cluster.cluster_type, name))

    def stages(self) -> dict[str, list[str]]:
        """The names of the stages that each operation's tasks go through, of any type."""
        found: dict[str, list[str]] = {}
        for plan in self.plans.values():
            names = found.setdefault(plan.operation, [])
            names += [stage.name for stage in plan.stages if stage.name not in names]
        return found


def plan_key(cluster_type: str, name: str) -> str:
    """The key of a plan: ``swarm/CreateCluster``, ``ack/CreateCluster#dedicated``."""
    return f"{cluster_type}/{name}"
