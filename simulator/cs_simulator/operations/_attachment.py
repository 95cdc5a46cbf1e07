"""What the operations share that make nodes of instances that exist."""

from collections.abc import Iterator, Sequence

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import exists, growth
from cs_simulator.cluster_types.ack.pools.nodes import named
from cs_simulator.cluster_types.ack.pools.properties import bounds, is_auto_scaling
from cs_simulator.cluster_types.ack.pools.template import template_of_pool
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, Instance, NodeGroup, Task
from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


def instance_for(world: World, cluster: Cluster, instance_id: str) -> Instance | ApiError:
    """The instance if it can become a node of the cluster, or the error that says why not."""
    if instance_id in world.nodes.records:
        return _unfit(f"{instance_id} is a node already")
    instance = world.instances.get(instance_id)
    if instance is None or instance.is_released:
        return _unfit(f"no instance {instance_id[:100]!r}")
    if instance.region_id != cluster.region_id:
        return _unfit(f"{instance_id} is in {instance.region_id}, not in {cluster.region_id}")
    if instance.vpc_id != cluster.vpc_id:
        return _unfit(f"{instance_id} is not in {cluster.vpc_id}")
    return instance


def _unfit(advice: str) -> ApiError:
    return ack_errors.INVALID_FIELD("instances", advice)


def no_room(world: World, cluster: Cluster, group: NodeGroup, count: int) -> Iterator[ApiError]:
    """Yield why a pool cannot take so many more nodes."""
    sent = kept.sent_of(group)
    present = len(growth.members(world, cluster, group))
    most = bounds(sent)[1]
    if is_auto_scaling(sent) and present + count > most:
        yield _unfit(f"the pool has {present} nodes, and by auto scaling at most {most}")
    yield from exists.quotas(world, cluster, count)


def attach(
    unit: Unit,
    cluster: Cluster,
    group: NodeGroup,
    instances: Sequence[Instance],
    operation: str,
    *,
    keeps_names: bool,
) -> Task:
    """Start to make nodes of a pool of instances; the pool wants as many nodes more."""
    template = template_of_pool(cluster, group)
    properties = {**orjson.loads(template.properties), "source": "ess_attach"}
    group = growth.resized(unit, cluster, group, len(instances))
    nodes = [
        unit.put(unit.world.nodes, named(cluster, node))
        for instance in instances
        for node in cluster_nodes.attach(
            unit,
            cluster,
            [instance],
            ecs_image_id=template.ecs_image_id,
            group=group,
            properties=_written(properties, instance.instance_id if keeps_names else ""),
        )
    ]
    parameters = {"instances": [instance.instance_id for instance in instances]}
    return provisioning.begin(unit, cluster, operation, nodes, group, parameters)


def _written(properties: dict[str, object], instance_name: str) -> str:
    named = {"instance_name": instance_name} if instance_name else {}
    return orjson.dumps({**properties, **named}).decode()
