"""``PUT /clusters/{cluster_id}/configuration``: configure parts of the control plane.

What the service does: takes names of components with keys and values, and changes these in their
configurations. It was replaced by ModifyClusterAddon. The answer is empty.

Differs from the service: as ModifyClusterAddon.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.addons._configuring import configure
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Objects, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigEntry:
    """A key of a configuration, and its value."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    key: Annotated[str, Text()]
    value: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentConfig:
    """A component, and what to change in its configuration."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    name: Annotated[str, Text()]
    configs: Annotated[tuple[ConfigEntry, ...], Objects(ConfigEntry)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyClusterConfigurationRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    customize_config: Annotated[tuple[ComponentConfig, ...], Objects(ComponentConfig)]


@operation(
    "ModifyClusterConfiguration",
    "PUT",
    "/clusters/{cluster_id}/configuration",
    cluster_type="ack",
    request=ModifyClusterConfigurationRequest,
    is_write=True,
    allowed_in=allowed.WITH_POOLS,
    returns_nothing=True,
)
def modify_cluster_configuration(call: Call, unit: Unit) -> Reply:
    """Change the configurations."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, ModifyClusterConfigurationRequest)
    for component in request.customize_config:
        changes = {entry.key: entry.value or "" for entry in component.configs}
        cluster = configure(unit, cluster, component.name, changes)
    return Reply(body=None, cluster_id=cluster.cluster_id)
