"""Signatures in front of the API: what each mode admits, the tenants of keys, and policies."""

import hmac
import json
import sqlite3
import subprocess
import urllib.request
from base64 import b64encode
from contextlib import closing
from email.utils import formatdate

import pytest
from cs_simulator.domain.records import tables
from cs_simulator.server.app import SIMULATOR
from cs_simulator.signing import hmac_sha1
from cs_simulator.signing.request import SignedRequest, by_name

from tests.support import process
from tests.support.builders import PASSWORD, a_create_body

SECRET, TOKEN = "the-secret-of-the-key", "the-security-token"
MAIN = f"main:{SECRET}"


def signed(method, target, key="main", secret=SECRET, body=b"", **more):
    """The headers of a signed call."""
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Date": formatdate(usegmt=True),
        "x-acs-version": "2015-12-15",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    headers = {name: value for name, value in headers.items() if value is not None}
    request = SignedRequest(method, target, by_name(headers.items()), body or b".")
    text = hmac_sha1.string_to_sign(request).replace("***", TOKEN)
    signature = b64encode(hmac.digest(secret.encode(), text.encode(), "sha1")).decode()
    return {**headers, "Authorization": f"acs {key}:{signature}"}


async def call(api, method, target, **how):
    """Status and code of a signed call."""
    body = how.pop("json", None)
    answer = await api.request(method, target, json=body, headers=signed(method, target, **how))
    body = await answer.json()
    return answer.status, body.get("code") or body.get("Code") if answer.status >= 400 else ""


@pytest.fixture
async def enforcing(an_api):
    return await an_api(auth="enforce", credentials=(MAIN,))


async def put_key(api, **credential):
    body = {"access_key_secret": SECRET, **credential}
    answer = await api.put("/_simulator/credentials", json=body)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_a_signed_call_is_let_in_and_an_unsigned_one_is_not(enforcing):
    assert await call(enforcing, "GET", "/clusters") == (200, "")
    answer = await enforcing.get("/clusters")
    body = await answer.json()
    assert (answer.status, body["Code"]) == (400, "MissingParameter")
    assert body["RequestId"] == answer.headers["x-acs-request-id"]


async def test_the_control_plane_wants_no_signature(enforcing):
    assert (await enforcing.get("/_simulator/health")).status == 200


async def test_without_verification_any_signature_will_do(an_api):
    api = await an_api(credentials=(MAIN,))
    assert await call(api, "GET", "/clusters", secret="wrong") == (200, "")
    assert await call(api, "GET", "/clusters", key="nobody") == (200, "")


def test_the_mode_log_reports_bad_signatures_and_lets_calls_pass(serve):
    served = serve("--auth=log", f"--credentials={MAIN}", "--log-level=warning")
    headers = [f"-H{n}: {v}" for n, v in signed("GET", "/clusters", secret="wrong").items()]
    done = subprocess.run(
        ["curl", "-s", f"{served.url}/clusters", *headers], capture_output=True, check=True
    )
    assert done.stdout == b"[]"
    served.stop()
    assert '"event":"signature.refused"' in served.errors.replace(" ", "")
    assert "SignatureDoesNotMatch" in served.errors
    assert SECRET not in served.errors


def test_a_nonce_is_not_accepted_again_after_the_server_was_killed(serve, tmp_path):
    options = ("--auth=enforce", f"--credentials={MAIN}", f"--db={tmp_path}/state.db")
    headers = signed("GET", "/clusters", x_acs_signature_nonce="once")

    def repeat(served):
        return process.call(served, "GET", "/clusters", **headers)

    served = serve(*options)
    assert repeat(served) == (200, [])
    for _ in range(2):
        served.kill()
        served = serve(*options)
        assert repeat(served).body["Code"] == "SignatureNonceUsed"
    more = signed("GET", "/clusters", x_acs_signature_nonce="another")
    assert process.call(served, "GET", "/clusters", **more) == (200, [])


def test_a_folder_where_nonces_cannot_be_kept_refuses_no_call(serve, tmp_path):
    (tmp_path / "state.db-nonces-draft").mkdir()
    served = serve("--auth=enforce", f"--credentials={MAIN}", f"--db={tmp_path}/state.db")
    for nonce in ("one", "two"):
        headers = signed("GET", "/clusters", x_acs_signature_nonce=nonce)
        assert process.call(served, "GET", "/clusters", **headers) == (200, [])
    served.stop()
    assert served.errors.count("nonces.not_kept") == 1


async def test_clients_that_name_no_version_are_let_in(enforcing):
    assert await call(enforcing, "GET", "/clusters", x_acs_version=None) == (200, "")


async def test_a_key_of_nobody_gets_no_world(enforcing):
    assert await call(enforcing, "GET", "/clusters", key="nobody") == (
        404,
        "InvalidAccessKeyId.NotFound",
    )
    tenants = (await (await enforcing.get("/_simulator/health")).json())["tenants"]
    assert "nobody" not in tenants


