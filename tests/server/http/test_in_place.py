"""Calls are answered where their bytes are taken in, and keep every rule of HTTP there."""

import asyncio

import pytest
from cs_simulator.operations import ErrorKeys
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.app import create_app
from cs_simulator.server.http import in_place
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.hosts import Hosts
from cs_simulator.server.http.responses import refuse_on_api_port
from cs_simulator.server.http.server import Calls, HttpServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.http_answers import (
    DONE,
    LIVE,
    NOWHERE,
    UNNAMED,
    chunked,
    fault,
    get,
    masked,
    post,
    set_rules,
)
from tests.support.judge import judged
from tests.support.raw_http import connected
from tests.support.wire import Wire

PATIENCE = 20.0  # seconds, after which a test fails
# What can be sent, and what is answered.
KINDS = {
    "a call": (get(), DONE),
    "an unknown path": (get("/nowhere"), NOWHERE),
    "a body": (post(), UNNAMED),
    "a body in chunks": (chunked(b"{", b"}"), UNNAMED),
    "the control plane": (get("/_simulator/livez"), LIVE),
    "a call that waits": (fault("waits"), DONE),
    "a slow answer": (fault("slow"), DONE),
}


@pytest.fixture
async def server(an_api):
    """The server of a port, by which tests make connections in memory."""
    api = await an_api(seed=1)
    await set_rules(api)
    return api.server.handler


@pytest.fixture
async def wire(server):
    wire = Wire()
    wire.connect(server())
    yield wire
    wire.close()


async def turns(number=5):
    """Let the event loop do what it can do at once."""
    for _ in range(number):
        await asyncio.sleep(0)


async def until_sent(wire, expected):
    async with asyncio.timeout(PATIENCE):
        while len(wire.sent) < len(expected):
            await turns(1)
    assert masked(wire.sent) == expected


def test_the_aiohttp_that_is_installed_has_what_is_used_of_it():
    assert in_place.is_possible()


async def test_a_call_that_waits_for_nothing_is_answered_at_once_in_one_write(wire):
    await turns()
    wire.protocol.data_received(get())
    assert [masked(raw) for raw in wire.writes] == [DONE]
    wire.protocol.data_received(get("/nowhere") + get())
    assert [masked(raw) for raw in wire.writes] == [DONE, NOWHERE, DONE]


async def test_a_call_that_waits_is_finished_by_one_task_and_others_wait_for_it(wire):
    await turns()
    wire.protocol.data_received(fault("waits") + get())
    tasks = len(asyncio.all_tasks())
    wire.protocol.data_received(get())
    assert (wire.sent, len(asyncio.all_tasks()), wire.protocol.is_awaited) == (b"", tasks, False)
    await until_sent(wire, DONE + DONE + DONE)
    assert wire.protocol.is_awaited
    assert len(asyncio.all_tasks()) < tasks


async def test_what_is_not_for_this_way_and_what_is_behind_it_keep_their_order(wire):
    await turns()
    wire.protocol.data_received(get() + get("/_simulator/livez") + get())
    assert masked(wire.sent) == DONE
    wire.protocol.data_received(get("/nowhere"))
    await until_sent(wire, DONE + LIVE + DONE + NOWHERE)
    await turns()
    wire.protocol.data_received(get())
    assert masked(wire.sent) == DONE + LIVE + DONE + NOWHERE + DONE


@pytest.mark.parametrize("is_read_apart", [False, True])
async def test_requests_may_be_split_anywhere(server, is_read_apart):
    raw = get() + post() + chunked(b"{}") + get("/nowhere")
    for place in range(1, len(raw)):
        wire = Wire()
        wire.connect(server())
        if is_read_apart:
            await turns()
        wire.protocol.data_received(raw[:place])
        if is_read_apart:
            await turns()
        wire.protocol.data_received(raw[place:])
        await until_sent(wire, DONE + UNNAMED + UNNAMED + NOWHERE)
        wire.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=6),
    places=st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=4),
)
async def test_any_requests_in_any_pieces_are_answered_in_order(server, kinds, places):
    raw, answers = (b"".join(parts) for parts in zip(*(KINDS[kind] for kind in kinds), strict=True))
    wire, begin = Wire(), 0
    wire.connect(server())
    for place, is_read_apart in [*sorted(places), (1, True)]:
        end = round(place * len(raw))
        wire.protocol.data_received(raw[begin:end])
        begin = end
        if is_read_apart:
            await turns()
    await until_sent(wire, answers)
    judged(wire.sent, *("GET",) * len(kinds))
    wire.close()


