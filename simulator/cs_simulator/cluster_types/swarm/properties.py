"""What only Swarm clusters have: the part of the creation that a cluster keeps as properties."""

from typing import TypedDict

import orjson

from cs_simulator.domain.records import Cluster


class SwarmProperties(TypedDict):
    """The properties of a Swarm cluster."""

    network_mode: str
    instance_type: str
    ecs_image_id: str
    io_optimized: str
    data_disk_category: str
    data_disk_size: int
    """In GiB."""
    need_slb: bool
    release_eip_flag: bool
    rds_instances: list[str]
    """Ids of the databases whose whitelists get the nodes' addresses."""


# A cluster keeps its properties by name: one that was made before a property was added has the
# default.
_DEFAULTS = SwarmProperties(
    network_mode="vpc",
    instance_type="",
    ecs_image_id="",
    io_optimized="optimized",
    data_disk_category="",
    data_disk_size=0,
    need_slb=True,
    release_eip_flag=False,
    rds_instances=[],
)


def written(properties: SwarmProperties) -> str:
    """The properties as a cluster keeps them."""
    return orjson.dumps(properties).decode()


def properties_of(cluster: Cluster) -> SwarmProperties:
    """The properties of a cluster."""
    return {**_DEFAULTS, **orjson.loads(cluster.properties)}
