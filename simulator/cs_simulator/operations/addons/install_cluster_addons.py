"""``POST /clusters/{cluster_id}/components/install``: install components.

What the service does: takes an array of names, versions and configurations, and starts a task. A
component without a version gets the newest one for the cluster. What is installed already makes
the task fail with ``BadRequest``, ``Addon status not match``. A component whose service role the
account has not granted is refused.

Differs from the service: which component needs which role is known of few. That an unknown name is
``AddonNotFound``, and that a version or a component that is not for the cluster is refused at once,
is our proposal. An object with the array in it, as ``addons`` or ``body``, is taken, too.
"""

from cs_simulator.catalog import addons
from cs_simulator.cluster_types.ack import allowed
from cs_simulator.cluster_types.ack.addons import INSTALL
from cs_simulator.cluster_types.ack.request import role_rules
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import accepted, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_array
from cs_simulator.operations.addons._addons import check_version, facts_of, offered_addon
from cs_simulator.operations.addons._requests import InstallRequest


@operation(
    "InstallClusterAddons",
    "POST",
    "/clusters/{cluster_id}/components/install",
    cluster_type="ack",
    request=InstallRequest,
    is_write=True,
    plan="InstallClusterAddons",
    task_status=200,
    allowed_in=allowed.WITH_POOLS,
)
def install_cluster_addons(call: Call, unit: Unit) -> Reply:
    """Start the installation."""
    cluster = kubernetes_cluster(call, unit)
    wanted = read_array(call, InstallRequest, "addons").body
    facts = facts_of(cluster)
    given = []
    for index, addon in enumerate(wanted):
        known = offered_addon(facts, addon.name, f"body[{index}].name")
        role_rules.check_granted(unit.world, role_rules.of_component(known.name))
        version = addon.version or addons.newest_version(known, facts.version)
        check_version(known, facts, version, f"body[{index}].version")
        item = {"name": known.name, "version": version}
        given.append({**item, "config": addon.config} if addon.config else item)
    task = provisioning.begin(unit, cluster, INSTALL, parameters={"addons": given})
    return accepted(call, cluster, task)
