"""``DELETE /clusters/{cluster_id}``: delete a Kubernetes cluster, with what was made for it.

What the service does: refuses it while the cluster is protected; else answers at once, and the
cluster is ``deleting`` until it is gone or ``delete_failed``, from where the call is repeated. A
repetition meanwhile is answered with the same task. Nodes go with their cluster, but for attached
instances and subscriptions. Resources stay where ``retain_resources``, ``retain_all_resources`` or
``delete_options`` say so.

Differs from the service: the codes of the refusals for protection and for wrong options are not
known. It is also accepted while the cluster is being created. Of the kinds of ``delete_options``
``SLB``, which is about load balancers of Services, and ``SLS_ControlPlane`` decide about something:
nothing that the others mean is modelled.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, kept
from cs_simulator.domain.records import Task
from cs_simulator.engine import provisioning, task_completion
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations import _query
from cs_simulator.operations._clusters import accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation

_KINDS = ("SLB", "ALB", "SLS_Data", "SLS_ControlPlane", "PrivateZone")
_MODES = ("delete", "retain")


@operation(
    "DeleteCluster",
    "DELETE",
    "/clusters/{cluster_id}",
    cluster_type="ack",
    is_write=True,
    plan="DeleteCluster",
    allowed_in=allowed.DELETABLE,
)
def delete_cluster(call: Call, unit: Unit) -> Reply:
    """Start the deletion, or answer the task of the one in progress."""
    cluster = existing_cluster(call, unit)
    asked = _asked(call)
    task = _deletion_in_progress(unit.world, cluster.cluster_id)
    if task is None:
        if kept.sent_of(cluster).get("deletion_protection"):
            raise ack_errors.DELETION_PROTECTED()
        task_completion.cancel(unit, cluster, "the cluster is being deleted")
        cluster = unit.world.clusters[cluster.cluster_id]
        task = provisioning.begin(unit, cluster, "DeleteCluster", parameters=asked)

    return accepted(call, cluster, task)


def _asked(call: Call) -> dict[str, object]:
    """What is to stay; raises the refusal of options that are wrong."""
    options = {kind: "retain" for kind in _KINDS if kind != "SLB"} | {"SLB": "delete"}
    if _query.boolean(call, "keep_slb"):
        options["SLB"] = "retain"
    for option in _query.objects(call, "delete_options"):
        kind, mode = option.get("resource_type"), option.get("delete_mode")
        if kind not in _KINDS or mode not in _MODES:
            raise ack_errors.INVALID_FIELD(
                "delete_options",
                f"resource_type one of {', '.join(_KINDS)}; delete_mode delete or retain",
            )
        options[str(kind)] = str(mode)
    return {
        "retain_all_resources": _query.boolean(call, "retain_all_resources"),
        "retain_resources": _query.texts(call, "retain_resources"),
        "delete_options": options,
    }


def _deletion_in_progress(world: World, cluster_id: str) -> Task | None:
    tasks = provisioning.running_tasks(world, cluster_id, group_id="")
    return next((task for task in tasks if world.cluster_types.plans[task.plan].is_deletion), None)
