"""The official clients of compiled languages: programs that are compiled once for a test run.

Each program takes a cluster and a pool through their lives and prints what it saw, one JSON object
for each step. It needs its toolchain, and the registry of its language for what it is compiled
with; what was downloaded and compiled before is used again.
"""

import fcntl
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.examples.toolchains import Toolchain

HERE = Path(__file__).parent
GO = Toolchain(commands=("go",), packages=("golang-go",))
JAVA = Toolchain(commands=("java", "javac", "mvn"), packages=("default-jdk-headless", "maven"))


@dataclass(frozen=True, kw_only=True)
class Program:
    """A compiled program: how it is started, up to its arguments."""

    command: tuple[str, ...]

    def run(self, *arguments: str, address: str, trust: Path | None = None) -> dict[str, object]:
        """Run it against a simulator; returns what each step saw, by the step's name."""
        environment = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
            "CS_ENDPOINT": address,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "testid",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "testsecret",
        }
        if trust:
            environment["SSL_CERT_FILE"] = str(trust)
        done = subprocess.run(
            [*self.command, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0, f"{[line['step'] for line in lines]}\n{done.stderr}"
        return {line["step"]: line["seen"] for line in lines}


def once(folder: Path, build: Callable[[Path], None]) -> Path:
    """Have *build* fill the folder, once for all test processes; returns the folder."""
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = folder / "ready"
        if not ready.exists():
            folder.mkdir(exist_ok=True)
            build(folder)
            ready.touch()
    return folder


def go_program(folder: Path) -> Program:
    """The Go program; its modules have the versions of its go.mod and go.sum."""
    return Program(command=(str(once(folder, _build_go) / "sdk"),))


def java_program(folder: Path) -> Program:
    """The Java program; its libraries have the versions of its pom.xml."""
    built = once(folder, _build_java)
    classes = os.pathsep.join([str(built / "classes"), str(built / "lib" / "*")])
    # A short-lived program: quick to start rather than quick to run.
    return Program(command=("java", "-XX:TieredStopAtLevel=1", "-cp", classes, "Sdk"))


def _build_go(folder: Path) -> None:
    build = ["go", "build", "-mod=readonly", "-buildvcs=false", "-o", str(folder / "sdk"), "."]
    _run(build, HERE / "go")


def _build_java(folder: Path) -> None:
    libraries, classes = folder / "lib", folder / "classes"
    _run(
        ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={libraries}"],
        HERE / "java",
    )
    _run(["javac", "-cp", f"{libraries}/*", "-d", str(classes), "Sdk.java"], HERE / "java")


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
