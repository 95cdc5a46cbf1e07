"""``GET /clusters/{cluster_id}/events``: what happened to one cluster, newest first, in pages.

What the service does: answers ``events`` and ``page_info``, as for all clusters. It came after the
Swarm clusters.

Differs from the service: ``task_id`` has no effect.
"""

from cs_simulator.engine import polling
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._events import events
from cs_simulator.operations._operation import Call, Deferred, operation


@operation(
    "DescribeClusterEvents",
    "GET",
    "/clusters/{cluster_id}/events",
    poll_target=lambda world, call: polling.log_target(world, cluster_id_of(call)),
)
def describe_cluster_events(call: Call, unit: Unit) -> Deferred:
    """Answer one page of the cluster's events."""
    return events(call, unit, existing_cluster(call, unit).cluster_id)
