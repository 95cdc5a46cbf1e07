"""``POST /clusters``: create a Swarm cluster of a number of new nodes, or a Kubernetes cluster.

What the service does: checks the request, answers 202 at once, and builds load balancer, security
group, control plane and nodes over the next minutes; what goes wrong then is reported by the
cluster's state and log, and by the task. A Swarm cluster of size 0 becomes ``inactive``. Everything
that is wrong with the body of a Kubernetes cluster is answered together, in ``data``. A call that
is repeated with its ``client_token`` makes no second Kubernetes cluster.

Differs from the service: which checks are made at once, their order and part of their codes are
not documented; the choice here is listed among the assumptions (catalog/README.md).
"""

from cs_simulator.cluster_types import ClusterType, all_types, type_of_body
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import accepted
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.operations.clusters import _idempotence
from cs_simulator.validation.parser import problems


def _read(call: Call, unit: Unit) -> tuple[ClusterType, dict[str, object], WorldLookup]:
    """The cluster type that the body asks for, the completed body, and what it may refer to."""
    body = body_of(call)
    cluster_type = type_of_body(unit.world.cluster_types, body)
    return cluster_type, body, cluster_type.creation.prepare(body, unit, call.named_region)


def problems_of(call: Call, unit: Unit) -> list[ApiError]:
    """Every problem of the request, in the order in which they are reported."""
    try:
        cluster_type, body, lookup = _read(call, unit)
    except ApiError as problem:
        return [problem]
    return problems(cluster_type.creation.request, body, lookup)


@operation(
    "CreateCluster",
    "POST",
    "/clusters",
    request=tuple(cluster_type.creation.request for cluster_type in all_types()),
    is_write=True,
    dry_run=problems_of,
    plan="CreateCluster",
)
def create_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, create the cluster, and start its creation task."""
    cluster_type, body, lookup = _read(call, unit)
    creation = cluster_type.creation
    earlier = _idempotence.earlier_reply(call, unit, body) if creation.takes_tokens else None
    if earlier is not None:
        return earlier
    request = parsed(call, creation.request, body, lookup)

    lookup.adopt()
    cluster = creation.make(request, unit)
    task = provisioning.begin(unit, cluster, creation.plan_of(cluster))

    reply = accepted(call, cluster, task)
    return _idempotence.remember(call, unit, body, reply) if creation.takes_tokens else reply
