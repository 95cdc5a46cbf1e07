"""``GET /regions/{region_id}/clusters``: Kubernetes clusters of one region, in pages.

What the service does: lists the clusters of the region in a shorter form, without the fields that
are out of use, filtered by id, part of the name, type, profile and edition.

Differs from the service: the order, newest first, and the size of a page, 10 and at most 500, are
not documented. An unknown region has no clusters.
"""

from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.clusters._listing import page_of_clusters


@operation(
    "DescribeClustersForRegion",
    "GET",
    "/regions/{region_id}/clusters",
    poll_target=lambda world, _call: poll_targets.all_clusters_target(world),
    is_kept=True,
)
def describe_clusters_for_region(call: Call, unit: Unit) -> Reply:
    """Answer a page of clusters."""
    return page_of_clusters(call, unit, "region", call.parameters["region_id"])
