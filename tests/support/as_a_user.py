"""Commands run as a user would type them, in a folder of theirs, without settings of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import forked
from tests.support.forker import LEAN

_TIMEOUT = 180  # seconds: Go's compiler may start with an empty cache, npm with a slow registry


def environment(**variables: str) -> dict[str, str]:
    """The environment of a user who has set no variable of this simulator."""
    ours = ("CS_", "ALIBABA_CLOUD_", "ALICLOUD_", "PYTEST_")
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{theirs['PATH']}"
    return {**theirs, "PATH": path, "PY_COLORS": "0", **variables}


def run(folder: Path, *command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, to its end."""
    return subprocess.run(
        command, cwd=folder, env=environment(**variables), timeout=_TIMEOUT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_pytest(folder: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a folder with the plugin that comes with the simulator.

    It runs in a process of its own, which is forked from one that has loaded pytest.
    """
    return forked.run(
        [*forked.PYTEST, *LEAN, *options], cwd=folder, env=environment(**variables),
        timeout=_TIMEOUT, capture_output=True, text=True,
    )  # fmt: skip


def run_in(pytester: pytest.Pytester, *options: str, **variables: str) -> pytest.RunResult:
    """What ``pytester.runpytest_subprocess`` does, by :func:`run_pytest`."""
    basetemp = f"--basetemp={pytester.path / 'temporary'}"
    done = run_pytest(pytester.path, basetemp, *options, **variables)
    return pytest.RunResult(done.returncode, done.stdout.splitlines(), done.stderr.splitlines(), 0)
