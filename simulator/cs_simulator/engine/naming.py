"""Identifiers of what a world makes: each one is derived from the seed and from what it is for."""

from cs_simulator.catalog import regions
from cs_simulator.domain import ids
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit


def resource_id(unit: Unit, prefix: str, region_id: str, *names: object) -> str:
    """An identifier such as ``lb-2ze…`` for what *names* say, with the region's letters."""
    region = regions.find(region_id)
    return ids.resource_id(prefix, region.id_infix if region else "", unit.chance(prefix, *names))


def cluster_id(unit: Unit) -> str:
    """The identifier of the next cluster."""
    return ids.cluster_id(unit.chance("cluster", unit.count("cluster")))


def task_id(unit: Unit) -> str:
    """The identifier of the next task; it tells the time at which it was made."""
    return ids.task_id(unit.now, unit.chance("task", unit.count("task")))


def template_id(unit: Unit) -> str:
    """The identifier of the next template."""
    return ids.template_id(unit.chance("template", unit.count("template")))


def instance_id(unit: Unit, cluster: Cluster, number: int) -> str:
    """The identifier of a cluster's node of that number."""
    return resource_id(unit, "i", cluster.region_id, cluster.cluster_id, number)
