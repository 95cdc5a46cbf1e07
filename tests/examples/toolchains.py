"""The languages that the examples are written in: found here, or installed where all must run.

With ``CI`` in the environment nothing is left out: what is missing is installed from Debian, and
what cannot be is a failure. Anywhere else its tests are skipped, with what would have to be there.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]


@dataclass(frozen=True, kw_only=True)
class Toolchain:
    """What a language needs: commands, folders, and the Debian packages that bring them."""

    commands: tuple[str, ...]
    folders: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    @property
    def is_here(self) -> bool:
        return all(map(shutil.which, self.commands)) and all(
            Path(folder).is_dir() for folder in self.folders
        )

    def require(self) -> None:
        """Have it, or else skip the test; in CI, install it, or else fail."""
        if self.is_here:
            return
        wanted = " ".join(self.packages or self.commands)
        if not os.environ.get("CI"):
            pytest.skip(f"this needs {wanted}")
        if self.packages:
            _install(self.packages)
        assert self.is_here, f"this needs {wanted}"


TOOLCHAINS = {
    "curl": Toolchain(commands=("bash", "curl")),
    "node": Toolchain(commands=("node", "npm")),
    "go": Toolchain(
        commands=("go",),
        folders=("/usr/share/gocode/src/github.com/denverdino/aliyungo",),
        packages=("golang-go", "golang-github-denverdino-aliyungo-dev"),
    ),
    # Without the compiler there is only a JRE, which does not run a source file.
    "java": Toolchain(commands=("java", "javac"), packages=("default-jdk-headless",)),
}


def _install(packages: tuple[str, ...]) -> None:
    """Install Debian packages, one test process at a time."""
    with Path(tempfile.gettempdir(), "cs-simulator-apt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _apt(*_INSTALL, *packages).returncode != 0:
            _apt("apt-get", "update")
            done = _apt(*_INSTALL, *packages)
            assert done.returncode == 0, done.stderr


def _apt(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
