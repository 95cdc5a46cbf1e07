"""What operations on policies share: the request, finding a policy, and the names in answers."""

from collections.abc import Iterable, Iterator, Mapping
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
from cs_simulator.cluster_types.ack.policies.patterns import PatternError, compiled
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.validation.strict import StrictRule, unread
from cs_simulator.validation.strict_types import FreeObject, Text, TextList

_JSON_TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "object": (dict,),
    "string": (str,),
}

# Parameters whose objects have a pattern.
_WITH_PATTERNS = ("labels", "nodeSelector")


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
        if found.state not in ("active", "upgrading"):
            raise ack_errors.ADDON_BUSY()


def parameter_problems(policy: Policy, given: Mapping[str, Any]) -> Iterator[ApiError]:
    """What is wrong with the parameters of a policy.

    That is none where it needs some, values of a wrong type, and patterns that cannot be read.
    """
    if policy.needs_parameters and not given:
        yield ack_errors.MISSING_FIELD("parameters")
    for name, kind in policy.parameters:
        value = given.get(name)
        if value is not None and not _is_of(value, kind):
            yield ack_errors.INVALID_FIELD(
                f"parameters.{name}", f"{policy.name} takes a value of type {kind}"
            )
        elif name in _WITH_PATTERNS and value is not None:
            yield from _pattern_problems(f"parameters.{name}", value)


def _pattern_problems(field: str, value: list[Any]) -> Iterator[ApiError]:
    for index, each in enumerate(value):
        pattern = each.get("allowedRegex") if isinstance(each, dict) else None
        try:
            compiled(str(pattern or ""))
        except PatternError as problem:
            yield ack_errors.INVALID_FIELD(f"{field}[{index}].allowedRegex", str(problem))


def _is_of(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _JSON_TYPES[kind])


def without_parameter(policy: Policy, given: Mapping[str, Any]) -> list[str]:
    """The paths of the parameters that the policy does not have."""
    known = dict(policy.parameters)
    return [f"parameters.{name}" for name in given if name not in known]


def named(cluster: Cluster, names: Iterable[str], unread_fields: tuple[str, ...] = ()) -> Reply:
    """The reply with the names of the instances that a call was about."""
    return Reply(
        body={"instances": list(names)}, cluster_id=cluster.cluster_id, unread=unread_fields
    )


def all_unread(
    record: type, body: Mapping[str, object], policy: Policy, parameters: Mapping[str, Any]
) -> tuple[str, ...]:
    """The paths of everything in a body that nothing reads."""
    return (*unread(record, body), *without_parameter(policy, parameters))
