"""Nodes that join a cluster and leave it, and the instances that they are made of."""

from collections.abc import Sequence

from cs_simulator.domain.plans import NodeTemplate, Plan
from cs_simulator.domain.records import Cluster, Instance, Node, NodeGroup, NodeState, Task
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


def of_group(world: World, cluster: Cluster, group: NodeGroup | None) -> list[Node]:
    """The nodes of a group, in the order in which they were made; without one, the cluster's."""
    return world.nodes_of_group(group.group_id) if group else world.nodes_of(cluster.cluster_id)


def count(world: World, cluster: Cluster, group: NodeGroup | None) -> int:
    """The number of nodes of a group; without one, of the cluster."""
    if group:
        return world.group_nodes.count(group.group_id)
    return world.cluster_nodes.count(cluster.cluster_id)


def for_task(
    unit: Unit, cluster: Cluster, group: NodeGroup | None, task: Task, plan: Plan
) -> list[Node]:
    """The nodes that go through the node stages of a task; new ones are made here."""
    world = unit.world
    if plan.nodes == "given":
        return [world.nodes[instance_id] for instance_id in task.nodes.split()]
    nodes = of_group(world, cluster, group)
    if plan.nodes == "new":
        wanted = group.size if group else cluster.size
        return make(unit, cluster, wanted - len(nodes), group=group, made_by=plan.operation)
    if plan.is_deletion:
        return [mark_removing(unit, node, releases=node.is_released) for node in nodes]
    return nodes


def mark_removing(unit: Unit, node: Node, *, releases: bool) -> Node:
    """The node, about to be removed; with *releases* its instance is released too."""
    return unit.put(
        unit.world.nodes,
        node._replace(state=NodeState.REMOVING, is_released=releases, updated=unit.now),
    )


def template_for(world: World, cluster: Cluster, group: NodeGroup | None = None) -> NodeTemplate:
    """What new nodes of a group are made from."""
    return world.cluster_types[cluster.cluster_type].node_template(cluster, group)


def make(
    unit: Unit,
    cluster: Cluster,
    count: int,
    *,
    made_by: str,
    group: NodeGroup | None = None,
    template: NodeTemplate | None = None,
    releases_eip: bool = False,
) -> list[Node]:
    """New nodes of a cluster, which have no instances yet.

    Without a *template* they are made from that of the group.
    """
    template = template or template_for(unit.world, cluster, group)
    switches = template.vswitch_ids
    return [
        unit.put(
            unit.world.nodes,
            Node(
                serial=unit.serial(),
                instance_id=naming.instance_id(unit, cluster, number),
                cluster_id=cluster.cluster_id,
                number=number,
                state=NodeState.INITIAL,
                instance_status="Pending",
                created=unit.now,
                updated=unit.now,
                vpc_id=template.vpc_id,
                vswitch_id=switches[number % len(switches)],
                instance_type=template.instance_type,
                ecs_image_id=template.ecs_image_id,
                made_by=made_by,
                releases_eip=releases_eip,
                group_id=group.group_id if group else "",
                properties=template.properties,
            ),
        )
        for number in _numbers(unit, cluster, count)
    ]


def attach(
    unit: Unit,
    cluster: Cluster,
    instances: Sequence[Instance],
    *,
    ecs_image_id: str,
    releases_eip: bool = False,
    group: NodeGroup | None = None,
    properties: str = "{}",
) -> list[Node]:
    """Nodes of a cluster, or of one group of it, made of instances that exist."""
    numbers = _numbers(unit, cluster, len(instances))
    return [
        unit.put(
            unit.world.nodes,
            Node(
                serial=unit.serial(),
                instance_id=instance.instance_id,
                cluster_id=cluster.cluster_id,
                number=number,
                state=NodeState.INITIAL,
                instance_status="Stopping",
                created=unit.now,
                updated=unit.now,
                vpc_id=instance.vpc_id,
                vswitch_id=instance.vswitch_id,
                instance_type=instance.instance_type,
                ecs_image_id=ecs_image_id,
                ip_address=instance.ip_address,
                eip_address=instance.eip_address,
                made_by="AttachInstances",
                charge_type=instance.charge_type,
                releases_eip=releases_eip,
                group_id=group.group_id if group else "",
                properties=properties,
            ),
        )
        for number, instance in zip(numbers, instances, strict=True)
    ]


def _numbers(unit: Unit, cluster: Cluster, count: int) -> range:
    """The numbers of new nodes: no number of a cluster is ever given twice."""
    clusters = unit.world.clusters
    made = clusters[cluster.cluster_id].nodes_made
    if count > 0:
        unit.put(clusters, clusters[cluster.cluster_id]._replace(nodes_made=made + count))
    return range(made + 1, made + count + 1)


def release_node(unit: Unit, node: Node, *, releases: bool) -> None:
    """Take a node out of its cluster.

    With *releases* its instance is released; otherwise it is the customer's instance from then on.
    """
    world = unit.world
    cluster, instance = world.clusters[node.cluster_id], world.instances.get(node.instance_id)
    unit.drop(world.nodes, node)
    if instance is None:
        if releases:
            return
        instance = _instance_of(unit, cluster, node)
    unit.put(
        world.instances,
        instance._replace(
            serial=instance.serial or unit.serial(),  # 0: a default resource, shared until now
            ecs_image_id=node.ecs_image_id,
            ip_address="" if releases else node.ip_address,
            eip_address="" if releases else node.eip_address,
            is_released=releases,
        ),
    )


def _instance_of(unit: Unit, cluster: Cluster, node: Node) -> Instance:
    """The instance of a node that the service made, now that the customer keeps it."""
    switch = unit.world.vswitches.get(node.vswitch_id)
    return Instance(
        serial=unit.serial(),
        instance_id=node.instance_id,
        region_id=cluster.region_id,
        zone_id=switch.zone_id if switch else cluster.zone_id,
        network_type="vpc",
        vpc_id=node.vpc_id,
        vswitch_id=node.vswitch_id,
        instance_type=node.instance_type,
        ecs_image_id=node.ecs_image_id,
        ip_address=node.ip_address,
    )
