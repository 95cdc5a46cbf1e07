"""``GET /clusters/{cluster_id}/checks/{check_id}``: the result of one check.

What the service does: answers the status and, by group, the items that were checked. A failed item
stops the operation that the check is for, a warning does not.

Differs from the service: groups and items are not published. Ours are ``cluster``, ``nodes`` and
``addons``. An item has failed if the operation would be refused for it, and so the check has then;
everything else that is wrong with the cluster is a warning or advice. Until it is over a check has
no items.
"""

from collections.abc import Iterator

from cs_simulator.cluster_types.ack.health.blockers import BY_CHECK
from cs_simulator.cluster_types.ack.health.examinations import Examination
from cs_simulator.cluster_types.ack.health.finding import Finding, Item
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._examinations import NORMAL, about, existing, one_target
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.checks._checks import shown

GROUPS = {
    "Cluster": "cluster",
    "Task": "cluster",
    "Node": "nodes",
    "NodePool": "nodes",
    "Addon": "addons",
}
"""The group of an item, by what it is about."""
MOST_NAMED = 50
"""How many findings of an item its message names."""


@operation(
    "GetClusterCheck",
    "GET",
    "/clusters/{cluster_id}/checks/{check_id}",
    cluster_type="ack",
    poll_target=one_target("check", "check_id"),
)
def get_cluster_check(call: Call, unit: Unit) -> Reply:
    """Answer the check, with its items."""
    cluster = kubernetes_cluster(call, unit)
    found = existing(unit.world, cluster, "check", call.parameters["check_id"])
    groups: dict[str, list[dict[str, object]]] = {}
    if not found.is_running and not found.has_failed:
        for item, row in _rows(found):
            groups.setdefault(GROUPS[item.target], []).append(row)
    return Reply(
        body={**shown(unit.world, found), "check_items": groups},
        cluster_id=cluster.cluster_id,
        task_id=found.task_id,
    )


def _rows(found: Examination) -> Iterator[tuple[Item, dict[str, object]]]:
    for item in BY_CHECK[found.asked["type"]]:
        yield item, _row(item, found.findings.get(item.name, []), "failed")
    for item in ITEMS.values():
        level = "advice" if item.level == "advice" else "warning"
        yield item, _row(item, list(about(found, item)), level)


def _row(item: Item, findings: list[Finding], level: str) -> dict[str, object]:
    messages = [finding.message for finding in findings]
    more = f"; and {len(messages) - MOST_NAMED} more" if len(messages) > MOST_NAMED else ""
    return {
        "description": item.description,
        "fix": item.fix if findings else "",
        "level": level if findings else NORMAL,
        "message": f"{'; '.join(messages[:MOST_NAMED])}{more}",
        "name": item.name,
        "targets": [finding.target for finding in findings],
    }
