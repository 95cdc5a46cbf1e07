"""Valid bodies about Swarm clusters, for scripts and tests that say only what matters to them."""

from collections.abc import Mapping
from typing import Any

from cs_simulator.catalog import regions
from cs_simulator.cluster_types.contract import EXAMPLE_PASSWORD
from cs_simulator.domain.records import Cluster

_REGION, _ZONE = "cn-beijing", "b"


def example(changes: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A complete, valid body of ``POST /clusters`` with some fields changed.

    Bodies of different numbers have different container addresses.
    """
    return {
        "name": f"cluster-{number}",
        "size": 1,
        "instance_type": "ecs.n1.small",
        "network_mode": "vpc",
        **_network(changes.get("region_id", _REGION)),
        "subnet_cidr": f"172.{16 + number // 250 % 16}.{number % 250}.0/24",
        "password": EXAMPLE_PASSWORD,
        "data_disk_category": "cloud_ssd",
        "data_disk_size": 40,
        **changes,
    }


def example_nodes(_cluster: Cluster, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A body that adds nodes to a cluster; the changes say how many there are to be."""
    return {"instance_type": "ecs.n1.small", "password": EXAMPLE_PASSWORD, **changes}


def _network(region_id: object) -> dict[str, str]:
    """The default network of a region; for a region without one, that of the default region."""
    region = regions.find(region_id) if isinstance(region_id, str) else None
    region = region if region and region.swarm else regions.all_regions()[_REGION]
    zone = _ZONE if region.region_id == _REGION else region.zones[0][-1]
    return {
        "region_id": region.region_id,
        "vpc_id": f"vpc-{region.id_infix}default",
        "vswitch_id": f"vsw-{region.id_infix}default{zone}",
    }
