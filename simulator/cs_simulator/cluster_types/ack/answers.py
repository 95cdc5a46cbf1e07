"""The JSON of Kubernetes clusters."""

import orjson

from cs_simulator.cluster_types.ack import kept
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World


def cluster_object(world: World, cluster: Cluster) -> dict[str, object]:
    """The cluster object of DescribeClusterDetail."""
    sent = kept.sent_of(cluster)
    return {
        "cluster_id": cluster.cluster_id,
        "cluster_spec": sent.get("cluster_spec", "ack.standard"),
        "cluster_type": sent["cluster_type"],
        "container_cidr": sent.get("container_cidr", ""),
        "created": instants.as_text(cluster.created, china=True),
        "name": cluster.name,
        "profile": sent.get("profile", "Default"),
        "region_id": cluster.region_id,
        "security_group_id": cluster.security_group_id,
        "size": world.cluster_nodes.count(cluster.cluster_id),
        "state": cluster.state.value,
        "tags": orjson.Fragment(cluster.tags),
        "updated": instants.as_text(cluster.updated, china=True),
        "vpc_id": cluster.vpc_id,
        "vswitch_ids": sent["vswitch_ids"],
    }
