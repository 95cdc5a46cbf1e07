"""Long work, as a user can write it: others are served meanwhile, and SIGTERM ends it.

Twenty nodes that are lost and come back a thousand times each take forty thousand steps.
"""

import http.client
import json
import socket
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.support.process import call, create

pytestmark = pytest.mark.every_type

MANY_TIMES = {"flapping": {"times": 1_000, "after": "1s", "every": "2s", "lasts": "1s"}}
RULES = [
    {"id": "held", "when": {"cluster": "stuck", "stage": "ecs"}, "then": "stuck"},
    {"id": "many", "when": {"cluster": "flap"}, "then": MANY_TIMES},
]
SECOND_NETWORK = {"vpc_id": "vpc-two", "vswitch_id": "vsw-two", "subnet_cidr": "172.28.0.0/16"}


def under_many_faults(served):
    """Have a cluster whose nodes flap for long, and one that is stuck; returns its id."""
    call(served, "PUT", "/_simulator/faults", {"rules": RULES}).ok()
    flap = create(served, name="flap", size=20)["cluster_id"]
    until = {"until": {"cluster": flap, "state": "running"}}
    call(served, "POST", "/_simulator/clock/advance", until).ok()
    stuck: str = create(served, name="stuck", size=1, **SECOND_NETWORK)["cluster_id"]
    return stuck


def send(served, method, path, body=None):
    """Send a request, and return the connection without waiting for the answer."""
    address = urlsplit(served.url)
    raw = json.dumps(body).encode() if body is not None else b""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    connection = socket.create_connection((address.hostname, address.port))
    connection.sendall(head.encode() + raw)
    return connection


def a_bystander_is_served(served, times=20, tenant="bystander"):
    """Call for somebody else, who waits for no answer longer than some seconds."""
    address = urlsplit(served.url)
    with closing(http.client.HTTPConnection(address.hostname, address.port, timeout=5)) as client:
        for _ in range(times):
            client.request("GET", "/clusters", headers={"Authorization": f"acs {tenant}:x"})
            with client.getresponse() as response:
                assert response.read() == b"[]"


@pytest.mark.swarm_only("what is stuck is the cluster, and not a pool of it")
def test_a_stuck_cluster_that_is_polled_beside_many_faults_is_shown_as_it_is(serve):
    served = serve("--clock=polling")
    stuck = under_many_faults(served)
    first = call(served, "GET", f"/clusters/{stuck}").ok()

    for _ in range(10):
        assert call(served, "GET", f"/clusters/{stuck}").ok()["state"] == first["state"]
    assert served.stop() == 0


@pytest.mark.parametrize("path", ["clusters/{0}/logs", "clusters", "tasks/{1}"])
def test_other_polls_end_too(serve, path):
    served = serve("--clock=polling")
    stuck = under_many_faults(served)
    task = call(served, "GET", f"/_simulator/clusters/{stuck}").ok()["tasks"][0]["task_id"]
    for _ in range(3):
        call(served, "GET", "/" + path.format(stuck, task)).ok()
    assert served.stop() == 0


@pytest.mark.parametrize("clock", ["frozen", "polling"])
def test_until_idle_that_is_long_is_refused_in_words_and_keeps_what_was_run(serve, clock):
    served = serve(f"--clock={clock}", "--step-limit=5000")
    under_many_faults(served)
    before = call(served, "GET", "/_simulator/clock").ok()["now"]

    answer = call(served, "POST", "/_simulator/clock/advance", {"until": "idle"})

    assert (answer.status, answer.body["code"]) == (409, "TooManySteps")
    assert "--step-limit" in answer.body["message"]
    assert answer.body["ran"] >= 5000
    assert before < answer.body["now"] == call(served, "GET", "/_simulator/clock").ok()["now"]


def test_others_are_served_while_something_is_advanced_that_is_long(serve):
    served = serve("--clock=frozen")
    under_many_faults(served)
    with closing(send(served, "POST", "/_simulator/clock/advance", {"until": "idle"})):
        a_bystander_is_served(served)


def test_an_advance_ends_when_its_caller_leaves(serve):
    served = serve("--clock=frozen")
    under_many_faults(served)
    send(served, "POST", "/_simulator/clock/advance", {"until": "idle"}).close()

    def steps():
        text = call(served, "GET", "/_simulator/metrics").body
        [line] = [line for line in text.splitlines() if "steps" in line and line[0] != "#"]
        return float(line.split()[-1])

    seen = steps()
    for _ in range(50):
        before, seen = seen, steps()
        if seen == before:
            break
    assert seen == before < 30_000


def is_ended_by_a_reset(served):
    under_many_faults(served)
    with closing(send(served, "POST", "/_simulator/clock/advance", {"until": "idle"})) as waiting:
        call(served, "GET", "/_simulator/clock").ok()
        call(served, "POST", "/_simulator/reset").ok()
        assert call(served, "GET", "/clusters").ok() == []
        return b"409" in waiting.recv(100)


def test_a_reset_ends_an_advance(serve):
    served = serve("--clock=frozen")

    # On a busy machine an advance may be over before the reset comes.
    assert any(is_ended_by_a_reset(served) for _ in range(10))


def test_a_timeline_that_is_long_is_cut_off(serve):
    served = serve("--clock=frozen")
    under_many_faults(served)
    with closing(send(served, "GET", "/_simulator/timeline")):
        a_bystander_is_served(served, 5)
    assert served.stop() == 0


@pytest.mark.parametrize("rate", [60, 1_000_000])
def test_a_clock_that_is_faster_than_its_timeline_keeps_nobody_from_being_served(serve, rate):
    served = serve("--clock=frozen", "--step-limit=5000")
    under_many_faults(served)
    call(served, "PUT", "/_simulator/clock", {"mode": "scaled", "rate": rate}).ok()

    a_bystander_is_served(served)
    answer = call(served, "GET", "/clusters")
    assert answer.status in (200, 503)
    if answer.status == 503:
        assert "--step-limit" in answer.body["Message"]
    assert served.stop() == 0


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/_simulator/clock/advance", {"until": "idle"}),
        ("POST", "/_simulator/clock/advance", {"by": "100000d"}),
        ("GET", "/_simulator/timeline", None),
    ],
)
def test_sigterm_ends_the_process_in_the_middle_of_it(serve, method, path, body):
    served = serve("--clock=frozen")
    under_many_faults(served)
    with closing(send(served, method, path, body)):
        call(served, "GET", "/_simulator/clock").ok()
        assert served.stop() == 0, served.errors
