"""What operations on auto-repair policies share: requests, finding one, the policy object."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.field_rules import Matches, OneOf
from cs_simulator.cluster_types.ack.pools import auto_repair
from cs_simulator.cluster_types.ack.pools.field_rules import Items, Length
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries, redaction
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call
from cs_simulator.validation.strict import StrictRule, as_sent
from cs_simulator.validation.strict_types import Boolean, FreeObject, Object, Objects, Text

_Name = Annotated[str, Text(), Length(1, 64)]
_PART = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
_PREFIX = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of a Node object."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    key: Annotated[str, Text(), Matches(f"({_PREFIX})?{_PART}", "a key of a Kubernetes label")]
    value: Annotated[
        str | None, Text(), Matches(f"({_PART})?", "a value of a Kubernetes label")
    ] = None


class NeedsApproval:
    """A step that waits for approval says by which label it is given."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem if it does not say that."""
        if request.enable and request.approved_label is None:
            yield ack_errors.MISSING_FIELD(f"{path}approved_label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """Whether a step waits until somebody approves, and by which labels."""

    RULES: ClassVar[tuple[StrictRule, ...]] = (NeedsApproval(),)

    enable: Annotated[bool | None, Boolean()] = None
    type: Annotated[str | None, Text(), OneOf("label")] = None
    inquiring_label: Annotated[Label | None, Object(Label)] = None
    approved_label: Annotated[Label | None, Object(Label)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a repair."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: _Name
    config: Annotated[dict[str, Any] | None, FreeObject()] = None
    intervention: Annotated[Intervention | None, Object(Intervention)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A kind of problem."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: _Name
    type: Annotated[str | None, Text(), Length(1, 64)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRule:
    """What is done about some kinds of problems."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    incidents: Annotated[tuple[Incident, ...], Objects(Incident), Items(1, 50)]
    repair_procedure: Annotated[tuple[Step, ...], Objects(Step), Items(1, 50)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePolicyRequest:
    """The body of CreateAutoRepairPolicy."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: _Name
    resource_type: Annotated[str | None, Text(), OneOf(auto_repair.RESOURCE_TYPE)] = None
    resource_sub_type: Annotated[str | None, Text(), OneOf("ess", "edge", "lingjun", "hybrid")] = (
        None
    )
    rules: Annotated[tuple[RepairRule, ...], Objects(RepairRule), Items(1, 50)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyPolicyRequest:
    """The body of ModifyAutoRepairPolicy."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str | None, Text(), Length(1, 64)] = None
    rules: Annotated[tuple[RepairRule, ...] | None, Objects(RepairRule), Items(1, 50)] = None


class Policy(NamedTuple):
    """A policy of a cluster."""

    policy_id: str
    value: Mapping[str, Any]
    """Name, types and rules, as they were sent."""


def policies_of(world: World, cluster: Cluster) -> Iterator[Policy]:
    """The policies of a cluster: those that calls have made or changed, then pools' own."""
    known = set()
    for entry in cluster_entries.of_kind(world, cluster.cluster_id, auto_repair.KIND):
        known.add(entry.name)
        yield Policy(entry.name, entry.value)
    for group in world.groups_of(cluster.cluster_id):
        policy_id = auto_repair.own_policy_id(group)
        if policy_id and policy_id not in known:
            yield Policy(policy_id, auto_repair.own_policy(group))


def existing_policy(call: Call, unit: Unit, cluster: Cluster) -> Policy:
    """The policy that the path names; raises ``InvalidResource.NotFound``."""
    policy_id = call.parameters["policy_id"]
    entry = cluster_entries.find(unit.world, cluster.cluster_id, auto_repair.KIND, policy_id)
    if entry is not None:
        return Policy(policy_id, entry.value)
    owner = auto_repair.owner_of(unit.world, cluster.cluster_id, policy_id)
    if owner is None:
        raise ack_errors.RESOURCE_NOT_FOUND(kind="auto repair policy", name=policy_id)
    return Policy(policy_id, auto_repair.own_policy(owner))


def as_kept(request: CreatePolicyRequest | ModifyPolicyRequest) -> dict[str, Any]:
    """What is kept of a request: what was given, without secrets in the settings of steps."""
    sent = as_sent(request)
    for rule in sent.get("rules", ()):
        for step in rule["repair_procedure"]:
            if "config" in step:
                step["config"] = redaction.without_secrets(step["config"])
    return sent


def keep(unit: Unit, cluster: Cluster, policy: Policy) -> None:
    """Keep a policy."""
    cluster_entries.keep(unit, cluster.cluster_id, auto_repair.KIND, policy.policy_id, policy.value)


def policy_object(world: World, cluster: Cluster, policy: Policy) -> dict[str, object]:
    """The policy as answers show it, with the pools that follow it."""
    groups = auto_repair.followers(world, cluster.cluster_id, policy.policy_id)
    return {
        "id": policy.policy_id,
        "name": policy.value["name"],
        "resource_ids": [group.group_id for group in groups],
        "resource_sub_type": policy.value["resource_sub_type"],
        "resource_type": policy.value["resource_type"],
        "rules": [_rule(rule) for rule in policy.value["rules"]],
    }


def _rule(rule: Mapping[str, Any]) -> dict[str, object]:
    return {
        "incidents": [{"type": "", **incident} for incident in rule["incidents"]],
        "repair_procedure": [
            {
                "config": step.get("config", {}),
                "intervention": _intervention(step.get("intervention", {})),
                "name": step["name"],
            }
            for step in rule["repair_procedure"]
        ],
    }


def _intervention(given: Mapping[str, Any]) -> dict[str, object]:
    nothing = {"key": "", "value": ""}
    return {
        "approved_label": {**nothing, **given.get("approved_label", {})},
        "enable": given.get("enable", False),
        "inquiring_label": {**nothing, **given.get("inquiring_label", {})},
        "type": given.get("type", ""),
    }
