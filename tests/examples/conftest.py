"""What the examples are run with: a copy in a folder of its own, and a simulator for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.container import dockerfile

EXAMPLES = Path(__file__).parent
# The examples are run as a user would, in processes of their own; pytest does not collect them.
collect_ignore_glob = ["*/*"]

_TIMEOUT = 180  # seconds: Go's compiler may start with an empty cache, npm with a slow registry


@pytest.fixture(scope="session")
def image():
    """What the last stage of the Dockerfile says."""
    return dockerfile.read()[-1]


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
def serve_container(serve, image, tmp_path):
    """Start what a container of the image would, on this machine: with the same words after the
    image's name and the same variables, and with files at paths that it has in the container.
    """
    config_dir = image.environment["CS_SIMULATOR_CONFIG_DIR"]
    here = tmp_path / "etc"
    here.mkdir()

    def start(words, variables, files=None):
        assert words[0] == "serve", words
        for path, text in (files or {}).items():
            file = here / Path(path).relative_to(config_dir)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        ours = {k: v for k, v in image.environment.items() if k.startswith("CS_SIMULATOR_")}
        own = {"CS_SIMULATOR_CONFIG_DIR": str(here), "CS_SIMULATOR_MASTER_PORT": "none"}
        return serve(*words[1:], **{**ours, **variables, **own})

    return start
