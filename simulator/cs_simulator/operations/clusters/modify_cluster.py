"""``PUT /api/v2/clusters/{cluster_id}``: change a Kubernetes cluster.

What the service does: checks the request, answers with a task at once, and applies the changes
while the cluster is ``updating``. A public address of the API server needs the id of an elastic
address. RAM roles for service accounts are never switched off again.

Differs from the service: the changes are shown when the task gets to them, and not at all if it
fails. Name, protection and resource group alone can also be changed while other things are under
way; the cluster's state stays then. The edition changes here among professional ones only.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.request.modify import (
    LABELS,
    ClusterLookup,
    ModifyClusterRequest,
)
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, checked
from cs_simulator.operations.clusters import _idempotence
from cs_simulator.validation import strict


@operation(
    "ModifyCluster",
    "PUT",
    "/api/v2/clusters/{cluster_id}",
    cluster_type="ack",
    request=ModifyClusterRequest,
    is_write=True,
    plan="ModifyCluster",
    task_status=200,
    allowed_in=allowed.LABELS,
)
def modify_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, and start its task."""
    body = body_of(call)
    earlier = _idempotence.earlier_reply(call, unit, body)
    if earlier:
        return earlier
    cluster = kubernetes_cluster(call, unit)
    lookup = ClusterLookup(unit, cluster.region_id)
    lookup.cluster = cluster
    request = checked(call, ModifyClusterRequest, body, lookup)

    lookup.adopt()
    asked = _given(request)
    task = provisioning.begin(unit, cluster, _plan(cluster, asked), parameters=asked)

    reply = accepted(call, cluster, task)
    return _idempotence.remember(call, unit, body, reply)


def _given(request: ModifyClusterRequest) -> dict[str, object]:
    """What the request changes."""
    sent = strict.as_sent(request)
    sent.pop("client_token", None)
    return sent


def _plan(cluster: Cluster, asked: dict[str, object]) -> str:
    """The plan for the changes; raises the refusal if the cluster's state does not allow them."""
    if asked.keys() <= LABELS and asked:
        beside = "" if cluster.state in allowed.RUNNING else "_beside"
        return f"ModifyCluster#labels{beside}"
    if cluster.state not in allowed.RUNNING:
        raise allowed.refusal(cluster)
    return "ModifyCluster#address" if "api_server_eip" in asked else "ModifyCluster"
