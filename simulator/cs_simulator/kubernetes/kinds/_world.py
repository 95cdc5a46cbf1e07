"""Other objects of a cluster, for what depends on them."""

from collections.abc import Iterator

import orjson

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.kinds._reading import Body


def bodies_of(world: World, cluster: Cluster, resource: str) -> Iterator[Body]:
    """The bodies of a cluster's objects of a resource, such as ``services``."""
    for key in world.kubernetes_resources[f"{cluster.cluster_id}/{resource}"]:
        body: Body = orjson.loads(world.kubernetes_objects[key].body)
        yield body
