"""The load balancers that were made for Services of a cluster's Kubernetes API."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cs_simulator.cluster_types.ack.resources import Resource
from cs_simulator.domain.records import Cluster
from cs_simulator.domain.records.cluster import SERVICE_BALANCER as KIND
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World


class Balancer(NamedTuple):
    """A load balancer, and the Service that it is for."""

    balancer_id: str
    address: str
    service: str
    """``namespace/name``."""


def find(world: World, cluster: Cluster, service: str) -> Balancer | None:
    """The load balancer that was made for a Service; ``None`` if none was."""
    entry = cluster_entries.find(world, cluster.cluster_id, KIND, service)
    return Balancer(entry.value["id"], entry.value["address"], service) if entry else None


def keep(unit: Unit, cluster: Cluster, balancer: Balancer) -> None:
    """Note a load balancer; it counts from now on."""
    value = {"id": balancer.balancer_id, "address": balancer.address}
    cluster_entries.keep(unit, cluster.cluster_id, KIND, balancer.service, value)


def drop(unit: Unit, cluster: Cluster, service: str) -> None:
    """Give back the load balancer of a Service, if it has one that was made for it."""
    cluster_entries.drop(unit, cluster.cluster_id, KIND, service)


def drop_all(unit: Unit, cluster: Cluster) -> None:
    """Give back those of all Services of a cluster."""
    for entry in list(cluster_entries.of_kind(unit.world, cluster.cluster_id, KIND)):
        drop(unit, cluster, entry.name)


def of_cluster(world: World, cluster: Cluster) -> Iterator[Balancer]:
    """The load balancers of a cluster's Services, in the order in which they were made."""
    for entry in cluster_entries.of_kind(world, cluster.cluster_id, KIND):
        yield Balancer(entry.value["id"], entry.value["address"], entry.name)


def resources_of(world: World, cluster: Cluster) -> Iterator[Resource]:
    """The same as resources behind the cluster."""
    for each in of_cluster(world, cluster):
        yield Resource(
            "ALIYUN::SLB::LoadBalancer",
            each.balancer_id,
            each.balancer_id,
            is_made=True,
            service=each.service,
        )


def stay(asked: Mapping[str, Any]) -> bool:
    """Whether those of a cluster that is deleted stay, by what was asked for with the deletion."""
    mode = asked.get("delete_options", {}).get("SLB", "delete")
    return bool(asked.get("retain_all_resources")) or mode == "retain"
