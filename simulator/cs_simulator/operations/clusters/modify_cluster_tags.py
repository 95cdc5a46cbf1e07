"""``POST /clusters/{cluster_id}/tags``: set the tags of a cluster.

What the service does: takes an array of ``key`` and ``value``; clusters show them as ``tags``. It
came after the Swarm clusters.

Differs from the service: the array replaces all present tags.
"""

import orjson

from cs_simulator.catalog import errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.validation.body import parse_array

MOST_TAGS = 20
LONGEST = 128


@operation("ModifyClusterTags", "POST", "/clusters/{cluster_id}/tags", is_write=True)
def modify_cluster_tags(call: Call, unit: Unit) -> Reply:
    """Set the tags."""
    cluster = existing_cluster(call, unit)
    tags = [_tag(value) for value in parse_array(call.incoming.body)]
    if len(tags) > MOST_TAGS or len({tag["key"] for tag in tags}) < len(tags):
        raise errors.INVALID_PARAMETER("tags", f"at most {MOST_TAGS}, each key once")
    unit.put(
        unit.world.clusters,
        cluster._replace(tags=orjson.dumps(tags).decode(), updated=unit.now),
    )
    unit.event(cluster, "cluster_modify", "Succeeded", f"Set {len(tags)} tags")
    return Reply(
        body={"cluster_id": cluster.cluster_id, "request_id": call.request_id},
        cluster_id=cluster.cluster_id,
    )


def _tag(value: object) -> dict[str, str]:
    """The validated tag; raises ``InvalidParameter`` for anything else."""
    if isinstance(value, dict) and value.keys() <= {"key", "value"}:
        key, text = value.get("key"), value.get("value") or ""
        if isinstance(key, str) and isinstance(text, str) and key and len(key + text) <= LONGEST:
            return {"key": key, "value": text}
    raise errors.INVALID_PARAMETER(
        "tags", f"objects with key and value, texts of {LONGEST} characters at most together"
    )
