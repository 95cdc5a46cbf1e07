"""``GET /clusters``: all clusters of the account, in every region, as a bare array.

What the service does: lists every cluster that is not gone, without paging; ``name`` filters by a
part of the name.

Differs from the service: the order is that of creation, and ``clusterType`` of anything but Swarm
gives an empty list; neither is documented.
"""

import orjson

from cs_simulator.engine import polling
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import rendered
from cs_simulator.operations._operation import Call, Reply, operation

_SWARM = {"", "swarm", "aliyun"}


@operation(
    "DescribeClusters",
    "GET",
    "/clusters",
    ram_action="GetClusters",
    look=lambda world, _call: polling.all_clusters_target(world),
    gives_array=True,
)
def describe_clusters(call: Call, unit: Unit) -> Reply:
    """Give the clusters whose name holds the text asked for."""
    part = call.query.get("name") or call.query.get("Name") or ""
    if call.query.get("clusterType", "").lower() not in _SWARM:
        return Reply(body=[])
    world = unit.world
    return Reply(
        body=[
            orjson.Fragment(rendered(world, cluster))
            for cluster in world.clusters
            if not part or part in cluster.name
        ]
    )
