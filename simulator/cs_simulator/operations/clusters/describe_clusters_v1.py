"""``GET /api/v1/clusters``: Kubernetes clusters of all regions, in pages.

What the service does: lists the account's Kubernetes clusters, filtered by id, part of the name,
type, profile, edition and region.

Differs from the service: the order, newest first, and the size of a page, 10 and at most 500, are
not documented. A page after the last one is empty.
"""

from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.clusters._listing import page_of_clusters


@operation(
    "DescribeClustersV1",
    "GET",
    "/api/v1/clusters",
    ram_action="GetClusters",
    poll_target=lambda world, _call: poll_targets.all_clusters_target(world),
    is_kept=True,
)
def describe_clusters_v1(call: Call, unit: Unit) -> Reply:
    """Answer a page of clusters."""
    region_id = call.query.get("region_id") or call.query.get("RegionId") or ""
    return page_of_clusters(call, unit, "account", region_id)
