"""The requests of a script's calls: ids in their paths, and bodies filled up to valid ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cs_simulator.cluster_types import (
    example_pool,
    example_pool_change,
    type_of,
    type_of_body,
)
from cs_simulator.domain.randomness import derive
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.naming import shown_name
from cs_simulator.operations import Answer, ClusterCaller, Incoming
from cs_simulator.runs.in_process import incoming, object_of
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios import script
from cs_simulator.scenarios.script import CallKeys

_GROUPS = ("system:masters", "system:authenticated")
_MERGE = "application/merge-patch+json"
"""How a patch is read whose call does not say it."""
_IDS = ("cluster_id", "nodepool_id", "task_id")


def name_in(body: dict[str, Any] | None) -> str:
    """The name that a body gives to a cluster or to a node pool; empty if it gives none."""
    body = body or {}
    info = body.get("nodepool_info")
    return str(body.get("name", "") or (info.get("name", "") if isinstance(info, dict) else ""))


class ScriptRequest(NamedTuple):
    """A request of the script."""

    text: str
    """The call as people read it, with the name of what it makes."""
    incoming: Incoming


@dataclass(slots=True)
class ScriptRequests:
    """Makes the requests of one run on a tenant; keeps what earlier calls gave."""

    tenant: Tenant
    cluster_types: ClusterTypes
    _creations: int = 0
    _numbers: dict[str, int] = field(default_factory=dict)
    """The numbers of creations by their client tokens."""
    _pools: int = 0
    _tokens: int = 0
    _requests: int = 0
    _last_ids: dict[str, str] = field(default_factory=dict)
    """The ids that answers had last, by their keys."""

    def request(self, call: str, keys: CallKeys) -> "ScriptRequest":
        """The next request of a call, with what its step leaves out.

        Raises ``ValueError`` for a placeholder without a value.
        """
        method, _, path = call.partition(" ")
        target = script.fill_path(path, self._last_ids, self._named)
        given = script.fill_value(keys.body, self._last_ids, self._named)
        headers = script.fill_value(keys.headers, self._last_ids, self._named)
        body = self._filled(script.filled(call), target, given or {}, given)
        self._requests += 1  # one after the other, by the real clock, too
        request = self._addressed(
            incoming(method, target, body, headers, received=self._requests), headers
        )
        return ScriptRequest(f"{call} ({name})" if (name := name_in(body)) else call, request)

    def _addressed(self, request: Incoming, headers: Mapping[str, str]) -> Incoming:
        """The request, as one of the Kubernetes API if it begins with the id of a cluster."""
        cluster_id, _, below = request.raw_path.lstrip("/").partition("/")
        if cluster_id not in self.tenant.world.clusters.records:
            return request
        if request.method == "PATCH" and "content-type" not in {key.lower() for key in headers}:
            request = request._replace(content_type=_MERGE)
        caller = ClusterCaller(cluster_id, "script", _GROUPS)
        return request._replace(raw_path=f"/{below}", action="", cluster_caller=caller)

    def learn(self, answer: Answer) -> None:
        """Keep the ids of an answer for the paths of later calls."""
        ids = {name: object_of(answer).get(name) for name in _IDS}
        self._last_ids.update({name: id_ for name, id_ in ids.items() if isinstance(id_, str)})

    def _filled(
        self, what: str, target: str, changes: dict[str, Any], given: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """The body of a call to a target, filled up if it is one of those."""
        cluster = self._cluster_of(target)
        match what:
            case "cluster":
                creation = type_of_body(self.cluster_types, changes).creation
                return creation.example(changes, self._number(changes))
            case "pool":
                self._pools += 1
                network = {"vswitch_ids": [cluster.vswitch_id]} if cluster else {}
                group = {**network, **changes.get("scaling_group", {})}
                changes = {**changes, "scaling_group": group}
                return example_pool(self.cluster_types, changes, self._pools)
            case "pool_change":
                return example_pool_change(self.cluster_types, changes)
            case "scale" if cluster:
                return type_of(self.tenant.world, cluster).example_scale(cluster, changes)
        return given

    def _number(self, creation: dict[str, Any]) -> int:
        """What makes a creation differ from all others but those with the same client token."""
        self._creations += 1
        token = creation.get("client_token")
        if not isinstance(token, str):
            return self._creations
        return self._numbers.setdefault(token, self._creations)

    def _cluster_of(self, target: str) -> Cluster | None:
        """The cluster in a path."""
        clusters = self.tenant.world.clusters
        return next(filter(None, (clusters.get(part) for part in target.split("/"))), None)

    def _named(self, what: str, name: str) -> str | None:
        """What a placeholder stands for: what got the name last; without a name the last of all."""
        world = self.tenant.world
        if what == "fresh":
            self._tokens += not name
            names = (name,) if name else (self._tokens,)
            return derive(world.seed, "script", "token", *names).uuid4()
        if what == "cluster_id":
            found = world.by_name[name]
            return found[-1] if found else None
        groups = [group.group_id for group in world.node_groups if group.name == name]
        if what == "nodepool_id":
            return groups[-1] if groups else None
        nodes = [node for node in world.nodes if not name or node.group_id in groups[-1:]]
        if what != "instance_id":
            nodes = [node for node in nodes if node.ip_address]
        if not nodes:
            return None
        node = max(nodes, key=lambda node: node.serial)
        return {
            "instance_id": node.instance_id,
            "ip": node.ip_address,
            "node_name": shown_name(node),
        }[what]
