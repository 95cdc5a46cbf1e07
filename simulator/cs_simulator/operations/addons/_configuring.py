"""Changing the configuration of a component."""

from collections.abc import Mapping

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons as cluster_addons
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations.addons._addons import existing_addon


def configure(
    unit: Unit, cluster: Cluster, name: str, changes: Mapping[str, object], sent: str = ""
) -> Cluster:
    """Merge changes into a component's configuration; returns the cluster as it is then.

    A first configuration is kept as it was *sent*. Raises ``AddonNotFound``, or ``BadRequest`` for
    a component that is being changed.
    """
    found = existing_addon(unit.world, cluster, name)
    if found.state not in ("active", "unhealthy"):
        raise ack_errors.ADDON_BUSY()
    rows = cluster_addons.installed(cluster)
    is_first = sent and not found.config
    config = sent if is_first else cluster_addons.merged(found.config, changes)
    rows[found.name] = {**rows[found.name], "config": config}
    changed = cluster_addons.with_installed(cluster, rows)._replace(updated=unit.now)
    unit.event(cluster, "cluster_configuration_modify", "Succeeded", f"Configured {found.name}")
    return unit.put(unit.world.clusters, changed)
