"""``/openapi/v3``: documents with as much as clients need to go on without schemas.

kubectl does not apply anything while it finds no document of any version. In this one it looks for
the ``patch`` of the kind, and whether that has the parameters by which the server is asked to
validate and not to keep anything. Without schemas it merges by the types that are built into it.
"""

import hashlib
from functools import lru_cache

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import Kinds, served
from cs_simulator.operations import Call, Reply

TITLE = "Kubernetes"
KIND = "x-kubernetes-group-version-kind"
PARAMETERS = ("dryRun", "fieldManager", "fieldValidation", "force")
"""What can be said besides when an object is patched."""

Json = dict[str, object]


def index(call: Call, cluster: Cluster, unit: Unit) -> Reply:  # noqa: ARG001
    """Where the document of each group and version is."""
    version = version_of(cluster)
    found = _documents(served(unit.world, cluster), version)
    listed = {
        path: {"serverRelativeURL": f"/openapi/v3/{path}?hash={_hash(text)}"}
        for path, text in found.items()
    }
    return Reply({"paths": listed})


def document(call: Call, cluster: Cluster, unit: Unit, *, path: str) -> Reply:  # noqa: ARG001
    """The document of a group and version; raises 404 if there is none."""
    found = _documents(served(unit.world, cluster), version_of(cluster)).get(path)
    if found is None:
        raise errors.NO_SUCH_PATH()
    return Reply(orjson.Fragment(found))


@lru_cache(maxsize=16)
def _documents(kinds: Kinds, version: str) -> dict[str, bytes]:
    """The documents by their paths: ``api/v1``, ``apis/apps/v1``."""
    by_path: dict[str, list[Kind]] = {}
    for kind in kinds.everything:
        by_path.setdefault(_path(kind), []).append(kind)
    return {path: orjson.dumps(_document(of_path, version)) for path, of_path in by_path.items()}


def _path(kind: Kind) -> str:
    return f"apis/{kind.api_version}" if kind.group else f"api/{kind.version}"


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:32].upper()


def _document(kinds: list[Kind], version: str) -> Json:
    return {
        "openapi": "3.0.0",
        "info": {"title": TITLE, "version": f"v{version}"},
        "paths": dict(_patch(kind) for kind in kinds if "patch" in kind.verbs),
        "components": {"schemas": {_schema_name(kind): _schema(kind) for kind in kinds}},
    }


def _patch(kind: Kind) -> tuple[str, Json]:
    """The path of an object of a kind, with what can be said when it is patched."""
    parameters = [
        {"name": name, "in": "query", "schema": {"type": "string", "uniqueItems": True}}
        for name in PARAMETERS
    ]
    patch: Json = {
        "x-kubernetes-action": "patch",
        KIND: names_of(kind),
        "parameters": parameters,
        "responses": {"200": {"description": "OK"}},
    }
    return path_of(kind), {"patch": patch}


def path_of(kind: Kind) -> str:
    """The path of the objects of a kind, with placeholders."""
    namespace = "/namespaces/{namespace}" if kind.namespaced else ""
    return f"/{_path(kind)}{namespace}/{kind.plural}/{{name}}"


def names_of(kind: Kind) -> Json:
    """Group, version and kind, as extensions of documents say them."""
    return {"group": kind.group, "version": kind.version, "kind": kind.kind}


def _schema(kind: Kind) -> Json:
    """A schema that any object meets."""
    return {
        "type": "object",
        "x-kubernetes-preserve-unknown-fields": True,
        KIND: [names_of(kind)],
    }


def _schema_name(kind: Kind) -> str:
    """The name by which a schema is known: ``io.k8s.api.apps.v1.Deployment``."""
    labels = kind.group.split(".")
    place = ".".join(reversed(labels)) if kind.is_custom else f"io.k8s.api.{labels[0] or 'core'}"
    return f"{place}.{kind.version}.{kind.kind}"
