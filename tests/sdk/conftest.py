"""A simulator in this process for the official clients, and what the Node clients need."""

import asyncio

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.app import SIMULATOR, create_app

from tests.sdk.clients import CLIENTS, NODE_FOLDER, NodeClient, NodeProcess
from tests.support import npm

KEYS = ("testid:testsecret",)


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory):
    """A folder with the Node clients, installed from the npm registry."""
    return npm.install_once(NODE_FOLDER, tmp_path_factory, "ask.js", "ask_typed.js")


@pytest.fixture(scope="session")
def node_process(node_folder):
    """The program with the Node clients."""
    process = NodeProcess(node_folder, "ask.js")
    yield process
    process.close()


@pytest.fixture(params=CLIENTS, ids=lambda each: each.__name__)
def make_client(request):
    """Make a client of the kind, for an address and a key pair."""
    kind = request.param
    process = request.getfixturevalue("node_process") if issubclass(kind, NodeClient) else None

    def make(address, **pair):
        client = kind(address=address, **pair)
        if process:
            client.process = process
        return client

    return make


@pytest.fixture
def start(aiohttp_server):
    """Start a simulator in this process; gives its address and itself."""

    async def begin(system_clock=None, **settings):
        chosen = {
            "db": ":memory:",
            "clock": "polling",
            "auth": "enforce",
            "credentials": KEYS,
            "log_level": "warning",
            **settings,
        }
        server = await aiohttp_server(create_app(Settings(**chosen), system_clock))
        return f"127.0.0.1:{server.port}", server.app[SIMULATOR]

    return begin


def an_hour_ahead():
    """Clocks of a machine that is an hour ahead of its callers: to it their dates are old."""
    real = SystemClock()
    return SystemClock(monotonic=real.monotonic, wall=lambda: real.wall() + 3_600_000_000)


in_a_thread = asyncio.to_thread
