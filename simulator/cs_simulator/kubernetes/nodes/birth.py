"""What a cluster's API has when it is called for the first time."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit


def birth(unit: Unit, cluster: Cluster) -> None:
    """Make the objects that the cluster would have by now, as its records say."""
