import struct

import pytest
from cs_simulator.kubernetes import protobuf

# What `kubectl create namespace nope` of version 1.33 sends.
NAMESPACE = bytes.fromhex(
    "6b387300 0a0f 0a027631 12094e616d657370616365 121c 0a14 0a046e6f7065 1200 1a00 2200 2a00 3200"
    "3800 4200 1200 1a020a00 1a00 2200"
)


def varint(value):
    value &= 2**64 - 1
    more = []
    while value > 0x7F:
        more.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*more, value])


def field(number, value):
    """A field of a message: a number, a text, a message or, for a float, eight bytes."""
    if isinstance(value, bool | int):
        return varint(number << 3) + varint(int(value))
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def message(*parts):
    return b"".join(field(number, value) for number, value in parts)


def an_object(api_version, kind, *parts, more=()):
    head = message((1, message((1, api_version), (2, kind))), (2, message(*parts)), *more)
    return protobuf.envelope.PREFIX + head


def read(api_version, kind, *parts):
    body = protobuf.read(an_object(api_version, kind, *parts), "", "")
    assert body.pop("apiVersion") == api_version
    assert body.pop("kind") == kind
    return body


def test_a_namespace_as_kubectl_sends_it():
    assert protobuf.read(NAMESPACE, "", "") == {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": "nope"},
    }


def test_a_kind_that_is_not_said_is_that_of_the_request():
    assert protobuf.read(protobuf.envelope.PREFIX, "v1", "Namespace") == {
        "apiVersion": "v1",
        "kind": "Namespace",
    }


def test_the_options_of_a_deletion_may_be_of_any_group():
    assert read("apps/v1", "DeleteOptions", (1, 0), (4, "Background")) == {
        "gracePeriodSeconds": 0,
        "propagationPolicy": "Background",
    }


def container(*parts):
    return read("v1", "Pod", (2, message((2, message(*parts)))))["spec"]["containers"][0]


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (lambda: read("apps/v1", "Deployment", (2, message((1, 0)))), {"spec": {"replicas": 0}}),
        (lambda: read("apps/v1", "Deployment", (2, message((5, 0), (7, False)))), {}),
        (lambda: container((1, ""), (2, "")), {"name": ""}),
        (lambda: container((7, message((1, "A"), (2, "")))), {"env": [{"name": "A"}]}),
        (lambda: read("v1", "ConfigMap", (2, message((1, "a")))), {"data": {"a": ""}}),
        (lambda: read("v1", "ConfigMap", (2, b"")), {"data": {"": ""}}),
        (lambda: read("v1", "Secret", (2, message((1, "a"), (2, b"\xff")))), {
            "data": {"a": "/w=="}}),
        (lambda: read("v1", "Secret", (2, message((1, "a")))), {"data": {"a": ""}}),
        (lambda: read("v1", "Secret", (5, False)), {"immutable": False}),
    ],
)  # fmt: skip
def test_zero_is_kept_where_it_says_something(seen, wanted):
    assert seen() == wanted


def service_port(*parts):
    body = read("v1", "Service", (2, message((1, message(*parts)))))
    return body["spec"]["ports"][0]


