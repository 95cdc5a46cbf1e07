"""``POST /clusters/{cluster_id}/components/{component_id}/config``: configure a component.

What the service does: merges a JSON object, sent as a text, into the component's configuration; an
empty value takes a key away. Components of the control plane, such as ``kube-apiserver``, can be
configured, too. The answer is empty.

Differs from the service: it is done at once. The text is kept as it was sent until it is changed
for the first time.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._addons import existing_addon
from cs_simulator.operations._kubernetes import (
    CHANGES_PARTS,
    TYPE,
    kubernetes_cluster,
    object_body,
)
from cs_simulator.operations._operation import NOTHING, Call, Reply, operation
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
    cluster_type=TYPE,
    request=ModifyAddonRequest,
    is_write=True,
    allowed_in=CHANGES_PARTS,
)
def modify_cluster_addon(call: Call, unit: Unit) -> Reply:
    """Change the configuration."""
    cluster = kubernetes_cluster(call, unit)
    request = object_body(call, ModifyAddonRequest)
    found = existing_addon(unit.world, cluster, call.parameters["component_id"])
    if found.state != "active":
        raise ack_errors.ADDON_BUSY()
    given = config_of(request.config) or {}
    rows = cluster_addons.installed(cluster)
    config = request.config if not found.config else cluster_addons.merged(found.config, given)
    rows[found.name] = {**rows[found.name], "config": config}
    changed = cluster_addons.with_installed(cluster, rows)
    unit.put(unit.world.clusters, changed._replace(updated=unit.now))
    unit.event(cluster, "cluster_configuration_modify", "Succeeded", f"Configured {found.name}")
    return Reply(body=NOTHING, cluster_id=cluster.cluster_id)
