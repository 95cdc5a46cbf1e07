"""Changes of a node pool: what was sent before, with what is sent now, field by field."""

from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import choices, growth
from cs_simulator.cluster_types.ack.pools.properties import (
    PoolMade,
    Sent,
    is_auto_scaling,
    keeps_size,
    merged,
    sent_and_made,
)
from cs_simulator.cluster_types.ack.pools.request import ModifyNodePoolRequest
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.validation.strict import as_sent

_NOT_KEPT = ("update_nodes", "concurrency", "count")
_CLEARABLE = ("labels", "taints")
"""The lists of ``kubernetes_config`` that an empty list clears; elsewhere it means nothing."""


def problems(
    request: ModifyNodePoolRequest, world: World, cluster: Cluster, group: NodeGroup
) -> Iterator[ApiError]:
    """Yield what forbids a change of a pool as it is now."""
    sent = kept.sent_of(group)
    name = request.nodepool_info.name if request.nodepool_info else None
    others = (other for other in world.groups_of(cluster.cluster_id) if other is not group)
    if name and any(other.name == name for other in others):
        yield ack_errors.NODE_POOL_NAME_TAKEN(name=name, cluster_id=cluster.cluster_id)
    scaling = merged(sent, as_sent(request)).get("auto_scaling", {})
    names_size = _desired_size(request) is not None or bool(request.count)
    if names_size and (scaling.get("enable") or is_auto_scaling(sent)):
        yield ack_errors.SIZE_OF_AUTOSCALING_POOL()
    if scaling.get("enable"):
        yield from _bounds(scaling)
    kind, before = scaling.get("type", "cpu"), sent.get("auto_scaling", {}).get("type", "cpu")
    if is_auto_scaling(sent) and kind != before:
        yield ack_errors.INVALID_FIELD("auto_scaling.type", f"stays {before}")


def _bounds(scaling: Sent) -> Iterator[ApiError]:
    """Yield what is wrong with the bounds of a pool with auto scaling."""
    if "max_instances" not in scaling:
        yield ack_errors.MISSING_FIELD("auto_scaling.max_instances")
    elif scaling.get("min_instances", 0) > scaling["max_instances"]:
        yield ack_errors.INVALID_FIELD(
            "auto_scaling.min_instances", f"at most {scaling['max_instances']}, the largest number"
        )


def _desired_size(request: ModifyNodePoolRequest) -> int | None:
    return request.scaling_group.desired_size if request.scaling_group else None


def size_after(
    request: ModifyNodePoolRequest, world: World, cluster: Cluster, group: NodeGroup
) -> int | None:
    """How many nodes the pool is to have after a change; ``None`` if the change is not about it.

    ``count`` is how many more there are to be.
    """
    sent = kept.sent_of(group)
    present = len(growth.members(world, cluster, group))
    after = merged(sent, as_sent(request))
    if is_auto_scaling(after):
        return growth.wanted(after, present)
    desired = _desired_size(request)
    if desired is None and request.count:
        return (group.size if keeps_size(sent) else present) + request.count
    return desired


def changed(
    unit: Unit, cluster: Cluster, group: NodeGroup, request: ModifyNodePoolRequest
) -> NodeGroup:
    """The pool after a change; its nodes, and the number of them, stay as they are."""
    sent, made = sent_and_made(group)
    given = {name: value for name, value in as_sent(request).items() if name not in _NOT_KEPT}
    after = merged(sent, given)
    _clear(unit, cluster, group, after, request)
    if is_auto_scaling(after):
        after.get("scaling_group", {}).pop("desired_size", None)
    name = given.get("nodepool_info", {}).get("name", group.name)
    return unit.put(
        unit.world.node_groups,
        group._replace(
            name=name,
            updated=unit.now,
            properties=kept.written(after, dict(_made_after(unit, cluster, made, after, request))),
        ),
    )


def _clear(
    unit: Unit, cluster: Cluster, group: NodeGroup, after: Sent, request: ModifyNodePoolRequest
) -> None:
    """Take out the labels and taints that an empty list clears; the log says that it did."""
    for name in _CLEARABLE:
        is_empty = request.kubernetes_config and getattr(request.kubernetes_config, name) == ()
        if is_empty and after["kubernetes_config"].pop(name, None):
            unit.log(cluster, f"{name} of node pool {group.name} cleared by an empty list")


def _made_after(
    unit: Unit, cluster: Cluster, made: PoolMade, after: Sent, request: ModifyNodePoolRequest
) -> PoolMade:
    """What the service made, after a change of what it depends on."""
    group: Any = request.scaling_group
    found = PoolMade(**made)
    if group is None:
        return found
    if group.login_password is not None:
        found["has_password"] = True
        after["scaling_group"].pop("key_pair", None)
    elif group.key_pair is not None:
        found["has_password"] = False
    if group.image_type is not None or group.image_id is not None:
        chosen = choices.chosen(cluster, after, unit.now)
        found["image_type"], found["platform"] = chosen["image_type"], chosen["platform"]
        found["image_id"] = chosen["image_id"]
        if group.image_id is None:
            after["scaling_group"].pop("image_id", None)
    return found
