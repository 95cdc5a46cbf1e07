"""What a cluster's API has when it is called for the first time: a function of the records.

A cluster whose API nobody has called has no objects, and costs nothing.
"""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.nodes import alert_rules, belongings, mirroring


def birth(unit: Unit, cluster: Cluster, trusted: str = "") -> None:
    """Make the objects that the cluster would have by now, as its records say.

    They hand out *trusted*, the certificate by which the cluster's address can be verified.
    """
    belongings.put_belongings(unit, cluster, trusted)
    for node in unit.world.nodes_of(cluster.cluster_id):
        mirroring.mirror(unit, cluster, node)
    alert_rules.put_alert_rules(unit, cluster)
