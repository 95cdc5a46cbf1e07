"""``DELETE /clusters/{cluster_id}``: delete a cluster with its nodes and its load balancer.

What the service does: answers 202 in any state; the cluster is ``deleting``, and then gone. A
repeated DELETE is answered the same and restarts nothing: Terraform repeats it until the cluster
is not found.

Differs from the service: documents show an empty body; newer clients cannot read one, so the
answer names the cluster, the request and the task, as the service itself did later.
"""

from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.plans import DELETE_CLUSTER
from cs_simulator.domain.records import ClusterState
from cs_simulator.engine import provisioning, task_completion
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation("DeleteCluster", "DELETE", "/clusters/{cluster_id}", is_write=True, is_task=True)
def delete_cluster(call: Call, unit: Unit) -> Reply:
    """Begin the deletion, or name the one that is under way."""
    cluster = existing_cluster(call, unit)
    task = provisioning.running_task(unit.world, cluster.cluster_id)
    if task is None or cluster.state is not ClusterState.DELETING:
        task_completion.cancel(unit, cluster, "the cluster is being deleted")
        task = provisioning.begin(unit, cluster, DELETE_CLUSTER, Trigger.DELETE)

    return accepted(call, cluster, task)
