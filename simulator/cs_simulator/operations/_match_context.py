"""A call as the rules of a scenario are matched against it. The only place where that is decided.

The context of a step of a task is made in :mod:`cs_simulator.engine.step_faults`.
"""

from collections.abc import Mapping
from typing import Any

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.call_region import region_of
from cs_simulator.engine.cluster_nodes import template_for
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.validation.body import json_or_none

# A valid name is much shorter; the beginning of another one is enough to match it.
_LONGEST_NAME = 256


class CallContext:
    """What can be matched of one call. Its body is parsed at most once, and only if needed."""

    def __init__(self, world: World, call: Call) -> None:
        self._world = world
        self._call = call
        self._body: Any = None
        self._is_parsed = False

    def cluster_name(self) -> str:
        """The name of the cluster that the call is about, or is to make; empty without one."""
        cluster = cluster_of(self._world, self._call.parameters)
        return cluster.name if cluster else self._given_name()

    def _given_name(self) -> str:
        """The name in the body: as much of it as can be one, since decisions keep it."""
        return str(self._fields().get("name", ""))[:_LONGEST_NAME]

    def at(self, now: int) -> MatchContext:
        """The call as it is matched at an instant.

        Where the cluster exists, its own values count; else those of the request.
        """
        world, call = self._world, self._call
        incoming, parameters = call.incoming, call.parameters
        fields, cluster = self._fields(), cluster_of(world, parameters)
        switch = world.vswitches.get(str(fields.get("vswitch_id", "")))
        region_id = cluster.region_id if cluster else region_of(world, fields, call.named_region)
        return MatchContext(
            now=now,
            operation=call.operation.name,
            account=world.name,
            region_id=region_id,
            zone_id=cluster.zone_id if cluster else (switch.zone_id if switch else ""),
            instance_type=(
                template_for(world, cluster).instance_type
                if cluster
                else str(fields.get("instance_type", ""))
            ),
            cluster=cluster.name if cluster else self._given_name(),
            state=cluster.state.value if cluster else "",
            cluster_id=cluster.cluster_id if cluster else "",
            task_id=parameters.get("task_id", ""),
            headers=incoming.headers,
            query=incoming.query,
            body=self._body,
            request_id=call.request_id,
        )

    def _fields(self) -> dict[str, Any]:
        """The body's fields; none if it is not a JSON object."""
        if not self._is_parsed:
            self._body, self._is_parsed = json_or_none(self._call.incoming.body), True
        return self._body if isinstance(self._body, dict) else {}


def cluster_of(world: World, parameters: Mapping[str, str]) -> Cluster | None:
    """The cluster that a call is about, by its own id or by that of its task."""
    cluster_id = parameters.get("cluster_id", "").lower()
    if not cluster_id and (task := world.tasks.get(parameters.get("task_id", ""))):
        cluster_id = task.cluster_id
    return world.clusters.get(cluster_id)
