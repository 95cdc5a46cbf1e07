"""What operations on node pools share: finding one, refusals, answers."""

from collections.abc import Mapping
from functools import partial

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.kinds import Kind, kind_of_cluster
from cs_simulator.cluster_types.ack.pools.answer import pool_object
from cs_simulator.domain.records import Cluster, NodeGroup, Task
from cs_simulator.engine import poll_targets, provisioning
from cs_simulator.engine.poll_targets import PollTarget
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._kept_replies import kept_part
from cs_simulator.operations._operation import Call, Reply


def with_machines(cluster: Cluster) -> Cluster:
    """The cluster, if it can have nodes that are machines; a serverless one never can."""
    if kind_of_cluster(cluster) is Kind.SERVERLESS:
        raise ack_errors.CLUSTER_UNSUITED(state=cluster.state.value)
    return cluster


def existing_pool(call: Call, unit: Unit, cluster: Cluster) -> NodeGroup:
    """The pool of the cluster that the path names; raises ``ErrorNodePoolNotFound``."""
    return pool_of_id(unit.world, cluster, call.parameters["nodepool_id"])


def pool_of_id(world: World, cluster: Cluster, nodepool_id: str) -> NodeGroup:
    """The pool of the cluster with that id; raises ``ErrorNodePoolNotFound``."""
    group = world.node_groups.get(nodepool_id)
    if group is None or group.cluster_id != cluster.cluster_id:
        raise ack_errors.NODE_POOL_NOT_FOUND(nodepool_id=nodepool_id)
    return group


def rendered_pool(
    world: World, cluster: Cluster, group: NodeGroup, *, in_list: bool = False
) -> orjson.Fragment:
    """The pool object as JSON, kept until a part of the cluster changes."""
    key = (group.group_id, in_list)
    make = partial(pool_object, world, cluster, group, in_list=in_list)
    return orjson.Fragment(kept_part(world, cluster.cluster_id, key, make))


def idle_pool(call: Call, unit: Unit, cluster: Cluster) -> NodeGroup:
    """The pool that the path names, if nothing changes it at the moment."""
    return must_be_idle(unit.world, cluster, existing_pool(call, unit, cluster))


def must_be_idle(world: World, cluster: Cluster, group: NodeGroup) -> NodeGroup:
    """The pool, if nothing changes it at the moment; else raises its refusal."""
    if group.state != "active":
        raise ack_errors.NODE_POOL_BUSY(state=group.state)
    return must_not_be_held(world, cluster, group)


def must_not_be_held(world: World, cluster: Cluster, group: NodeGroup) -> NodeGroup:
    """The pool, if no task of the whole cluster has nodes of it in work; else raises a refusal."""
    in_work = {
        instance_id
        for task in provisioning.running_tasks(world, cluster.cluster_id, "")
        for instance_id in task.nodes.split()
    }
    if not in_work.isdisjoint(world.group_nodes[group.group_id]):
        raise ack_errors.CLUSTER_BUSY(state=cluster.state.value)
    return group


def started(
    call: Call,
    cluster: Cluster,
    task: Task,
    body: Mapping[str, object] | None = None,
) -> Reply:
    """The reply of an asynchronous operation on a pool; *body* is what else it answers."""
    return Reply(
        status=call.operation.task_status,
        body={
            **({"request_id": call.request_id} if body is None else body),
            "task_id": task.task_id,
        },
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
    )


def pool_target(world: World, call: Call) -> PollTarget:
    """What a read of one pool is about."""
    return poll_targets.group_target(world, call.parameters["nodepool_id"])
