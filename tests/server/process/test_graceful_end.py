"""After a signal calls are answered until proxies have noticed that it is ending."""

import asyncio
import base64
import json
import signal
import socket
import ssl
from contextlib import AsyncExitStack, closing

import pytest
import yaml
from cs_simulator.cluster_types.ack.cluster_type import ACK

from tests.server.process.test_long_work import send
from tests.support.process import call, call_url, create
from tests.support.raw_http import a_request, connected

# Far longer than a test takes: what ends within it was cut short by a second signal.
LONG = "--shutdown-delay=300"
SHORT = "--shutdown-delay=0.5"


def is_ready(served):
    return call(served, "GET", "/_simulator/readyz").status == 200


def ask_to_end(served):
    """Send SIGTERM, and wait until the server has taken it in."""
    served.process.send_signal(signal.SIGTERM)
    while is_ready(served):
        pass


@pytest.fixture
def ending(serve):
    """A server that answers for the last time."""
    served = serve(LONG, "--clock=frozen")
    ask_to_end(served)
    return served


def test_it_is_not_ready_in_words_and_alive(ending):
    answer = call(ending, "GET", "/_simulator/readyz")
    assert (answer.status, answer.body) == (503, {"code": "NotReady", "message": "it is ending"})
    assert call(ending, "GET", "/_simulator/livez").ok() == {"status": "ok"}


def test_calls_are_answered_and_change_what_they_ask_for(ending):
    cluster_id = create(ending)["cluster_id"]
    assert call(ending, "GET", f"/clusters/{cluster_id}").status == 200
    assert call(ending, "POST", "/_simulator/tenants", {"name": "late"}).status == 200


def test_a_second_signal_cuts_the_delay_short(ending):
    assert ending.stop() == 0


def test_what_was_answered_in_the_delay_is_kept(serve, tmp_path):
    file = f"--db={tmp_path / 'state.db'}"
    served = serve(LONG, file, "--clock=frozen")
    ask_to_end(served)
    cluster_id = create(served)["cluster_id"]
    assert served.stop() == 0
    assert call(serve(file), "GET", f"/clusters/{cluster_id}").status == 200


def test_a_call_is_answered_whose_connection_waits_to_be_accepted(serve):
    served = serve()
    served.process.send_signal(signal.SIGSTOP)
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(a_request("GET", "/version"))
        served.process.send_signal(signal.SIGTERM)
        served.process.send_signal(signal.SIGCONT)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_the_delay_ends_by_itself(serve):
    served = serve(SHORT)
    ask_to_end(served)
    assert call(served, "GET", "/clusters").ok() == []
    assert served.process.wait(30) == 0
    assert served.errors == ""


REQUESTS = [
    (method, path)
    for path in ("/clusters", "/nowhere", "/_simulator/livez", "/_simulator/ui/", "/_simulator/no")
    for method in ("GET", "HEAD", "POST")
]


async def test_each_answer_says_that_its_connection_is_closed_and_is_the_last_one(serve):
    served = serve(LONG)
    async with AsyncExitStack() as opened:
        kept = [await opened.enter_async_context(connected(served.port)) for _ in REQUESTS]
        for connection in kept:
            await connection.send(a_request())
            assert "connection" not in (await connection.response()).headers
        await asyncio.to_thread(ask_to_end, served)
        for (method, path), connection in zip(REQUESTS, kept, strict=True):
            await connection.send(a_request(method, path) + a_request())
            answered = await asyncio.wait_for(connection.reader.read(), 20)
            head = answered.partition(b"\r\n\r\n")[0]
            assert b"\r\nConnection: close" in head, (method, path)
            assert answered.count(b"HTTP/1.1 ") == 1, (method, path)


async def test_a_connection_that_is_idle_is_closed_when_the_delay_ends(serve):
    served = serve(LONG)
    async with connected(served.port) as idle, connected(served.port) as unused:
        await idle.send(a_request())
        await idle.response()
        await asyncio.to_thread(ask_to_end, served)
        create(served)
        served.process.send_signal(signal.SIGTERM)
        assert await idle.is_closed()
        assert await unused.is_closed()


async def test_a_connection_that_is_idle_is_open_until_the_delay_ends(serve):
    served = serve(LONG)
    async with connected(served.port) as idle:
        await idle.send(a_request())
        await idle.response()
        await asyncio.to_thread(ask_to_end, served)
        await idle.send(a_request())
        assert (await idle.response()).headers["connection"] == "close"


WAITS = {"id": "waits", "phase": "admit", "when": {"operation": "*"}, "then": {"delay": "1.5s"}}


async def test_an_answer_that_was_in_progress_at_the_signal_is_the_last_one_too(serve):
    served = serve(LONG)
    call(served, "PUT", "/_simulator/faults", {"rules": [WAITS]}).ok()
    async with connected(served.port) as connection:
        await connection.send(a_request() + a_request())
        await asyncio.to_thread(ask_to_end, served)
        response = await connection.response()
        assert (response.status, response.headers["connection"]) == (200, "close")
        assert await connection.is_closed()


@pytest.mark.parametrize("path", ["/clusters", "/_simulator/validate"])
async def test_a_request_that_had_not_come_whole_at_the_signal_is_answered(serve, path):
    served = serve(LONG)
    request = a_request("POST", path, b'{"name": "a"}', Content_Type="application/json")
    async with connected(served.port) as connection:
        await connection.send(request[:-5])
        await asyncio.to_thread(ask_to_end, served)
        await connection.send(request[-5:])
        response = await connection.response()
        assert response.headers["connection"] == "close"
        assert await connection.is_closed()


