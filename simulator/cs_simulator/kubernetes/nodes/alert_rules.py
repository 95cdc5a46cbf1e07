"""The object with the alert rules of a cluster, once a call of the service has changed them."""

from cs_simulator.cluster_types.ack import alert_rules
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds.definitions import DEFINITIONS

_KIND = Kind(
    group=alert_rules.GROUP,
    version=alert_rules.VERSION,
    kind=alert_rules.KIND_NAME,
    plural="ackalertrules",
    namespaced=True,
    is_custom=True,
)


def kind_to_come(
    world: World, cluster_id: str, group: str, version: str, plural: str
) -> Kind | None:
    """The kind of the object, if it is to be put when the API of the cluster is called first."""
    is_called = cluster_id in world.kubernetes_clusters
    if is_called or (group, version, plural) != (_KIND.group, _KIND.version, _KIND.plural):
        return None
    entry = cluster_entries.find(world, cluster_id, alert_rules.ENTRY_KIND, alert_rules.NAME)
    return _KIND if entry is not None else None


def put_alert_rules(unit: Unit, cluster: Cluster) -> None:
    """Put the object, and the definition of its kind, if something is kept for it.

    It is not kept any more then: what is in the object counts.
    """
    world, cluster_id = unit.world, cluster.cluster_id
    entry = cluster_entries.find(world, cluster_id, alert_rules.ENTRY_KIND, alert_rules.NAME)
    if entry is None:
        return
    cluster_entries.drop(unit, cluster_id, alert_rules.ENTRY_KIND, alert_rules.NAME)
    if objects.find(world, cluster_id, DEFINITIONS.resource, "", _KIND.resource) is None:
        definition = _definition()
        if DEFINITIONS.complete:
            DEFINITIONS.complete(unit, cluster, definition, None)
        objects.put(unit, cluster_id, DEFINITIONS, definition)
    namespace = alert_rules.NAMESPACE
    metadata = {"name": alert_rules.NAME, "namespace": namespace, "generation": 1}
    body = {"metadata": metadata, "spec": entry.value}
    objects.put(unit, cluster_id, _KIND, body)


def _definition() -> Body:
    definition: Body = {
        "metadata": {"name": _KIND.resource, "generation": 1},
        "spec": {
            "group": _KIND.group,
            "scope": "Namespaced",
            "names": {"kind": _KIND.kind, "plural": _KIND.plural},
            "versions": [
                {
                    "name": _KIND.version,
                    "served": True,
                    "storage": True,
                    "schema": {
                        "openAPIV3Schema": {
                            "type": "object",
                            "x-kubernetes-preserve-unknown-fields": True,
                        }
                    },
                }
            ],
        },
    }
    if DEFINITIONS.set_defaults:
        DEFINITIONS.set_defaults(definition)
    return definition
