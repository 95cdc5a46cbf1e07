"""``GET /regions/{region_id}/events``: what happened to the clusters of one region.

What the service does: answers ``events`` as for all regions, with the same filters and pages.

Differs from the service: as for all regions.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Deferred, operation
from cs_simulator.operations.events._events import events


@operation("DescribeEventsForRegion", "GET", "/regions/{region_id}/events")
def describe_events_for_region(call: Call, unit: Unit) -> Deferred:
    """Answer one page of the region's events."""
    cluster_id = call.query.get("cluster_id", "").lower()
    return events(call, unit, cluster_id=cluster_id, region_id=call.parameters["region_id"])
