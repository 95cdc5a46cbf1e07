"""Packages of npm that tests need: installed into a folder, or a reason to skip the tests."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HAS_NODE = shutil.which("node") is not None and shutil.which("npm") is not None
_INSTALL = ("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")
_DONE = "installed"


def install_once(source: Path, factory: pytest.TempPathFactory, *names: str) -> Path:
    """As :func:`install`, into a folder that all workers of a test run share."""
    mine = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return install(source, factory.mktemp(source.name), *names)
    folder = mine.parent / f"npm-{source.name}"
    with (mine.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
        if not (folder / _DONE).exists():
            folder.mkdir(exist_ok=True)
            install(source, folder, *names)
            (folder / _DONE).touch()
    return folder


def install(source: Path, folder: Path, *names: str) -> Path:
    """Copy ``package.json`` and other files into a folder, and install what it says there.

    Skips the test where node and npm are missing, except on CI, where that is a failure.
    """
    if not HAS_NODE:
        assert not os.environ.get("CI"), f"the tests of {source.name} need node and npm"
        pytest.skip("node and npm are not here; install Node.js, which brings both")
    for name in ("package.json", *names):
        shutil.copy(source / name, folder)
    done = subprocess.run(_INSTALL, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder
