"""Whether what a node pool refers to exists, and whether the account may have so much."""

import re
from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors, instance_types, node_images, service_roles
from cs_simulator.catalog.kubernetes_versions import minor_of
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.pools import growth
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.cluster_types.ack.pools.properties import Sent, bounds, is_auto_scaling
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.validation.strict import as_sent

_TYPE_FORM = re.compile(r"ecs\.[a-z0-9-]+\.[a-z0-9.-]*(x?large|small|medium|xlarge|tiny)[a-z0-9-]*")
_LAST_MINORS = {"docker": 22, "Sandboxed-Container.runv": 31}
"""The last minor versions of Kubernetes with runtimes that are no longer offered."""
_LEAST_POD_ADDRESSES = 3
"""How many addresses for pods a node of a Terway cluster has at the least."""
PROBLEM_DETECTOR = "ack-node-problem-detector"


def resources(
    request: Any, world: World, lookup: WorldLookup, vpc_id: str, path: str = ""
) -> Iterator[ApiError]:
    """Yield what the scaling group of a request refers to, and there is not."""
    group = request.scaling_group
    if group is None:
        return
    for index, vswitch_id in enumerate(group.vswitch_ids or ()):
        field = f"{path}scaling_group.vswitch_ids[{index}]"
        switch = lookup.vswitch(vswitch_id, vpc_id)
        if switch is None:
            yield ack_errors.VSWITCH_NOT_FOUND(field, f"no vSwitch {vswitch_id!r}")
        elif switch.vpc_id != vpc_id:
            yield ack_errors.INVALID_FIELD(
                f"{path}scaling_group.vswitch_ids", f"{vswitch_id} is not in {vpc_id}"
            )
    for instance_type in group.instance_types or ():
        if not is_known(world, instance_type):
            yield ack_errors.INVALID_FIELD(
                f"{path}scaling_group.instance_types", f"no instance type {instance_type[:100]!r}"
            )
    if group.image_id and lookup.image(group.image_id) is None:
        yield ack_errors.IMAGE_NOT_FOUND(
            f"{path}scaling_group.image_id", f"no image {group.image_id[:100]!r}"
        )


def is_known(world: World, instance_type: str) -> bool:
    """Whether there is such a type; newer ones than the catalogue has can be adopted."""
    if instance_types.find(instance_type) is not None:
        return True
    return world.options.adopts_unknown and bool(_TYPE_FORM.fullmatch(instance_type))


def fits_cluster(request: Any, cluster: Cluster) -> Iterator[ApiError]:
    """Yield what the cluster is not made for: other networks, components that it lacks."""
    group, management, made = request.scaling_group, request.management, kept.made_of(cluster)
    image = node_images.find(group.image_type) if group is not None and group.image_type else None
    version = version_of(cluster)
    runtime = request.kubernetes_config.runtime if request.kubernetes_config else None
    if runtime in _LAST_MINORS and minor_of(version) > _LAST_MINORS[runtime]:
        yield ack_errors.INVALID_FIELD(
            "kubernetes_config.runtime", f"{runtime} is not for Kubernetes {version}"
        )
    if image is not None and version and not image.is_for(version):
        yield ack_errors.INVALID_FIELD(
            "scaling_group.image_type", f"{image.image_type} is not for Kubernetes {version}"
        )
    by_id = node_images.type_of(group.image_id) if group is not None and group.image_id else None
    if by_id is not None and version and not by_id.is_for(version):
        need = "cgroup v2" if by_id.is_older_than(version) else f"Kubernetes {version}"
        yield ack_errors.IMAGE_UNFIT("scaling_group.image_id", image_id=group.image_id, need=need)
    if group is not None and made.get("plugin") == "terway":
        for instance_type in group.instance_types or ():
            found = instance_types.find(instance_type)
            if found is not None and found.pod_addresses < _LEAST_POD_ADDRESSES:
                yield ack_errors.TOO_FEW_POD_ADDRESSES(
                    "scaling_group.instance_types", instance_type=instance_type
                )
    repairs = management is not None and management.enable and management.auto_repair
    if repairs and PROBLEM_DETECTOR not in made.get("addons", {}):
        yield ack_errors.MANAGEMENT_NEEDS_ADDON(addon=PROBLEM_DETECTOR)


def roles(request: Any, world: World) -> Iterator[ApiError]:
    """Yield which service role a request needs, and the account has not granted."""
    group = request.scaling_group
    if group is None:
        return
    if group.desired_size is not None and service_roles.OOS in world.missing_roles.records:
        yield service_roles.MISSING[service_roles.OOS]()
    hardens = group.security_hardening_os or group.soc_enabled
    if hardens and service_roles.SECURITY in world.missing_roles.records:
        yield ack_errors.MANAGED_SECURITY_ROLE_MISSING()


def quotas(
    world: World, cluster: Cluster, more_nodes: int, *, more_pools: int = 0
) -> Iterator[ApiError]:
    """Yield which quota of the account has no room for more nodes, or for another pool."""
    limits = world.options.quotas
    pools = len(world.cluster_groups[cluster.cluster_id]) + more_pools
    if more_pools and pools > limits.pools_per_cluster:
        yield ack_errors.NODE_POOL_QUOTA_EXCEEDED(limit=limits.pools_per_cluster)
    nodes = world.cluster_nodes.count(cluster.cluster_id) + more_nodes
    if more_nodes > 0 and nodes > limits.nodes_per_kubernetes_cluster:
        yield ack_errors.NODE_QUOTA_EXCEEDED(limit=limits.nodes_per_kubernetes_cluster)


def size_of(request: Any) -> int:
    """How many nodes a creation asks for."""
    sent: Sent = as_sent(request)
    asked = sent.get("scaling_group", {}).get("desired_size", sent.get("count", 0))
    return bounds(sent)[0] if is_auto_scaling(sent) else growth.wanted(sent, asked)
