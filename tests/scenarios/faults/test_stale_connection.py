"""Kept connections that the server closes: on the next request, or after some time without one."""

import asyncio

import pytest

LIST = {"operation": "DescribeClusters"}
HEAD = b"GET /clusters HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
async def connection(play):
    server = play.api.server
    reader, writer = await asyncio.open_connection(server.host, server.port)
    yield reader, writer
    writer.close()


async def answered(connection):
    """Make a call on the connection; returns the head of the answer, which must be whole."""
    reader, writer = connection
    writer.write(HEAD)
    head = await reader.readuntil(b"\r\n\r\n")
    assert await reader.readexactly(2) == b"[]"
    return head.decode()


async def test_an_answer_says_nothing_of_it_and_the_next_request_is_reset(play, connection):
    await play.rules({"id": "stale", "when": LIST, "then": "stale_connection"})
    head = await answered(connection)
    assert "200 OK" in head
    assert "close" not in head.lower()
    reader, writer = connection
    writer.write(HEAD)
    with pytest.raises(ConnectionResetError):
        await reader.read()
    assert len(await play.calls()) == 1


async def test_a_rule_closes_connections_after_a_number_of_answers(play, connection):
    rule = {"id": "stale", "when": LIST, "fire": {"every": 3, "skip": 2}}
    await play.rules({**rule, "then": "stale_connection"})
    for _ in range(3):
        await answered(connection)
    reader, writer = connection
    writer.write(HEAD)
    with pytest.raises(ConnectionResetError):
        await reader.read()


async def test_a_connection_that_is_idle_for_so_long_is_closed(play, connection):
    await play.rules({"id": "stale", "when": LIST, "then": {"stale_connection": "50ms"}})
    await answered(connection)
    assert await connection[0].read() == b""


async def test_a_connection_that_is_used_meanwhile_is_kept(play, connection):
    rule = {"id": "stale", "when": LIST, "fire": {"times": 1}}
    await play.rules({**rule, "then": {"stale_connection": "500ms"}})
    await answered(connection)
    await answered(connection)
    closed = asyncio.ensure_future(connection[0].read())
    done, _ = await asyncio.wait({closed}, timeout=0.7)
    assert not done
    closed.cancel()
