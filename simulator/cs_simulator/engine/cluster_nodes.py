"""Nodes coming into a cluster and going out of it, and what becomes of their instances."""

from collections.abc import Iterable
from typing import Any

from cs_simulator.domain.records import Cluster, Instance, Node, NodeState
from cs_simulator.engine import naming
from cs_simulator.engine.unit import Unit


def make(unit: Unit, cluster: Cluster, amount: int, **changes: Any) -> list[Node]:
    """New nodes of a cluster, which has no instances for them yet; *changes* are fields of them.

    Without changes they are of the instance type and image that the cluster was created with.
    """
    numbers = _numbers(unit, cluster, amount)
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
                vpc_id=cluster.vpc_id,
                vswitch_id=cluster.vswitch_id,
                instance_type=cluster.instance_type,
                ecs_image_id=cluster.ecs_image_id,
            )._replace(**changes),
        )
        for number in numbers
    ]


def attach(unit: Unit, cluster: Cluster, instances: list[Instance], **changes: Any) -> list[Node]:
    """Nodes of a cluster made of instances that exist; *changes* are fields of them."""
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
                ecs_image_id=instance.ecs_image_id,
                ip_address=instance.ip_address,
                eip_address=instance.eip_address,
                made_by="AttachInstances",
                charge_type=instance.charge_type,
            )._replace(**changes),
        )
        for number, instance in zip(numbers, instances, strict=True)
    ]


def _numbers(unit: Unit, cluster: Cluster, amount: int) -> Iterable[int]:
    """The numbers of new nodes: no number of a cluster is ever given twice."""
    clusters = unit.world.clusters
    made = clusters[cluster.cluster_id].nodes_made
    if amount:
        unit.put(clusters, clusters[cluster.cluster_id]._replace(nodes_made=made + amount))
    return range(made + 1, made + amount + 1)


def let_go(unit: Unit, node: Node, *, releases: bool) -> None:
    """Take a node out of its cluster; its instance is released, or is the customer's again."""
    world = unit.world
    cluster, instance = world.clusters[node.cluster_id], world.instances.get(node.instance_id)
    unit.drop(world.nodes, node)
    if instance is None:
        if releases:
            return
        switch = world.vswitches.get(node.vswitch_id)
        instance = Instance(
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
    unit.put(
        world.instances,
        instance._replace(
            serial=instance.serial or unit.serial(),  # one that the tenant was born with
            ecs_image_id=node.ecs_image_id,
            ip_address="" if releases else node.ip_address,
            eip_address="" if releases else node.eip_address,
            is_released=releases,
        ),
    )
