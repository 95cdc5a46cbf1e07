"""``GET /api/v2/clusters/{cluster_id}/upgrade/status``: how the upgrade of a cluster is going.

What the service does: answers the state of the last upgrade in old words. A production client asks
in every round, also where there was no upgrade, and needs texts then, too.

Differs from the service: what is answered where there was none is not known; it is ``success`` with
the step ``not_start``.
"""

from cs_simulator.domain.records import Task, TaskState
from cs_simulator.engine import poll_targets, stage_history
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.upgrade._upgrades import last_upgrade

# Status, step and the status of the inner task, by the state of the task.
_WORDS = {
    TaskState.RUNNING: ("running", "upgrading", "running"),
    TaskState.PAUSING: ("running", "upgrading", "running"),
    TaskState.PAUSED: ("pause", "pause", "running"),
    TaskState.RESUMING: ("running", "upgrading", "running"),
    TaskState.CANCELING: ("running", "upgrading", "running"),
    TaskState.CANCELED: ("fail", "upgrading", "Failed"),
    TaskState.SUCCESS: ("success", "success", "Success"),
    TaskState.FAILED: ("fail", "upgrading", "Failed"),
}


@operation(
    "GetUpgradeStatus",
    "GET",
    "/api/v2/clusters/{cluster_id}/upgrade/status",
    cluster_type="ack",
    poll_target=lambda world, call: poll_targets.cluster_target(world, cluster_id_of(call)),
)
def get_upgrade_status(call: Call, unit: Unit) -> Reply:
    """Answer the status of the last upgrade."""
    cluster = kubernetes_cluster(call, unit)
    task = last_upgrade(unit.world, cluster.cluster_id)
    report = unit.random_for("precheck", cluster.cluster_id).hex(32)
    status, step, inner = _WORDS[task.state] if task else ("success", "not_start", "Success")
    if task and task.state is TaskState.RUNNING and _is_checking(task):
        step = "prechecking"
    message = task.error_message if task else ""
    return Reply(
        body={
            "status": status,
            "upgrade_step": step,
            "error_message": message,
            "precheck_report_id": report if task else "",
            "upgrade_task": {"status": inner, "message": message},
        },
        cluster_id=cluster.cluster_id,
    )


def _is_checking(task: Task) -> bool:
    stages = stage_history.history_of(task).get("stages", [])
    return bool(stages) and stages[-1]["title"] == "PreCheck"
