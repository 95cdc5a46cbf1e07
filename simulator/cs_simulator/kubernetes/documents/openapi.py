"""``/openapi/v3``: which kinds can be patched, and how, and what fields they have.

kubectl does not apply anything while it finds no document of any version. In this one it looks for
the ``patch`` of the kind, and whether that has the parameters by which the server is asked to
validate and not to keep anything. As nothing is said of bodies, it merges by the types that are
built into it.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import orjson

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes.documents.schemas import KIND, Defined, names_of, schemas_of
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.definitions import DEFINITIONS
from cs_simulator.kubernetes.kinds.registry import Kinds, served
from cs_simulator.kubernetes.objects import objects_of
from cs_simulator.operations import Call, Reply

TITLE = "Kubernetes"
PARAMETERS = ("dryRun", "fieldManager", "fieldValidation", "force")
"""What can be said besides when an object is patched."""

Json = dict[str, object]


class _Source(NamedTuple):
    """What the documents of a cluster are made of."""

    kinds: Kinds
    version: str
    definitions: tuple[str, ...]
    """The custom definitions, which have the schemas of their kinds."""


def index(call: Call, cluster: Cluster, unit: Unit) -> Reply:  # noqa: ARG001
    """Where the document of each group and version is; it is made when somebody asks for it."""
    source = _source(unit.world, cluster)
    listed = {
        path: {"serverRelativeURL": f"/openapi/v3/{path}?hash={_hash(source, path)}"}
        for path in _by_path(source.kinds)
    }
    return Reply({"paths": listed})


def document(call: Call, cluster: Cluster, unit: Unit, *, path: str) -> Reply:  # noqa: ARG001
    """The document of a group and version; raises 404 if there is none."""
    source = _source(unit.world, cluster)
    if path not in _by_path(source.kinds):
        raise errors.NO_SUCH_PATH()
    return Reply(orjson.Fragment(_document(source, path)))


def _source(world: World, cluster: Cluster) -> _Source:
    defined = objects_of(world, cluster.cluster_id, DEFINITIONS.resource)
    kinds, texts = served(world, cluster), tuple(each.body for each in defined)
    return _Source(kinds, version_of(cluster), texts)


@lru_cache(maxsize=64)
def _by_path(kinds: Kinds) -> dict[str, list[Kind]]:
    """The kinds by the paths of their documents: ``api/v1``, ``apis/apps/v1``."""
    found: dict[str, list[Kind]] = {}
    for kind in kinds.everything:
        found.setdefault(_path(kind), []).append(kind)
    return found


def _hash(source: _Source, path: str) -> str:
    """A text that is another one when the document is."""
    named = [kind.plural for kind in _by_path(source.kinds)[path]]
    text = orjson.dumps([path, source.version, named, source.definitions])
    return hashlib.sha256(text).hexdigest()[:32].upper()


@lru_cache(maxsize=64)
def _document(source: _Source, path: str) -> bytes:
    kinds = _by_path(source.kinds)[path]
    return orjson.dumps(
        {
            "openapi": "3.0.0",
            "info": {"title": TITLE, "version": f"v{source.version}"},
            "paths": dict(_patch(kind) for kind in kinds if "patch" in kind.verbs),
            "components": {"schemas": schemas_of(kinds, _defined(source.definitions))},
        }
    )


def _defined(definitions: Iterable[str]) -> Defined:
    """The schemas that definitions have of their kinds."""
    found: dict[tuple[str, str, str], Json] = {}
    for text in definitions:
        spec = orjson.loads(text)["spec"]
        for version in spec["versions"]:
            schema = (version.get("schema") or {}).get("openAPIV3Schema")
            if isinstance(schema, dict):
                found[spec["group"], version["name"], spec["names"]["kind"]] = schema
    return found


def _path(kind: Kind) -> str:
    return f"apis/{kind.api_version}" if kind.group else f"api/{kind.version}"


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
