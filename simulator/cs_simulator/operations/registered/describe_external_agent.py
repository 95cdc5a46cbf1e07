"""``GET /k8s/{cluster_id}/external/agent/deployment``: the agent that joins a foreign cluster.

What the service does: answers a manifest that is applied in the foreign cluster. Its agent connects
to the public address of the registered cluster's API server or, with ``PrivateIpAddress``, to the
one in the VPC. ``AgentMode`` is ``admin``, the default, for an agent that may do everything, or
``restricted``. It is for registered clusters only.

Differs from the service: the text is our own, and no agent runs where it is applied: an action
``connect_agent`` of a scenario's timeline lets one connect. Without a public address the one in the
VPC is answered. Where the addresses of clusters are served, both are this simulator's.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.domain.records import ClusterState as S
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._kubeconfig import server_of
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean
from cs_simulator.operations.registered._manifest import ADMIN, RESTRICTED, Agent, manifest


@operation(
    "DescribeExternalAgent",
    "GET",
    "/k8s/{cluster_id}/external/agent/deployment",
    cluster_type="ack",
    allowed_in=allowed.REACHABLE | {S.WAITING, S.DISCONNECTED},
    is_secret=True,
)
def describe_external_agent(call: Call, unit: Unit) -> Reply:
    """Answer the manifest."""
    cluster = kubernetes_cluster(call, unit)
    if kinds.kind_of_cluster(cluster) is not Kind.REGISTERED:
        raise ack_errors.CLUSTER_UNSUITED(state=cluster.state.value)
    mode = call.query.get("AgentMode") or ADMIN
    if mode not in (ADMIN, RESTRICTED):
        raise ack_errors.INVALID_FIELD("AgentMode", f"{ADMIN} or {RESTRICTED}, not {mode!r:.100}")
    is_private = boolean(call, "PrivateIpAddress")
    agent = Agent(
        cluster_id=cluster.cluster_id,
        region_id=cluster.region_id,
        server=server_of(unit.world, cluster, is_private=is_private),
        token=unit.random_for("agent", cluster.cluster_id).hex(64),
        image_domain="-vpc" if is_private else "",
    )
    return Reply(body={"config": manifest(agent, mode)}, cluster_id=cluster.cluster_id)
