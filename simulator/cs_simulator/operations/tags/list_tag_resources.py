"""``GET /tags``: the tags of clusters.

What the service does: lists the tags of the clusters whose ids the query has, those of the service
included, one row for each; with ``tags`` only those that have one of these keys, and the value, if
it is given.

Differs from the service: a page has 50 rows. Clusters that do not exist have no rows. Without ids,
``tags`` alone chooses among all clusters.
"""

from collections.abc import Iterator

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import texts
from cs_simulator.operations._token_paging import piece_of
from cs_simulator.operations.tags._tags import check_resource_type, tags_of

ROWS = 50


@operation("ListTagResources", "GET", "/tags")
def list_tag_resources(call: Call, unit: Unit) -> Reply:
    """Answer a page of rows."""
    check_resource_type(call.query.get("resource_type", ""))
    ids, wanted = texts(call, "resource_ids"), _wanted(call)
    if not ids and not wanted:
        raise ack_errors.MISSING_FIELD("resource_ids")
    rows = [
        {
            "resource_id": cluster.cluster_id,
            "resource_type": "ALIYUN::CS::CLUSTER",
            "tag_key": key,
            "tag_value": value,
        }
        for cluster in _clusters(unit.world, ids)
        for key, value in tags_of(cluster).items()
        if not wanted or (wanted.get(key, value) in ("", value) and key in wanted)
    ]
    piece = piece_of(call, ROWS)
    return Reply(
        body={
            "next_token": piece.info(len(rows))["next_token"],
            "request_id": call.request_id,
            "tag_resources": {"tag_resource": rows[piece.first : piece.first + piece.size]},
        }
    )


def _clusters(world: World, ids: list[str]) -> Iterator[Cluster]:
    if not ids:
        yield from world.clusters
        return
    for cluster_id in dict.fromkeys(text.lower() for text in ids):
        cluster = world.clusters.get(cluster_id)
        if cluster is not None:
            yield cluster


def _wanted(call: Call) -> dict[str, str]:
    """The tags that the query asks for: values by key, empty ones for any value."""
    text = call.query.get("tags", "")
    if not text:
        return {}
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if isinstance(given, dict):
        given = [given]
    if not isinstance(given, list) or not all(
        isinstance(tag, dict) and isinstance(tag.get("key"), str) for tag in given
    ):
        raise ack_errors.INVALID_FIELD("tags", "a JSON array of objects with key and value")
    return {tag["key"]: str(tag.get("value") or "") for tag in given}
