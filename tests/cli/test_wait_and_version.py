"""``cs-simulator wait`` and ``cs-simulator version``: for scripts and health checks."""

import json
import os
import subprocess

import pytest
from cs_simulator import __version__

from tests.support import forked
from tests.support.process import command


def run(*arguments, **variables):
    return forked.run(
        command(*arguments), env={**os.environ, **variables},
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


# ---- wait


def test_wait_waits_for_a_server_that_starts_later(serve, tmp_path):
    waiting = forked.popen(
        command("wait", f"--endpoint-file={tmp_path}/endpoint-0", "--json"),
        stdout=subprocess.PIPE,
        text=True,
    )
    served = serve()
    said, _ = waiting.communicate(timeout=120)
    assert (waiting.returncode, json.loads(said)) == (0, {"ready": True, "url": served.url})


@pytest.mark.parametrize("way", ["url", "address without scheme", "port", "environment"])
def test_wait_finds_the_server_by_each_of_its_options(serve, way):
    served = serve()
    waited = {
        "url": lambda: run("wait", f"--url={served.url}/"),
        "address without scheme": lambda: run("wait", f"--url={served.address}"),
        "port": lambda: run("wait", f"--port={served.port}"),
        "environment": lambda: run("wait", CS_SIMULATOR_URL=served.url),
    }[way]()
    assert waited.returncode == 0, waited
    assert served.address in waited.stdout
    assert waited.stderr == ""


def test_a_file_that_a_killed_server_left_makes_nobody_ready(serve):
    served = serve()
    served.kill()
    waited = run("wait", f"--endpoint-file={served.endpoint_file}", "--timeout=0.1")
    assert (waited.returncode, waited.stdout) == (1, "")
    assert waited.stderr == f"cs-simulator: {served.url} was not ready in 0.1 s\n"


def test_a_failure_is_reported_in_json_too(serve):
    served = serve()
    served.stop()
    waited = run("wait", f"--url={served.url}", "--timeout=0", "--json")
    assert (waited.returncode, waited.stderr) == (1, "")
    assert json.loads(waited.stdout) == {"ready": False, "url": served.url}


def test_a_file_that_is_not_there_in_time_is_a_failure(tmp_path):
    waited = run("wait", f"--endpoint-file={tmp_path}/nothing", "--timeout=0.1")
    assert (waited.returncode, waited.stdout) == (1, "")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1:1", "ftp://127.0.0.1"])
def test_an_address_it_cannot_ask_is_refused(url):
    waited = run("wait", f"--url={url}")
    assert (waited.returncode, waited.stdout) == (2, "")
    assert waited.stderr.startswith(f"cs-simulator: --url {url}")


# ---- version


def test_the_version_is_one_line():
    assert run("version").stdout == f"{__version__}\n"


def test_the_version_comes_as_json_too():
    assert json.loads(run("version", "--json").stdout) == {"version": __version__}


def test_an_unknown_command_is_refused():
    ended = run("sing")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "No such command 'sing'" in ended.stderr
