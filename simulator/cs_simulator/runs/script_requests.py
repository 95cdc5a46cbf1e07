"""The requests of a script's calls: ids in their paths, and bodies filled up to valid ones."""

from dataclasses import dataclass, field
from typing import Any

from cs_simulator.cluster_types import example_pool, type_of_body
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.operations import Answer
from cs_simulator.runs.in_process import object_of
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios import script
from cs_simulator.scenarios.script import ScriptStep

_IDS = ("cluster_id", "nodepool_id", "task_id")


def name_in(body: dict[str, Any] | None) -> str:
    """The name that a body gives to a cluster or to a node pool; empty if it gives none."""
    body = body or {}
    info = body.get("nodepool_info")
    return str(body.get("name", "") or (info.get("name", "") if isinstance(info, dict) else ""))


@dataclass(slots=True)
class ScriptRequests:
    """Makes the requests of one run on a tenant; keeps what earlier calls gave."""

    tenant: Tenant
    cluster_types: ClusterTypes
    _creations: int = 0
    _pools: int = 0
    _last_ids: dict[str, str] = field(default_factory=dict)
    """The ids that answers had last, by their keys."""

    def target(self, path: str) -> str:
        """The path with ids for its placeholders; raises ``ValueError`` for one without a value."""
        return script.fill_path(path, self._last_ids, self._named)

    def body(self, step: ScriptStep, target: str) -> dict[str, Any] | None:
        """The body of a call to a target; of a creation, with what its step leaves out."""
        given = step.body or {}
        if step.call == script.CREATION:
            self._creations += 1
            creation = type_of_body(self.cluster_types, given).creation
            return creation.example(given, self._creations)
        if script.makes_pool(step.call or ""):
            self._pools += 1
            network = self._network_of(target)
            group = {**network, **given.get("scaling_group", {})}
            changes = {**given, "scaling_group": group}
            return example_pool(self.cluster_types, changes, self._pools)
        return step.body

    def learn(self, answer: Answer) -> None:
        """Keep the ids of an answer for the paths of later calls."""
        ids = {name: object_of(answer).get(name) for name in _IDS}
        self._last_ids.update({name: id_ for name, id_ in ids.items() if isinstance(id_, str)})

    def _network_of(self, target: str) -> dict[str, Any]:
        """Where the nodes of a new pool are by default: in the vSwitch of the cluster in a path."""
        cluster = self.tenant.world.clusters.get(target.split("/")[2])
        return {"vswitch_ids": [cluster.vswitch_id]} if cluster else {}

    def _named(self, what: str, name: str) -> str | None:
        """The id of the cluster or node pool that got the name last, or of its last node."""
        world = self.tenant.world
        if what == "cluster_id":
            found = world.by_name[name]
            return found[-1] if found else None
        groups = [group.group_id for group in world.node_groups if group.name == name]
        if what == "nodepool_id":
            return groups[-1] if groups else None
        nodes = [node for node in world.nodes if not name or node.group_id in groups[-1:]]
        return max(nodes, key=lambda node: node.serial).instance_id if nodes else None
