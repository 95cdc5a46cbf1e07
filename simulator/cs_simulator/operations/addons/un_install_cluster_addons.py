"""``POST /clusters/{cluster_id}/components/uninstall``: remove components.

What the service does: takes an array of names, and starts a task.

Differs from the service: that a component that is not installed is ``AddonNotFound``, and that one
that the cluster cannot do without is refused, is our proposal. No cloud resources hang on them.
"""

from cs_simulator.catalog import ack_errors, addons
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.addons import UNINSTALL
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_array
from cs_simulator.operations.addons._addons import existing_addon
from cs_simulator.operations.addons._requests import UninstallRequest


@operation(
    "UnInstallClusterAddons",
    "POST",
    "/clusters/{cluster_id}/components/uninstall",
    cluster_type="ack",
    request=UninstallRequest,
    is_write=True,
    plan="UnInstallClusterAddons",
    task_status=200,
    allowed_in=allowed.WITH_POOLS,
)
def un_install_cluster_addons(call: Call, unit: Unit) -> Reply:
    """Start the removal."""
    cluster = kubernetes_cluster(call, unit)
    given = []
    for index, addon in enumerate(read_array(call, UninstallRequest, "addons").body):
        present = existing_addon(unit.world, cluster, addon.name)
        known = addons.find(present.name)
        if known is not None and known.required:
            raise ack_errors.INVALID_FIELD(f"body[{index}].name", f"{addon.name} is required")
        given.append({"name": present.name})
    task = provisioning.begin(unit, cluster, UNINSTALL, parameters={"addons": given})
    return accepted(call, cluster, task)
