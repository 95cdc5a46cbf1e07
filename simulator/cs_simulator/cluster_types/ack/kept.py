"""What a Kubernetes cluster, or a node pool, keeps as properties: what was sent, and what was made.

``sent`` has the fields that callers gave, as they gave them: answers show those again, and invent
none. ``made`` has what the service made or chose: ids of resources, versions, add-on instances.
"""

from typing import Any, TypeVar

import orjson

from cs_simulator.domain.records import Cluster, NodeGroup

Kept = dict[str, Any]
R = TypeVar("R", Cluster, NodeGroup)


def written(sent: Kept, made: Kept) -> str:
    """The properties as a record keeps them."""
    return orjson.dumps({"sent": sent, "made": made}).decode()


def sent_of(record: Cluster | NodeGroup) -> Kept:
    """What callers sent; a copy."""
    return _properties(record)["sent"]


def made_of(record: Cluster | NodeGroup) -> Kept:
    """What the service made; a copy."""
    return _properties(record)["made"]


def with_made(record: R, **changes: object) -> R:
    """The record with some of what the service made replaced."""
    kept = _properties(record)
    return record._replace(properties=written(kept["sent"], {**kept["made"], **changes}))


def with_sent(record: R, sent: Kept) -> R:
    """The record with all of what callers sent replaced."""
    return record._replace(properties=written(sent, _properties(record)["made"]))


def _properties(record: Cluster | NodeGroup) -> dict[str, Kept]:
    return {"sent": {}, "made": {}, **orjson.loads(record.properties)}