SOME_SCALARS = {
    "a port": (lambda: service_port((3, 80), (4, message((1, 0), (2, 8080)))), {
        "port": 80, "targetPort": 8080}),
    "the name of a port": (lambda: service_port((3, 80), (4, message((1, 1), (3, "http")))), {
        "port": 80, "targetPort": "http"}),
    "a port that is not said": (lambda: service_port((3, 80), (4, message((1, 0), (2, 0)))), {
        "port": 80}),
    "a quantity": (
        lambda: container((8, message((1, message((1, "cpu"), (2, message((1, "1"))))))),
                          (1, "a")),
        {"name": "a", "resources": {"limits": {"cpu": "1"}}},
    ),
    "an instant": (lambda: read("v1", "Node", (1, message((8, message((1, 1)))))), {
        "metadata": {"creationTimestamp": "1970-01-01T00:00:01Z"}}),
    "an instant before 1970": (lambda: read("v1", "Node", (1, message((8, message((1, -1)))))), {
        "metadata": {"creationTimestamp": "1969-12-31T23:59:59Z"}}),
    "an instant of a lease": (
        lambda: read("coordination.k8s.io/v1", "Lease",
                     (2, message((4, message((1, 1), (2, 2000)))))),
        {"spec": {"renewTime": "1970-01-01T00:00:01.000002Z"}},
    ),
    "a negative number": (lambda: read("scheduling.k8s.io/v1", "PriorityClass", (2, -7)), {
        "value": -7}),
    "raw JSON": (
        lambda: read("apps/v1", "ControllerRevision", (2, message((1, b'{"a": 1}'))), (3, 0)),
        {"data": {"a": 1}, "revision": 0},
    ),
    "no raw JSON": (lambda: read("apps/v1", "ControllerRevision", (2, b""), (3, 1)), {
        "revision": 1}),
    "what a user is": (
        lambda: read("authentication.k8s.io/v1", "SelfSubjectReview",
                     (2, message((1, message((4, message((1, "a"), (2, message((1, "b"))))))))))
        ["status"]["userInfo"]["extra"],
        {"a": ["b"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("seen", "wanted"), SOME_SCALARS.values(), ids=SOME_SCALARS)
def test_values_have_the_json_of_their_type(seen, wanted):
    assert seen() == wanted


def schema(*parts):
    """The schema of a version of a custom resource definition, with these fields."""
    version = message((1, "v1"), (4, message((1, message(*parts)))))
    body = read("apiextensions.k8s.io/v1", "CustomResourceDefinition", (2, message((7, version))))
    return body["spec"]["versions"][0]["schema"]["openAPIV3Schema"]


TEXT = message((5, "string"))


@pytest.mark.parametrize(
    ("number", "value", "wanted"),
    [
        (9, 1.5, {"maximum": 1.5}),
        (8, message((1, b'"a"')), {"default": "a"}),
        (24, message((1, TEXT)), {"items": {"type": "string"}}),
        (24, message((2, TEXT), (2, TEXT)), {"items": [{"type": "string"}, {"type": "string"}]}),
        (30, message((1, True), (2, TEXT)), {"additionalProperties": {"type": "string"}}),
        (30, message((1, True)), {"additionalProperties": True}),
        (30, message((1, False)), {"additionalProperties": False}),
        (32, message((1, "a"), (2, message((2, "b")))), {"dependencies": {"a": ["b"]}}),
        (32, message((1, "a"), (2, message((1, TEXT)))), {"dependencies": {"a": {
            "type": "string"}}}),
    ],
)  # fmt: skip
def test_schemas_of_custom_resources_have_their_json(number, value, wanted):
    assert schema((number, value)) == wanted


NODE = ("v1", "Node")
DEEP = b""
for _ in range(400):
    DEEP = message((28, DEEP))
WRONG = {
    "no envelope": (b"{}", "it does not begin with the bytes 6b 38 73 00"),
    "an envelope that is cut off": (NAMESPACE[:-20], "field 2 ends beyond its message"),
    "an encoding of its own": (an_object(*NODE, more=[(3, "gzip")]), "an encoding of its own"),
    "an unknown field": (
        an_object("v1", "Pod", (2, message((2, message((99, 1)))))),
        "spec.containers: v1.Container has no field with the number 99 here",
    ),
    "an unknown field of an embedded type": (
        an_object("v1", "Pod", (2, message((1, message((2, message((99, 1)))))))),
        "spec.volumes: v1.VolumeSource has no field with the number 99 here",
    ),
    "a text for a number": (an_object("apps/v1", "Deployment", (2, message((1, "a")))),
        "spec.replicas: wire type 2 is not that of int"),
    "a number for a message": (an_object(*NODE, (1, 7)), "metadata: wire type 0"),
    "a text that is no UTF-8": (an_object(*NODE, (1, message((1, b"\xff")))),
        "metadata.name: a text is no UTF-8"),
    "an unknown wire type": (an_object(*NODE, (1, b"\x0b")), "metadata: .* wire type 3"),
    "a number without end": (an_object(*NODE, (1, b"\xff" * 12)), "metadata: a number is cut off"),
    "no JSON": (an_object("apps/v1", "ControllerRevision", (2, message((1, b"{")))),
        "data: what should be JSON is none"),
    "a time far away": (an_object(*NODE, (1, message((8, message((1, 2**62)))))),
        "metadata.creationTimestamp: a time is out of range"),
    "nested deep": (
        an_object("apiextensions.k8s.io/v1", "CustomResourceDefinition", (2, message((7, message(
            (4, message((1, message((28, DEEP)))))))))),
        "nested too deep",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), WRONG.values(), ids=WRONG)
def test_what_is_no_object_is_refused_with_the_path_of_the_field(content, words):
    with pytest.raises(protobuf.WireError, match=words):
        protobuf.read(content, "", "")


def test_an_unknown_kind_is_to_be_sent_as_json():
    with pytest.raises(protobuf.UnknownKindError, match=r"Crate of example\.com/v1 is not known"):
        protobuf.read(an_object("example.com/v1", "Crate"), "", "")
