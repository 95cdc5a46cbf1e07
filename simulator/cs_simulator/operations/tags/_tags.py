"""What operations on tags share: checking tags, finding resources, changing what a cluster has."""

from collections.abc import Iterable, Mapping, Sequence

import orjson

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.request.kind_rules import MOST_TAGS, RESERVED_PREFIXES
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

RESOURCE_TYPE = "CLUSTER"
MOST_RESOURCES = 50


def check_keys(field: str, keys: Sequence[str]) -> None:
    """Raise the refusal of keys that are too many, given twice, or the service's own."""
    if len(keys) > MOST_TAGS:
        raise ack_errors.INVALID_FIELD(field, f"at most {MOST_TAGS}, not {len(keys)}")
    if len(set(keys)) < len(keys):
        raise ack_errors.INVALID_FIELD(field, "each key once")
    for key in keys:
        if key.lower().startswith(RESERVED_PREFIXES):
            raise ack_errors.INVALID_FIELD(
                field, f"keys must not begin with {', '.join(RESERVED_PREFIXES)}"
            )


def check_resource_type(value: str) -> None:
    """Raise the refusal of a type of resources that has no tags."""
    if not value:
        raise ack_errors.MISSING_FIELD("resource_type")
    if value.upper() != RESOURCE_TYPE:
        raise ack_errors.INVALID_FIELD("resource_type", f"{RESOURCE_TYPE}, not {value!r:.100}")


def clusters_of(world: World, ids: Sequence[str]) -> list[Cluster]:
    """The clusters with these ids; raises ``ErrorClusterNotFound`` for one that does not exist."""
    if len(ids) > MOST_RESOURCES:
        raise ack_errors.INVALID_FIELD("resource_ids", f"at most {MOST_RESOURCES}, not {len(ids)}")
    found = []
    for cluster_id in dict.fromkeys(ids):
        cluster = world.clusters.get(cluster_id.lower())
        if cluster is None:
            raise errors.CLUSTER_NOT_FOUND(cluster_id=cluster_id)
        found.append(cluster)
    return found


def tags_of(cluster: Cluster) -> dict[str, str]:
    """The tags of a cluster, the service's own one included, by key."""
    return {tag["key"]: tag["value"] for tag in orjson.loads(cluster.tags)}


def put_tags(unit: Unit, cluster: Cluster, tags: Mapping[str, str]) -> None:
    """Give a cluster these tags; the one that the service put on a Kubernetes cluster stays.

    Raises the refusal of too many.
    """
    own = {key: value for key, value in tags.items() if key != kept.CLUSTER_TAG}
    if len(own) > MOST_TAGS:
        raise ack_errors.INVALID_FIELD("tags", f"at most {MOST_TAGS} of a cluster, not {len(own)}")
    pairs = [{"key": key, "value": value} for key, value in own.items()]
    if cluster.cluster_type == "ack":
        text = kept.tags_text(pairs, cluster.cluster_id)
    else:
        text = orjson.dumps(pairs).decode()
    unit.put(unit.world.clusters, cluster._replace(tags=text, updated=unit.now))


def without(tags: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """The tags whose key is none of these."""
    dropped = set(keys)
    return {key: value for key, value in tags.items() if key not in dropped}
