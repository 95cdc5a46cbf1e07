"""``GET /clusters``: all clusters of the account, in every region, as a bare array.

What the service does: lists every cluster that exists, Swarm and Kubernetes clusters together,
without paging; ``name`` filters by a part of the name, ``clusterType`` by the type.

Differs from the service: the order is that of creation, and the list is empty for an unknown
``clusterType``; neither is documented.
"""

import orjson

from cs_simulator.cluster_types import is_called, type_of
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import rendered
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusters",
    "GET",
    "/clusters",
    ram_action="GetClusters",
    poll_target=lambda world, _call: poll_targets.all_clusters_target(world),
    is_kept=True,
    returns_array=True,
)
def describe_clusters(call: Call, unit: Unit) -> Reply:
    """Answer the clusters with the given part of the name, and of the given type."""
    part = call.query.get("name") or call.query.get("Name") or ""
    wanted = call.query.get("clusterType", "").lower()
    group = call.query.get("resource_group_id", "")
    world = unit.world
    return Reply(
        body=[
            orjson.Fragment(rendered(world, cluster, "old"))
            for cluster in world.clusters
            if (not part or part in cluster.name)
            and (not wanted or is_called(world, cluster, wanted))
            and (not group or type_of(world, cluster).resource_group_of(cluster) == group)
        ]
    )
