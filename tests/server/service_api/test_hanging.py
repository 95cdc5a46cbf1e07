"""A call that hangs is over once its client has left, or the server is to stop."""

import asyncio

import pytest
from aiohttp import ClientSession
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support.http import control
from tests.support.raw_http import a_request, connected

HANGS = {"id": "hangs", "when": {"operation": "DescribeClusters"}, "then": {"hang": "90s"}}
LONGER = 100  # seconds that the server gives to answers in progress, when it is to stop
PATIENCE = 60  # seconds, after which a test fails

pytestmark = pytest.mark.parametrize("phase", ["admit", "reply"])


@pytest.fixture
async def server(aiohttp_server):
    settings = Settings(db=":memory:", clock="frozen", log_level="warning")
    return await aiohttp_server(create_app(settings), shutdown_timeout=LONGER)


async def hang(server, phase, connection):
    """Make a call on the connection that hangs in the phase; no other connection is left."""
    async with ClientSession(server.make_url("/"), headers={"Connection": "close"}) as api:
        await control(api, "PUT", "faults", {"rules": [{**HANGS, "phase": phase}]})
        await connection.send(a_request())
        while not (await control(api, "GET", "calls"))["calls"]:
            pass


async def test_a_call_that_hangs_is_over_when_its_client_leaves(server, phase):
    async with asyncio.timeout(PATIENCE):
        async with connected(server.port) as connection:
            await hang(server, phase, connection)
            answering = {each._task_handler for each in server.handler.connections}
        await asyncio.wait(answering - {None})


async def test_the_end_of_the_server_waits_for_no_call_that_hangs(server, phase):
    async with asyncio.timeout(PATIENCE), connected(server.port) as connection:
        await hang(server, phase, connection)
        await server.close()
        assert await connection.response() is None
