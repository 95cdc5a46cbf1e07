"""Namespaces and Services of a cluster that are protected against deletion.

They are kept by name, as a policy names them, whether or not there is one of that name. The
component ``gatekeeper`` enforces the policies of a cluster, so without it nothing is protected.
"""

from collections.abc import Iterable

from cs_simulator.cluster_types.ack import addons
from cs_simulator.cluster_types.ack.field_rules import EachMatches, Matches
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

NAMESPACES, SERVICES = "namespaces", "services"
TYPES = (NAMESPACES, SERVICES)
ENFORCER = "gatekeeper"
NAMESPACE = Matches(
    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
    "1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end",
)
NAMES = EachMatches(NAMESPACE.form.pattern, NAMESPACE.advice)
"""The names that a namespace or a Service can have; so a key is that of one object only."""
_KIND = "delete_protection"


def is_protected(
    world: World, cluster: Cluster, resource_type: str, namespace: str, name: str
) -> bool:
    """Whether something cannot be deleted; the *namespace* of a namespace makes no difference."""
    key = _name(resource_type, namespace, name)
    found = cluster_entries.find(world, cluster.cluster_id, _KIND, key)
    return found is not None and ENFORCER in addons.installed(cluster)


def protected_services(world: World, cluster: Cluster, namespace: str) -> list[str]:
    """The names of the protected Services in a namespace, also of those that do not exist."""
    if ENFORCER not in addons.installed(cluster):
        return []
    kept = cluster_entries.of_kind(world, cluster.cluster_id, _KIND)
    start = _name(SERVICES, namespace, "")
    return [entry.name[len(start) :] for entry in kept if entry.name.startswith(start)]


def protect(
    unit: Unit, cluster: Cluster, resource_type: str, namespace: str, names: Iterable[str]
) -> None:
    """Protect all of the names."""
    for name in names:
        key = _name(resource_type, namespace, name)
        cluster_entries.keep(unit, cluster.cluster_id, _KIND, key, {})


def release(
    unit: Unit, cluster: Cluster, resource_type: str, namespace: str, names: Iterable[str]
) -> None:
    """Protect none of the names any more."""
    for name in names:
        key = _name(resource_type, namespace, name)
        cluster_entries.drop(unit, cluster.cluster_id, _KIND, key)


def _name(resource_type: str, namespace: str, name: str) -> str:
    return (
        f"{resource_type}/{name}" if resource_type == NAMESPACES else f"services/{namespace}/{name}"
    )
