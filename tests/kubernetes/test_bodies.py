from types import SimpleNamespace

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes import bodies
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.request import Request
from cs_simulator.operations import Call, Incoming

CONFIG_MAP = Kind(kind="ConfigMap", plural="configmaps")


def a_request(body, content_type="application/json", verb="create"):
    path = "/api/v1/namespaces/default/configmaps"
    incoming = Incoming("POST", path, path, {}, body, content_type, "")
    operation = SimpleNamespace(name="k8s:create configmaps")
    call = Call(incoming, "id", {}, operation, unread=[])
    return Request(call, cluster=None, verb=verb, kind=CONFIG_MAP)


READ = {
    "JSON": ("application/json", b'{"a": [1]}', {"a": [1]}),
    "JSON with a character set": ("application/json; charset=utf-8", b"{}", {}),
    "JSON without a type": ("", b'{"a": null}', {"a": None}),
    "YAML": ("application/yaml", b"a:\n- 1\n- x: yes\n", {"a": [1, {"x": True}]}),
    "JSON as YAML": ("application/yaml", b'{"a": 1.5}', {"a": 1.5}),
    "dates in YAML": ("application/yaml", b"a: 2026-01-02", {"a": "2026-01-02"}),
    "ports in YAML": ("application/yaml", b"a: 22:22", {"a": "22:22"}),
    "numbers in YAML": ("application/yaml", b"{a: 1e3, b: -0.5, c: 0x10}", {
        "a": 1000.0, "b": -0.5, "c": 16}),
    "keys in YAML": ("application/yaml", b"{2: a, true: b}", {"2": "a", "true": "b"}),
    "aliases in YAML": ("application/yaml", b"a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}),
}  # fmt: skip


@pytest.mark.parametrize(("content_type", "content", "body"), READ.values(), ids=READ)
def test_a_body_is_read_by_its_content_type(content_type, content, body):
    assert bodies.read_body(a_request(content, content_type)) == body


DEEP = b'{"a":' * 300 + b"1" + b"}" * 300
LAUGHS = b"a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 12)
)
WRONG = {
    "nothing": ("application/json", b"", "unexpected end of JSON input"),
    "no JSON": ("application/json", b"{", "json parse error"),
    "bytes that are no UTF-8": ("application/json", b'{"a": "\xff"}', "json parse error"),
    "a list": ("application/json", b"[]", "an object is needed, not a list"),
    "a number": ("", b"7", "an object is needed, not a number"),
    "null": ("", b"null", "an object is needed, not null"),
    "JSON nested deep": ("", DEEP, "nested too deep"),
    "JSON nested deeper": ("", b"[" * 5000, "json parse error"),
    "no YAML": ("application/yaml", b"a: [", "yaml parse error"),
    "no value": ("application/yaml", b"", "an object is needed, not null"),
    "two documents": ("application/yaml", b"a: 1\n---\nb: 1", "yaml parse error"),
    "YAML nested deep": ("application/yaml", b"- " * 300, "nested too deep"),
    "YAML nested deeper": ("application/yaml", b"a: " + b"[" * 50_000, "yaml parse error"),
    "YAML in itself": ("application/yaml", b"a: &x [*x]", "nested too deep"),
    "YAML that grows": ("application/yaml", LAUGHS, "nested too deep, or has too many values"),
    "bytes in YAML": ("application/yaml", b"a: !!binary eA==", "yaml parse error"),
    "a lone surrogate in YAML": ("application/yaml", rb'a: "\ud800"', "yaml parse error"),
    "a large number in YAML": ("application/yaml", b"a: " + b"9" * 30, "yaml parse error"),
    "a tag of another language": ("application/yaml", b"!!python/tuple []", "yaml parse error"),
    "a key that is a list": ("application/yaml", b"? [a]\n: b", "yaml parse error"),
}


@pytest.mark.parametrize(("content_type", "content", "words"), WRONG.values(), ids=WRONG)
def test_a_body_that_cannot_be_read_is_refused_in_words(content_type, content, words):
    with pytest.raises(ApiError, match=words) as raised:
        bodies.read_body(a_request(content, content_type))

    assert raised.value.status == 400
    assert "must be of type ConfigMap" in raised.value.message


def test_another_content_type_is_refused():
    with pytest.raises(ApiError, match=r"application/json, application/vnd\.kube") as raised:
        bodies.read_body(a_request(b"a=1", "application/x-www-form-urlencoded"))

    assert raised.value.status == 415


def test_a_body_may_be_of_protocol_buffers():
    body = bodies.read_body(a_request(b"k8s\0\x12\x02\x20\x01", bodies.PROTOBUF))

    assert body == {"apiVersion": "v1", "kind": "ConfigMap", "immutable": True}


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"k8s\0\x12\x02\x70\x01", 400, "protobuf: v1.ConfigMap has no field with the number 14"),
        (b"k8s\0\x0a\x03\x12\x01\x58", 415, "protobuf: X of v1 is not known here"),
    ],
)
def test_protocol_buffers_that_are_not_known_are_refused_in_words(content, status, words):
    with pytest.raises(ApiError, match=words) as raised:
        bodies.read_body(a_request(content, bodies.PROTOBUF))

    assert raised.value.status == status


@pytest.mark.parametrize("verb", ["delete", "deletecollection"])
def test_the_options_of_a_deletion_may_be_left_out(verb):
    assert bodies.read_body(a_request(b"", "", verb)) == {}


PATCHES = [
    (bodies.JSON_PATCH, b"[]", []),
    (bodies.MERGE_PATCH, b'{"a": 1}', {"a": 1}),
    (bodies.STRATEGIC_PATCH, b'{"a": 1}', {"a": 1}),
    (bodies.APPLY_PATCH, b"a: 1", {"a": 1}),
    (bodies.APPLY_PATCH, b'{"a": 1}', {"a": 1}),
]


@pytest.mark.parametrize(("content_type", "content", "patch"), PATCHES)
def test_a_patch_is_read_by_its_content_type(content_type, content, patch):
    assert bodies.read_patch(a_request(content, content_type, "patch")) == (content_type, patch)


@pytest.mark.parametrize(
    ("content_type", "content", "words"),
    [
        (bodies.JSON_PATCH, b"{}", "a list is needed, not an object"),
        (bodies.MERGE_PATCH, b"[]", "an object is needed, not a list"),
        (bodies.APPLY_PATCH, b"- a", "an object is needed, not a list"),
        (bodies.STRATEGIC_PATCH, b"a: 1", "json parse error"),
    ],
)
def test_a_patch_of_another_form_is_refused(content_type, content, words):
    with pytest.raises(ApiError, match=words) as raised:
        bodies.read_patch(a_request(content, content_type, "patch"))

    assert raised.value.status == 400


@pytest.mark.parametrize("content_type", ["", "application/json"])
def test_a_patch_says_of_which_kind_it_is(content_type):
    with pytest.raises(ApiError, match=r"application/json-patch\+json, ") as raised:
        bodies.read_patch(a_request(b"{}", content_type, "patch"))

    assert raised.value.status == 415
