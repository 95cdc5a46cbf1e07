"""What the two operations share that add workers to the default pool of a Kubernetes cluster."""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import kept, kinds, workers
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.pools import growth, make
from cs_simulator.cluster_types.ack.request.modify import ClusterLookup
from cs_simulator.cluster_types.ack.request.scale import ScaleRequest
from cs_simulator.domain.records import Cluster, Node, NodeGroup
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._node_pools import must_be_idle
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.validation import strict

_WITHOUT_WORKERS = frozenset({Kind.SERVERLESS, Kind.REGISTERED})


def scalable_cluster(call: Call, unit: Unit) -> Cluster:
    """The cluster that the path names, if it can have workers and its default pool is idle."""
    cluster = kubernetes_cluster(call, unit)
    if kinds.kind_of_cluster(cluster) in _WITHOUT_WORKERS:
        raise ack_errors.CLUSTER_UNSUITED(state=cluster.state.value)
    group = make.find_default_pool(unit.world, cluster)
    if group is not None:
        must_be_idle(unit.world, cluster, group)
    return cluster


def lookup_for(unit: Unit, cluster: Cluster, more_nodes: int) -> ClusterLookup:
    """What the rules of the request need to know."""
    lookup = ClusterLookup(unit, cluster.region_id)
    lookup.cluster = cluster
    lookup.more_nodes = more_nodes
    group = make.find_default_pool(unit.world, cluster)
    lookup.has_workers = bool(
        group and kept.sent_of(group).get("scaling_group", {}).get("instance_types")
    )
    return lookup


def add_workers(
    call: Call, unit: Unit, cluster: Cluster, request: ScaleRequest, count: int
) -> Reply:
    """Make the workers, and start the task that brings them in."""
    group = make.find_default_pool(unit.world, cluster)
    if group is None:
        group = _new_group(unit, cluster, request)
    nodes = _new_nodes(unit, cluster, group, request, count, call.operation.name)
    growth.resized(unit, cluster, group, by=count)
    task = provisioning.begin(
        unit, cluster, call.operation.name, nodes, parameters={"count": count}
    )
    return accepted(call, cluster, task)


def _new_group(unit: Unit, cluster: Cluster, request: ScaleRequest) -> NodeGroup:
    sent = workers.as_pool(strict.as_sent(request), _vswitches(cluster, request), 0)
    group = make.put_pool(
        unit, cluster, sent, is_default=True, has_password=bool(request.login_password)
    )
    return unit.put(unit.world.node_groups, group._replace(state="active"))


def _vswitches(cluster: Cluster, request: ScaleRequest) -> list[str]:
    given = request.worker_vswitch_ids or request.vswitch_ids
    return list(given or kept.made_of(cluster)["vswitch_ids"])


def _new_nodes(
    unit: Unit,
    cluster: Cluster,
    group: NodeGroup,
    request: ScaleRequest,
    count: int,
    operation: str,
) -> list[Node]:
    """New nodes of the pool, of the type and in the vSwitches that the request names."""
    nodes = growth.new_nodes(unit, cluster, group, count, operation)
    types, switches = (
        request.worker_instance_types,
        request.worker_vswitch_ids or request.vswitch_ids,
    )
    return [
        unit.put(
            unit.world.nodes,
            node._replace(
                instance_type=types[0] if types else node.instance_type,
                vswitch_id=switches[index % len(switches)] if switches else node.vswitch_id,
                charge_type=request.worker_instance_charge_type or node.charge_type,
            ),
        )
        for index, node in enumerate(nodes)
    ]
