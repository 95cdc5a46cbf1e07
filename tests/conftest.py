"""What most tests start from: the application in this process, or a process of its own."""

import gc
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_aiohttp import AiohttpClient

from tests.support.as_a_user import run
from tests.support.builders import Api
from tests.support.cluster_kinds import TYPES, creating
from tests.support.process import Served, serving

# Tests start hundreds of processes. What one of them has compiled, the others need not compile
# again, also on a machine that is set not to keep it: that is half of what their start costs.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = ["tests.support.coverage"]

# To look for garbage after each 700 new objects, as Python does, takes a twentieth of the time.
gc.set_threshold(10_000, 10, 10)

# How long an example takes, and to make one up, depends on the machine, not on the simulator.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many workers ``-n auto`` starts: one more than there are cores.

    For a third of their time tests wait: for processes, sockets and other people's compilers.
    """
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let a worker that has nothing left to do take over half of what another one still has."""
    if config.option.dist != "load":  # somebody has chosen another way
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


# What looks through all objects of its process, which are few at the beginning.
SEARCHING = "tests/client/virtual_time/"
# What takes longest.
LONG = (
    "tests/planted_bugs/", "tests/campaigns/", "tests/server/control/test_openapi.py",
    "tests/testing/explore/", "tests/sdk/", "tests/test_quality.py", "tests/packaging/",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left with it at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    items.sort(key=lambda item: not item.nodeid.startswith(SEARCHING))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that is about clusters of any type over each of the types."""
    node = metafunc.definition
    if node.get_closest_marker("every_type") and not node.get_closest_marker("swarm_only"):
        metafunc.parametrize("cluster_type", TYPES, indirect=True)


@pytest.fixture(autouse=True)
def cluster_type(request: pytest.FixtureRequest) -> Iterator[str]:
    """The cluster type of the clusters that builders make: Swarm, where a test has no other."""
    with creating(getattr(request, "param", "swarm")) as name:
        yield name


@pytest.fixture
def an_api(aiohttp_client: AiohttpClient) -> Callable[..., Awaitable[Api]]:
    """Make an aiohttp client of the real application, with settings of the test's choice."""

    async def make(**settings: object) -> Api:
        chosen = {"db": ":memory:", "clock": "frozen", "log_level": "warning", **settings}
        return await aiohttp_client(create_app(Settings(**chosen)))  # type: ignore[arg-type]

    return make


@pytest.fixture
async def api(an_api: Callable[..., Awaitable[Api]]) -> Api:
    """An aiohttp client of the real application, with a database in memory and a frozen clock."""
    return await an_api()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start ``cs-simulator serve`` as :func:`serving` does; it ends with the test."""
    with serving(tmp_path) as start:
        yield start


@pytest.fixture
def shell(
    request: pytest.FixtureRequest,
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run lines of bash in a folder; a simulator that they start there is stopped at the end."""

    def execute(folder: Path, lines: str, **variables: str) -> subprocess.CompletedProcess[str]:
        request.addfinalizer(lambda: run(folder, "cs-simulator", "stop"))
        settings = {"CS_SIMULATOR_PORT": "0", "CS_SIMULATOR_MASTER_PORT": "none"}
        return run(folder, "bash", "-euc", lines, **settings, **variables)

    return execute
