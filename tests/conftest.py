"""What most tests start from: the application in this process, or a process of its own."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app
from hypothesis import settings as hypothesis_settings

from tests.support.as_a_user import run

# How long an example takes says something about the machine, and nothing about the simulator.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


@pytest.fixture
def an_api(aiohttp_client):
    """Make an aiohttp client of the real application, with settings of the test's choice."""

    async def make(**settings):
        chosen = {"db": ":memory:", "clock": "frozen", "log_level": "warning", **settings}
        return await aiohttp_client(create_app(Settings(**chosen)))

    return make


@pytest.fixture
async def api(an_api):
    """An aiohttp client of the real application, on a database in memory, time standing still."""
    return await an_api()


@dataclass(frozen=True, kw_only=True)
class Served:
    """A simulator in a process of its own."""

    process: subprocess.Popen
    endpoint_file: Path
    errors_file: Path
    url: str

    @property
    def address(self) -> str:
        """Host and port, as the SDKs want them."""
        return self.url.partition("://")[2]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def errors(self) -> str:
        """What it wrote to its standard error."""
        return self.errors_file.read_text()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it as an operator would; gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(5)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        self.process.kill()
        self.process.wait(5)


def command(*arguments: str) -> list[str]:
    """The command line of this environment's simulator."""
    return [sys.executable, "-m", "cs_simulator", *arguments]


@pytest.fixture
def serve(tmp_path):
    """Start ``cs-simulator serve`` with the given options and wait until it is ready.

    It takes a free port and keeps its state in memory, unless the options say otherwise; keywords
    are variables of its environment, but for *by*, the command. What was started ends with the
    test.
    """
    running = []

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
def shell(request):
    """Run lines of bash in a folder; a simulator that they start there is stopped in the end."""

    def execute(folder, lines, **variables):
        request.addfinalizer(lambda: run(folder, "cs-simulator", "stop"))
        settings = {"CS_SIMULATOR_PORT": "0", "CS_SIMULATOR_MASTER_PORT": "none"}
        return run(folder, "bash", "-euc", lines, **settings, **variables)

    return execute
