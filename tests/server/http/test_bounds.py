"""Bounds: how many connections there are, how long one may take, and how many streams."""

import asyncio
import json
import os
import resource
import shlex
import socket
import ssl
import subprocess
from contextlib import AsyncExitStack, contextmanager, suppress

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.http.bounds import Bounds, files_for_connections

from tests.support.builders import a_create_body
from tests.support.http import create
from tests.support.process import call, command
from tests.support.raw_http import a_request, connected, exchange

HALF = {
    "nothing": b"",
    "half a line": b"GET /clus",
    "half of the headers": b"GET /clusters HTTP/1.1\r\nHost: localhost\r\nA: ",
    "half a body": a_request("POST", Content_Length="100") + b"{",
    "half a chunk": a_request("POST", Transfer_Encoding="chunked") + b"9\r\n{",
}


@pytest.mark.parametrize("plane", ["/clusters", "/_simulator/clock/advance"])
@pytest.mark.parametrize("body", [{"Content_Length": "9"}, {"Transfer_Encoding": "chunked"}])
async def test_a_body_that_does_not_come_is_refused_and_the_connection_ends(an_api, plane, body):
    api = await an_api(body_time=0.1)
    async with connected(api.server.port) as connection:
        head = a_request("POST", plane, Content_Type="application/json", **body)
        await connection.send(head)
        response = await connection.response()
        assert (response.status, response.code) == (408, "RequestTimeout")
        assert await connection.is_closed()


@pytest.mark.parametrize("plane", ["/clusters", "/_simulator/clock"])
async def test_headers_that_do_not_come_are_refused_and_the_connection_ends(an_api, plane):
    api = await an_api(header_time=0.1)
    async with connected(api.server.port) as connection:
        await connection.send(f"GET {plane} HTTP/1.1\r\nHost: local".encode())
        response = await connection.response()
        assert (response.status, response.code) == (408, "RequestTimeout")
        assert ("x-acs-request-id" in response.headers) == (plane == "/clusters")
        assert await connection.is_closed()


async def test_headers_that_come_byte_by_byte_have_no_more_time(an_api):
    api = await an_api(header_time=0.3)
    async with connected(api.server.port) as connection:
        dripping = asyncio.create_task(drip(connection, b"GET /clusters HTTP/1.1\r\nA: "))
        response = await connection.response()
        dripping.cancel()
        assert response.status == 408


async def drip(connection, beginning):
    await connection.send(beginning)
    while True:
        await connection.send(b"x")
        await asyncio.sleep(0.01)


async def test_a_request_between_whole_ones_is_timed_too(an_api):
    api = await an_api(header_time=0.1)
    async with connected(api.server.port) as connection:
        await connection.send(a_request())
        assert (await connection.response()).status == 200
        await connection.send(b"GET")
        assert (await connection.response()).status == 408


@pytest.mark.parametrize("first", [b"", a_request()])
async def test_a_connection_without_a_request_is_closed(an_api, first):
    api = await an_api(idle_time=0.1)
    async with connected(api.server.port) as connection:
        await connection.send(first)
        if first:
            assert (await connection.response()).status == 200
        assert await connection.is_closed()


async def test_an_answer_that_nobody_reads_is_given_up(an_api):
    api = await an_api(body_time=0.2)
    for number in range(60):
        assert (await api.get(f"/clusters?name={'x' * 8000}{number}")).status == 200
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        deaf.connect(("127.0.0.1", api.server.port))
        deaf.setblocking(False)
        loop = asyncio.get_running_loop()
        for _ in range(20):
            await loop.sock_sendall(deaf, a_request(path="/_simulator/calls/export"))
        reader = asyncio.create_task(api.get("/version"))
        assert (await reader).status == 200
        # It is reset, so that what was not read is not there any more.
        with pytest.raises(ConnectionError):
            await until_it_is_reset(deaf)


async def until_it_is_reset(deaf):
    while True:
        await asyncio.get_running_loop().sock_sendall(deaf, b" ")
        await asyncio.sleep(0.01)


async def test_a_slow_call_is_not_a_slow_client(an_api):
    api = await an_api(header_time=0.05, body_time=0.05, idle_time=0.05)
    rules = [{"id": "slow", "when": {"operation": "DescribeClusters"},
              "then": {"delay": "400ms"}}]  # fmt: skip
    answer = await api.put("/_simulator/faults", json={"rules": rules})
    assert answer.status == 200, await answer.text()
    assert (await exchange(api.server.port, a_request())).status == 200


# ---- how many


def test_the_bound_is_below_the_number_of_files():
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert 0 < files_for_connections() <= files - 64
    assert Bounds(Settings(connection_limit=10**9)).limit == files_for_connections()
    assert Bounds(Settings(connection_limit=3)).limit == 3


@pytest.mark.parametrize("half", HALF)
async def test_more_connections_than_there_may_be_close_the_silent_ones(serve, half):
    served = serve("--connection-limit=20")
    async with AsyncExitStack() as stack:
        for _ in range(60):
            await hold(stack, served.port, HALF[half])
        assert call(served, "GET", "/clusters") == (200, [])
    served.stop()
    assert {json.loads(line)["event"] for line in served.errors.splitlines()} <= {
        "connections.full", "call.refused",
    }  # fmt: skip


