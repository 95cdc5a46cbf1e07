"""The cluster object of DescribeClusterDetail, and the shorter ones of the lists.

Every field of the model is there in every state. What was sent is shown as it was sent; what was
not sent is empty, save where the documentation names a default.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import endpoints, kept, kinds
from cs_simulator.cluster_types.ack.answers.meta_data import meta_data
from cs_simulator.cluster_types.ack.answers.parameters import parameters
from cs_simulator.cluster_types.ack.answers.sent_fields import extra_names, rrsa
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.domain import instants
from cs_simulator.domain.records import Cluster, NodeState
from cs_simulator.engine.world import World

_NOT_COUNTED = frozenset({NodeState.INITIAL, NodeState.FAILED})

# The keys of a cluster in the list of one region.
REGION_KEYS = (
    "cluster_domain",
    "cluster_id",
    "cluster_spec",
    "cluster_type",
    "container_cidr",
    "created",
    "current_version",
    "deletion_protection",
    "init_version",
    "ip_stack",
    "name",
    "next_version",
    "profile",
    "proxy_mode",
    "region_id",
    "resource_group_id",
    "security_group_id",
    "service_cidr",
    "size",
    "state",
    "tags",
    "timezone",
    "updated",
    "vpc_id",
    "vswitch_ids",
)
# The keys of a cluster in the list of all regions.
ACCOUNT_KEYS = (
    *REGION_KEYS,
    "docker_version",
    "external_loadbalancer_id",
    "maintenance_window",
    "master_url",
    "meta_data",
    "network_mode",
    "operation_policy",
    "private_zone",
    "subnet_cidr",
    "vswitch_id",
    "worker_ram_role_name",
    "zone_id",
)
# The keys of a cluster in the old list, which it shares with Swarm clusters.
_OLD_KEYS = (
    "cluster_id",
    "cluster_type",
    "created",
    "current_version",
    "deletion_protection",
    "docker_version",
    "external_loadbalancer_id",
    "init_version",
    "master_url",
    "meta_data",
    "name",
    "network_mode",
    "private_zone",
    "profile",
    "region_id",
    "resource_group_id",
    "security_group_id",
    "size",
    "state",
    "subnet_cidr",
    "tags",
    "updated",
    "vpc_id",
    "vswitch_id",
    "worker_ram_role_name",
    "zone_id",
)


def cluster_object(world: World, cluster: Cluster) -> dict[str, object]:
    """The cluster object of DescribeClusterDetail."""
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    return {
        **_identity(world, cluster, sent, made),
        **_network(cluster, sent, made),
        **_settings(sent),
        "master_url": endpoints.master_url(cluster),
        "meta_data": orjson.dumps(meta_data(world, cluster)).decode(),
        "parameters": parameters(cluster),
        "rrsa_config": rrsa(world, cluster, sent),
        "worker_ram_role_name": made.get("worker_role", ""),
    }


def in_region(world: World, cluster: Cluster) -> dict[str, object]:
    """The cluster object in the list of one region."""
    whole = cluster_object(world, cluster)
    return {key: whole[key] for key in REGION_KEYS}


def in_account(world: World, cluster: Cluster) -> dict[str, object]:
    """The cluster object in the list of all regions."""
    whole = cluster_object(world, cluster)
    return {key: whole[key] for key in ACCOUNT_KEYS}


def in_old_list(world: World, cluster: Cluster) -> dict[str, object]:
    """The cluster object in the old list; some of its keys are of Swarm clusters only."""
    whole = cluster_object(world, cluster)
    of_swarm = {"data_disk_category": "", "data_disk_size": 0, "vswitch_cidr": ""}
    return {**{key: whole[key] for key in _OLD_KEYS}, **of_swarm}


def size_of(world: World, cluster: Cluster) -> int:
    """The number of nodes that have joined, masters included."""
    nodes = world.nodes_of(cluster.cluster_id)
    return sum(node.state not in _NOT_COUNTED for node in nodes)


def next_version_of(world: World, cluster: Cluster, made: Mapping[str, Any]) -> str:
    """The version that the cluster can be upgraded to, or empty."""
    fixed = world.options.kubernetes_versions
    targets = kubernetes_versions.upgrade_targets(
        made.get("version", ""), cluster.updated, fixed=fixed
    )
    return targets[-1].version if targets else ""


def _identity(world: World, cluster: Cluster, sent: kept.Fields, made: kept.Fields) -> kept.Fields:
    return {
        "cluster_id": cluster.cluster_id,
        "cluster_spec": kinds.spec_of(sent),
        "cluster_type": sent.get("cluster_type", kinds.MANAGED_TYPE),
        "created": instants.as_text(cluster.created, china=True),
        "current_version": made.get("version", ""),
        "deletion_protection": sent.get("deletion_protection", False),
        "docker_version": "",
        "init_version": made.get("init_version", ""),
        "name": cluster.name,
        "next_version": next_version_of(world, cluster, made),
        "private_zone": "PrivateZone" in sent.get("service_discovery_types", ()),
        "profile": kinds.profile_of(sent),
        "region_id": cluster.region_id,
        "resource_group_id": sent.get("resource_group_id", ""),
        "size": size_of(world, cluster),
        "state": cluster.state.value,
        "tags": orjson.Fragment(cluster.tags),
        "timezone": sent.get("timezone", ""),
        "updated": instants.as_text(cluster.updated, china=True),
        "zone_id": cluster.zone_id,
    }


def _network(cluster: Cluster, sent: kept.Fields, made: kept.Fields) -> kept.Fields:
    is_registered = kinds.kind_of_cluster(cluster) is Kind.REGISTERED
    return {
        "cluster_domain": sent.get("cluster_domain", "" if is_registered else "cluster.local"),
        "container_cidr": sent.get("container_cidr", ""),
        "control_plane_endpoints_config": _endpoints(cluster, sent),
        "external_loadbalancer_id": made.get("ingress_load_balancer_id", ""),
        "extra_sans": extra_names(sent),
        "ip_stack": sent.get("ip_stack", "ipv4"),
        "network_mode": "vpc",
        "node_cidr_mask": sent.get("node_cidr_mask", made.get("node_cidr_mask", "")),
        "proxy_mode": sent.get("proxy_mode", made.get("proxy_mode", "")),
        "security_group_id": cluster.security_group_id,
        "service_cidr": sent.get("service_cidr", made.get("service_cidr", "")),
        "subnet_cidr": sent.get("container_cidr", ""),
        "vpc_id": cluster.vpc_id,
        "vswitch_id": ",".join(made.get("vswitch_ids", ())),
        "vswitch_ids": made.get("vswitch_ids", []),
    }


def _settings(sent: kept.Fields) -> kept.Fields:
    policy = sent.get("operation_policy", {}).get("cluster_auto_upgrade", {})
    return {
        "auto_mode": {"enable": sent.get("auto_mode", {}).get("enable", False)},
        "control_plane_config": sent.get("control_plane_config", {}),
        "maintenance_window": {
            "enable": False,
            "weekly_period": "",
            **sent.get("maintenance_window", {}),
        },
        "operation_policy": {"cluster_auto_upgrade": {"enabled": False, "channel": "", **policy}},
    }


def _endpoints(cluster: Cluster, sent: kept.Fields) -> kept.Fields:
    """How the API server is reached: what was sent, with the addresses."""
    config = sent.get("control_plane_endpoints_config", {})
    shown: kept.Fields = {}
    if "internal_dns_config" in config:
        shown["internal_dns_config"] = {"enabled": True, **config["internal_dns_config"]}
    if "load_balancers_config" in config:
        addresses = endpoints.addresses_of(cluster)
        shown["load_balancers_config"] = [
            {**balancer, "endpoint": addresses.get(balancer.get("endpoint_type", ""), "")}
            for balancer in config["load_balancers_config"]
        ]
    return shown
