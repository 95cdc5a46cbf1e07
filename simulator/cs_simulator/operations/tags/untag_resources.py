"""``DELETE /tags``: take tags off clusters.

What the service does: takes ids of clusters and keys of tags in the query, or ``all=true`` for all
tags of the clusters.

Differs from the service: a key that a cluster does not have is not an error. The tag of the service
itself stays.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import boolean, texts
from cs_simulator.operations.tags._tags import (
    check_resource_type,
    clusters_of,
    put_tags,
    tags_of,
    without,
)


@operation("UntagResources", "DELETE", "/tags", is_write=True)
def untag_resources(call: Call, unit: Unit) -> Reply:
    """Take the tags off."""
    check_resource_type(call.query.get("resource_type", ""))
    ids, keys = texts(call, "resource_ids"), texts(call, "tag_keys")
    takes_all = boolean(call, "all")
    if not ids:
        raise ack_errors.MISSING_FIELD("resource_ids")
    if not keys and not takes_all:
        raise ack_errors.MISSING_FIELD("tag_keys")
    for cluster in clusters_of(unit.world, ids):
        present = tags_of(cluster)
        put_tags(unit, cluster, {} if takes_all and not keys else without(present, keys))
    return Reply(body={"RequestId": call.request_id})
