"""What most tests start from: the application in this process, or a process of its own."""

import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app
from hypothesis import settings as hypothesis_settings
from pytest_aiohttp import AiohttpClient

from tests.support.as_a_user import run
from tests.support.builders import Api
from tests.support.cluster_kinds import TYPES, creating
from tests.support.process import Served, command

# How long an example takes depends on the machine, not on the simulator.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many workers ``-n auto`` starts: one more than there are cores.

    For a third of their time tests wait: for processes, sockets and other people's compilers.
    """
    return (os.cpu_count() or 1) + 1


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
    """Start ``cs-simulator serve`` with the given options, and wait until it is ready.

    It takes a free port and keeps its state in memory, unless the options say otherwise. Keywords
    are environment variables, except *by*: the command, in place of ``serve``. What was started
    ends with the test.
    """
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str, by: tuple[str, ...] = ("serve",), **variables: str) -> Served:
        endpoint_file = tmp_path / f"endpoint-{len(running)}"
        errors_file = tmp_path / f"errors-{len(running)}"
        arguments = ["--port=0", f"--endpoint-file={endpoint_file}", "--log-level=warning"]
        if not any(option.startswith("--db") for option in options):
            arguments.append("--db=:memory:")
        with errors_file.open("w") as errors:
            process = subprocess.Popen(
                command(*by, *arguments, *options),
                stderr=errors,
                env={**os.environ, **variables},
            )
        running.append(process)
        waited = command("wait", f"--endpoint-file={endpoint_file}", "--timeout=30")
        ended = subprocess.run(waited, check=False, stdout=subprocess.DEVNULL)
        assert ended.returncode == 0, errors_file.read_text()
        return Served(
            process=process,
            endpoint_file=endpoint_file,
            errors_file=errors_file,
            url=endpoint_file.read_text().strip(),
        )

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(10)


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
