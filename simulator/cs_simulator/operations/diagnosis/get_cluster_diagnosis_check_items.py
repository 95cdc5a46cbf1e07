"""``GET /clusters/{cluster_id}/diagnosis/{diagnosis_id}/check_items``: the items of a diagnosis.

What the service does: answers each item with its group, how it should be, how it is, and a level.

Differs from the service: which items there are is not published; ours follow from the records of
the cluster. An item is there once for each finding, and once, as ``normal``, if there is none.
``code`` is ``running``, ``success`` or ``failed``. Until the diagnosis is completed there are no
items. ``language`` changes nothing: everything is in English.
"""

from collections.abc import Iterator

from cs_simulator.cluster_types.ack.health.examinations import Examination
from cs_simulator.cluster_types.ack.health.finding import Finding, Item
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._examinations import NORMAL, about, existing, one_target
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "GetClusterDiagnosisCheckItems",
    "GET",
    "/clusters/{cluster_id}/diagnosis/{diagnosis_id}/check_items",
    cluster_type="ack",
    poll_target=one_target("diagnosis", "diagnosis_id"),
)
def get_cluster_diagnosis_check_items(call: Call, unit: Unit) -> Reply:
    """Answer the items."""
    cluster = kubernetes_cluster(call, unit)
    found = existing(unit.world, cluster, "diagnosis", call.parameters["diagnosis_id"])
    is_success = not found.is_running and not found.has_failed
    code = "running" if found.is_running else "success" if is_success else "failed"
    return Reply(
        body={
            "check_items": list(_rows(found)) if is_success else [],
            "code": code,
            "is_success": is_success,
            "request_id": call.request_id,
        },
        cluster_id=cluster.cluster_id,
        task_id=found.task_id,
    )


def _rows(found: Examination) -> Iterator[dict[str, str]]:
    for item in ITEMS.values():
        findings = list(about(found, item))
        for finding in findings:
            yield _row(item, item.level, finding)
        if not findings:
            yield _row(item, NORMAL, Finding("", item.expected, ""))


def _row(item: Item, level: str, finding: Finding) -> dict[str, str]:
    return {
        "desc": item.description,
        "display": item.title,
        "group": item.target,
        "level": level,
        "message": finding.message,
        "name": item.name,
        "refer": item.expected,
        "value": finding.value,
    }
