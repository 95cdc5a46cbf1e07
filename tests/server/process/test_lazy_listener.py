"""A port that is served from its first connection on, also where that fails at first."""

import asyncio
import socket

import pytest
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.server.process.ports import LazyListener


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as bound:
        yield bound


async def greeting(listening):
    """What a client reads until the connection is closed."""
    async with asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""
        finally:
            writer.close()


class Service:
    """A service that begins as often as its *failures* are over."""

    def __init__(self, listening, *failures):
        self.listening, self.failures = listening, list(failures)
        self.server = None

    async def begin(self):
        if self.failures:
            raise self.failures.pop(0)
        self.server = await asyncio.start_server(self.greet, sock=self.listening.dup())

    async def greet(self, _, writer):
        writer.write(b"hello")
        writer.close()


async def test_a_connection_that_cannot_be_served_is_closed_and_a_later_one_is(
    listening, monkeypatch
):
    monkeypatch.setattr("cs_simulator.runtime.supervision.PAUSE", 0)
    supervision = Supervision()
    service = Service(listening, OSError(13, "Permission denied"), ValueError("broken"))
    lazy = LazyListener(listening, service.begin, supervision)

    assert await greeting(listening) == b""
    assert supervision.problems(of_all=True) == {
        "cluster addresses": "[Errno 13] Permission denied"
    }
    assert await greeting(listening) == b""
    assert supervision.problems() == {"cluster addresses": "broken"}
    assert await greeting(listening) == b"hello"
    assert supervision.problems() == {}
    service.server.close()
    await lazy.close()


async def test_a_listener_that_nobody_used_ends(listening):
    lazy = LazyListener(listening, Service(listening).begin, Supervision())
    async with asyncio.timeout(10):
        await lazy.close()
