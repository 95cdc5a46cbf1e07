"""A call as the rules of a scenario are matched against it. The only place where that is decided.

The context of a step of a task is made in :mod:`cs_simulator.engine.step_faults`.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from cs_simulator.cluster_types import type_of_body
from cs_simulator.domain.records import Cluster, Task, TaskState
from cs_simulator.engine.call_region import region_of
from cs_simulator.engine.cluster_nodes import template_for
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call
from cs_simulator.operations._ram_actions import actions_of
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
        task = world.tasks.get(parameters.get("task_id", ""))
        pools = self._pools(task)
        region_id = cluster.region_id if cluster else region_of(world, fields, call.named_region)
        return MatchContext(
            now=now,
            operation=call.operation.name,
            action=actions_of(call.operation)[0],
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
            cluster_types=self._cluster_types(cluster),
            pool=pools[0] if pools else "",
            pools=pools,
            task=world.cluster_types.plans[task.plan].task_type if task else "",
            cluster_id=cluster.cluster_id if cluster else "",
            task_id=parameters.get("task_id", ""),
            headers=incoming.headers,
            query=incoming.query,
            body=self._body,
            request_id=call.request_id,
            working_state=partial(_working_state, world, cluster),
            running_since=partial(_running_since, world, cluster),
            tasks_under_way=partial(_tasks_under_way, world, cluster),
        )

    def _cluster_types(self, cluster: Cluster | None) -> tuple[str, ...]:
        """What the type is called of the cluster that the call is about, or is to make."""
        types = self._world.cluster_types
        if cluster is not None:
            return types.names_of(cluster)
        if self._call.operation.name != "CreateCluster":
            return ()
        found = type_of_body(types, self._fields())
        return (found.name, *found.kinds_of_body(self._fields()))

    def _pools(self, task: Task | None) -> tuple[str, ...]:
        """Names and ids of the node pools that the call is about, or is to make."""
        call, fields = self._call, self._fields()
        group_id = (
            call.parameters.get("nodepool_id")
            or call.query.get("nodepool_id")
            or fields.get("nodepool_id")
            or (task.group_id if task else "")
        )
        if not group_id:
            return _pools_given(fields)
        group = self._world.node_groups.get(str(group_id))
        return (group.name, group.group_id) if group else (str(group_id)[:_LONGEST_NAME],)

    def _fields(self) -> dict[str, Any]:
        """The body's fields; none if it is not a JSON object."""
        if not self._is_parsed:
            self._body, self._is_parsed = json_or_none(self._call.incoming.body), True
        return self._body if isinstance(self._body, dict) else {}


def _working_state(world: World, cluster: Cluster | None) -> str:
    """The state of the first pool of a cluster that has a task in progress."""
    for serial in world.cluster_steps[cluster.cluster_id] if cluster else ():
        task = world.tasks[world.steps[serial].task_id]
        if group := world.node_groups.get(task.group_id):
            return group.state
    return ""


def _running_since(world: World, cluster: Cluster | None) -> int:
    """The instant at which the creation of a cluster ended well."""
    for task_id in world.cluster_tasks[cluster.cluster_id] if cluster else ():
        task = world.tasks[task_id]
        if task.operation == "CreateCluster" and task.state is TaskState.SUCCESS:
            return task.updated
    return 0


def _tasks_under_way(world: World, cluster: Cluster | None, of: str) -> int:
    """The number of tasks that have not ended: of a cluster, or of all."""
    if of == "cluster":
        return len(world.open_tasks[cluster.cluster_id]) if cluster else 0
    return sum(map(len, world.open_tasks.by_cluster.values()))


def _pools_given(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the pools that a body describes: one, or those of a new cluster."""
    nested = fields.get("nodepools")
    described = [fields, *(nested if isinstance(nested, list) else ())]
    infos = [pool.get("nodepool_info") for pool in described if isinstance(pool, dict)]
    names = [info["name"] for info in infos if isinstance(info, dict) and info.get("name")]
    return tuple(str(name)[:_LONGEST_NAME] for name in names)


def cluster_of(world: World, parameters: Mapping[str, str]) -> Cluster | None:
    """The cluster that a call is about, by its own id or by that of its task."""
    cluster_id = parameters.get("cluster_id", "").lower()
    if not cluster_id and (task := world.tasks.get(parameters.get("task_id", ""))):
        cluster_id = task.cluster_id
    return world.clusters.get(cluster_id)
