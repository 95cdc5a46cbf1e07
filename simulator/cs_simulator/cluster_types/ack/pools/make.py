"""Node pools that are made: of a creation's body, or as the pool for nodes of no other pool."""

from typing import Any

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import choices, growth
from cs_simulator.cluster_types.ack.pools.properties import PoolMade, Sent
from cs_simulator.cluster_types.ack.pools.request import NodePoolRequest
from cs_simulator.domain.records import Cluster, NodeGroup, Task
from cs_simulator.engine import naming, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.validation.strict import as_sent

DEFAULT_POOL = "default-nodepool"
"""The name of the pool that takes nodes for which no pool is named."""


def make_pool(
    unit: Unit, cluster: Cluster, request: NodePoolRequest, *, is_default: bool = False
) -> NodeGroup:
    """Put the pool as it is before anything is provisioned. Its password is not kept."""
    return put_pool(
        unit,
        cluster,
        as_sent(request),
        is_default=is_default,
        has_password=_has_password(request),
    )


def _has_password(request: Any) -> bool:
    return request.scaling_group is not None and request.scaling_group.login_password is not None


def put_pool(
    unit: Unit,
    cluster: Cluster,
    sent: Sent,
    *,
    is_default: bool = False,
    has_password: bool = False,
) -> NodeGroup:
    """Put a pool of what was sent for it: the groups of a creation's body, without secrets."""
    number = unit.count("group")
    group = NodeGroup(
        serial=unit.serial(),
        group_id=naming.node_pool_id(unit, number),
        cluster_id=cluster.cluster_id,
        name=sent.get("nodepool_info", {}).get("name", DEFAULT_POOL),
        state="initial",
        size=growth.wanted(sent, _asked_for(sent)),
        created=unit.now,
        updated=unit.now,
        properties=kept.written(
            sent, dict(_made(unit, cluster, sent, number, is_default, has_password))
        ),
    )
    return unit.put(unit.world.node_groups, group)


def _asked_for(sent: Sent) -> int:
    """The number of nodes that a body asks for; the old ``count`` only if nothing newer does."""
    desired = sent.get("scaling_group", {}).get("desired_size")
    return int(sent.get("count", 0) if desired is None else desired)


def _made(
    unit: Unit, cluster: Cluster, sent: Sent, number: int, is_default: bool, has_password: bool
) -> PoolMade:
    made = choices.chosen(cluster, sent, unit.now)
    made["scaling_group_id"] = naming.resource_id(unit, "asg", cluster.region_id, "group", number)
    made["is_default"] = is_default
    made["has_password"] = has_password
    if sent.get("management", {}).get("auto_repair"):
        made["auto_repair_policy_id"] = naming.resource_id(unit, "r", "", "group", number)
    return made


def begin_creation(unit: Unit, cluster: Cluster, group: NodeGroup) -> Task:
    """Start the creation of a pool, with as many nodes as it wants."""
    sent = kept.sent_of(group)
    count = growth.wanted(sent, group.size)
    if not count:
        return provisioning.begin(unit, cluster, "CreateClusterNodePool", group=group)
    return growth.grow(unit, cluster, group, count, "CreateClusterNodePool#with_nodes")


def find_default_pool(world: World, cluster: Cluster) -> NodeGroup | None:
    """The pool that takes nodes for which no pool is named; ``None`` if there is none yet."""
    groups = world.groups_of(cluster.cluster_id)
    found = (
        group
        for group in groups
        if kept.made_of(group).get("is_default") or group.name == DEFAULT_POOL
    )
    return next(found, None)


def default_pool(unit: Unit, cluster: Cluster) -> NodeGroup:
    """The pool that takes nodes for which no pool is named; it is made when it is first needed."""
    found = find_default_pool(unit.world, cluster)
    if found is not None:
        return found
    group = put_pool(
        unit,
        cluster,
        {
            "nodepool_info": {"name": DEFAULT_POOL},
            "scaling_group": {"vswitch_ids": [cluster.vswitch_id]},
        },
        is_default=True,
    )
    return unit.put(unit.world.node_groups, group._replace(state="active"))
