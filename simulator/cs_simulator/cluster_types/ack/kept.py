"""What a Kubernetes cluster, or a node pool, keeps as properties: what was sent, and what was made.

``sent`` has the fields that callers gave, as they gave them: answers show those again, and invent
none. ``made`` has what the service made or chose: ids of resources, versions, component instances.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import orjson

from cs_simulator.domain.records import Cluster, NodeGroup

Fields = dict[str, Any]
"""Fields of one of the two parts, by name."""
R = TypeVar("R", Cluster, NodeGroup)

CLUSTER_TAG = "ack.aliyun.com"
"""The tag that the service puts on each cluster; its value is the cluster's id."""


def written(sent: Fields, made: Fields) -> str:
    """The properties as a record keeps them."""
    return orjson.dumps({"sent": sent, "made": made}).decode()


def sent_of(record: Cluster | NodeGroup) -> Fields:
    """What callers sent; a copy."""
    return _properties(record)["sent"]


def made_of(record: Cluster | NodeGroup) -> Fields:
    """What the service made; a copy."""
    return _properties(record)["made"]


def made_in(properties: str) -> Fields:
    """What the service made, in the properties of a record; a copy."""
    return _parsed(properties)["made"]


def with_made(record: R, **changes: object) -> R:
    """The record with some of what the service made replaced."""
    kept = _properties(record)
    return record._replace(properties=written(kept["sent"], {**kept["made"], **changes}))


def with_sent(record: R, sent: Fields) -> R:
    """The record with all of what callers sent replaced."""
    return record._replace(properties=written(sent, _properties(record)["made"]))


def _properties(record: Cluster | NodeGroup) -> dict[str, Fields]:
    return _parsed(record.properties)


def _parsed(properties: str) -> dict[str, Fields]:
    return {"sent": {}, "made": {}, **orjson.loads(properties)}


def tags_text(tags: Sequence[Mapping[str, Any]], cluster_id: str) -> str:
    """The tags that callers sent and the one of the service, as a cluster keeps them."""
    given = [{"key": tag["key"], "value": tag.get("value", "")} for tag in tags]
    return orjson.dumps([*given, {"key": CLUSTER_TAG, "value": cluster_id}]).decode()
