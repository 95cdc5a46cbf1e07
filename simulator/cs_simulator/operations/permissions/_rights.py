"""Rights of the account's users in clusters: the form in which they are sent and answered.

What a right allows inside of a cluster is not modelled: a user is refused there only when all
rights in the cluster were taken away by a cleaning, and none was granted since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.cluster_types.ack.user_rights import Right
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Objects, Text

ROLES = ("admin", "admin-view", "ops", "dev", "restricted")
"""The predefined roles; others are custom ones, and say so."""
CLUSTER, NAMESPACE, ALL = "cluster", "namespace", "all-clusters"
_NOT_IN_NAMESPACES = ("admin", "admin-view", "ops")
_NOT_IN_ALL = ("admin-view",)


class RightIsWhole:
    """A right says what it is about, and its role can be had there."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem for each thing that is missing or does not fit."""
        if request.role_type not in (CLUSTER, NAMESPACE, ALL, None):
            yield ack_errors.INVALID_FIELD(
                f"{path}role_type",
                f"one of {CLUSTER}, {NAMESPACE}, {ALL}",
            )
        if request.role_type != ALL and not request.cluster:
            yield ack_errors.MISSING_FIELD(f"{path}cluster")
        if request.role_type == NAMESPACE and not request.namespace:
            yield ack_errors.MISSING_FIELD(f"{path}namespace")
        if request.role_type != NAMESPACE and request.namespace:
            yield ack_errors.INVALID_FIELD(
                f"{path}namespace", f"nothing unless the role_type is {NAMESPACE}"
            )
        if request.role_name and not request.is_custom:
            yield from self._of_role(request, path)
        if request.role_type == ALL and request.cluster:
            what = f"nothing if the role_type is {ALL}; for one cluster it is {CLUSTER}"
            yield ack_errors.INVALID_FIELD(f"{path}cluster", what)

    def _of_role(self, request: Any, path: str) -> Iterator[ApiError]:
        field, role = f"{path}role_name", request.role_name
        if role not in ROLES:
            yield ack_errors.INVALID_FIELD(
                field, f"one of {', '.join(ROLES)}, or another one with is_custom"
            )
        elif request.role_type == NAMESPACE and role in _NOT_IN_NAMESPACES:
            yield ack_errors.INVALID_FIELD(field, f"{role} is not for namespaces")
        elif request.role_type == ALL and role in _NOT_IN_ALL:
            yield ack_errors.INVALID_FIELD(field, f"{role} is not for all clusters")


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRequest:
    """A right of a user."""

    RULES: ClassVar[tuple[StrictRule, ...]] = (RightIsWhole(),)

    role_name: Annotated[str, Text()]
    role_type: Annotated[str, Text()]
    cluster: Annotated[str | None, Text()] = None
    namespace: Annotated[str | None, Text()] = None
    is_custom: Annotated[bool | None, Boolean()] = None
    is_ram_role: Annotated[bool | None, Boolean()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequest:
    """The body of a change, an array."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    body: Annotated[tuple[RightRequest, ...], Objects(RightRequest)]


def asked_for(call: Call, world: World, request: RightsRequest) -> list[Right]:
    """The rights of a request; raises the refusal of a cluster that has none."""
    return [_right(call, world, right) for right in request.body]


def cluster_with_rights(call: Call, world: World, cluster_id: str) -> Cluster:
    """The Kubernetes cluster of an id.

    Raises ``ErrorClusterNotFound``, and ``OperationNotModelled`` for a cluster of another type.
    """
    found = world.clusters.get(cluster_id.lower())
    if found is None:
        raise errors.CLUSTER_NOT_FOUND(cluster_id=cluster_id)
    if found.cluster_type != "ack":
        reason = f"clusters of type {found.cluster_type} have no rights of users"
        raise errors.OPERATION_NOT_MODELLED(operation=call.operation.name, reason=reason)
    return found


def _right(call: Call, world: World, request: RightRequest) -> Right:
    cluster_id = ""
    if request.role_type != ALL:
        cluster_id = cluster_with_rights(call, world, request.cluster or "").cluster_id
    return {
        "cluster": cluster_id,
        "namespace": (request.namespace or "") if request.role_type == NAMESPACE else "",
        "role_name": request.role_name,
        "is_custom": bool(request.is_custom),
        "is_ram_role": bool(request.is_ram_role),
    }


def shown(right: Right) -> dict[str, object]:
    """A right as DescribeUserPermission answers it."""
    namespace = right["namespace"]
    about = right["cluster"] or ALL
    return {
        "is_owner": 0,
        "is_ram_role": int(right["is_ram_role"]),
        "resource_id": f"{about}/{namespace}" if namespace else about,
        "resource_type": NAMESPACE if namespace else CLUSTER,
        "role_name": right["role_name"],
        "role_type": "custom" if right["is_custom"] else right["role_name"],
    }
