"""``GET /clusters/{cluster_id}/checks``: the checks of a cluster.

What the service does: lists them; ``type`` and ``target`` choose some.

Differs from the service: the newest is the first. ``target`` is the id of a node pool, as in
RunClusterCheck; checks of the cluster have none. That a ``type`` is refused which RunClusterCheck
does not take is our proposal.
"""

from cs_simulator.cluster_types.ack.health import examinations
from cs_simulator.cluster_types.ack.health.blockers import BY_CHECK
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._examinations import all_target
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import one_of
from cs_simulator.operations.checks._checks import shown


@operation(
    "ListClusterChecks",
    "GET",
    "/clusters/{cluster_id}/checks",
    cluster_type="ack",
    poll_target=all_target,
)
def list_cluster_checks(call: Call, unit: Unit) -> Reply:
    """Answer the checks."""
    cluster = kubernetes_cluster(call, unit)
    kind, target = one_of(call, "type", *BY_CHECK), call.query.get("target", "")
    found = [
        shown(unit.world, check)
        for check in reversed(examinations.of_kind(unit.world, cluster, "check"))
        if kind in ("", check.asked["type"]) and target in ("", check.asked["target"])
    ]
    return Reply(body={"checks": found}, cluster_id=cluster.cluster_id)
