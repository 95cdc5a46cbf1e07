"""What the examples are run with: a copy in a folder of its own, and a simulator for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.containers import Container, read_image

EXAMPLES = Path(__file__).parent
# The examples are run as a user would, in processes of their own; pytest does not collect them.
collect_ignore_glob = ["*/*"]

_TIMEOUT = 180  # seconds: Go's compiler may start with an empty cache, npm with a slow registry


@pytest.fixture(scope="session")
def image():
    return read_image()


@pytest.fixture
def copied(tmp_path):
    """Copy an example, or several, to where it is run; gives that folder."""

    def copy(*names):
        folder = tmp_path / names[0]
        for name in names:
            shutil.copytree(EXAMPLES / name, folder, dirs_exist_ok=True)
        return folder

    return copy


def environment(**variables):
    """The environment of a user of this simulator, who has told it nothing yet."""
    ours = ("CS_", "ALIBABA_CLOUD_", "ALICLOUD_", "PYTEST_")
    told = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{told['PATH']}"
    return {**told, "PATH": path, "PY_COLORS": "0", **variables}


def run(folder, *command, **variables):
    """Run a command in a folder; gives how it ended, with what it printed."""
    return subprocess.run(
        command, cwd=folder, env=environment(**variables), timeout=_TIMEOUT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_pytest(folder, *options, **variables):
    """Run the tests of a folder with the plugin that comes with the simulator."""
    without = ("-p", "no:cacheprovider", "-p", "no:schemathesis")  # the latter takes long to load
    return run(folder, sys.executable, "-m", "pytest", *without, *options, **variables)


@pytest.fixture
def shell(request):
    """Run lines of bash in a folder; a simulator that they start there is stopped in the end."""

    def execute(folder, lines, **variables):
        request.addfinalizer(lambda: run(folder, "cs-simulator", "stop"))
        settings = {"CS_SIMULATOR_PORT": "0", "CS_SIMULATOR_MASTER_PORT": "none"}
        return run(folder, "bash", "-euc", lines, **settings, **variables)

    return execute


@pytest.fixture
def serve_container(serve, image):
    """Start what a container would, on this machine: the same command and the same variables."""

    def start(container: Container):
        settings = {**image.environment, **container.environment}
        return serve(*container.options, **{**settings, "CS_SIMULATOR_MASTER_PORT": "none"})

    return start
