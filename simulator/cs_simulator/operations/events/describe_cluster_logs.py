"""``GET /clusters/{cluster_id}/logs``: the cluster's log, newest line first, as a bare array.

What the service does: answers what happened to the cluster, with the reasons of failures, which
its state does not show. ``log_level`` is one control character.

Differs from the service: no line of a Swarm cluster's log was published; the texts follow the
lines known of Kubernetes clusters and of the orchestration behind them.
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

# Log ids count the lines of the whole service; it had reached this number in September 2020.
FIRST_ID = 590_749_245


@operation(
    "DescribeClusterLogs",
    "GET",
    "/clusters/{cluster_id}/logs",
    ram_action="GetClusterLogs",
    poll_target=lambda world, call: poll_targets.log_target(world, cluster_id_of(call)),
    returns_array=True,
)
def describe_cluster_logs(call: Call, unit: Unit) -> Deferred:
    """Answer the lines of the cluster's log."""
    cluster = existing_cluster(call, unit)
    china = unit.world.options.china_times

    def reply(lines: Sequence[LogLine]) -> Reply:
        return Reply(
            body=[_line_object(cluster.cluster_id, line, china) for line in reversed(lines)],
            cluster_id=cluster.cluster_id,
        )

    return Deferred(LogQuery(cluster.serial), reply)


def _line_object(cluster_id: str, line: LogLine, china: bool) -> dict[str, object]:
    created = instants.as_text(line.created, china=china)
    return {
        "ID": FIRST_ID + line.serial,
        "cluster_id": cluster_id,
        "cluster_log": f"{cluster_id} | {line.text}",
        "created": created,
        "log_level": chr(line.level),
        "updated": created,
    }
