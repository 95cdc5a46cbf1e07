"""``GET /clusters/{cluster_id}/components/{component_id}/metadata``: a component of the catalogue.

What the service does: answers the schema of its configuration, in the version of the query, or in
the newest one for the cluster. An older call, which Terraform's data source still makes.

Differs from the service: the schema is our proposal, and the same for all versions.
"""

from cs_simulator.catalog import addons
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.addons._addons import facts_of, known_addon, schema_of


@operation(
    "DescribeClusterAddonMetadata",
    "GET",
    "/clusters/{cluster_id}/components/{component_id}/metadata",
    cluster_type="ack",
)
def describe_cluster_addon_metadata(call: Call, unit: Unit) -> Reply:
    """Answer the catalogue's entry."""
    cluster = kubernetes_cluster(call, unit)
    known = known_addon(call.parameters["component_id"])
    newest = addons.newest_version(known, facts_of(cluster).version)
    return Reply(
        body={
            "config_schema": schema_of(known),
            "name": known.name,
            "version": call.query.get("version") or newest,
        },
        cluster_id=cluster.cluster_id,
    )
