"""``GET /addons/{addon_name}``: one component of the catalogue.

What the service does: answers the component in a version, or in the newest one for the cluster that
the query names or describes, with the versions that are newer. ``AddonNotFound`` for another name.

Differs from the service: as ListAddons. A version that is not known is answered as it was asked.
"""

from cs_simulator.catalog import addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import (
    catalogue_entry,
    facts_of_query,
    known_addon,
    newer_versions,
)


@operation("DescribeAddon", "GET", "/addons/{addon_name}")
def describe_addon(call: Call, unit: Unit) -> Reply:
    """Answer the component."""
    facts = facts_of_query(call, unit)
    known = known_addon(call.parameters["addon_name"])
    version = call.query.get("version") or addons.newest_version(known, facts.version)
    least = dict(known.versions)
    return Reply(
        body={
            **catalogue_entry(known, facts, version),
            "newer_versions": [
                {
                    "version": newer,
                    "upgradable": True,
                    "minimum_cluster_version": least.get(newer, ""),
                }
                for newer in newer_versions(known, facts, version)
            ],
        }
    )
