"""``GET /addons``: the components that a cluster can have.

What the service does: lists the catalogue for a cluster, or for clusters of a region, type,
profile, edition and version.

Differs from the service: what the query leaves out is that of a managed cluster of today. The
actions that are supported, and the schema of a configuration, are our proposal.
"""

from cs_simulator.catalog import addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import catalogue_entry, facts_of_query


@operation("ListAddons", "GET", "/addons")
def list_addons(call: Call, unit: Unit) -> Reply:
    """Answer the components."""
    facts = facts_of_query(call, unit)
    offered = addons.offered(facts.kind, facts.network)
    return Reply(body={"addons": [catalogue_entry(known, facts) for known in offered]})
