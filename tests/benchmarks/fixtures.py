"""What a test pays for its simulator, beside other servers that tests start for themselves.

Each is a run of pytest in a process of its own, with the one plugin that it needs. What one test
takes more than in a run without a server is the start; what each of two hundred more takes is the
isolation.
"""

import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figure import CannotRunError, Sample
from tests.benchmarks.installation import Installation, environment
from tests.benchmarks.servers import last_line, used_by_ended_processes

TESTS = 200
_ASK = """
import urllib.request
def ask(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.status == 200
"""
_NONE = """
import pytest
def ask(url): pass
@pytest.fixture
def url(): return ""
"""
_OURS = (
    _ASK
    + """
import pytest
@pytest.fixture
def url(cs_tenant): return cs_tenant.endpoint + "/version"
"""
)
_BARE = (
    _ASK
    + """
import pytest
@pytest.fixture(scope="session")
def server():
    import asyncio, threading
    from aiohttp import web
    ready, loop, ports = threading.Event(), asyncio.new_event_loop(), []
    async def version(_request): return web.json_response({"version": "1"})
    async def serve():
        app = web.Application()
        app.router.add_get("/version", version)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
        ready.set()
        return runner
    def run():
        runner = loop.run_until_complete(serve())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()
    thread = threading.Thread(target=run)
    thread.start()
    ready.wait()
    yield "http://127.0.0.1:%s" % ports[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
@pytest.fixture
def url(server): return server + "/version"
"""
)
_MOTO = (
    _ASK
    + """
import pytest, urllib.request
@pytest.fixture(scope="session")
def server():
    from moto.server import ThreadedMotoServer
    running = ThreadedMotoServer(port=0, verbose=False)
    running.start()
    yield "http://%s:%s" % running.get_host_and_port()
    running.stop()
@pytest.fixture
def url(server):
    yield server + "/moto-api/data.json"
    urllib.request.urlopen(urllib.request.Request(server + "/moto-api/reset", method="POST"))
"""
)
_HTTPSERVER = (
    _ASK
    + """
import pytest
@pytest.fixture
def url(httpserver):
    httpserver.expect_request("/").respond_with_data("{}")
    return httpserver.url_for("/")
"""
)
_PLUGIN = "cs_simulator.pytest_plugin"
OTHERS = {
    "": (_BARE, ()),
    "moto ": (_MOTO, ()),
    "pytest-httpserver ": (_HTTPSERVER, ("-p", "pytest_httpserver.pytest_plugin")),
}
"""Other servers, by what the keys of their numbers begin with: the bare one with nothing."""


class _Took(NamedTuple):
    """Milliseconds of a run: real ones, and of CPU."""

    real: float
    cpu: float


def _took(installation: Installation, tests: int, head: str, options: Sequence[str] = ()) -> _Took:
    """What a run with so many tests took."""
    text = f'{head}\n@pytest.mark.parametrize("n", range({tests}))\ndef test_it(n, url): ask(url)\n'
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_it.py").write_text(text)
        Path(folder, "none.ini").write_text("[pytest]\n")
        command = [installation.python, "-m", "pytest", "-q", "-c", "none.ini"]
        command += ["-p", "no:cacheprovider", *options]
        alone = {**environment(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        began, used = time.perf_counter(), used_by_ended_processes()
        done = subprocess.run(command, cwd=folder, env=alone, capture_output=True, check=False)
        if f"{tests} passed".encode() not in done.stdout:
            raise CannotRunError(last_line(done.stdout + done.stderr))
        return _Took(
            (time.perf_counter() - began) * 1000, (used_by_ended_processes() - used) * 1000
        )


def _start_and_turn(
    installation: Installation, head: str, options: Sequence[str], name: str = ""
) -> Sample:
    """Milliseconds that the first test waits for its server, and each other one for its own.

    The keys are ``start``, ``turn``, and the same of CPU time: ``start cpu``, ``turn cpu``.
    """
    one, many = (_took(installation, count, head, options) for count in (1, 1 + TESTS))
    none_one, none_many = (_took(installation, count, _NONE) for count in (1, 1 + TESTS))
    found = {}
    for place, kind in enumerate(("", " cpu")):
        start = one[place] - none_one[place]
        found[f"{name}start{kind}"] = start
        found[f"{name}turn{kind}"] = (many[place] - none_many[place] - start) / TESTS
    return found


def ours(installation: Installation) -> Sample:
    """What the simulator takes."""
    return _start_and_turn(installation, _OURS, ("-p", _PLUGIN))


def others(installation: Installation) -> Sample:
    """What the other servers take, run by the same interpreter."""
    found: dict[str, float] = {}
    for name, (head, options) in OTHERS.items():
        found.update(_start_and_turn(installation, head, options, name))
    return found
