"""Installations of the simulator as a user has them: a wheel, installed and compiled by pip.

What the simulator depends on is taken from the environment that runs the benchmark, for every
revision. Nothing is downloaded.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
_OURS = ("CS_SIMULATOR_", "PYTEST_", "PYTHONDONTWRITEBYTECODE")


class UnknownRevisionError(Exception):
    """A revision cannot be had; the text says why in one line."""


@dataclass(frozen=True)
class Installation:
    """One version of the simulator, in a virtual environment of its own."""

    label: str
    """What the table calls it."""
    folder: Path

    @property
    def python(self) -> str:
        """The interpreter of its environment."""
        return str(self.folder / "bin" / "python")

    @property
    def cs_simulator(self) -> str:
        """Its command."""
        return str(self.folder / "bin" / "cs-simulator")


def environment() -> dict[str, str]:
    """The variables of measured processes: without settings, with the benchmark's own modules."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "PYTHONPATH": str(ROOT)}


def install(source: Path, folder: Path, label: str, *, is_fast: bool) -> Installation:
    """Build the wheel of a source tree, and install it into a new environment in the folder.

    Only if it *is_fast*, servers of that environment, the bare one included, can use uvloop.
    """
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    built = _run([sys.executable, "-c", _BUILD, str(wheels)], cwd=source).split()[-1]
    installation = Installation(label, folder / "environment")
    _run([sys.executable, "-m", "venv", "--without-pip", str(installation.folder)])
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    own = ["--python", installation.python, "install", "--quiet", "--no-deps", "--no-index"]
    _run([*pip, *own, str(wheels / built)])  # which compiles it
    # Of the other environment nothing but its packages: no .pth file there is read.
    [packages] = installation.folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    if not is_fast:  # as without the extra "fast", whatever the other environment has
        (packages / "uvloop.py").write_text('raise ModuleNotFoundError("hidden by the benchmark")')
    return installation


def resolve(revision: str) -> str:
    """The short hash of a revision; raises :class:`UnknownRevisionError` if there is none."""
    if not shutil.which("git"):
        raise UnknownRevisionError("another revision is unpacked by git, which is not installed")
    command = ["git", "rev-parse", "--verify", "--quiet", "--short=8", f"{revision}^{{commit}}"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise UnknownRevisionError(f"there is no revision {revision!r} in this repository")
    return found.stdout.strip()


def unpack(revision: str, folder: Path) -> Path:
    """Write the files of a revision into a new folder; returns that."""
    command = ["git", "archive", "--format=tar", revision]
    archive = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def _run(command: list[str], cwd: Path | None = None) -> str:
    return subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, text=True, check=True, env=environment()
    ).stdout
