"""One simulator and one process of Node for all calls of the typed clients."""

import pytest
from cs_simulator.testing import Simulator

from tests.sdk.clients import NodeProcess
from tests.sdk.conftest import KEYS
from tests.sdk.typed.typed_clients import NodeClient


@pytest.fixture(scope="session")
def simulator():
    """A simulator with a frozen clock, which verifies signatures."""
    with Simulator(auth="enforce", credentials=KEYS, clock="frozen") as running:
        yield running


@pytest.fixture(scope="session")
def node_client(request):
    """The client of Node, for calls one after another."""
    process = NodeProcess(request.getfixturevalue("node_folder"), "ask_typed.js")
    yield NodeClient(process)
    process.close()
