"""``/openapi/v2``: a document without schemas, as protobuf for kubectl, and as JSON.

A kind that has no schema there is not validated by the client. kubectl before 1.27 looks in the
paths for the ``patch`` of a kind, to know whether the server can be asked not to keep anything.
"""

from functools import lru_cache

import orjson

from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.documents.openapi import PARAMETERS, TITLE, path_of
from cs_simulator.kubernetes.documents.schemas import KIND, names_of
from cs_simulator.kubernetes.documents.version import version_of
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import Kinds, served
from cs_simulator.operations import Call, Reply

Json = dict[str, object]


def swagger(call: Call, cluster: Cluster, unit: Unit) -> Reply:
    """The document, as protobuf if that is asked for."""
    kinds, version = served(unit.world, cluster), f"v{version_of(cluster)}"
    if "protobuf" in call.incoming.headers.get("Accept", ""):
        # Not the media type that was asked for: Go cannot parse its "@".
        return Reply(_as_protobuf(kinds, version), content_type="application/octet-stream")
    patched = [kind for kind in kinds.everything if "patch" in kind.verbs]
    return Reply(
        {
            "swagger": "2.0",
            "info": {"title": TITLE, "version": version},
            "paths": {path_of(kind): {"patch": _patch(kind)} for kind in patched},
        }
    )


def _patch(kind: Kind) -> Json:
    parameters = [{"name": name, "in": "query", "type": "string"} for name in PARAMETERS]
    return {
        "parameters": parameters,
        "responses": {"200": {"description": "OK"}},
        KIND: names_of(kind),
    }


@lru_cache(maxsize=16)
def _as_protobuf(kinds: Kinds, version: str) -> bytes:
    """The document as a message of gnostic's ``OpenAPIv2.proto``, from which the numbers are."""
    info = _field(1, TITLE.encode()) + _field(2, version.encode())
    patched = (kind for kind in kinds.everything if "patch" in kind.verbs)
    paths = b"".join(_field(2, _path(kind)) for kind in patched)
    return _field(1, b"2.0") + _field(2, info) + _field(8, paths)


def _path(kind: Kind) -> bytes:
    """A ``NamedPathItem`` with the ``Operation`` ``patch``: parameters and an extension."""
    parameters = b"".join(_field(8, _parameter(name)) for name in PARAMETERS)
    extension = _field(1, KIND.encode()) + _field(2, _field(2, orjson.dumps(names_of(kind))))
    patch = parameters + _field(13, extension)
    return _field(1, path_of(kind).encode()) + _field(2, _field(8, patch))


def _parameter(name: str) -> bytes:
    """A ``ParametersItem``: a parameter, not in the body, but in the query."""
    query = _field(2, b"query") + _field(4, name.encode()) + _field(6, b"string")
    return _field(1, _field(2, _field(3, query)))


def _field(number: int, content: bytes) -> bytes:
    """A field that has its length before it."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    """A number in groups of seven bits, the lowest first; all but the last are marked."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*found, number))
