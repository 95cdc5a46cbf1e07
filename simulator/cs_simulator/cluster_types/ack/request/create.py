"""The request that creates a Kubernetes cluster: all fields of the API, old ones included.

Problems are reported in the order of the fields, then in that of the rules. Fields that the vendor
has marked as old are still read.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import field_rules
from cs_simulator.cluster_types.ack.pools.request import NodePoolRequest
from cs_simulator.cluster_types.ack.request import (
    addon_rules,
    block_rules,
    kind_rules,
    master_rules,
    network_rules,
    pool_rules,
    role_rules,
    worker_rules,
)
from cs_simulator.cluster_types.ack.request.parts import (
    AddonRequest,
    AuditLogRequest,
    ControlPlaneRequest,
    EnabledRequest,
    EnableRequest,
    EndpointsRequest,
    RuntimeRequest,
    TagRequest,
    TaintRequest,
    WorkerDiskRequest,
)
from cs_simulator.cluster_types.ack.request.windows import (
    MaintenanceWindowRequest,
    OperationPolicyRequest,
)
from cs_simulator.validation.strict import Secret, StrictRule
from cs_simulator.validation.strict_types import Boolean, Integer, Object, Objects, Text, TextList

Texts = tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateClusterRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (
        *kind_rules.RULES,
        *network_rules.RULES,
        *block_rules.RULES,
        *master_rules.RULES,
        *worker_rules.RULES,
        *pool_rules.RULES,
        *addon_rules.RULES,
        *role_rules.RULES,
        kind_rules.ClustersWithinQuota(),
        kind_rules.LoadBalancerWithinQuota(),
    )

    # ---- what it is
    name: Annotated[str, Text(), field_rules.Name()]
    region_id: Annotated[str, Text()]
    cluster_type: Annotated[str | None, Text()] = None
    profile: Annotated[
        str | None, Text(), field_rules.OneOf("Default", "Serverless", "Edge", "Lingjun")
    ] = None
    cluster_spec: Annotated[
        str | None,
        Text(),
        field_rules.OneOf(
            "ack.standard", "ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge"
        ),
    ] = None
    kubernetes_version: Annotated[str | None, Text()] = None
    resource_group_id: Annotated[str | None, Text(), field_rules.RESOURCE_GROUP] = None
    tags: Annotated[tuple[TagRequest, ...] | None, Objects(TagRequest)] = None
    timezone: Annotated[str | None, Text(), field_rules.TimeZone()] = None
    deletion_protection: Annotated[bool | None, Boolean()] = None
    client_token: Annotated[str | None, Text(), field_rules.LengthUpTo(64)] = None
    auto_mode: Annotated[EnableRequest | None, Object(EnableRequest)] = None
    maintenance_window: Annotated[
        MaintenanceWindowRequest | None, Object(MaintenanceWindowRequest)
    ] = None
    operation_policy: Annotated[OperationPolicyRequest | None, Object(OperationPolicyRequest)] = (
        None
    )

    # ---- its network
    vpcid: Annotated[str | None, Text()] = None
    vswitch_ids: Annotated[Texts, TextList()] = None
    zone_ids: Annotated[Texts, TextList()] = None
    zone_id: Annotated[str | None, Text()] = None
    container_cidr: Annotated[str | None, Text()] = None
    service_cidr: Annotated[str | None, Text()] = None
    node_cidr_mask: Annotated[
        str | None, Text(), field_rules.Matches("2[4-8]", "a text from 24 to 28")
    ] = None
    pod_vswitch_ids: Annotated[Texts, TextList()] = None
    ip_stack: Annotated[str | None, Text(), field_rules.OneOf("ipv4", "dual")] = None
    proxy_mode: Annotated[str | None, Text(), field_rules.OneOf("iptables", "ipvs", "nftables")] = (
        None
    )
    cluster_domain: Annotated[str | None, Text(), field_rules.DOMAIN] = None
    security_group_id: Annotated[str | None, Text(), field_rules.SECURITY_GROUP] = None
    is_enterprise_security_group: Annotated[bool | None, Boolean()] = None
    snat_entry: Annotated[bool | None, Boolean()] = None
    nat_gateway: Annotated[bool | None, Boolean()] = None
    endpoint_public_access: Annotated[bool | None, Boolean()] = None
    load_balancer_id: Annotated[str | None, Text(), field_rules.LOAD_BALANCER] = None
    load_balancer_spec: Annotated[str | None, Text()] = None
    control_plane_endpoints_config: Annotated[EndpointsRequest | None, Object(EndpointsRequest)] = (
        None
    )
    access_control_list: Annotated[Texts, TextList()] = None
    service_discovery_types: Annotated[
        Texts, TextList(), field_rules.OneOf("CoreDNS", "PrivateZone")
    ] = None

    # ---- its control plane
    addons: Annotated[tuple[AddonRequest, ...] | None, Objects(AddonRequest)] = None
    audit_log_config: Annotated[AuditLogRequest | None, Object(AuditLogRequest)] = None
    controlplane_log_components: Annotated[Texts, TextList(), field_rules.LOG_COMPONENT] = None
    controlplane_log_project: Annotated[str | None, Text()] = None
    controlplane_log_ttl: Annotated[str | None, Text(), field_rules.DIGITS] = None
    logging_type: Annotated[str | None, Text(), field_rules.OneOf("SLS")] = None
    rrsa_config: Annotated[EnabledRequest | None, Object(EnabledRequest)] = None
    enable_rrsa: Annotated[bool | None, Boolean()] = None
    encryption_provider_key: Annotated[str | None, Text()] = None
    extra_sans: Annotated[Texts, TextList()] = None
    custom_san: Annotated[str | None, Text()] = None
    service_account_issuer: Annotated[str | None, Text()] = None
    api_audiences: Annotated[str | None, Text()] = None
    user_ca: Annotated[str | None, Text()] = None
    disable_rollback: Annotated[bool | None, Boolean()] = None
    timeout_mins: Annotated[int | None, Integer(), field_rules.Between(0, 10_000)] = None
    charge_type: Annotated[str | None, Text(), field_rules.CHARGE_TYPE] = None
    period: Annotated[int | None, Integer(), field_rules.PERIOD_OR_NONE] = None
    period_unit: Annotated[str | None, Text(), field_rules.PERIOD_UNIT] = None
    auto_renew: Annotated[bool | None, Boolean()] = None
    auto_renew_period: Annotated[int | None, Integer(), field_rules.RENEWAL_OR_NONE] = None

    # ---- masters of a dedicated cluster
    control_plane_config: Annotated[ControlPlaneRequest | None, Object(ControlPlaneRequest)] = None
    master_count: Annotated[int | None, Integer(), field_rules.OneOf(0, 3, 5)] = None
    master_vswitch_ids: Annotated[Texts, TextList()] = None
    master_instance_types: Annotated[Texts, TextList()] = None
    master_system_disk_category: Annotated[
        str | None, Text(), field_rules.OneOf("cloud_efficiency", "cloud_ssd", "cloud_essd")
    ] = None
    master_system_disk_size: Annotated[
        int | None, Integer(), field_rules.SYSTEM_DISK_SIZE_OR_NONE
    ] = None
    master_system_disk_performance_level: Annotated[
        str | None, Text(), field_rules.PERFORMANCE_LEVEL
    ] = None
    master_system_disk_snapshot_policy_id: Annotated[str | None, Text()] = None
    master_instance_charge_type: Annotated[str | None, Text(), field_rules.CHARGE_TYPE] = None
    master_period: Annotated[int | None, Integer(), field_rules.PERIOD_OR_NONE] = None
    master_period_unit: Annotated[str | None, Text(), field_rules.PERIOD_UNIT] = None
    master_auto_renew: Annotated[bool | None, Boolean()] = None
    master_auto_renew_period: Annotated[int | None, Integer(), field_rules.RENEWAL_OR_NONE] = None
    ssh_flags: Annotated[bool | None, Boolean()] = None

    # ---- workers
    nodepools: Annotated[tuple[NodePoolRequest, ...] | None, Objects(NodePoolRequest)] = None
    num_of_nodes: Annotated[int | None, Integer(), field_rules.Between(0, 100)] = None
    worker_instance_types: Annotated[Texts, TextList()] = None
    worker_vswitch_ids: Annotated[Texts, TextList(), field_rules.CountUpTo(20)] = None
    worker_system_disk_category: Annotated[
        str | None, Text(), field_rules.OneOf(*field_rules.DISK_CATEGORIES)
    ] = None
    worker_system_disk_size: Annotated[
        int | None, Integer(), field_rules.SYSTEM_DISK_SIZE_OR_NONE
    ] = None
    worker_system_disk_performance_level: Annotated[
        str | None, Text(), field_rules.PERFORMANCE_LEVEL
    ] = None
    worker_system_disk_snapshot_policy_id: Annotated[str | None, Text()] = None
    worker_data_disks: Annotated[
        tuple[WorkerDiskRequest, ...] | None, Objects(WorkerDiskRequest), field_rules.CountUpTo(10)
    ] = None
    worker_instance_charge_type: Annotated[str | None, Text(), field_rules.CHARGE_TYPE] = None
    worker_period: Annotated[int | None, Integer(), field_rules.PERIOD_OR_NONE] = None
    worker_period_unit: Annotated[str | None, Text(), field_rules.PERIOD_UNIT] = None
    worker_auto_renew: Annotated[bool | None, Boolean()] = None
    worker_auto_renew_period: Annotated[int | None, Integer(), field_rules.RENEWAL_OR_NONE] = None
    login_password: Annotated[str | None, Text(), field_rules.Password(), Secret()] = None
    key_pair: Annotated[str | None, Text()] = None
    instances: Annotated[Texts, TextList()] = None
    format_disk: Annotated[bool | None, Boolean()] = None
    keep_instance_name: Annotated[bool | None, Boolean()] = None
    image_id: Annotated[str | None, Text()] = None
    image_type: Annotated[str | None, Text()] = None
    os_type: Annotated[str | None, Text(), field_rules.OneOf("Linux", "Windows")] = None
    platform: Annotated[str | None, Text()] = None
    runtime: Annotated[RuntimeRequest | None, Object(RuntimeRequest)] = None
    cpu_policy: Annotated[str | None, Text(), field_rules.CPU_POLICY] = None
    taints: Annotated[tuple[TaintRequest, ...] | None, Objects(TaintRequest)] = None
    # It may hold secrets, and no answer about the cluster shows it.
    user_data: Annotated[str | None, Text(), Secret()] = None
    node_name_mode: Annotated[str | None, Text()] = None
    node_port_range: Annotated[str | None, Text(), field_rules.NodePortRange()] = None
    rds_instances: Annotated[Texts, TextList()] = None
    cloud_monitor_flags: Annotated[bool | None, Boolean()] = None
    security_hardening_os: Annotated[bool | None, Boolean()] = None
    soc_enabled: Annotated[bool | None, Boolean()] = None
    cis_enabled: Annotated[bool | None, Boolean()] = None
