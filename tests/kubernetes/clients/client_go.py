"""The Go programs of this folder: compiled once for a test run, and run for a cluster."""

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.sdk import programs

HERE = Path(__file__).parent / "go"
OPERATOR = Path(__file__).parent / "operator"
_MINIMUM = (1, 26)
# Longer than any test takes; what hangs is ended, so that its test fails.
_SECONDS = 600


def require() -> None:
    """Have a Go that compiles client-go, or else skip the test; in CI fail."""
    programs.GO.require()
    version = _go("env", "GOVERSION")
    numbers = re.match(r"go(\d+)\.(\d+)", version)
    if numbers is None or tuple(map(int, numbers.groups())) < _MINIMUM:
        assert not os.environ.get("CI"), f"client-go needs Go 1.26, not {version}"
        pytest.skip(f"client-go needs Go 1.26, not {version}")


def program(folder: Path, source: Path = HERE) -> Path:
    """A program; its modules have the versions of its go.mod and go.sum."""

    def build(folder: Path) -> None:
        file = str(folder / "client")
        _go("build", "-mod=readonly", "-buildvcs=false", "-o", file, ".", source=source)

    return programs.once(folder, build) / "client"


def module(name: str) -> Path:
    """The folder with the source of one of its modules."""
    _go("mod", "download", name)
    return Path(_go("list", "-m", "-f", "{{.Dir}}", name))


def environment(kubeconfig: Path) -> dict[str, str]:
    """That of a program which calls the cluster, without a proxy."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "KUBECONFIG": str(kubeconfig)}


def _go(*arguments: str, source: Path = HERE) -> str:
    done = subprocess.run(
        ["go", *arguments], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass(frozen=True, kw_only=True)
class Running:
    """The program while it runs."""

    process: subprocess.Popen[str]
    errors: Path

    def seen(self, step: str) -> Any:
        """What the next step of that name saw; waits for it."""
        return self.until(step, lambda _: True)

    def until(self, step: str, holds: Any) -> Any:
        """What the first step of that name saw of which *holds* is true; waits for it."""
        assert self.process.stdout is not None
        passed = []
        for line in self.process.stdout:
            found = json.loads(line)
            passed.append(found)
            if found["step"] == step and holds(found["seen"]):
                return found["seen"]
        raise AssertionError(f"{step} was not reached: {passed}\n{self.errors.read_text()}")


@contextmanager
def running(client: Path, kubeconfig: Path, *steps: str) -> Iterator[Running]:
    """Run steps of the program; ends it with the block."""
    errors = kubeconfig.with_suffix(".errors")
    with errors.open("w") as file:
        process = subprocess.Popen(
            [client, *steps],
            env=environment(kubeconfig),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
        )
    watchdog = threading.Timer(_SECONDS, process.kill)
    watchdog.start()
    try:
        with process:
            yield Running(process=process, errors=errors)
            process.kill()
    finally:
        watchdog.cancel()
