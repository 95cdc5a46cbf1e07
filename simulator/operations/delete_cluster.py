"""``DELETE /clusters/{cluster_id}``: delete a cluster with its nodes and its load balancer.

What the service does: answers 202 in any state; the cluster is ``deleting``, and then gone. A
repeated DELETE is answered the same and restarts nothing: Terraform repeats it until the cluster
is not found.

Differs from the service: documents show an empty body; newer clients cannot read one, so the
answer names the cluster, the request and the task, as the service itself did later.
"""

from simulator.domain.lifecycle import Trigger
from simulator.domain.plans import DELETE_CLUSTER
from simulator.domain.records import Cluster, ClusterState, Task, TaskState
from simulator.engine import provisioning
from simulator.engine.unit import Unit
from simulator.operations._clusters import accepted, existing_cluster
from simulator.operations._operation import Call, Reply, operation


@operation("DeleteCluster", "DELETE", "/clusters/{cluster_id}", is_write=True)
def delete_cluster(call: Call, unit: Unit) -> Reply:
    """Begin the deletion, or name the one that is under way."""
    cluster = existing_cluster(call, unit)
    if cluster.state is ClusterState.DELETING:
        task = _deletion_of(cluster, unit)
    else:
        provisioning.cancel(unit, cluster, "the cluster is being deleted")
        task = provisioning.begin(unit, cluster, DELETE_CLUSTER, Trigger.DELETE)

    return accepted(call, cluster, task)


def _deletion_of(cluster: Cluster, unit: Unit) -> Task:
    tasks = [unit.world.tasks[task_id] for task_id in unit.world.cluster_tasks[cluster.cluster_id]]
    return next(task for task in tasks if task.state is TaskState.RUNNING)
