"""What operations on triggers share: the request, where triggers are kept, and their answers.

A trigger is kept with its cluster, by its id: ``project_id``, ``type`` and ``action``.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries, naming
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._query import one_of
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Text

ACTION, DEPLOYMENT, APPLICATION = "redeploy", "deployment", "application"
_TYPES = (DEPLOYMENT, APPLICATION)
_KIND = "trigger"
_NAME = r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?"
_PROJECT = re.compile(f"{_NAME}/{_NAME}")


class IsProject:
    """A namespace and the name of an application in it."""

    def check(self, field: str, value: str) -> ApiError | None:
        """A problem if it is anything else."""
        if _PROJECT.fullmatch(value):
            return None
        return ack_errors.INVALID_FIELD(field, f"namespace/name, not {value[:100]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRequest:
    """The body of CreateTrigger and CreateKubernetesTrigger."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    cluster_id: Annotated[str, Text()]
    project_id: Annotated[str, Text(), IsProject()]
    action: Annotated[str, Text(), OneOf(ACTION)]
    type: Annotated[str | None, Text(), OneOf(*_TYPES)] = None


def create(unit: Unit, cluster: Cluster, request: TriggerRequest) -> Reply:
    """Keep a new trigger; the reply shows it, without its token."""
    name = naming.trigger_id(unit)
    value = {
        "project_id": request.project_id,
        "type": request.type or DEPLOYMENT,
        "action": request.action,
    }
    cluster_entries.keep(unit, cluster.cluster_id, _KIND, name, value)
    body = {"id": name, "cluster_id": cluster.cluster_id, **value}
    return Reply(body=body, cluster_id=cluster.cluster_id)


def listed(call: Call, unit: Unit, cluster: Cluster) -> Reply:
    """The triggers of the application that the query names, with their tokens, oldest first.

    ``Type`` and ``action`` choose among them. Raises the refusal of a query without ``Namespace``
    and ``Name``, or with another type or action than there are.
    """
    for field in ("Namespace", "Name"):
        if not call.query.get(field):
            raise ack_errors.MISSING_FIELD(field)
    wanted = {"type": one_of(call, "Type", *_TYPES), "action": one_of(call, "action", ACTION)}
    wanted["project_id"] = f"{call.query['Namespace']}/{call.query['Name']}"
    found = [
        _shown(unit, cluster, entry)
        for entry in cluster_entries.of_kind(unit.world, cluster.cluster_id, _KIND)
        if all(not value or entry.value[field] == value for field, value in wanted.items())
    ]
    return Reply(body=found, cluster_id=cluster.cluster_id)


def delete(unit: Unit, cluster_id: str, name: str) -> bool:
    """Delete a trigger of a cluster; returns whether there was one."""
    return cluster_entries.drop(unit, cluster_id, _KIND, name)


def not_found(name: str) -> ApiError:
    """The refusal of an id that no trigger has."""
    return ack_errors.RESOURCE_NOT_FOUND(kind="trigger", name=name[:100])


def _shown(unit: Unit, cluster: Cluster, entry: cluster_entries.Entry) -> dict[str, Any]:
    project: str = entry.value["project_id"]
    return {
        "id": entry.name,
        "name": project.partition("/")[2],
        "cluster_id": cluster.cluster_id,
        **entry.value,
        "token": _token(unit, cluster.cluster_id, entry.name),
    }


def _token(unit: Unit, cluster_id: str, name: str) -> str:
    """The token of a trigger, in the form of a JSON web token; derived, so that none is kept."""
    header = {"alg": "HS512", "typ": "JWT"}
    signature = unit.random_for("trigger token", cluster_id, name).digest
    parts = (_json(header), _json({"clusterId": cluster_id, "id": name}), signature)
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def _json(value: Mapping[str, str]) -> bytes:
    return orjson.dumps(value)
