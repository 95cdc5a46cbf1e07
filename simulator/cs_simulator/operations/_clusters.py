"""What operations on clusters share: finding one, the cluster object, the answer of a task."""

from collections.abc import Sequence

import orjson

from cs_simulator.catalog import errors
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, ClusterState, Task
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call, Reply

# The last published agent of the Swarm era, and the engine it was released with.
AGENT_VERSION = "0.7-bfe8bdf"
DOCKER_VERSION = "17.06.2-ce-3"

# The states in which the number of nodes can be changed, and in which a node can be worked on.
SCALABLE = frozenset({ClusterState.RUNNING, ClusterState.INACTIVE})
WITH_NODES = frozenset({ClusterState.RUNNING})


def cluster_id_of(call: Call) -> str:
    """The cluster id in the path. Documents write some with a capital C: case means nothing."""
    return call.parameters["cluster_id"].lower()


def existing_cluster(call: Call, unit: Unit) -> Cluster:
    """The cluster that the path names: one that exists, in a state that the operation allows.

    Raises ``ErrorClusterNotFound`` or ``ErrorClusterState``.
    """
    cluster = unit.world.clusters.get(cluster_id_of(call))
    if cluster is None:
        raise errors.CLUSTER_NOT_FOUND(cluster_id=call.parameters["cluster_id"])
    operation = call.operation
    if operation.allowed_in is not None and cluster.state not in operation.allowed_in:
        raise errors.CLUSTER_STATE(operation=operation.name, state=cluster.state)
    return cluster


def accepted(call: Call, cluster: Cluster, task: Task, unread: Sequence[str] = ()) -> Reply:
    """202 with the ids that every asynchronous operation answers: cluster, request and task."""
    return Reply(
        status=202,
        body={
            "cluster_id": cluster.cluster_id,
            "request_id": call.request_id,
            "task_id": task.task_id,
        },
        cluster_id=cluster.cluster_id,
        task_id=task.task_id,
        unread=unread,
    )


def master_url(world: World, cluster: Cluster) -> str:
    """The cluster's own address, once it was up: where this simulator serves it, if it does."""
    base = world.options.master_base
    return f"{base}/{cluster.cluster_id}" if base and cluster.master_url else cluster.master_url


def rendered(world: World, cluster: Cluster) -> bytes:
    """The cluster object as JSON, kept until the cluster or one of its nodes changes."""
    kept = world.render_cache.kept
    answer = kept.get(cluster.cluster_id)
    if answer is None:
        kept[cluster.cluster_id] = answer = orjson.dumps(_cluster_object(world, cluster))
    return answer


def _cluster_object(world: World, cluster: Cluster) -> dict[str, object]:
    """The fields that clients read, with the types they insist on (reference: clients §2.11)."""
    nodes = world.nodes_of(cluster.cluster_id)
    healthy = sum(node.is_healthy for node in nodes)
    china = world.options.china_times
    return {
        "agent_version": AGENT_VERSION,
        "cluster_id": cluster.cluster_id,
        "cluster_type": "aliyun",
        "created": instants.as_text(cluster.created, china=china),
        "data_disk_category": cluster.data_disk_category,
        "data_disk_size": cluster.data_disk_size,
        "docker_version": DOCKER_VERSION,
        "err_msg": cluster.error_message,
        "external_loadbalancer_id": cluster.external_loadbalancer_id,
        "instance_type": cluster.instance_type,
        "master_url": master_url(world, cluster),
        "name": cluster.name,
        "network_mode": cluster.network_mode,
        # JSON inside a text: an object here breaks the Go clients.
        "node_status": f'{{"health":{healthy},"unhealth":{len(nodes) - healthy}}}',
        "region_id": cluster.region_id,
        "security_group_id": cluster.security_group_id,
        "size": cluster.size,
        "state": cluster.state.value,
        "subnet_cidr": cluster.subnet_cidr,
        "tags": orjson.Fragment(cluster.tags),
        "updated": instants.as_text(cluster.updated, china=china),
        "vpc_id": cluster.vpc_id,
        "vswitch_id": cluster.vswitch_id,
        "zone_id": cluster.zone_id,
    }