async def test_keys_come_and_go_while_the_simulator_runs(enforcing):
    assert (await call(enforcing, "GET", "/clusters", key="guest"))[0] == 404
    body = await put_key(enforcing, access_key_id="guest")
    assert body["tenant"] == "guest"
    assert await call(enforcing, "GET", "/clusters", key="guest") == (200, "")
    await put_key(enforcing, access_key_id="guest", status="Inactive")
    assert await call(enforcing, "GET", "/clusters", key="guest") == (
        403,
        "InvalidAccessKeyId.Inactive",
    )
    assert (await enforcing.delete("/_simulator/credentials/guest")).status == 200
    assert (await call(enforcing, "GET", "/clusters", key="guest"))[0] == 404
    assert (await enforcing.delete("/_simulator/credentials/guest")).status == 404


async def test_listing_credentials_shows_no_secret(enforcing):
    await put_key(enforcing, access_key_id="STS.guest", security_token=TOKEN, policy={
        "Statement": [{"Effect": "Allow", "Action": "cs:*"}]
    })  # fmt: skip
    text = await (await enforcing.get("/_simulator/credentials")).text()
    assert SECRET not in text
    assert TOKEN not in text
    assert '"has_security_token":true' in text


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ({"access_key_id": "a"}, "access_key_secret"),
        ({"access_key_id": "a", "access_key_secret": SECRET, "more": 1}, "unknown more"),
        ({"access_key_id": "a", "access_key_secret": SECRET, "policy": 1}, "policy"),
    ],
)
async def test_a_bad_credential_is_refused_without_its_secret(enforcing, body, piece):
    answer = await enforcing.put("/_simulator/credentials", json=body)
    body = await answer.json()
    assert (answer.status, piece in body["message"]) == (400, True)
    assert SECRET not in body["message"]


async def test_two_keys_of_an_account_open_the_same_world(enforcing):
    await put_key(enforcing, access_key_id="user", account="main")
    assert await call(enforcing, "POST", "/clusters", json=a_create_body()) == (202, "")
    answer = await enforcing.get("/clusters", headers=signed("GET", "/clusters", key="user"))
    assert len(await answer.json()) == 1


async def test_an_account_is_that_of_its_key_without_verification_too(an_api):
    api = await an_api()
    await put_key(api, access_key_id="user", account="main")
    await call(api, "POST", "/clusters", json=a_create_body())
    answer = await api.get("/clusters", headers=signed("GET", "/clusters", key="user"))
    assert len(await answer.json()) == 1


async def test_a_security_token_must_come_with_its_key(enforcing):
    await put_key(enforcing, access_key_id="STS.guest", security_token=TOKEN, account="main")
    with_token = {"x_acs_security_token": TOKEN}
    assert await call(enforcing, "GET", "/clusters", key="STS.guest", **with_token) == (200, "")
    refused = await call(enforcing, "GET", "/clusters", key="STS.guest")
    assert refused == (400, "MissingSecurityToken")


async def test_a_policy_decides_what_its_holder_may_do(enforcing):
    answer = await enforcing.post(
        "/clusters", json=a_create_body(), headers=signed("POST", "/clusters")
    )
    cluster = f"/clusters/{(await answer.json())['cluster_id']}"
    policy = {
        "Statement": [
            {"Effect": "Allow", "Action": ["cs:GetClusterById", "cs:DescribeClusterLogs"]},
            {"Effect": "Allow", "Action": "cs:Delete*", "Resource": "acs:cs:*:*:cluster/cother"},
        ]
    }
    await put_key(enforcing, access_key_id="reader", account="main", policy=policy)

    async def reader(method, target):
        return await call(enforcing, method, target, key="reader")

    assert await reader("GET", cluster) == (200, "")
    assert await reader("GET", f"{cluster}/logs") == (200, "")
    assert await reader("GET", "/clusters") == (403, "StatusForbidden")
    assert await reader("DELETE", cluster) == (403, "StatusForbidden")
    assert await reader("GET", "/nowhere") == (404, "InvalidAction.NotFound")
    assert await call(enforcing, "DELETE", cluster) == (202, "")


async def test_a_refusal_by_a_policy_says_who_was_refused(enforcing):
    await put_key(
        enforcing, access_key_id="STS.guest", security_token=TOKEN, account="main",
        principal="deployer:session", account_id="1234567890123456", policy={"Statement": []},
    )  # fmt: skip
    headers = signed("GET", "/clusters", key="STS.guest", x_acs_security_token=TOKEN)
    answer = await enforcing.get("/clusters", headers=headers)
    body = await answer.json()
    assert body["message"] == "STSToken policy Forbidden for action cs:GetClusters"
    assert body["accessDeniedDetail"] == {
        "AuthAction": "cs:GetClusters",
        "AuthPrincipalDisplayName": "deployer:session",
        "AuthPrincipalOwnerId": "1234567890123456",
        "AuthPrincipalType": "AssumedRoleUser",
        "NoPermissionType": "ImplicitDeny",
        "PolicyType": "AccountLevelIdentityBasedPolicy",
    }