async def test_more_requests_than_are_kept_are_answered_all_the_same(wire):
    await turns()
    wire.protocol.data_received(post() + get() * 200)
    await until_sent(wire, UNNAMED + DONE * 200)


async def test_no_more_is_answered_while_the_client_does_not_read(wire):
    await turns()
    wire.protocol.pause_writing()
    wire.protocol.data_received(get() + get())
    await turns()
    assert masked(wire.sent) == DONE  # one, as aiohttp does, which then waits
    wire.protocol.resume_writing()
    await until_sent(wire, DONE + DONE)


async def test_a_call_is_finished_for_a_client_that_has_left(server, wire):
    await turns()
    wire.protocol.data_received(fault("waits") + get())
    task, aiohttp_task = wire.protocol._task_handler, wire.protocol._aiohttp_task
    wire.close()
    async with asyncio.timeout(PATIENCE):
        await asyncio.wait([task, aiohttp_task])
        while wire.protocol in server.connections:
            await turns(1)
    assert (wire.sent, task.exception()) == (b"", None)
    assert aiohttp_task.cancelled()


async def test_a_stale_connection_is_reset_by_the_next_request(wire):
    await turns()
    wire.protocol.data_received(fault("stale"))
    await until_sent(wire, DONE)
    assert not wire.is_closing()
    wire.protocol.data_received(get())
    assert (masked(wire.sent), wire.is_closing()) == (DONE, True)


@pytest.mark.parametrize("waits", [False, True])
async def test_what_breaks_ends_its_connection_only(waits):
    async def answer(message, body, connection):
        if waits:
            await asyncio.sleep(0)
        if message.path == "/breaks":
            raise ValueError("a mistake of ours")
        return b"answered"

    chosen, calls = Settings(), Calls(str.isascii, answer)
    refuse = refuse_on_api_port(ErrorKeys.BOTH)
    server = HttpServer(None, refuse, Hosts(chosen), Bounds(chosen), chosen, calls)
    wires = [Wire(), Wire()]
    for wire, path in zip(wires, ["/breaks", "/works"], strict=True):
        wire.connect(server())
        await turns()
        wire.protocol.data_received(get(path) + get())
        await turns(20)
    assert [(wire.sent, wire.is_closing()) for wire in wires] == [
        (b"", True), (b"answered" * 2, False),
    ]  # fmt: skip
    server.pre_shutdown()
    await server.shutdown(1)


async def test_the_end_of_the_server_waits_for_a_call_and_for_none_behind_it(aiohttp_client):
    goes_on = asyncio.Event()

    async def sleep(seconds):
        await goes_on.wait()

    app = create_app(Settings(db=":memory:", log_level="warning"), SystemClock(sleep=sleep))
    api = await aiohttp_client(app)
    await set_rules(api)
    async with connected(api.server.port) as connection, asyncio.timeout(PATIENCE):
        await connection.send(fault("waits") + get())
        while not in_progress(api.server.handler):
            await turns(1)
        closing = asyncio.create_task(api.server.close())
        await turns(50)
        goes_on.set()
        await closing
        assert masked(await connection.reader.read()) == DONE


def in_progress(server):
    return [each for each in server.connections if each._request_in_progress]


async def test_the_end_of_the_server_cuts_short_a_call_that_takes_too_long(aiohttp_server, an_api):
    api = await an_api()
    await set_rules(api)
    server = api.server
    server.runner._shutdown_timeout = 0.05
    async with connected(server.port) as connection, asyncio.timeout(PATIENCE):
        await connection.send(fault("waits for ever"))
        while not in_progress(server.handler):
            await turns(1)
        [busy] = in_progress(server.handler)
        task = busy._task_handler
        await server.close()
        assert await connection.is_closed()
    assert task.cancelled()


async def test_a_connection_is_closed_when_no_request_follows_one_that_waited(an_api):
    api = await an_api(idle_time=0.05)
    await set_rules(api)
    async with connected(api.server.port) as connection:
        await connection.send(fault("waits long enough"))
        assert (await connection.response()).status == 200
        assert await connection.is_closed()
