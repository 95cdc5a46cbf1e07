"""Identifiers of what a world creates, derived from its seed and from what they are for."""

import orjson

from cs_simulator.catalog import regions
from cs_simulator.domain import ids
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine.unit import Unit


def resource_id(unit: Unit, prefix: str, region_id: str, *names: object) -> str:
    """An identifier such as ``lb-2ze…``, with the letters of the region; *names* say what for."""
    region = regions.find(region_id)
    return ids.resource_id(
        prefix, region.id_infix if region else "", unit.random_for(prefix, *names)
    )


def cluster_id(unit: Unit) -> str:
    """The identifier of the next cluster."""
    return ids.cluster_id(unit.random_for("cluster", unit.count("cluster")))


def node_pool_id(unit: Unit, number: int) -> str:
    """The identifier of the group of nodes with that number."""
    return ids.node_pool_id(unit.random_for("group", number))


def shown_name(node: Node) -> str:
    """What a node is called in logs: as its cluster type named it, or by its number."""
    named = "" if node.properties == "{}" else orjson.loads(node.properties).get("node_name", "")
    return named or ids.node_name(node.cluster_id, node.number)


def task_id(unit: Unit) -> str:
    """The identifier of the next task; it contains the present instant."""
    return ids.task_id(unit.now, unit.random_for("task", unit.count("task")))


def cleaning_task_id(unit: Unit, uid: str) -> str:
    """The identifier of the next task, one that takes the rights of a user away."""
    return ids.cleaning_task_id(uid, unit.now, unit.random_for("task", unit.count("task")))


def template_id(unit: Unit) -> str:
    """The identifier of the next template."""
    return ids.template_id(unit.random_for("template", unit.count("template")))


def trigger_id(unit: Unit) -> str:
    """The identifier of the next trigger."""
    return ids.trigger_id(unit.random_for("trigger", unit.count("trigger")))


def instance_id(unit: Unit, cluster: Cluster, number: int) -> str:
    """The identifier of the instance for a cluster's node of that number."""
    return resource_id(unit, "i", cluster.region_id, cluster.cluster_id, number)
