"""Records within the requests about Kubernetes clusters."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import field_rules
from cs_simulator.validation.strict import Secret, StrictRule
from cs_simulator.validation.strict_types import Boolean, Integer, Object, Objects, Text, TextList

_NO_RULES: tuple[StrictRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddonRequest:
    """A component of a new cluster."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    name: Annotated[str, Text()]
    config: Annotated[str | None, Text()] = None
    version: Annotated[str | None, Text()] = None
    disabled: Annotated[bool | None, Boolean()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRequest:
    """A tag."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    key: Annotated[str, Text(), field_rules.LengthUpTo(64)]
    value: Annotated[str | None, Text(), field_rules.LengthUpTo(128)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaintRequest:
    """A taint of nodes."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    key: Annotated[str, Text()]
    value: Annotated[str | None, Text()] = None
    effect: Annotated[
        str | None, Text(), field_rules.OneOf("NoSchedule", "NoExecute", "PreferNoSchedule")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeRequest:
    """The container runtime of nodes."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    name: Annotated[str | None, Text()] = None
    version: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLogRequest:
    """Whether the API server writes an audit log, and where to."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    enabled: Annotated[bool | None, Boolean()] = None
    sls_project_name: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnableRequest:
    """A switch named ``enable``."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    enable: Annotated[bool | None, Boolean()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnabledRequest:
    """A switch named ``enabled``."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    enabled: Annotated[bool | None, Boolean()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalDnsRequest:
    """The VPCs in which the API server's internal name is known."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    enabled: Annotated[bool | None, Boolean()] = None
    bind_vpcs: Annotated[
        tuple[str, ...] | None,
        TextList(),
        field_rules.EachMatches(r"vpc-[a-z0-9]+", "ids of VPCs, vpc-…"),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBalancerRequest:
    """A load balancer of the API server."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    endpoint_type: Annotated[str | None, Text(), field_rules.OneOf("private", "public")] = None
    load_balancer_id: Annotated[str | None, Text(), field_rules.LOAD_BALANCER] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointsRequest:
    """How the API server is reached."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    internal_dns_config: Annotated[InternalDnsRequest | None, Object(InternalDnsRequest)] = None
    load_balancers_config: Annotated[
        tuple[LoadBalancerRequest, ...] | None, Objects(LoadBalancerRequest)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataOptionsRequest:
    """How instances read their own metadata."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    http_tokens: Annotated[str | None, Text(), field_rules.OneOf("optional", "required")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerDiskRequest:
    """A data disk of workers in the old form."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    category: Annotated[str, Text(), field_rules.OneOf(*field_rules.DISK_CATEGORIES)]
    size: Annotated[
        str, Text(), field_rules.Matches(r"[1-9]\d{1,4}", "a size in GiB as a text, such as 120")
    ]
    encrypted: Annotated[str | None, Text(), field_rules.OneOf("true", "false")] = None
    performance_level: Annotated[str | None, Text(), field_rules.PERFORMANCE_LEVEL] = None
    auto_snapshot_policy_id: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPlaneRequest:
    """The masters of a dedicated cluster."""

    RULES: ClassVar[tuple[StrictRule, ...]] = _NO_RULES

    size: Annotated[int | None, Integer(), field_rules.OneOf(3, 5)] = None
    instance_types: Annotated[tuple[str, ...] | None, TextList()] = None
    system_disk_category: Annotated[
        str | None,
        Text(),
        field_rules.OneOf(
            "cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto", "cloud_essd_entry"
        ),
    ] = None
    system_disk_size: Annotated[int | None, Integer(), field_rules.SYSTEM_DISK_SIZE] = None
    system_disk_performance_level: Annotated[str | None, Text(), field_rules.PERFORMANCE_LEVEL] = (
        None
    )
    system_disk_provisioned_iops: Annotated[
        int | None, Integer(), field_rules.Between(0, 1_000_000)
    ] = None
    system_disk_bursting_enabled: Annotated[bool | None, Boolean()] = None
    system_disk_snapshot_policy_id: Annotated[str | None, Text()] = None
    charge_type: Annotated[str | None, Text(), field_rules.CHARGE_TYPE] = None
    period: Annotated[int | None, Integer(), field_rules.PERIOD] = None
    period_unit: Annotated[str | None, Text(), field_rules.PERIOD_UNIT] = None
    auto_renew: Annotated[bool | None, Boolean()] = None
    auto_renew_period: Annotated[int | None, Integer(), field_rules.RENEWAL] = None
    key_pair: Annotated[str | None, Text()] = None
    login_password: Annotated[str | None, Text(), field_rules.Password(), Secret()] = None
    image_id: Annotated[str | None, Text()] = None
    image_type: Annotated[str | None, Text()] = None
    runtime: Annotated[str | None, Text()] = None
    cpu_policy: Annotated[str | None, Text(), field_rules.CPU_POLICY] = None
    deploymentset_id: Annotated[str | None, Text()] = None
    node_port_range: Annotated[str | None, Text(), field_rules.NodePortRange()] = None
    cloud_monitor_flags: Annotated[bool | None, Boolean()] = None
    security_hardening_os: Annotated[bool | None, Boolean()] = None
    soc_enabled: Annotated[bool | None, Boolean()] = None
    instance_metadata_options: Annotated[
        MetadataOptionsRequest | None, Object(MetadataOptionsRequest)
    ] = None
