"""Rights of the account's users in clusters: their form, and where they are kept.

A user's rights are kept as a list, as they were sent. What they allow inside of a cluster is not
modelled: nothing is refused for the lack of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import AccountEntry
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Objects, Text

ROLES = ("admin", "admin-view", "ops", "dev", "restricted")
"""The predefined roles; others are custom ones, and say so."""
CLUSTER, NAMESPACE, ALL = "cluster", "namespace", "all-clusters"
_NOT_IN_NAMESPACES = ("admin", "admin-view", "ops")
_NOT_IN_ALL = ("admin-view",)

Right = dict[str, Any]


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
        if request.role_name and not request.is_custom:
            yield from self._of_role(request, path)

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


def rights_of(world: World, uid: str) -> list[Right]:
    """The rights of a user, without those in clusters that are gone."""
    entry = world.account_entries.get(_name(uid))
    rights: list[Right] = orjson.loads(entry.value)["rights"] if entry else []
    present = world.clusters.records
    return [right for right in rights if not right["cluster"] or right["cluster"] in present]


def put_rights(unit: Unit, uid: str, rights: Sequence[Right]) -> None:
    """Keep the rights of a user, each once."""
    table, name = unit.world.account_entries, _name(uid)
    present = table.get(name)
    each_once = {orjson.dumps(right): right for right in rights}
    value = orjson.dumps({"rights": list(each_once.values())}).decode()
    serial = present.serial if present else unit.serial()
    unit.put(table, AccountEntry(serial=serial, name=name, value=value))


def asked_for(world: World, request: RightsRequest) -> list[Right]:
    """The rights of a request; raises ``ErrorClusterNotFound`` for an unknown cluster."""
    return [_right(world, right) for right in request.body]


def _right(world: World, request: RightRequest) -> Right:
    cluster_id = "" if request.role_type == ALL else (request.cluster or "").lower()
    if cluster_id and cluster_id not in world.clusters.records:
        raise errors.CLUSTER_NOT_FOUND(cluster_id=request.cluster)
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


def _name(uid: str) -> str:
    return f"permissions/{uid}"
