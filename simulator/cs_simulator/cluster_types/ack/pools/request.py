"""The bodies that create a node pool and change it; both have the same groups."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack.field_rules import Between, Matches, OneOf
from cs_simulator.cluster_types.ack.pools import rules
from cs_simulator.cluster_types.ack.pools.scaling_group import ScalingGroup
from cs_simulator.cluster_types.ack.pools.settings import (
    AutoScaling,
    KubernetesConfig,
    Management,
    NodeConfig,
    NodepoolInfo,
)
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import (
    Boolean,
    FreeObject,
    Integer,
    Object,
    Objects,
    Text,
)

_Text = Annotated[str | None, Text()]
_Flag = Annotated[bool | None, Boolean()]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeeConfig:
    """Whether the nodes are trusted execution environments."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    tee_enable: _Flag = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoMode:
    """Whether the cluster manages the pool by itself."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    enable: _Flag = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterconnectConfig:
    """The old settings of the connection of an edge pool."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    bandwidth: Annotated[int | None, Integer()] = None
    ccn_id: _Text = None
    ccn_region_id: _Text = None
    cen_id: _Text = None
    improved_period: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EfloNodeGroup:
    """The Lingjun nodes of a pool."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    cluster_id: _Text = None
    group_id: _Text = None
    auto_attach_enabled: _Flag = None
    worker_ram_role_name: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentVariable:
    """A variable of a component."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: _Text = None
    value: _Text = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentConfig:
    """The settings of a component."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    custom_config: Annotated[dict[str, object] | None, FreeObject()] = None
    envs: Annotated[tuple[EnvironmentVariable, ...] | None, Objects(EnvironmentVariable)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeComponent:
    """A component on each node."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str, Text()]
    version: _Text = None
    config: Annotated[ComponentConfig | None, Object(ComponentConfig)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePoolRequest:
    """The body of a creation; also an element of ``nodepools`` where a cluster is created."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (
        rules.Complete(),
        rules.OneLogin(),
        rules.Charged(),
        rules.SystemDisk(),
        rules.DataDisks(),
        rules.AutoScalingBounds(),
        rules.Images(),
        rules.WorkerRole(),
    )

    nodepool_info: Annotated[NodepoolInfo, Object(NodepoolInfo)]
    scaling_group: Annotated[ScalingGroup | None, Object(ScalingGroup)] = None
    kubernetes_config: Annotated[KubernetesConfig | None, Object(KubernetesConfig)] = None
    auto_scaling: Annotated[AutoScaling | None, Object(AutoScaling)] = None
    management: Annotated[Management | None, Object(Management)] = None
    node_config: Annotated[NodeConfig | None, Object(NodeConfig)] = None
    node_components: Annotated[tuple[NodeComponent, ...] | None, Objects(NodeComponent)] = None
    tee_config: Annotated[TeeConfig | None, Object(TeeConfig)] = None
    auto_mode: Annotated[AutoMode | None, Object(AutoMode)] = None
    count: Annotated[int | None, Integer(), Between(0, 10_000)] = None
    interconnect_mode: Annotated[str | None, Text(), OneOf("basic", "improved", "private")] = None
    interconnect_config: Annotated[InterconnectConfig | None, Object(InterconnectConfig)] = None
    max_nodes: Annotated[int | None, Integer(), Between(0, 10_000)] = None
    host_network: _Flag = None
    intranet: _Flag = None
    eflo_node_group: Annotated[EfloNodeGroup | None, Object(EfloNodeGroup)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EfloChange:
    """What can be changed of the Lingjun nodes; the flag is a text here."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    auto_attach_enabled: Annotated[str | None, Text(), Matches("true|false", "true or false")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyNodePoolRequest:
    """The body of a change: what is absent stays as it is."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (rules.OneLogin(),)

    nodepool_info: Annotated[NodepoolInfo | None, Object(NodepoolInfo)] = None
    scaling_group: Annotated[ScalingGroup | None, Object(ScalingGroup)] = None
    kubernetes_config: Annotated[KubernetesConfig | None, Object(KubernetesConfig)] = None
    auto_scaling: Annotated[AutoScaling | None, Object(AutoScaling)] = None
    management: Annotated[Management | None, Object(Management)] = None
    tee_config: Annotated[TeeConfig | None, Object(TeeConfig)] = None
    eflo_node_group: Annotated[EfloChange | None, Object(EfloChange)] = None
    count: Annotated[int | None, Integer(), Between(0, 500)] = None
    update_nodes: _Flag = None
    concurrency: _Flag = None
