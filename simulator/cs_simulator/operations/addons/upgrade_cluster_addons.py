"""``POST /clusters/{cluster_id}/components/upgrade``: raise the versions of components.

What the service does: takes an array of components with the versions to go to, and starts a task;
a configuration that is given replaces the present one. One component at a time is recommended.

Differs from the service: that a component that is not installed is ``AddonNotFound``, and that a
version is refused that is older than the present one or not for the cluster, is our proposal. The
policy makes no difference.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.addons import UPGRADE
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_array
from cs_simulator.operations.addons._addons import check_upgrade, existing_addon, facts_of
from cs_simulator.operations.addons._requests import UpgradeRequest


@operation(
    "UpgradeClusterAddons",
    "POST",
    "/clusters/{cluster_id}/components/upgrade",
    cluster_type="ack",
    request=UpgradeRequest,
    is_write=True,
    plan="UpgradeClusterAddons",
    task_status=200,
    allowed_in=allowed.WITH_POOLS,
)
def upgrade_cluster_addons(call: Call, unit: Unit) -> Reply:
    """Start the upgrade."""
    cluster = kubernetes_cluster(call, unit)
    facts = facts_of(cluster)
    given = []
    for index, addon in enumerate(read_array(call, UpgradeRequest, "addons").body):
        present = existing_addon(unit.world, cluster, addon.component_name)
        check_upgrade(present, facts, addon.next_version, f"body[{index}].next_version")
        item = {"name": present.name, "version": addon.next_version}
        given.append({**item, "config": addon.config} if addon.config else item)
    task = provisioning.begin(unit, cluster, UPGRADE, parameters={"addons": given})
    return accepted(call, cluster, task)
