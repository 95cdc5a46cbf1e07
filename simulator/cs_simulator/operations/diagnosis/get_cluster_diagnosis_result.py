"""``GET /clusters/{cluster_id}/diagnosis/{diagnosis_id}/result``: what a diagnosis found, in short.

What the service does: answers ``status``, 1 while the diagnosis runs and 2 when it is over, and
``code``, 0 for one that was completed and 1 for one that failed.

Differs from the service: ``status`` is never 0, since a diagnosis begins at once, and ``code`` is 0
until one has failed. ``result`` is a sentence that names the abnormal items, and what was found;
the real text is not published. ``target`` is JSON in a text. ``language`` changes nothing:
everything is in English.
"""

import orjson

from cs_simulator.cluster_types.ack.health.examinations import Examination
from cs_simulator.cluster_types.ack.health.items import ITEMS
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._examinations import abnormal, about, existing, one_target, time_of
from cs_simulator.operations._operation import Call, Reply, operation

RUNNING, COMPLETED = 1, 2
MOST_NAMED = 10
"""How many findings of an item the sentence names."""


@operation(
    "GetClusterDiagnosisResult",
    "GET",
    "/clusters/{cluster_id}/diagnosis/{diagnosis_id}/result",
    cluster_type="ack",
    poll_target=one_target("diagnosis", "diagnosis_id"),
)
def get_cluster_diagnosis_result(call: Call, unit: Unit) -> Reply:
    """Answer the result."""
    cluster = kubernetes_cluster(call, unit)
    found = existing(unit.world, cluster, "diagnosis", call.parameters["diagnosis_id"])
    return Reply(
        body={
            "code": int(found.has_failed),
            "created": time_of(unit.world, found.created),
            "diagnosis_id": found.name,
            "finished": time_of(unit.world, found.finished),
            "message": _message(found),
            "result": "" if found.is_running or found.has_failed else _sentence(found),
            "status": RUNNING if found.is_running else COMPLETED,
            "target": orjson.dumps(found.asked["target"]).decode(),
            "type": found.asked["type"],
        },
        cluster_id=cluster.cluster_id,
        task_id=found.task_id,
    )


def _message(found: Examination) -> str:
    if found.is_running:
        return "running"
    return found.message or "failed" if found.has_failed else "success"


def _sentence(found: Examination) -> str:
    items = abnormal(found)
    if not items:
        return f"All {len(ITEMS)} items are normal."
    parts = []
    for item in items:
        messages = [finding.message for finding in about(found, item)]
        more = f"; and {len(messages) - MOST_NAMED} more" if len(messages) > MOST_NAMED else ""
        parts.append(f"{item.name}: {'; '.join(messages[:MOST_NAMED])}{more}.")
    return f"{len(items)} of {len(ITEMS)} items are abnormal. {' '.join(parts)}"
