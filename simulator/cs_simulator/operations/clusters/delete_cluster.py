"""``DELETE /clusters/{cluster_id}``: delete a cluster with its nodes and its load balancer.

What the service does: answers 202 in any state; the cluster is ``deleting`` until it no longer
exists. A repeated DELETE gets the same answer and does not restart the deletion: Terraform repeats
it until the cluster is not found.

Differs from the service: the documentation shows an empty body, which newer clients cannot read;
the answer names the cluster, the request and the task, as the service itself did later.
"""

from cs_simulator.domain.records import Task
from cs_simulator.engine import provisioning, task_completion
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation("DeleteCluster", "DELETE", "/clusters/{cluster_id}", is_write=True, plan="DeleteCluster")
def delete_cluster(call: Call, unit: Unit) -> Reply:
    """Start the deletion, or answer the task of the one in progress."""
    cluster = existing_cluster(call, unit)
    task = _deletion_in_progress(unit.world, cluster.cluster_id)
    if task is None:
        task_completion.cancel(unit, cluster, "the cluster is being deleted")
        task = provisioning.begin(unit, cluster, "DeleteCluster")

    return accepted(call, cluster, task)


def _deletion_in_progress(world: World, cluster_id: str) -> Task | None:
    tasks = provisioning.running_tasks(world, cluster_id, group_id="")
    return next((task for task in tasks if world.cluster_types.plans[task.plan].is_deletion), None)
