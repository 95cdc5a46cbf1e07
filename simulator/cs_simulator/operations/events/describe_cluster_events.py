"""``GET /clusters/{cluster_id}/events``: what happened to one cluster, newest first, in pages.

What the service does: answers ``events``, as for all clusters; ``task_id`` leaves those of one
task. It came after the Swarm clusters.

Differs from the service: no difference is known.
"""

from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Deferred, operation
from cs_simulator.operations.events._events import events


@operation(
    "DescribeClusterEvents",
    "GET",
    "/clusters/{cluster_id}/events",
    poll_target=lambda world, call: poll_targets.log_target(world, cluster_id_of(call)),
)
def describe_cluster_events(call: Call, unit: Unit) -> Deferred:
    """Answer one page of the cluster's events."""
    cluster = existing_cluster(call, unit)
    return events(call, unit, cluster_id=cluster.cluster_id, task_id=call.query.get("task_id", ""))
