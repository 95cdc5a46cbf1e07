"""What the operations on the logs of a cluster's control plane share."""

from cs_simulator.domain.records import Cluster
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted
from cs_simulator.operations._operation import Call, Reply


def changed(call: Call, unit: Unit, cluster: Cluster) -> Reply:
    """Keep the changed cluster and begin its task; the reply names both."""
    unit.put(unit.world.clusters, cluster._replace(updated=unit.now))
    cluster = unit.world.clusters[cluster.cluster_id]
    return accepted(call, cluster, provisioning.begin(unit, cluster, call.operation.plan))
