"""What the nodes of a pool are made from."""

from typing import Any

import orjson

from cs_simulator.catalog import instance_types
from cs_simulator.cluster_types.ack.pools.properties import (
    NodeProperties,
    PoolMade,
    Sent,
    sent_and_made,
)
from cs_simulator.domain.plans import NodeTemplate
from cs_simulator.domain.records import Cluster, NodeGroup

# What nodes are of if a pattern fits no type of the catalogue.
_ANY_TYPE = "ecs.g7.xlarge"


def template_of_pool(cluster: Cluster, group: NodeGroup) -> NodeTemplate:
    """What new nodes of a pool are made from."""
    sent, made = sent_and_made(group)
    scaling = sent.get("scaling_group", {})
    return NodeTemplate(
        vpc_id=cluster.vpc_id,
        vswitch_ids=tuple(scaling.get("vswitch_ids") or (cluster.vswitch_id,)),
        instance_type=instance_type_of(scaling),
        ecs_image_id=scaling.get("image_id") or made.get("image_id", ""),
        properties=orjson.dumps(_properties(sent, made)).decode(),
    )


def _properties(sent: Sent, made: PoolMade) -> NodeProperties:
    config = sent.get("kubernetes_config", {})
    found: dict[str, Any] = {
        "labels": config.get("labels"),
        "taints": config.get("taints"),
        "unschedulable": config.get("unschedulable"),
        "name_mode": config.get("node_name_mode"),
        "kubelet_version": made.get("kubelet_version"),
        "runtime_version": config.get("runtime_version") or made.get("runtime_version"),
        "spot_strategy": sent.get("scaling_group", {}).get("spot_strategy"),
        "source": "ess",
    }
    return {name: value for name, value in found.items() if value}  # type: ignore[return-value]


def instance_type_of(scaling: Sent) -> str:
    """The instance type that is tried first: the first one named, or one that fits a pattern."""
    named = scaling.get("instance_types")
    if named:
        return str(named[0])
    for pattern in scaling.get("instance_patterns", ()):
        for candidate in instance_types.all_instance_types().values():
            if not candidate.retired and _fits(candidate, pattern):
                return candidate.instance_type
    return _ANY_TYPE


def _fits(candidate: instance_types.InstanceType, pattern: dict[str, Any]) -> bool:
    """Whether an instance type is what a pattern asks for, as far as the catalogue knows."""
    cores, memory = candidate.vcpu, candidate.memory_gib
    families = pattern.get("instance_type_families")
    return (
        cores == (pattern.get("cores") or pattern.get("core") or cores)
        and memory == pattern.get("memory", memory)
        and pattern.get("min_cpu_cores", 0) <= cores <= pattern.get("max_cpu_cores", cores)
        and pattern.get("min_memory_size", 0) <= memory <= pattern.get("max_memory_size", memory)
        and candidate.instance_type not in pattern.get("excluded_instance_types", ())
        and (not families or f"ecs.{candidate.family}" in families)
    )
