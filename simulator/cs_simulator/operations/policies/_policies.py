"""What operations on policies share: the request, finding a policy, and the names in answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.catalog.policies import ACTIONS, Policy, all_policies
from cs_simulator.cluster_types.ack import addons
from cs_simulator.cluster_types.ack.policies.instances import (
    NEEDED_ADDONS,
    PolicyInstance,
    instances_of,
)
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import FreeObject, Text, TextList


class KnownAction:
    """The action is one that policies have."""

    def check(self, field: str, value: Any) -> ApiError | None:
        """A problem if it is not."""
        if value in ACTIONS:
            return None
        return ack_errors.INVALID_FIELD(field, f"one of {', '.join(ACTIONS)}, not {value!r:.100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployPolicyRequest:
    """The body of DeployPolicyInstance."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    action: Annotated[str | None, Text(), KnownAction()] = None
    namespaces: Annotated[tuple[str, ...] | None, TextList()] = None
    parameters: Annotated[dict[str, Any] | None, FreeObject()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyPolicyRequest(DeployPolicyRequest):
    """The body of ModifyPolicyInstance."""

    instance_name: Annotated[str | None, Text()] = None


def policy_in_path(call: Call) -> Policy:
    """The policy that the path names; raises ``InvalidResource.NotFound``."""
    return known_policy(call.parameters["policy_name"])


def known_policy(name: str) -> Policy:
    """The policy of that name; raises ``InvalidResource.NotFound``."""
    found = all_policies().get(name)
    if found is None:
        raise ack_errors.RESOURCE_NOT_FOUND(kind="policy", name=name)
    return found


def existing_instances(
    world: World, cluster: Cluster, policy: Policy, name: str | None
) -> list[PolicyInstance]:
    """The instance of that name, or without one all instances of the policy.

    Raises ``InvalidResource.NotFound`` if there is none.
    """
    found = [
        instance
        for instance in instances_of(world, cluster.cluster_id, policy.name)
        if not name or instance.name == name
    ]
    if not found:
        raise ack_errors.RESOURCE_NOT_FOUND(kind="policy instance", name=name or policy.name)
    return found


def check_addons(world: World, cluster: Cluster) -> None:
    """Raise ``InvalidResource.NotFound`` for a component that is missing, or ``BadRequest``."""
    present = addons.instances(world, cluster)
    for name in NEEDED_ADDONS:
        found = present.get(name)
        if found is None:
            raise ack_errors.RESOURCE_NOT_FOUND(kind="addon", name=name)
        if found.state not in ("active", "upgrading", "unhealthy"):
            raise ack_errors.ADDON_BUSY()


def without_parameter(policy: Policy, given: Mapping[str, Any]) -> list[str]:
    """The paths of the parameters that the policy does not have."""
    known = dict(policy.parameters)
    return [f"parameters.{name}" for name in given if name not in known]


def named(cluster: Cluster, names: Iterable[str], unread_fields: Sequence[str] = ()) -> Reply:
    """The reply with the names of the instances that a call was about."""
    return Reply(
        body={"instances": list(names)}, cluster_id=cluster.cluster_id, unread=unread_fields
    )
