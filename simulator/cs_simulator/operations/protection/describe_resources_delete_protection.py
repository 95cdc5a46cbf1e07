"""``GET /clusters/{cluster_id}/resources/{resource_type}/protection``: what is protected.

What the service does: answers for each of the ``resources``, names with commas between them,
whether it is protected against deletion. Without names it answers for all namespaces of the
cluster. Services must be named; they are those in ``namespace``, or in ``default``.

Differs from the service: a name that nothing has is answered as any other one, and one that nothing
can have is refused. A cluster that is ``unavailable`` is answered for, too, since its Kubernetes
API still answers here.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import allowed, protection
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._namespaces import namespaces_of
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import texts


@operation(
    "DescribeResourcesDeleteProtection",
    "GET",
    "/clusters/{cluster_id}/resources/{resource_type}/protection",
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
    returns_array=True,
)
def describe_resources_delete_protection(call: Call, unit: Unit) -> Reply:
    """Answer what is protected."""
    cluster = kubernetes_cluster(call, unit)
    resource_type = call.parameters["resource_type"]
    if resource_type not in protection.TYPES:
        known = ", ".join(protection.TYPES)
        raise ack_errors.INVALID_FIELD("resource_type", f"one of {known}")
    names = texts(call, "resources")
    if not names and resource_type == protection.SERVICES:
        raise ack_errors.MISSING_FIELD("resources")
    namespace = call.query.get("namespace") or "default"
    problem = protection.NAMES.check("resources", names) or protection.NAMESPACE.check(
        "namespace", namespace
    )
    if problem is not None:
        raise problem
    found = [
        {
            "name": name,
            "namespace": namespace,
            "resource": resource_type,
            "protection": protection.is_protected(
                unit.world, cluster, resource_type, namespace, name
            ),
        }
        for name in names or namespaces_of(unit.world, cluster)
    ]
    return Reply(body=found, cluster_id=cluster.cluster_id)
