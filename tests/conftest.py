"""What most tests start from: the application in this process, or a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.runtime.settings import Settings
from simulator.server.app import create_app


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


@dataclass
class Served:
    """A simulator in a process of its own."""

    process: subprocess.Popen
    endpoint_file: Path

    @property
    def url(self) -> str:
        return self.endpoint_file.read_text().strip()

    @property
    def address(self) -> str:
        """Host and port, as the SDKs want them."""
        return self.url.removeprefix("http://")


def command(*arguments: str) -> list[str]:
    """The command line of this environment's simulator."""
    return [sys.executable, "-m", "simulator", *arguments]


@pytest.fixture
def serve(tmp_path):
    """Start ``cs-simulator serve`` with the given options and wait until it is ready."""
    running = []

    def start(*options: str) -> Served:
        endpoint_file = tmp_path / f"endpoint-{len(running)}"
        arguments = ["--port=0", f"--endpoint-file={endpoint_file}", "--log-level=warning"]
        if not any(option.startswith("--db") for option in options):
            arguments.append("--db=:memory:")
        process = subprocess.Popen(command("serve", *arguments, *options))
        running.append(process)
        waited = command("wait", f"--endpoint-file={endpoint_file}", "--timeout=30")
        subprocess.run(waited, check=True, stdout=subprocess.DEVNULL)
        return Served(process, endpoint_file)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(10)
