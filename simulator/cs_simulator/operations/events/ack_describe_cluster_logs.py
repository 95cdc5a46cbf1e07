"""``GET /clusters/{cluster_id}/logs``: what a Kubernetes cluster went through, newest line first.

What the service does: answers an array of lines, each with its id and its times.

Differs from the service: lines are those of the simulator, in the service's style.
"""

from collections.abc import Sequence

from cs_simulator.domain import instants
from cs_simulator.domain.records import LogLine
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import (
    Call,
    Deferred,
    Reply,
    operation,
)
from cs_simulator.operations._questions import LogQuery
from cs_simulator.operations.events.describe_cluster_logs import FIRST_ID


@operation(
    "DescribeClusterLogs",
    "GET",
    "/clusters/{cluster_id}/logs",
    cluster_type="ack",
    ram_action="GetClusterLogs",
    poll_target=lambda world, call: poll_targets.log_target(world, cluster_id_of(call)),
    returns_array=True,
)
def describe_kubernetes_logs(call: Call, unit: Unit) -> Deferred:
    """Answer the lines of the cluster's log."""
    cluster = existing_cluster(call, unit)

    def reply(lines: Sequence[LogLine]) -> Reply:
        return Reply(
            body=[_line_object(cluster.cluster_id, line) for line in reversed(lines)],
            cluster_id=cluster.cluster_id,
        )

    return Deferred(LogQuery(cluster.serial), reply)


def _line_object(cluster_id: str, line: LogLine) -> dict[str, object]:
    created = instants.as_text(line.created, china=True)
    return {
        "ID": FIRST_ID + line.serial,
        "cluster_id": cluster_id,
        "cluster_log": f"{cluster_id} | {line.text}",
        "created": created,
        "updated": created,
    }
