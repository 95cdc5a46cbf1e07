"""The load balancers of the account: those of clusters, of their Services, and what was left."""

from cs_simulator.cluster_types import left_resources
from cs_simulator.engine.world import World


def in_use(world: World) -> int:
    """How many of them count against the quota."""
    left = left_resources.count(world, left_resources.LOAD_BALANCER)
    return world.slbs["all"] + world.service_slbs["all"] + left
