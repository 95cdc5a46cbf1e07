"""Packages of npm that tests need: installed into a folder, or a reason to skip the tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HAS_NODE = shutil.which("node") is not None and shutil.which("npm") is not None
_INSTALL = ("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")


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
