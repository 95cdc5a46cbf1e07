"""Keeping what a write has made of an object, unless it is a dry run."""

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.instants import as_text
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.writing.write import Write

# What etcd takes by default (--max-request-bytes), and how it refuses more.
_LARGEST = 1_572_864
_TOO_LARGE = "etcdserver: request is too large"


def keep(write: Write, body: Body) -> Body:
    """Put the object; returns it as it is answered. Raises for one that is too large."""
    if len(orjson.dumps(body)) > _LARGEST:
        raise errors.INTERNAL(message=_TOO_LARGE)
    if not write.is_dry_run:
        objects.put(write.unit, write.cluster_id, write.kind, body)
    metadata = body["metadata"]
    if "uid" not in metadata:
        metadata["uid"] = _uid(write, metadata["name"])
    metadata.setdefault("creationTimestamp", as_text(write.unit.now))
    rest = {name: value for name, value in body.items() if name not in ("kind", "apiVersion")}
    return {"kind": write.kind.kind, "apiVersion": write.kind.api_version, **rest}


def _uid(write: Write, name: str) -> str:
    """The uid of an object that is not kept."""
    random = write.unit.random_for(
        "kubernetes dry run", write.cluster_id, write.kind.resource, write.namespace, name
    )
    digits = random.uuid4()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
