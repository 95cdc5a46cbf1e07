"""Secrets are found by the shape of what came, whether or not it can be parsed."""

import json
import time

import pytest
from cs_simulator.engine import redaction
from cs_simulator.engine.redaction_text import text

SECRET = "S3cr3tPw"

TEXTS = [
    '"password": "S3cr3tPw"',
    '{"login_Password":"S3cr3tPw',
    r'{"pass\u0077ord":"S3cr3tPw"',
    r"{\"password\": \"S3cr3tPw\"}",
    '{"password": ["a", {"b": "S3cr3tPw"}]}',
    "password=S3cr3tPw&x=1",
    "p%61ssword=S3cr3tPw",
    "p%2561ssword%3DS3cr3tPw",
    "password[]=S3cr3tPw",
    "MYSQL_ROOT_PASSWORD: S3cr3tPw",
    "<password>S3cr3tPw</password>",
    "Authorization: Bearer S3cr3tPw\x00",
    "authorization:acs id:S3cr3tPw",
    "x-acs-security-token: S3cr3tPw",
    "it was signed as acs id:S3cr3tPw",
    "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=S3cr3tPw",
    r"b'POST / HTTP/1.1\r\nAuthorization: Basic S3cr3tPw\r\nHost: x'",
    "(b'Authorization', b'Bearer S3cr3tPw')",
    "https://user:S3cr3tPw@127.0.0.1:8015/clusters",
    "-----BEGIN EC PRIVATE KEY-----\nS3cr3tPw\n-----END EC PRIVATE KEY-----",
    'name="password"\r\nContent-Type: text/plain\r\n\r\nS3cr3tPw\r\n--b',
    "--control-token S3cr3tPw --port 1",
    "Cookie: session=S3cr3tPw",
    r'PASSWORD = "a \" S3cr3tPw"',
    '{"kubernetes_config": {"pre_user_data": "S3cr3tPw"}}',
]


@pytest.mark.parametrize("raw", TEXTS)
def test_no_secret_is_left_in_a_text(raw):
    assert SECRET not in text(raw)
    assert text(text(raw)) == text(raw)


@pytest.mark.parametrize("raw", TEXTS)
def test_no_secret_is_left_in_a_body_that_holds_such_a_text(raw):
    for body in (raw, json.dumps(raw), json.dumps({"template": raw}), json.dumps([[raw]])):
        assert SECRET not in redaction.body(body.encode())
        assert SECRET not in redaction.answer(body.encode(), 10_000)


@pytest.mark.parametrize(
    "raw",
    [
        "cluster c1 has no node 10.0.0.1",
        "the size must be at least 1: 0",
        "D044856D-8BA0-4926-B5BC-DD13D90A2670",
        "my-token-cluster",
        "write to someone@example.com",
        "100 % of it",
    ],
)
def test_other_texts_stay_as_they_are(raw):
    assert text(raw) == raw


def test_what_stands_around_a_secret_stays():
    assert text('{"password": "S3cr3tPw", "size": 1}') == '{"password": "***", "size": 1}'
    assert text("a=1&password=S3cr3tPw&b=2") == "a=1&password=***&b=2"


@pytest.mark.parametrize(
    ("target", "path", "kept"),
    [
        ("/token/S3cr3tPw/revoke", "/token/{token}/revoke", "/token/***/revoke"),
        ("/token/S3cr3tPw/nowhere", "", "/token/***/nowhere"),
        ("/clusters/c1/tokens/S3cr3tPw", "", "/clusters/c1/tokens/***"),
        ("/agility/S3cr3tPw/agent_info", "", "/agility/***/agent_info"),
        ("/clusters/c1/token", "/clusters/{cluster_id}/token", "/clusters/c1/token"),
        ("/clusters?p%61ssword=S3cr3tPw", "", "/clusters?password=***"),
        ("/clusters?q=%7B%22password%22%3A%22S3cr3tPw%22%7D", "", None),
        (r"/clusters?%5Cu0070assword=S3cr3tPw", "", "/clusters?password=***"),
        ("/clusters?SecurityToken=S3cr3tPw", "", "/clusters?SecurityToken=***"),
        ("/password=S3cr3tPw/x", "", "/password=***/x"),
        ("/clusters?name=a%20b", "", "/clusters?name=a%20b"),
    ],
)
def test_a_target_keeps_no_secret(target, path, kept):
    assert SECRET not in redaction.target(target, path)
    assert kept is None or redaction.target(target, path) == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b"", ""),
        (b"null", "null"),
        (b'{"size":1}', '{"size":1}'),
        (b'[{"key":"password","value":"S3cr3tPw"}]', '[{"key":"password","value":"***"}]'),
        (b'[{"Name":"token","Value":["S3cr3tPw"]}]', '[{"Name":"token","Value":"***"}]'),
        (b'{"p%61ssword":"S3cr3tPw"}', '{"p%61ssword":"***"}'),
        (b'{"client_token":"a","next_token":"b"}', '{"client_token":"a","next_token":"b"}'),
        (b'{"client_token_secret":"S3cr3tPw"}', '{"client_token_secret":"***"}'),
        (b'{"password":"S3cr3tPw"', "(22 bytes that could not be read)"),
        (b"[" * 300 + b"]" * 300, "(600 bytes that could not be read)"),
        (b"[" * 60_000, "(60000 bytes that could not be read)"),
        (b'{"x": "' + b"x" * 70_000, "(70007 bytes that were not kept)"),
        (b'"\\ud800"', "(8 bytes that could not be read)"),
        (b"\xff\xfe", "(2 bytes that could not be read)"),
    ],
)
def test_a_body_is_kept_without_secrets_or_not_at_all(raw, kept):
    assert redaction.body(raw) == kept


@pytest.mark.parametrize(
    "piece",
    ["token", 'token["', "a", "%", "\\", 'name="', "://", "Bearer ", "x@", "password=", "[{",
     "-----BEGIN PRIVATE KEY-----", 'token:"\\"', "%2561", "password\\\\", "--secret",
     "--a-b-c-", "\\u0041", "%25"],
)  # fmt: skip
def test_the_time_grows_with_the_length_and_not_faster(piece):
    def seconds(length):
        begun = time.thread_time()
        assert len(text(piece * (length // len(piece)))) > 10
        return time.thread_time() - begun

    assert min(seconds(65_000) for _ in range(3)) < 0.5
    assert min(seconds(1_000_000) for _ in range(3)) < 0.5


def test_of_a_long_answer_only_what_is_kept_is_searched():
    one = b'{"name":"web","password":"Secret-1234","n":1}'
    raw = b"[" + b",".join([one] * 4000) + b"]"

    kept = redaction.answer(raw, 4096)

    assert "Secret-1234" not in kept
    assert kept.startswith('[{"name":"web","password":')


@pytest.mark.parametrize("name", ["client_token", "ClientToken", "client-token"])
def test_a_token_that_tells_calls_apart_is_no_secret(name):
    sent = {name: "t-1", "security_token": "STS.1"}

    assert redaction.body(json.dumps(sent).encode(), "application/json") == (
        f'{{"{name}":"t-1","security_token":"***"}}'
    )
    assert not redaction.is_secret(name)
    assert redaction.is_secret("x-acs-security-token")
