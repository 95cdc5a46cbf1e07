"""Clusters, groups of nodes, and nodes."""

import orjson

from cs_simulator.domain import ids, instants
from cs_simulator.domain.records import Cluster, Node, NodeGroup
from cs_simulator.engine import cluster_nodes
from cs_simulator.engine.world import World
from cs_simulator.server.control.contract import clusters as contract
from cs_simulator.server.control.contract.tasks import Task
from cs_simulator.server.control.rendering.tasks import task_under_way


def cluster_with_nodes(world: World, cluster: Cluster) -> contract.Cluster:
    """A cluster of the world with its groups of nodes, nodes and tasks."""
    nodes = world.nodes_of(cluster.cluster_id)
    tasks = [world.tasks[task_id] for task_id in world.cluster_tasks[cluster.cluster_id]]
    return cluster_object(
        cluster,
        groups=[group_object(group) for group in world.groups_of(cluster.cluster_id)],
        nodes=[node_object(node) for node in nodes],
        tasks=[task_under_way(world, task) for task in tasks],
    )


def cluster_object(
    cluster: Cluster,
    *,
    groups: list[contract.NodeGroup],
    nodes: list[contract.Node],
    tasks: list[Task],
) -> contract.Cluster:
    """A cluster with the given groups of nodes, nodes and tasks."""
    return {
        "cluster_id": cluster.cluster_id,
        "cluster_type": cluster.cluster_type,
        "name": cluster.name,
        "state": cluster.state.value,
        "size": cluster.size,
        "created": instants.as_exact_text(cluster.created),
        "updated": instants.as_exact_text(cluster.updated),
        "region_id": cluster.region_id,
        "zone_id": cluster.zone_id or None,
        "vpc_id": cluster.vpc_id or None,
        "vswitch_id": cluster.vswitch_id or None,
        "container_cidr": cluster.container_cidr or None,
        "security_group_id": cluster.security_group_id or None,
        "external_loadbalancer_id": cluster.external_loadbalancer_id or None,
        "master_url": cluster.master_url or None,
        "tags": orjson.loads(cluster.tags),
        "error_message": cluster.error_message or None,
        "properties": orjson.loads(cluster.properties),
        "groups": groups,
        "nodes": nodes,
        "tasks": tasks,
    }


def group_object(group: NodeGroup) -> contract.NodeGroup:
    """A group of nodes."""
    return {
        "group_id": group.group_id,
        "name": group.name,
        "state": group.state,
        "size": group.size,
        "created": instants.as_exact_text(group.created),
        "updated": instants.as_exact_text(group.updated),
        "error_message": group.error_message or None,
        "properties": orjson.loads(group.properties),
    }


def pool_with_nodes(world: World, group: NodeGroup) -> contract.Pool:
    """A node pool of the world with its nodes and tasks."""
    cluster = world.clusters[group.cluster_id]
    tasks = (world.tasks[task_id] for task_id in world.cluster_tasks[group.cluster_id])
    return {
        **group_object(group),
        "cluster_id": group.cluster_id,
        "cluster": cluster.name,
        "nodes": [node_object(node) for node in cluster_nodes.of_group(world, cluster, group)],
        "tasks": [task_under_way(world, task) for task in tasks if task.group_id == group.group_id],
    }


def node_object(node: Node) -> contract.Node:
    """A node."""
    return {
        "instance_id": node.instance_id,
        "cluster_id": node.cluster_id,
        "group_id": node.group_id or None,
        "name": ids.node_name(node.cluster_id, node.number),
        "number": node.number,
        "state": node.state.value,
        "created": instants.as_exact_text(node.created),
        "updated": instants.as_exact_text(node.updated),
        "vpc_id": node.vpc_id or None,
        "vswitch_id": node.vswitch_id or None,
        "instance_type": node.instance_type,
        "ecs_image_id": node.ecs_image_id,
        "instance_status": node.instance_status or None,
        "ip_address": node.ip_address or None,
        "eip_address": node.eip_address or None,
        "charge_type": node.charge_type,
        "added_by": node.made_by,
        "is_routed": node.is_routed,
        "is_lost": node.is_lost,
        "error_message": node.error_message or None,
        "properties": orjson.loads(node.properties),
    }
