"""The ``scaling_group`` of a node pool: the instances that it is made of.

Nothing is required here: what a creation needs is a rule of the creation, since a change of a node
pool has the same tree.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack.field_rules import Between, Matches, OneOf, Password
from cs_simulator.cluster_types.ack.pools.field_rules import ImageType, Items, Length
from cs_simulator.validation.strict import Secret, StrictRule
from cs_simulator.validation.strict_types import (
    Boolean,
    Integer,
    Number,
    Object,
    Objects,
    Text,
    TextList,
)

SYSTEM_DISKS = ("cloud_efficiency", "cloud_ssd", "cloud_essd", "cloud_auto", "cloud_essd_entry")
DATA_DISKS = (
    "cloud", *SYSTEM_DISKS, "elastic_ephemeral_disk_premium", "elastic_ephemeral_disk_standard",
)  # fmt: skip
_LEVELS = OneOf("PL0", "PL1", "PL2", "PL3")
_Text = Annotated[str | None, Text()]
_Flag = Annotated[bool | None, Boolean()]
_Integer = Annotated[int | None, Integer()]
_TextList = Annotated[tuple[str, ...] | None, TextList()]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyValue:
    """A label of nodes, or a tag of instances."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    key: Annotated[str, Text(), Length(1, 128)]
    value: Annotated[str | None, Text(), Length(0, 128)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDisk:
    """A data disk of each instance; whether it is encrypted is a text."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    category: Annotated[str | None, Text(), OneOf(*DATA_DISKS)] = None
    size: Annotated[int | None, Integer(), Between(40, 32768)] = None
    encrypted: Annotated[str | None, Text(), OneOf("true", "false")] = None
    performance_level: Annotated[str | None, Text(), _LEVELS] = None
    auto_snapshot_policy_id: _Text = None
    kms_key_id: _Text = None
    snapshot_id: _Text = None
    device: Annotated[str | None, Text(), Matches("/dev/xvd[b-z]", "/dev/xvdb to xvdz")] = None
    disk_name: Annotated[str | None, Text(), Length(2, 128)] = None
    provisioned_iops: Annotated[int | None, Integer(), Between(0, 50_000)] = None
    bursting_enabled: _Flag = None
    auto_format: _Flag = None
    file_system: Annotated[str | None, Text(), OneOf("ext4", "xfs")] = None
    mount_target: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskInit:
    """How a disk of each instance is prepared."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    disk_name: Annotated[str, Text()]
    local_disk: _Flag = None
    mkfs_type: Annotated[str | None, Text(), OneOf("ext4", "xfs")] = None
    mount_for_runtime: _Flag = None
    mount_target: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstancePattern:
    """What an instance type has to be like."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    architectures: _TextList = None
    burst_performance_option: _Text = None
    core: _Integer = None
    cores: _Integer = None
    cpu_architectures: Annotated[tuple[str, ...] | None, TextList(), OneOf("X86", "ARM")] = None
    excluded_instance_types: Annotated[tuple[str, ...] | None, TextList(), Items(0, 10)] = None
    instance_categories: _TextList = None
    instance_family_level: Annotated[
        str | None, Text(), OneOf("EntryLevel", "EnterpriseLevel", "CreditEntryLevel")
    ] = None
    instance_type_families: _TextList = None
    max_cpu_cores: _Integer = None
    max_memory_size: Annotated[float | None, Number()] = None
    max_price: Annotated[float | None, Number()] = None
    maximum_gpu_amount: _Integer = None
    memory: Annotated[float | None, Number()] = None
    min_cpu_cores: _Integer = None
    min_memory_size: Annotated[float | None, Number()] = None
    minimum_eni_ipv6_address_quantity: _Integer = None
    minimum_eni_private_ip_address_quantity: _Integer = None
    minimum_eni_quantity: _Integer = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotPriceLimit:
    """The most that spot instances of a type may cost in an hour."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    instance_type: _Text = None
    price_limit: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePoolOptions:
    """A private pool that the instances come from."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    id: _Text = None
    match_criteria: Annotated[str | None, Text(), OneOf("Open", "Target", "None")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePoolOptions:
    """In which order private and public pools are used."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    private_pool_ids: _TextList = None
    strategy: Annotated[
        str | None, Text(), OneOf("PrivatePoolFirst", "PrivatePoolOnly", "None")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CpuOptions:
    """Options of the processor."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    nested_virtualization: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceMetadataOptions:
    """How the metadata of an instance is read."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    http_tokens: Annotated[str | None, Text(), OneOf("optional", "required")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalingGroup:
    """The instances of a node pool."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    vswitch_ids: Annotated[tuple[str, ...] | None, TextList(), Items(1, 8)] = None
    instance_types: Annotated[tuple[str, ...] | None, TextList(), Items(0, 10)] = None
    instance_patterns: Annotated[tuple[InstancePattern, ...] | None, Objects(InstancePattern)] = (
        None
    )
    instance_charge_type: Annotated[str | None, Text(), OneOf("PostPaid", "PrePaid")] = None
    period: _Integer = None
    period_unit: Annotated[str | None, Text(), OneOf("Month", "Week")] = None
    auto_renew: _Flag = None
    auto_renew_period: _Integer = None
    desired_size: Annotated[int | None, Integer(), Between(0, 10_000)] = None
    key_pair: _Text = None
    login_password: Annotated[str | None, Text(), Secret(), Password()] = None
    login_as_non_root: _Flag = None
    system_disk_category: Annotated[str | None, Text(), OneOf(*SYSTEM_DISKS)] = None
    system_disk_categories: Annotated[
        tuple[str, ...] | None, TextList(), Items(0, 5), OneOf(*SYSTEM_DISKS)
    ] = None
    system_disk_size: Annotated[int | None, Integer(), Between(20, 2048)] = None
    system_disk_performance_level: Annotated[str | None, Text(), _LEVELS] = None
    system_disk_encrypted: _Flag = None
    system_disk_encrypt_algorithm: Annotated[
        str | None, Text(), OneOf("aes-256", "AES-256", "sm4-128")
    ] = None
    system_disk_kms_key_id: _Text = None
    system_disk_provisioned_iops: Annotated[int | None, Integer(), Between(0, 50_000)] = None
    system_disk_bursting_enabled: _Flag = None
    system_disk_snapshot_policy_id: _Text = None
    data_disks: Annotated[tuple[DataDisk, ...] | None, Objects(DataDisk), Items(0, 10)] = None
    disk_init: Annotated[tuple[DiskInit, ...] | None, Objects(DiskInit)] = None
    image_type: Annotated[str | None, Text(), ImageType()] = None
    image_id: _Text = None
    platform: _Text = None
    multi_az_policy: Annotated[
        str | None, Text(), OneOf("PRIORITY", "COST_OPTIMIZED", "BALANCE")
    ] = None
    spot_strategy: Annotated[
        str | None, Text(), OneOf("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo")
    ] = None
    spot_price_limit: Annotated[tuple[SpotPriceLimit, ...] | None, Objects(SpotPriceLimit)] = None
    spot_instance_pools: Annotated[int | None, Integer(), Between(0, 10)] = None
    spot_instance_remedy: _Flag = None
    compensate_with_on_demand: _Flag = None
    on_demand_base_capacity: Annotated[int | None, Integer(), Between(0, 1000)] = None
    on_demand_percentage_above_base_capacity: Annotated[int | None, Integer(), Between(0, 100)] = (
        None
    )
    scaling_policy: Annotated[str | None, Text(), OneOf("release", "recycle")] = None
    internet_charge_type: Annotated[str | None, Text(), OneOf("PayByBandwidth", "PayByTraffic")] = (
        None
    )
    internet_max_bandwidth_out: Annotated[int | None, Integer(), Between(0, 100)] = None
    security_group_id: _Text = None
    security_group_ids: _TextList = None
    ram_role_name: _Text = None
    deploymentset_id: _Text = None
    rds_instances: _TextList = None
    private_pool_options: Annotated[PrivatePoolOptions | None, Object(PrivatePoolOptions)] = None
    resource_pool_options: Annotated[ResourcePoolOptions | None, Object(ResourcePoolOptions)] = None
    tags: Annotated[tuple[KeyValue, ...] | None, Objects(KeyValue)] = None
    cpu_options: Annotated[CpuOptions | None, Object(CpuOptions)] = None
    instance_metadata_options: Annotated[
        InstanceMetadataOptions | None, Object(InstanceMetadataOptions)
    ] = None
    security_hardening_os: _Flag = None
    soc_enabled: _Flag = None
    cis_enabled: _Flag = None
    enable_high_density_mode: _Flag = None
