"""``GET /events``: what happened to the account's clusters, newest first, in pages.

What the service does: answers ``events``; ``cluster_id`` and ``type`` filter them, ``page_size``
and ``page_number``, or ``next_token`` and ``max_results``, select the page. It came after the Swarm
clusters.

Differs from the service: events of deleted clusters stay. There is an event when a task starts, and
one when it ends.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Deferred, operation
from cs_simulator.operations.events._events import events


@operation("DescribeEvents", "GET", "/events")
def describe_events(call: Call, unit: Unit) -> Deferred:
    """Answer one page of the events."""
    return events(call, unit, cluster_id=call.query.get("cluster_id", "").lower())
