"""The console's modules and styles, as TypeScript and Biome see them; both come from npm."""

import os
import shutil
import subprocess
from pathlib import Path

import cs_simulator
import pytest

STATIC = Path(cs_simulator.__file__).parent / "server" / "console" / "static"
CONFIGURATION = Path(__file__).parent / "javascript"


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """A folder with a copy of the page's files, and what checks them."""
    if not (shutil.which("node") and shutil.which("npm")):
        assert not os.environ.get("CI"), "the checks of the console's sources need node and npm"
        pytest.skip("node and npm are not here")
    folder = tmp_path_factory.mktemp("console")
    shutil.copytree(CONFIGURATION, folder, dirs_exist_ok=True)
    shutil.copytree(STATIC, folder / "static")
    run(folder, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")
    return folder


def run(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        ["npm", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_and_style_are_right(checked):
    """Both in one test, so that only one process installs them."""
    run(checked, "run", "--silent", "types")
    run(checked, "run", "--silent", "lint")
