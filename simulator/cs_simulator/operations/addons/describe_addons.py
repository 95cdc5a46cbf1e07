"""``GET /clusters/components/metadata``: the catalogue in groups, an older call.

What the service does: answers the groups of components with the names in them, and the components
by name. The query must name a region.

Differs from the service: the groups are the categories.
"""

from cs_simulator.catalog import ack_errors, addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import facts_of_query


@operation("DescribeAddons", "GET", "/clusters/components/metadata")
def describe_addons(call: Call, unit: Unit) -> Reply:
    """Answer the groups and the components."""
    if not call.query.get("region"):
        raise ack_errors.MISSING_FIELD("region")
    facts = facts_of_query(call, unit, profile_key="cluster_profile")
    offered = addons.offered(facts.kind, facts.network)
    categories = list(dict.fromkeys(known.category for known in offered))
    components = {
        known.name: {
            "name": known.name,
            "version": addons.newest_version(known, facts.version),
            "description": "",
            "required": "true" if known.required else "false",
            "disabled": False,
        }
        for known in offered
    }
    groups = [
        {
            "group_name": category,
            "items": [{"name": known.name} for known in offered if known.category == category],
        }
        for category in categories
    ]
    return Reply(
        body={
            "ComponentGroups": groups,
            "StandardComponents": components,
        }
    )
