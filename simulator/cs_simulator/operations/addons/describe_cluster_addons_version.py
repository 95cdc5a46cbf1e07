"""``GET /clusters/{cluster_id}/components/version``: installed and next versions, an older call.

What the service does: answers a map of all components, installed or not, with the installed version
and the one that they can be upgraded to; truth values are texts.

Differs from the service: the keys are those of a sample; ``value`` is the configuration.
"""

from cs_simulator.catalog import addons
from cs_simulator.catalog.addons import Addon
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.cluster_types.ack.addons import AddonInstance
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import ClusterFacts, facts_of


@operation(
    "DescribeClusterAddonsVersion",
    "GET",
    "/clusters/{cluster_id}/components/version",
    cluster_type="ack",
)
def describe_cluster_addons_version(call: Call, unit: Unit) -> Reply:
    """Answer the map."""
    cluster = kubernetes_cluster(call, unit)
    facts = facts_of(cluster)
    present = cluster_addons.instances(unit.world, cluster)
    offered = {known.name: known for known in addons.offered(facts.kind, facts.network)}
    return Reply(
        body={
            name: _entry(offered.get(name), present.get(name), facts)
            for name in (*present, *(name for name in offered if name not in present))
        },
        cluster_id=cluster.cluster_id,
    )


def _entry(
    known: Addon | None, present: AddonInstance | None, facts: ClusterFacts
) -> dict[str, str]:
    version = present.version if present else ""
    newest = addons.newest_version(known, facts.version) if known else version
    can_upgrade = _text(present is not None and newest != version)
    return {
        "can_upgrade": can_upgrade,
        "changed": "",
        "component_name": present.name if present else known.name if known else "",
        "exist": _text(present is not None),
        "message": "",
        "next_version": newest if newest != version else "",
        "policy": "",
        "ready_to_upgrade": can_upgrade,
        "required": _text(known is not None and known.required),
        "value": present.config if present else "",
        "version": version,
    }


def _text(value: bool) -> str:
    return "true" if value else "false"
