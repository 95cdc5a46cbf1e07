"""``POST /clusters/{cluster_id}/components/uninstall``: remove components.

What the service does: takes an array of names, and starts a task.

Differs from the service: that a component that is not installed is ``AddonNotFound``, and that one
that the cluster cannot do without is refused, is our proposal. No cloud resources hang on them.
"""

from cs_simulator.catalog import ack_errors, addons
from cs_simulator.cluster_types.ack.addons import UNINSTALL
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._addons import existing_addon
from cs_simulator.operations._kubernetes import (
    CHANGES_PARTS,
    TYPE,
    array_body,
    kubernetes_cluster,
    started,
)
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._requests import UninstallRequest


@operation(
    "UnInstallClusterAddons",
    "POST",
    "/clusters/{cluster_id}/components/uninstall",
    cluster_type=TYPE,
    request=UninstallRequest,
    is_write=True,
    allowed_in=CHANGES_PARTS,
)
def un_install_cluster_addons(call: Call, unit: Unit) -> Reply:
    """Start the removal."""
    cluster = kubernetes_cluster(call, unit)
    given = []
    for index, addon in enumerate(array_body(call, UninstallRequest, "addons").body):
        present = existing_addon(unit.world, cluster, addon.name)
        known = addons.find(present.name)
        if known is not None and known.required:
            raise ack_errors.INVALID_FIELD(f"body[{index}].name", f"{addon.name} is required")
        given.append({"name": present.name})
    task = provisioning.begin(unit, cluster, UNINSTALL, parameters={"addons": given})
    return started(call, cluster, task)
