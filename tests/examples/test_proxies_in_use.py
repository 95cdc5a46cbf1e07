"""The proxies before the replicas of a shared simulator: what they say, learn, log and wait for.

Which replica they choose is tested in ``test_proxies.py``.
"""

import http.client
import json
import re
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.support import envoy
from tests.support.builders import a_create_body
from tests.support.envoy import enveloping, require_envoy
from tests.support.haproxy import SHIPPED, proxying, require_haproxy
from tests.support.process import call, command
from tests.support.recording_server import recording

NAMES = [f"cs-simulator-{number}" for number in range(3)]
NOWHERE = "127.0.0.1:9"


STARTING = {"haproxy": proxying, "envoy": enveloping}


@pytest.fixture(params=list(STARTING))
def proxy(request, tmp_path):
    """What starts the proxy."""
    with STARTING[request.param](tmp_path) as start:
        yield start


@pytest.fixture
def replicas():
    """Three servers that record, by the names of the replicas that they stand for."""
    with recording() as first, recording() as second, recording() as third:
        yield dict(zip(NAMES, (first, second, third), strict=True))


@pytest.fixture
def started(proxy, replicas):
    """What starts the proxy before the servers that record."""

    def start(**options):
        return proxy({name: each.address for name, each in replicas.items()}, **options)

    return start


