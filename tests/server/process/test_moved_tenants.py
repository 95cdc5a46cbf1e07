"""What callers of each plane are told of a tenant that is leaving, or has left, for elsewhere."""

import json
import ssl
import urllib.error
import urllib.request

import pytest
import yaml
from cs_simulator.cluster_types.ack.cluster_type import ACK
from kubernetes.client import ApiException, CoreV1Api
from kubernetes.config import new_client_from_config_dict

from tests.support.process import call, call_url, create
from tests.support.rpc_calls import signed_target

TO = {"url": "http://127.0.0.1:8025", "replica": "cs-1"}
MOVE = "/_simulator/tenants/default/move"


@pytest.fixture
def served(serve):
    return serve("--clock=frozen")


@pytest.fixture
def swarm(served, tmp_path):
    """The address of a Swarm cluster, and what trusts it and is trusted there."""
    cluster_id = create(served)["cluster_id"]
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"}).ok()
    url = f"{served.url}/clusters/{cluster_id}"
    for name, pem in call_url(f"{url}/certs").ok().items():
        (tmp_path / f"{name}.pem").write_text(pem)
    context = ssl.create_default_context(cafile=tmp_path / "ca.pem")
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    return f"{call_url(url).ok()['master_url']}/hosts/", context


@pytest.fixture
def kubernetes(served):
    """A client of a Kubernetes cluster, which tries nothing again by itself."""
    body = ACK.creation.example({"endpoint_public_access": True}, 1)
    cluster_id = call(served, "POST", "/clusters", body).ok()["cluster_id"]
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"}).ok()
    answer = call_url(f"{served.url}/k8s/{cluster_id}/user_config").ok()
    return CoreV1Api(new_client_from_config_dict(yaml.safe_load(answer["config"])))


def leave(served, *, has_left):
    """Have the tenant leave; returns the code by which its calls are refused then."""
    move = call(served, "PUT", MOVE, TO).ok()
    if not has_left:
        return "TenantLeaving"
    call(served, "POST", f"{MOVE}/end", {"move": move["move"]}).ok()
    return "TenantMoved"


ADVICE = {
    "TenantLeaving": "try again in a moment",
    "TenantMoved": "call again if you call through a proxy, else call it there",
}
ADVICE_AT_CLUSTERS = {
    **ADVICE,
    "TenantMoved": "fetch the kubeconfig of the cluster, or its certificates, again",
}


def check_headers(headers, *, has_left):
    assert headers["Retry-After"] == "1"
    assert headers.get("X-Simulator-Moved-To") == ("cs-1" if has_left else None)


def refused(url, *, has_left, context=None, method="GET"):
    """The body by which a call is refused whose tenant is away."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    with pytest.raises(urllib.error.HTTPError) as raised:
        opener.open(urllib.request.Request(url, method=method), timeout=60)
    with raised.value as answer:
        assert answer.code == 503
        check_headers(answer.headers, has_left=has_left)
        return answer.read().decode()


@pytest.mark.parametrize("has_left", [False, True])
def test_the_service_refuses_its_calls_in_either_style(served, has_left):
    create(served)
    code = leave(served, has_left=has_left)
    body = json.loads(refused(f"{served.url}/clusters", has_left=has_left))
    assert (body["Code"], body["HostId"]) == (code, "cs.aliyuncs.com")
    assert TO["url"] in body["Message"]
    assert body["Message"].endswith(f": {ADVICE[code]}")
    target = signed_target("default", "x", "DescribeVpcs")
    body = json.loads(refused(f"{served.url}{target}", has_left=has_left))
    assert body["Code"] == code


@pytest.mark.parametrize("has_left", [False, True])
def test_the_control_plane_refuses_calls_about_it_and_answers_others(served, has_left):
    create(served)
    code = leave(served, has_left=has_left)
    for method, path in (
        ("GET", "clock"), ("POST", "reset"), ("GET", "calls"), ("GET", "events"), ("GET", "state"),
        ("GET", "snapshots"), ("PUT", "snapshots/a"), ("GET", "tenants/default"),
    ):  # fmt: skip
        url = f"{served.url}/_simulator/{path}"
        body = json.loads(refused(url, has_left=has_left, method=method))
        assert body["code"] == code
        assert body["message"].endswith(f": {ADVICE[code]}")
    listed = call(served, "GET", "/_simulator/tenants").ok()
    assert listed["moves"]["default"]["state"] == ("left" if has_left else "leaving")
    assert call(served, "GET", "/_simulator/readyz").status == 200
    assert call(served, "GET", "/_simulator/clock?tenant=other").status == 404


@pytest.mark.parametrize("has_left", [False, True])
def test_a_swarm_cluster_refuses_at_its_own_address(served, swarm, has_left):
    url, context = swarm
    code = leave(served, has_left=has_left)
    text = refused(url, has_left=has_left, context=context)
    assert text.startswith(f"{code}: the tenant")
    assert text.endswith(f": {ADVICE_AT_CLUSTERS[code]}\n")


@pytest.mark.parametrize("has_left", [False, True])
def test_a_kubernetes_cluster_refuses_at_its_own_address(served, kubernetes, has_left):
    code = leave(served, has_left=has_left)
    with pytest.raises(ApiException) as raised:
        kubernetes.list_namespace()
    check_headers(raised.value.headers, has_left=has_left)
    status = json.loads(raised.value.body)
    assert (status["code"], status["reason"]) == (503, "ServiceUnavailable")
    assert status["details"]["retryAfterSeconds"] == 1
    assert [cause["reason"] for cause in status["details"]["causes"]] == [code]
    assert status["message"].endswith(f": {ADVICE_AT_CLUSTERS[code]}")


def test_watches_and_event_streams_end_when_it_leaves(served, kubernetes):
    events = urllib.request.urlopen(f"{served.url}/_simulator/events?from=start", timeout=60)
    watch = kubernetes.list_namespace(watch=True, _preload_content=False, _request_timeout=60)
    assert watch.readline()
    leave(served, has_left=False)
    assert watch.read() is not None
    assert events.read() is not None


def test_a_tenant_that_has_left_can_be_forgotten_and_one_that_is_leaving_cannot(served):
    create(served)
    leave(served, has_left=False)
    assert call(served, "DELETE", "/_simulator/tenants/default").body["code"] == "TenantLeaving"
    leave(served, has_left=True)
    assert call(served, "DELETE", "/_simulator/tenants/default").ok()["cleared"] == {}
    assert call(served, "GET", "/clusters").ok() == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("PUT", "", {"url": "nowhere"}, 400, "url is the address of a simulator"),
        ("PUT", "", {"url": "http://me:pw@x"}, 400, "url is the address of a simulator"),
        ("PUT", "", {**TO, "replica": "a b"}, 400, "replica is a name"),
        ("GET", "", None, 404, "has not moved"),
        ("GET", "/file", None, 404, "has not moved"),
        ("DELETE", "", None, 404, "has not moved"),
        ("POST", "/end", {"move": "x"}, 404, "has not moved"),
        ("PUT", "/file", None, 400, "the body is empty"),
    ],
)
def test_what_is_no_step_of_a_move_is_refused_in_words(served, method, path, body, status, said):
    create(served)
    kind = {"Content-Type": "application/octet-stream"} if path == "/file" else {}
    answer = call(served, method, f"{MOVE}{path}", body, **kind)
    assert (answer.status, said in answer.body["message"]) == (status, True), answer
