"""``PUT /clusters/{cluster_id}/resources/protection``: protect Services or namespaces.

What the service does: takes the names of namespaces, or of Services in a ``namespace``, which is
``default`` unless the body says otherwise. With ``enable`` they cannot be deleted at the cluster's
Kubernetes address any more, without it they can be again. The cluster needs the components of
policies.

Differs from the service: names that nothing has are accepted, and names that nothing can have are
refused. A namespace that holds a protected
Service cannot be deleted either, where the real one stays on its way out. Objects are protected as
long as the component ``gatekeeper`` is installed, whatever its version and its configuration. They
are also protected while the cluster is ``unavailable``, since its Kubernetes API still answers
here.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons, allowed, protection
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Text, TextList

_NEEDED = (protection.ENFORCER, "policy-template-controller")
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteProtectionRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    resource_type: Annotated[str, Text(), OneOf(*protection.TYPES)]
    resources: Annotated[tuple[str, ...], TextList(), Items(1, _MOST), protection.NAMES]
    namespace: Annotated[str | None, Text(), protection.NAMESPACE] = None
    enable: Annotated[bool | None, Boolean()] = None


@operation(
    "UpdateResourcesDeleteProtection",
    "PUT",
    "/clusters/{cluster_id}/resources/protection",
    request=DeleteProtectionRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def update_resources_delete_protection(call: Call, unit: Unit) -> Reply:
    """Protect what the body names, or end its protection."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, DeleteProtectionRequest)
    installed = addons.installed(cluster)
    missing = next((name for name in _NEEDED if name not in installed), None)
    if missing is not None:
        raise ack_errors.ADDON_NOT_FOUND(name=missing)
    namespace = request.namespace or "default"
    change = protection.protect if request.enable else protection.release
    change(unit, cluster, request.resource_type, namespace, request.resources)
    return Reply(
        body={
            "namespace": namespace,
            "protection": "enable" if request.enable else "disable",
            "requestId": call.request_id,
            "resource_type": request.resource_type,
            "resources": list(request.resources),
        },
        cluster_id=cluster.cluster_id,
    )