def ask(proxy, path, method="GET", body=None, **headers):
    """Make a call; returns its status, its headers, and its body if that is JSON."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection(proxy.address, timeout=60)) as connection:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.status, answer.headers, json.loads(text) if is_json else text.decode()


def home(proxy, path, **headers):
    """The replica that answers a call."""
    status, answered, _ = ask(proxy, path, **headers)
    assert status == 200
    return answered["X-Simulator-Replica"]


# ---- the configuration


def test_haproxy_finds_nothing_to_warn_of():
    done = subprocess.run(
        [require_haproxy(), "-c", "-f", SHIPPED / "haproxy.cfg"],
        env={f"REPLICA_{number}": NOWHERE for number in range(3)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "Configuration file is valid\n")


def test_envoy_finds_nothing_to_warn_of():
    done = subprocess.run(
        [require_envoy(), "--mode", "validate", "--log-level", "warning", "-c", envoy.SHIPPED],
        cwd=SHIPPED, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_an_operator_has_a_health_address_and_figures_of_each_replica(started):
    proxy = started()
    assert proxy.read("/livez")
    figures = proxy.read("/metrics")
    assert [name for name in NAMES if f'"{name}"' in figures] == NAMES


def test_a_client_that_takes_it_for_a_proxy_of_its_own_reaches_the_same_replica(started, replicas):
    proxy = started(homes="team cs-simulator-2\n")
    assert home(proxy, f"{proxy.url}/_simulator/clock?tenant=team") == "cs-simulator-2"
    assert replicas["cs-simulator-2"].requests == ["GET /_simulator/clock?tenant=team HTTP/1.1"]


# ---- the maps


def test_a_tenant_of_homes_map_is_called_there_whatever_its_name_says(started):
    proxy = started(homes="".join(f"team-{number} cs-simulator-2\n" for number in range(20)))
    paths = [f"/_simulator/clock?tenant=team-{number}" for number in range(20)]
    assert {home(proxy, path) for path in paths} == {"cs-simulator-2"}


def test_a_name_in_the_maps_is_written_as_in_a_url(started):
    lines = "".join(f"a%20b%2F{number} cs-simulator-1\n" for number in range(20))
    proxy = started(homes=lines)
    paths = [f"/_simulator/clock?tenant=a+b/{number}" for number in range(20)]
    assert {home(proxy, path) for path in paths} == {"cs-simulator-1"}


def test_a_key_of_tenants_map_is_called_where_its_tenant_is(started):
    proxy = started(
        tenants="".join(f"key-{number} team\n" for number in range(20)),
        homes="team cs-simulator-2\n",
    )
    keys = [f"acs key-{number}:signature" for number in range(20)]
    assert {home(proxy, "/clusters", Authorization=key) for key in keys} == {"cs-simulator-2"}


def test_a_key_of_tenants_map_is_a_name_as_any_other_to_the_control_plane(started):
    proxy = started(
        tenants="key elsewhere\n", homes="key cs-simulator-0\nelsewhere cs-simulator-1\n"
    )
    assert home(proxy, "/clusters", Authorization="acs key:s") == "cs-simulator-1"
    assert home(proxy, "/_simulator/clock?tenant=key") == "cs-simulator-0"


def test_a_tenant_whose_home_is_unknown_is_refused_and_reaches_no_replica(started, replicas):
    proxy = started(homes="team cs-simulator-9\n")
    status, _, body = ask(proxy, "/clusters", Authorization="acs team:s")
    assert (status, body["code"]) == (421, "WrongReplica")
    assert "cs-simulator-9" in body["message"]
    assert not any(each.requests for each in replicas.values())


# ---- calls about one replica


@pytest.mark.parametrize("name", NAMES)
def test_a_call_of_the_control_plane_may_name_its_replica(started, name):
    proxy = started(homes="team cs-simulator-0\n")
    assert home(proxy, f"/_simulator/tenants?replica={name}") == name
    assert home(proxy, "/_simulator/tenants?tenant=team", X_Simulator_Replica=name) == name


def test_a_call_of_the_service_does_not_name_its_replica(started):
    proxy = started(homes="default cs-simulator-0\n")
    assert home(proxy, "/clusters?replica=cs-simulator-1") == "cs-simulator-0"
    assert home(proxy, "/clusters", X_Simulator_Replica="cs-simulator-1") == "cs-simulator-0"


def test_a_call_that_names_no_replica_of_these_is_refused(started, replicas):
    status, _, body = ask(started(), "/_simulator/tenants?replica=other%22")
    assert (status, body["code"]) == (421, "WrongReplica")
    assert "other%22" in body["message"]
    assert not any(each.requests for each in replicas.values())


# ---- tenants that have moved


def once_learned(proxy, path, **headers):
    """Headers and bodies of good answers, after those that say that the tenant has moved.

    Each thread of Envoy learns that by itself; there are two.
    """
    answers = [ask(proxy, path, **headers) for _ in range(20)]
    away = [answered for status, answered, _ in answers if status == 503]
    assert 1 <= len(away) <= (2 if "envoy" in proxy.process.args[0] else 1)
    assert {answered["Retry-After"] for answered in away} == {"1"}
    return [rest for status, *rest in answers if status == 200]


def test_a_tenant_that_has_moved_is_called_where_its_replica_says(started, replicas):
    proxy = started(homes="team cs-simulator-0\nother cs-simulator-0\n")
    gone = replicas["cs-simulator-0"]
    gone.status, gone.headers = 503, {"X-Simulator-Moved-To": "cs-simulator-2", "Retry-After": "1"}
    there = once_learned(proxy, "/clusters", Authorization="acs team:s")
    assert {headers["X-Simulator-Replica"] for headers, _ in there} == {"cs-simulator-2"}
    gone.status, gone.headers = 200, {}
    assert home(proxy, "/clusters", Authorization="acs other:s") == "cs-simulator-0"


def test_a_tenant_that_has_moved_to_no_replica_of_these_is_refused_in_words(started, replicas):
    proxy = started(homes="team cs-simulator-0\n")
    gone = replicas["cs-simulator-0"]
    gone.status, gone.headers = 503, {"X-Simulator-Moved-To": "cs-simulator-9"}
    answers = [ask(proxy, "/clusters", Authorization="acs team:s") for _ in range(20)]
    refused = [body for status, _, body in answers if status == 421]
    learning = 2 if "envoy" in proxy.process.args[0] else 0  # each of its threads once
    assert len(refused) >= len(answers) - learning
    assert {body["code"] for body in refused} == {"WrongReplica"}
    assert all("cs-simulator-9" in body["Message"] for body in refused)
    assert not replicas["cs-simulator-1"].requests + replicas["cs-simulator-2"].requests


def test_haproxy_calls_a_tenant_that_is_back_from_a_replica_that_it_does_not_have(
    tmp_path, replicas
):
    gone = replicas["cs-simulator-0"]
    gone.status, gone.headers = 503, {"X-Simulator-Moved-To": "cs-simulator-9"}
    with proxying(tmp_path) as start:
        addresses = {name: each.address for name, each in replicas.items()}
        proxy = start(addresses, homes="team cs-simulator-0\n")
        assert ask(proxy, "/clusters", Authorization="acs team:s")[0] == 421
        gone.status, gone.headers = 200, {}
        assert home(proxy, "/clusters", Authorization="acs team:s") == "cs-simulator-0"


def test_a_tenant_that_the_command_moves_is_found_where_it_is_with_what_it_has(proxy, serve):
    simulators = {name: serve(f"--replica={name}", "--master-port=none") for name in NAMES[:2]}
    started = proxy({name: each.address for name, each in simulators.items()})
    signed = {"Authorization": "acs team:s"}
    made = call(started, "POST", "/clusters", a_create_body(name="first"), **signed).ok()
    path = f"/clusters/{made['cluster_id']}"
    source = ask(started, path, **signed)[1]["X-Simulator-Replica"]
    [target] = simulators.keys() - {source}
    addresses = ["--url", simulators[source].url, "--to", simulators[target].url]
    moved = subprocess.run(
        command("tenants", "move", "team", *addresses), capture_output=True, text=True, check=False
    )
    assert moved.returncode == 0, moved.stderr
    there = once_learned(started, path, **signed)
    found = {(headers["X-Simulator-Replica"], body["name"]) for headers, body in there}
    assert found == {(target, "first")}


# ---- replicas that are away


def test_a_call_waits_for_its_replica_and_is_then_answered(proxy, serve):
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))  # and does not listen
        port = reserved.getsockname()[1]
        started = proxy({"cs-simulator-0": f"127.0.0.1:{port}"})
        with ThreadPoolExecutor() as pool:
            call = pool.submit(ask, started, "/_simulator/livez")
            while not has_tried(started):
                assert not call.done()
            reserved.close()
            serve(f"--port={port}", "--master-port=none")
            status, headers, _ = call.result(timeout=60)
    assert (status, headers["X-Simulator-Replica"]) == (200, "cs-simulator-0")


def has_tried(proxy):
    """Whether the proxy has tried in vain to reach a replica, as its figures say."""
    names = "haproxy_server_retry_warnings_total|envoy_cluster_upstream_rq_retry"
    found = re.findall(rf"^(?:{names})\{{.*\}} (\d+)$", proxy.read("/metrics"), re.MULTILINE)
    return any(map(int, found))


def test_a_replica_that_stays_away_is_said_in_words_and_no_other_is_asked(proxy, replicas):
    addresses = {name: each.address for name, each in replicas.items()}
    started = proxy(
        {**addresses, "cs-simulator-1": NOWHERE}, homes="team cs-simulator-1\n", retries=1
    )
    status, headers, body = ask(started, "/clusters", Authorization="acs team:s")
    assert (status, headers["Retry-After"]) == (503, "1")
    assert body["code"] == body["Code"] == "ReplicaUnavailable"
    assert "cs-simulator-1 of tenant team" in body["message"]
    assert "nothing was done" in body["Message"]
    assert body["RequestId"] == body["requestId"] != ""
    assert not any(each.requests for each in replicas.values())


def test_a_call_that_a_replica_may_have_received_is_not_sent_again(started, replicas):
    proxy = started(homes="team cs-simulator-1\n")
    replicas["cs-simulator-1"].status = 0
    status, headers, body = ask(proxy, "/clusters", "POST", Authorization="acs team:s")
    assert (status, body["code"], headers["Retry-After"]) == (502, "ReplicaLeft", "1")
    assert replicas["cs-simulator-1"].requests == ["POST /clusters HTTP/1.1"]
    assert not replicas["cs-simulator-0"].requests + replicas["cs-simulator-2"].requests


def test_nor_is_one_on_a_connection_that_is_used_again(started, replicas):
    proxy = started(homes="default cs-simulator-1\n")
    with closing(http.client.HTTPConnection(proxy.address, timeout=60)) as connection:
        connection.request("POST", "/clusters")
        assert connection.getresponse().read() == b""
        replicas["cs-simulator-1"].status = 0
        connection.request("POST", "/clusters")
        try:
            status = connection.getresponse().status
        except http.client.RemoteDisconnected:  # HAProxy says nothing then
            status = 502
    assert status == 502
    assert replicas["cs-simulator-1"].requests == ["POST /clusters HTTP/1.1"] * 2


# ---- answers that go on


def test_events_are_passed_on_as_they_come(proxy, serve):
    simulator = serve("--clock=frozen", "--master-port=none")
    started = proxy({"cs-simulator-0": simulator.address})
    stream = http.client.HTTPConnection(started.address, timeout=60)
    with closing(stream):
        stream.request("GET", "/_simulator/events?tenant=default")
        answer = stream.getresponse()
        assert answer.status == 200
        assert ask(started, "/_simulator/reset?tenant=default", "POST")[0] == 200
        lines = [answer.readline().strip() for _ in range(4)]
    assert lines[-1] == b"event: clock", lines


# ---- the log


def logged(proxy):
    """The first line about a call, which is written after the answer has left."""
    for _ in range(10_000):
        if found := re.search(r"^client=.*\n", proxy.log, re.MULTILINE):
            return found[0]
        proxy.read("/livez")
    raise AssertionError(proxy.log)


def test_the_log_has_tenant_and_replica_and_nothing_that_is_secret(started):
    proxy = started(homes="team%20a cs-simulator-1\n")
    ask(
        proxy,
        "/token/hidden-1/revoke?Signature=hidden-2&SecurityToken=hidden-3",
        "DELETE",
        Authorization="acs team a:hidden-4",
        x_acs_security_token="hidden-5",
    )
    line = logged(proxy)
    assert "tenant=team%20a replica=cs-simulator-1 method=DELETE path=/token/-/revoke" in line
    assert "status=200" in line
    assert "hidden" not in proxy.log