# ---- clusters' own addresses


def running(served):
    body = ACK.creation.example({"endpoint_public_access": True}, 1)
    cluster_id = call(served, "POST", "/clusters", body).ok()["cluster_id"]
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"}).ok()
    return cluster_id


def address_of_cluster(served, folder):
    """The port of a cluster's own address, and the context of its user."""
    answer = call(served, "GET", f"/k8s/{running(served)}/user_config").ok()
    config = yaml.safe_load(answer["config"])
    user, cluster = config["users"][0]["user"], config["clusters"][0]["cluster"]
    context = ssl.create_default_context(cadata=decoded(cluster["certificate-authority-data"]))
    (folder / "user.pem").write_text(
        decoded(user["client-certificate-data"]) + decoded(user["client-key-data"])
    )
    context.load_cert_chain(folder / "user.pem")
    return {"port": int(cluster["server"].split(":")[2].partition("/")[0]), "context": context}


def decoded(text):
    return base64.b64decode(text).decode()


NAMESPACE = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "late"}}
MAKE_NAMESPACE = a_request(
    "POST", "/api/v1/namespaces", json.dumps(NAMESPACE).encode(), Content_Type="application/json"
)


async def test_the_addresses_of_clusters_answer_as_well(serve, tmp_path):
    served = serve(LONG, "--clock=frozen")
    address = await asyncio.to_thread(address_of_cluster, served, tmp_path)
    async with connected(**address) as kept:
        await kept.send(a_request(path="/version"))
        assert (await kept.response()).status == 200
        await asyncio.to_thread(ask_to_end, served)
        await kept.send(MAKE_NAMESPACE)
        made = await kept.response()
        assert (made.status, made.headers["connection"]) == (201, "close")
        assert await kept.is_closed()


async def test_a_watch_goes_on_in_the_delay_and_then_ends_as_a_whole(serve, tmp_path):
    served = serve(LONG, "--clock=frozen")
    address = await asyncio.to_thread(address_of_cluster, served, tmp_path)
    async with connected(**address) as watch, connected(**address) as writer:
        await watch.send(a_request(path="/api/v1/namespaces?watch=1"))
        await watch.reader.readuntil(b"kube-system")
        await asyncio.to_thread(ask_to_end, served)
        await writer.send(MAKE_NAMESPACE)
        await writer.response()
        await watch.reader.readuntil(b'"late"')
        served.process.send_signal(signal.SIGTERM)
        assert (await watch.reader.read()).endswith(b"\r\n0\r\n\r\n")


# ---- streams of events


async def test_events_are_streamed_in_the_delay_and_resumed_after_the_restart(serve, tmp_path):
    file = f"--db={tmp_path / 'state.db'}"
    served = serve(LONG, file, "--clock=frozen")
    events = a_request(path="/_simulator/events?kinds=call")
    async with connected(served.port) as stream:
        await stream.send(events)
        await stream.reader.readuntil(b"everything that happens")
        await asyncio.to_thread(ask_to_end, served)
        create(served)
        seen = (await stream.reader.readuntil(b"CreateCluster")).decode()
        served.process.send_signal(signal.SIGTERM)
        rest = await stream.reader.read()
        assert rest.endswith(b"\r\n0\r\n\r\n")
    assert served.process.wait(30) == 0

    last = seen.rpartition("id: ")[2].partition("\n")[0]
    again = serve(file, "--clock=frozen")
    call(again, "GET", "/clusters").ok()
    async with connected(again.port) as stream:
        await stream.send(a_request(path="/_simulator/events?kinds=call", Last_Event_ID=last))
        resumed = await stream.reader.readuntil(b"DescribeClusters")
        assert b"CreateCluster" not in resumed


# ---- hooks


def test_hooks_of_the_end_are_run_after_the_delay(serve, tmp_path):
    folder = tmp_path / "config" / "init" / "shutdown.d"
    folder.mkdir(parents=True)
    (folder / "10.sh").write_text(f"touch {tmp_path}/shut")
    served = serve(LONG, f"--config-dir={tmp_path / 'config'}")
    ask_to_end(served)
    create(served)
    assert not (tmp_path / "shut").exists()
    assert served.stop() == 0
    assert (tmp_path / "shut").exists()


def test_without_a_delay_it_says_that_it_is_ending_while_the_hooks_run(serve, tmp_path):
    folder = tmp_path / "config" / "init" / "shutdown.d"
    folder.mkdir(parents=True)
    (folder / "10.sh").write_text("exec sleep 60")
    served = serve(f"--config-dir={tmp_path / 'config'}")
    ask_to_end(served)
    assert call(served, "GET", "/_simulator/readyz").body["message"] == "it is ending"
    assert served.stop() == 0


def test_a_stream_that_begins_in_the_delay_is_the_last_of_its_connection(ending):
    with closing(send(ending, "GET", "/_simulator/events")) as stream:
        head = b""
        while b"\r\n\r\n" not in head:
            head += stream.recv(1000)
    assert b"\r\nConnection: close\r\n" in head


def test_the_tls_port_ends_like_the_other(serve):
    served = serve(LONG, "--tls")
    context = ssl._create_unverified_context()  # what it presents is tested elsewhere
    served.process.send_signal(signal.SIGTERM)
    while call_url(f"{served.url}/_simulator/readyz", context=context).status == 200:
        pass
    assert call_url(f"{served.url}/clusters", context=context).ok() == []
    assert served.stop() == 0
