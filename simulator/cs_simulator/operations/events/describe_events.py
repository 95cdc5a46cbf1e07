"""``GET /events``: what happened to the account's clusters, newest first, in pages.

What the service does: gives ``events`` and ``page_info``; ``cluster_id`` and ``type`` choose among
them, ``page_size`` and ``page_number`` turn the pages. It came after the Swarm clusters.

Differs from the service: events of clusters that are gone stay.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._events import events
from cs_simulator.operations._operation import Call, Deferred, operation


@operation("DescribeEvents", "GET", "/events")
def describe_events(call: Call, unit: Unit) -> Deferred:
    """Give one page of the events."""
    return events(call, unit, call.query.get("cluster_id", "").lower())
