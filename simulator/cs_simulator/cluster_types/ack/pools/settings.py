"""The other groups of a node pool: Kubernetes, auto scaling, management, settings of nodes."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.cluster_types.ack.field_rules import Between, Matches, Name, OneOf
from cs_simulator.cluster_types.ack.pools.field_rules import Base64Script, Items, Length
from cs_simulator.cluster_types.ack.pools.kubelet import KubeletConfiguration, NodeOsConfig
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import (
    Boolean,
    Integer,
    Object,
    Objects,
    Text,
)

_Text = Annotated[str | None, Text()]
_Flag = Annotated[bool | None, Boolean()]
_Integer = Annotated[int | None, Integer()]
_SHARE = Matches(r"[1-9]\d{0,3}|[1-9]\d?%|100%", "a number or a percentage, such as 1 or 10%")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodepoolInfo:
    """What a node pool is called."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str | None, Text(), Name()] = None
    type: Annotated[str | None, Text(), OneOf("ess", "edge", "lingjun", "hybrid")] = None
    resource_group_id: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label of the nodes."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    key: Annotated[str, Text(), Length(1, 64)]
    value: Annotated[str | None, Text(), Length(0, 128)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taint:
    """A taint of the nodes."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    key: Annotated[str, Text(), Length(1, 64)]
    value: Annotated[str | None, Text(), Length(0, 128)] = None
    effect: Annotated[str | None, Text(), OneOf("NoSchedule", "NoExecute", "PreferNoSchedule")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KubernetesConfig:
    """How the nodes join the cluster."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    runtime: Annotated[
        str | None, Text(), OneOf("containerd", "Sandboxed-Container.runv", "docker")
    ] = None
    runtime_version: _Text = None
    cms_enabled: _Flag = None
    cpu_policy: Annotated[str | None, Text(), OneOf("none", "static")] = None
    labels: Annotated[tuple[Label, ...] | None, Objects(Label), Items(0, 20)] = None
    taints: Annotated[tuple[Taint, ...] | None, Objects(Taint), Items(0, 20)] = None
    node_name_mode: Annotated[
        str | None,
        Text(),
        Matches(
            r"nodeip|aliyun\.com.*|customized,[^,]*,(ip|\d{1,2}),[^,]*",
            "nodeip, or customized,{prefix},ip,{suffix}",
        ),
    ] = None
    unschedulable: _Flag = None
    user_data: Annotated[str | None, Text(), Base64Script()] = None
    pre_user_data: Annotated[str | None, Text(), Base64Script()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoScaling:
    """Whether the number of nodes follows what the cluster needs."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    enable: _Flag = None
    min_instances: Annotated[int | None, Integer(), Between(0, 2000)] = None
    max_instances: Annotated[int | None, Integer(), Between(0, 2000)] = None
    type: Annotated[str | None, Text(), OneOf("cpu", "gpu", "gpushare", "spot")] = None
    is_bond_eip: _Flag = None
    eip_internet_charge_type: Annotated[
        str | None, Text(), OneOf("PayByBandwidth", "PayByTraffic")
    ] = None
    eip_bandwidth: Annotated[int | None, Integer(), Between(0, 500)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoRepairPolicy:
    """How nodes are repaired."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    restart_node: _Flag = None
    approval_required: _Flag = None
    auto_repair_policy_id: _Text = None
    max_parallel_repairing_nodes: Annotated[str | None, Text(), _SHARE] = None
    max_unhealthy_nodes_threshold: Annotated[str | None, Text(), _SHARE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoUpgradePolicy:
    """What is upgraded."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    auto_upgrade_kubelet: _Flag = None
    auto_upgrade_runtime: _Flag = None
    auto_upgrade_os: _Flag = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoVulFixPolicy:
    """Which vulnerabilities are fixed."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    vul_level: Annotated[
        str | None, Text(), Matches("(asap|later|nntf)(,(asap|later|nntf))*", "asap, later, nntf")
    ] = None
    restart_node: _Flag = None
    exclude_packages: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeConfig:
    """The old settings of upgrades."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    auto_upgrade: _Flag = None
    max_unavailable: Annotated[int | None, Integer(), Between(0, 1000)] = None
    surge: Annotated[int | None, Integer(), Between(0, 1000)] = None
    surge_percentage: Annotated[int | None, Integer(), Between(0, 100)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Management:
    """What the service does to the nodes by itself."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    enable: _Flag = None
    auto_repair: _Flag = None
    auto_repair_policy: Annotated[AutoRepairPolicy | None, Object(AutoRepairPolicy)] = None
    auto_upgrade: _Flag = None
    auto_upgrade_policy: Annotated[AutoUpgradePolicy | None, Object(AutoUpgradePolicy)] = None
    auto_vul_fix: _Flag = None
    auto_vul_fix_policy: Annotated[AutoVulFixPolicy | None, Object(AutoVulFixPolicy)] = None
    auto_fault_diagnosis: _Flag = None
    drift_enabled: _Flag = None
    upgrade_config: Annotated[UpgradeConfig | None, Object(UpgradeConfig)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeConfig:
    """The settings of kubelet and operating system."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    kubelet_configuration: Annotated[Any, Object(KubeletConfiguration)] = None
    node_os_config: Annotated[Any, Object(NodeOsConfig)] = None
