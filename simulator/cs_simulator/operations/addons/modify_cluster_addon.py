"""``POST /clusters/{cluster_id}/components/{component_id}/config``: configure a component.

What the service does: merges a JSON object, sent as a text, into the component's configuration; an
empty value takes a key away. Components of the control plane, such as ``kube-apiserver``, can be
configured, too. The answer is empty.

Differs from the service: it is done at once. The text is kept as it was sent until it is changed
for the first time.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.addons._configuring import configure
from cs_simulator.operations.addons._requests import JsonConfig, config_of
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyAddonRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    config: Annotated[str, Text(), JsonConfig()]


@operation(
    "ModifyClusterAddon",
    "POST",
    "/clusters/{cluster_id}/components/{component_id}/config",
    cluster_type="ack",
    request=ModifyAddonRequest,
    is_write=True,
    returns_nothing=True,
    allowed_in=allowed.WITH_POOLS,
)
def modify_cluster_addon(call: Call, unit: Unit) -> Reply:
    """Change the configuration."""
    cluster = kubernetes_cluster(call, unit)
    request = read_body(call, ModifyAddonRequest)
    changes = config_of(request.config) or {}
    configure(unit, cluster, call.parameters["component_id"], changes, request.config)
    return Reply(body=None, cluster_id=cluster.cluster_id)