async def hold(stack, port, raw):
    connection = await stack.enter_async_context(connected(port))
    with suppress(ConnectionError):  # it is closed already, to make room
        await connection.send(raw)
    return connection


async def test_where_all_are_being_answered_a_new_one_is_refused_in_words(serve):
    served = serve("--connection-limit=10")
    async with AsyncExitStack() as stack:
        for _ in range(10):
            stream = await stack.enter_async_context(connected(served.port))
            await stream.send(a_request(path="/_simulator/events"))
            while b"everything" not in await stream.reader.readline():
                pass
        response = await exchange(served.port, b"")
        assert (response.status, response.code) == (503, "TooManyConnections")
        assert response.headers["retry-after"] == "1"
        assert "--connection-limit" in response.body["message"]
    for _ in range(100):  # until it has seen that they are gone
        if (await exchange(served.port, a_request())).status == 200:
            break


@contextmanager
def with_few_files(folder, files):
    """A simulator that may open few files; its port, and the file of its standard error."""
    endpoint, errors = folder / "endpoint", folder / "errors"
    options = ("--port=0", "--db=:memory:", f"--endpoint-file={endpoint}", "--log-level=warning")
    line = f"ulimit -n {files}; exec {shlex.join(command('serve', *options))}"
    with errors.open("w") as log:
        process = subprocess.Popen(["bash", "-c", line], stderr=log, env=dict(os.environ))
    try:
        subprocess.run(command("wait", f"--endpoint-file={endpoint}", "--timeout=120"), check=True)
        yield int(endpoint.read_text().rpartition(":")[2]), errors
    finally:
        process.terminate()
        process.wait(60)


async def test_few_files_stop_nothing_and_fill_no_log(tmp_path):
    with with_few_files(tmp_path, files=256) as (port, errors):
        async with AsyncExitStack() as stack:
            for number in range(600):
                await hold(stack, port, list(HALF.values())[number % len(HALF)])
            for _ in range(20):
                assert (await exchange(port, a_request())).status == 200
        assert errors.stat().st_size < 100_000
        assert "Traceback" not in errors.read_text()


async def test_connections_that_never_finish_tls_are_bounded_too(serve):
    served = serve("--tls", "--connection-limit=10", "--header-time=0.5")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    async with AsyncExitStack() as stack:
        held = [await hold(stack, served.port, b"") for _ in range(30)]
        for connection in held:
            assert await connection.is_closed()
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port, ssl=context)
    writer.write(a_request())
    assert b"200 OK" in await reader.readline()
    writer.transport.abort()
    served.stop()
    assert "Traceback" not in served.errors


# ---- streams


async def test_more_streams_than_there_may_be_are_refused(an_api):
    api = await an_api(stream_limit=2)
    held = [await api.get("/_simulator/events") for _ in range(2)]
    refused = await api.get("/_simulator/events")
    assert (refused.status, (await refused.json())["code"]) == (503, "TooManyStreams")
    held[0].close()
    for _ in range(1000):  # until the server has noticed
        again = await api.get("/_simulator/events")
        if again.status == 200:
            break
        await asyncio.sleep(0)
    assert again.status == 200


async def test_a_tenant_has_no_more_streams_than_it_may_and_others_have_their_own(an_api):
    api = await an_api(tenant_stream_limit=2)
    for name in ("one", "two"):
        await api.post("/_simulator/tenants", json={"name": name})
    held = [await api.get("/_simulator/events?tenant=one") for _ in range(2)]
    refused = await api.get("/_simulator/events?tenant=one")
    body = await refused.json()
    assert (refused.status, body["code"]) == (503, "TooManyStreams")
    assert "--tenant-stream-limit" in body["message"]
    assert (await api.get("/_simulator/events?tenant=two")).status == 200
    held[0].close()
    for _ in range(1000):  # until the server has noticed
        again = await api.get("/_simulator/events?tenant=one")
        if again.status == 200:
            break
        await asyncio.sleep(0)
    assert again.status == 200


PLENTY = ("clusters=1000", "eips=1000", "slbs=1000", "security_groups=1000", "routes_per_vpc=1000")


async def test_all_streams_get_everything_in_the_same_order(an_api):
    api = await an_api(quota=PLENTY)
    streams = [await api.get("/_simulator/events?kinds=call") for _ in range(30)]
    for number in range(20):
        await create(api, name=f"c{number}", subnet_cidr=f"172.28.{number}.0/24")
    seen = {tuple([await next_name(stream) for _ in range(20)]) for stream in streams}
    assert seen == {tuple(f"c{number}" for number in range(20))}


async def next_name(stream):
    while True:
        line = (await asyncio.wait_for(stream.content.readline(), 10)).decode()
        if line.startswith("data: "):
            return json.loads(line[6:])["body"]["name"]


async def test_a_stream_whose_reader_is_deaf_keeps_nobody(an_api):
    api = await an_api(quota=PLENTY)
    async with connected(api.server.port) as deaf:
        await deaf.send(a_request(path="/_simulator/events?from=start"))
        for number in range(30):
            body = a_create_body(name=f"c{number}", subnet_cidr=f"172.28.{number}.0/24")
            assert (await api.post("/clusters", json=body)).status == 202
