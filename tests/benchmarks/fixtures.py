"""What a test pays for its simulator, beside two other servers that tests start for themselves.

Each is a run of pytest in a process of its own, with the one plugin that it needs. What one test
takes more than in a run without a server is the start; what each of two hundred more takes is the
isolation.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

TESTS = 200
ASK = """
import urllib.request
def ask(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.status == 200
"""
NONE = """
import pytest
def ask(url): pass
@pytest.fixture
def url(): return ""
"""
OURS = (
    ASK
    + """
import pytest
@pytest.fixture
def url(cs_tenant): return cs_tenant.endpoint + "/version"
"""
)
MOTO = (
    ASK
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
HTTPSERVER = (
    ASK
    + """
import pytest
@pytest.fixture
def url(httpserver):
    httpserver.expect_request("/").respond_with_data("{}")
    return httpserver.url_for("/")
"""
)
SERVERS = {
    "cs-simulator": (OURS, ("-p", "cs_simulator.pytest_plugin")),
    "moto": (MOTO, ()),
    "pytest-httpserver": (HTTPSERVER, ("-p", "pytest_httpserver.pytest_plugin")),
}
ALONE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def took(tests: int, head: str, options: Sequence[str] = ()) -> float:
    """Seconds of a run with so many tests."""
    text = f'{head}\n@pytest.mark.parametrize("n", range({tests}))\ndef test_it(n, url): ask(url)\n'
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_it.py").write_text(text)
        Path(folder, "none.ini").write_text("[pytest]\n")
        command = [sys.executable, "-m", "pytest", "-q", "-c", "none.ini", "-p", "no:cacheprovider"]
        command += options
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=folder, env=ALONE, capture_output=True, text=True, check=False
        )
        assert f"{tests} passed" in done.stdout, done.stdout + done.stderr
        return time.perf_counter() - began


def start_and_isolation(name: str) -> tuple[float, float]:
    """Milliseconds that the first test waits for its server, and each other one for its own."""
    one, many = took(1, *SERVERS[name]), took(1 + TESTS, *SERVERS[name])
    bare_one, bare_many = took(1, NONE), took(1 + TESTS, NONE)
    return (one - bare_one) * 1000, (many - one - (bare_many - bare_one)) * 1000 / TESTS