async def test_a_policy_can_be_about_one_region(enforcing):
    policy = {
        "Statement": [
            {"Effect": "Allow", "Action": "cs:*", "Resource": "acs:cs:cn-hangzhou:*:cluster/*"}
        ]
    }
    await put_key(enforcing, access_key_id="south", account="main", policy=policy)
    answer = await enforcing.post(
        "/clusters", json=a_create_body(), headers=signed("POST", "/clusters")
    )
    cluster = f"/clusters/{(await answer.json())['cluster_id']}"

    async def south(method, target, **how):
        return (await call(enforcing, method, target, key="south", **how))[1]

    assert await south("GET", cluster) == "StatusForbidden"
    assert await south("GET", "/clusters") == "StatusForbidden"
    assert await south("GET", "/clusters?RegionId=cn-hangzhou") == ""
    assert await south("GET", "/clusters", x_acs_region_id="cn-hangzhou") == ""
    body = a_create_body(region_id="cn-hangzhou")
    assert await south("POST", "/clusters", json=body) not in ("", "StatusForbidden")
    assert await south("POST", "/clusters", json=a_create_body()) == "StatusForbidden"


async def test_a_refused_call_is_in_the_journal_of_its_tenant(enforcing):
    await call(enforcing, "GET", "/clusters", secret="wrong")
    simulator = enforcing.app[SIMULATOR]
    tenant = simulator.tenants.loaded["main"]
    await simulator.flush(tenant)
    [entry] = await simulator.store.history.read(tables.CALL, tenant.number)
    assert (entry.status, entry.code, entry.operation) == (400, "SignatureDoesNotMatch", "")


def test_no_secret_is_kept_logged_or_shown(serve, tmp_path):
    database = tmp_path / "state.db"
    served = serve(
        "--auth=enforce", f"--credentials={MAIN}", f"--db={database}", "--log-level=debug",
        "--clock=polling",
    )  # fmt: skip

    def call(method, target, body="", **more):
        headers = signed(method, target, body=body.encode(), **more)
        arguments = [f"-H{name}: {value}" for name, value in headers.items()]
        arguments += ["-d", body] if body else []
        done = subprocess.run(
            ["curl", "-s", "-X", method, f"{served.url}{target}", *arguments],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout), headers["Authorization"].rpartition(":")[2]

    created, signature = call("POST", "/clusters", json.dumps(a_create_body()))
    cluster = f"/clusters/{created['cluster_id']}"
    for _ in range(2):
        call("GET", cluster)
    token = call("POST", f"{cluster}/token")[0]["token"]
    call("GET", f"{cluster}/tokens")
    call("GET", f"{cluster}/tokens/{token}")
    call("DELETE", f"/token/{token}/revoke")
    call("POST", f"/token/{token}/gather_logs")
    call("GET", f"/token/{token}/node_info")
    call("GET", f"/agility/{token}/agent_info")
    key = call("GET", f"{cluster}/certs")[0]["key"]
    scale = {"size": 2, "instance_type": "ecs.n1.small", "password": PASSWORD}
    call("PUT", cluster, json.dumps(scale))
    call("GET", "/clusters", x_acs_security_token=TOKEN)

    def control(method, target, body=None):
        request = urllib.request.Request(
            f"{served.url}/_simulator/{target}?tenant=main" if "?" not in target
            else f"{served.url}/_simulator/{target}&tenant=main",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    made = json.loads(control("POST", "tenants", {"name": "another"}))
    rule = {"id": "late", "then": {"slow": {"factor": 2}}}
    control("PATCH", "faults", {"rules": [rule]})
    call("PUT", cluster, json.dumps(scale | {"size": 3}))
    control("PUT", "snapshots/all")
    shown = {
        path: control("GET", path)
        for path in (
            "calls", "calls/export?format=jsonl", "calls/export?format=har", "clusters", "tasks",
            "timeline", "decisions", "credentials", "tenants", "faults", "snapshots/all",
        )
    }  # fmt: skip
    file = tmp_path / "snapshot.db"
    file.write_bytes(control("GET", "snapshots/all/file"))
    served.stop()

    for path in (database, file):
        with closing(sqlite3.connect(path)) as kept:
            shown[str(path)] = "\n".join(kept.iterdump()).encode()
        shown[f"{path} as it is"] = path.read_bytes()
    shown["log"] = served.errors.encode()
    assert created["cluster_id"].encode() in shown["calls/export?format=har"]
    assert created["cluster_id"].encode() in shown[str(file)]
    secrets = [SECRET, TOKEN, PASSWORD, token, signature, made["access_key_secret"]]
    secrets.append(key.splitlines()[1])
    found = [(where, s) for where, text in shown.items() for s in secrets if s.encode() in text]
    assert not found
