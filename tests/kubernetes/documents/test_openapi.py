"""OpenAPI documents: as much as clients need to apply objects."""

import json
import re
from typing import Any

import pytest

from tests.support.cluster_api import ClusterApi

AS_PROTOBUF = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"
KIND = "x-kubernetes-group-version-kind"


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    return ClusterApi(version="1.34.1-aliyun.1")


def test_the_index_leads_to_a_document_of_each_group_and_version(cluster: ClusterApi) -> None:
    paths = cluster.get("/openapi/v3")["paths"]

    assert {"api/v1", "apis/apps/v1", "apis/autoscaling/v1", "apis/autoscaling/v2"} <= {*paths}
    for path, where in paths.items():
        address = where["serverRelativeURL"]
        assert address.startswith(f"/openapi/v3/{path}?hash=")
        document = cluster.get(address)
        assert document["openapi"].startswith("3.0")
        assert document["info"] == {"title": "Kubernetes", "version": "v1.34.1-aliyun.1"}


def test_kubectl_finds_that_a_kind_can_be_patched_without_keeping_anything(
    cluster: ClusterApi,
) -> None:
    document = cluster.get("/openapi/v3/apis/apps/v1")
    kind = {"group": "apps", "version": "v1", "kind": "Deployment"}
    patches = [each["patch"] for each in document["paths"].values() if "patch" in each]

    (patch,) = [each for each in patches if each[KIND] == kind]
    assert {"dryRun", "fieldValidation"} <= {each["name"] for each in patch["parameters"]}
    # With the content types of a body, kubectl would merge by the schemas, which say nothing.
    assert "requestBody" not in patch
    assert document["components"]["schemas"]["io.k8s.api.apps.v1.Deployment"][KIND] == [kind]


def test_objects_in_no_namespace_have_shorter_paths(cluster: ClusterApi) -> None:
    paths = cluster.get("/openapi/v3/api/v1")["paths"]

    assert "/api/v1/nodes/{name}" in paths
    assert "/api/v1/namespaces/{namespace}/pods/{name}" in paths


def test_kinds_that_cannot_be_patched_have_no_such_path(cluster: ClusterApi) -> None:
    document = cluster.get("/openapi/v3/apis/authorization.k8s.io/v1")

    assert document["paths"] == {}
    assert document["components"]["schemas"]


def _schema(document: dict[str, Any], kind: str, *path: str) -> Any:
    """What a document says of a field of a kind, at a path of names."""
    schemas = document["components"]["schemas"]
    found = next(each for name, each in schemas.items() if name.endswith(f".{kind}"))
    for name in path:
        found = found["properties"][name]
        found = found.get("items") or found.get("additionalProperties") or found
        found = schemas[found["$ref"].rpartition("/")[2]] if "$ref" in found else found
    return found


@pytest.mark.parametrize(
    ("path", "kind", "field", "type_"),
    [
        ("api/v1", "Pod", "spec.containers.args", "string"),
        ("api/v1", "Pod", "spec.containers.ports.containerPort", "integer"),
        ("api/v1", "Pod", "metadata.labels", "string"),
        ("api/v1", "Pod", "metadata.creationTimestamp", "string"),
        ("api/v1", "Secret", "data", "string"),
        ("api/v1", "Node", "spec.taints.key", "string"),
        ("apis/apps/v1", "Deployment", "spec.paused", "boolean"),
        ("apis/apps/v1", "Deployment", "spec.template.spec.containers.name", "string"),
        ("apis/autoscaling/v1", "HorizontalPodAutoscaler", "spec.maxReplicas", "integer"),
    ],
)
def test_explain_finds_the_fields_of_a_kind_and_their_types(
    cluster: ClusterApi, path: str, kind: str, field: str, type_: str
) -> None:
    document = cluster.get(f"/openapi/v3/{path}")

    assert _schema(document, kind, *field.split("."))["type"] == type_
    assert {"apiVersion", "kind", "metadata"} <= {*_schema(document, kind)["properties"]}


def test_lists_maps_and_types_with_a_text_of_their_own_are_shown_as_such(
    cluster: ClusterApi,
) -> None:
    document = cluster.get("/openapi/v3/apis/apps/v1")

    container = _schema(document, "Container")["properties"]
    assert container["args"] == {"type": "array", "items": {"type": "string"}}
    limits = _schema(document, "ResourceRequirements")["properties"]["limits"]
    assert limits["type"] == "object"
    assert limits["additionalProperties"]["$ref"].endswith(".resource.Quantity")
    surge = _schema(document, "RollingUpdateDeployment")["properties"]["maxSurge"]
    assert surge["$ref"].endswith(".intstr.IntOrString")


@pytest.mark.parametrize("version", ["1.20.11-aliyun.1", "1.34.1-aliyun.1"])
def test_every_schema_that_is_referred_to_is_in_the_document(version: str) -> None:
    cluster = ClusterApi(version=version)

    for path in cluster.get("/openapi/v3")["paths"]:
        text = cluster.request("GET", f"/openapi/v3/{path}").body.decode()
        named = {*re.findall(r'"#/components/schemas/([^"]+)"', text)}
        assert named <= {*json.loads(text)["components"]["schemas"]}, path


@pytest.mark.parametrize("path", ["apis/none/v1", "api/v9", "api", "apis/apps"])
def test_there_is_no_document_of_what_is_not_served(cluster: ClusterApi, path: str) -> None:
    assert cluster.refused("GET", f"/openapi/v3/{path}")["code"] == 404


def test_the_second_version_has_what_older_clients_look_for(cluster: ClusterApi) -> None:
    document = cluster.get("/openapi/v2")

    assert document["swagger"] == "2.0"
    assert document["info"] == {"title": "Kubernetes", "version": "v1.34.1-aliyun.1"}
    patch = document["paths"]["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]["patch"]
    assert patch[KIND] == {"group": "apps", "version": "v1", "kind": "Deployment"}
    assert "dryRun" in {each["name"] for each in patch["parameters"]}
    # A kind with a schema would be validated by it.
    assert "definitions" not in document


def _fields(message: bytes) -> list[tuple[int, bytes]]:
    """The fields of a message of Protocol Buffers that have a length, as all do here."""
    found, at = [], 0

    def varint() -> int:
        nonlocal at
        number, shift = 0, 0
        while True:
            at += 1
            number |= (message[at - 1] & 0x7F) << shift
            shift += 7
            if message[at - 1] < 0x80:
                return number

    while at < len(message):
        tag = varint()
        assert tag & 7 == 2
        length = varint()
        found.append((tag >> 3, message[at : at + length]))
        at += length
    return found


def _at(message: bytes, *numbers: int) -> list[bytes]:
    """The contents of the fields that these numbers lead to."""
    contents = [message]
    for number in numbers:
        contents = [part for each in contents for n, part in _fields(each) if n == number]
    return contents


def test_the_second_version_is_protobuf_for_those_who_ask_for_it(cluster: ClusterApi) -> None:
    answer = cluster.request("GET", "/openapi/v2", accept=AS_PROTOBUF)
    listed = cluster.get("/openapi/v2")["paths"]

    assert answer.content_type == "application/octet-stream"
    assert answer.body.startswith(b"\n\x032.0\x12\x1e\n\nKubernetes\x12\x10v1.34.1-aliyun.1B")
    assert [path.decode() for path in _at(answer.body, 8, 2, 1)] == [*listed]
    for path, item in zip(listed, _at(answer.body, 8, 2, 2), strict=True):
        names = [name.decode() for name in _at(item, 8, 8, 1, 2, 3, 4)]
        assert names == [each["name"] for each in listed[path]["patch"]["parameters"]]
        assert _at(item, 8, 13, 1) == [KIND.encode()]
        (kind,) = _at(item, 8, 13, 2, 2)
        assert json.loads(kind) == listed[path]["patch"][KIND]
