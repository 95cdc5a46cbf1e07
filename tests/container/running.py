"""Running an image as an engine does: namespaces, a root that is read-only, its own user."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.container.dockerfile import Stage
from tests.container.reporting import run

HERE, THERE, LINK = "10.213.77.1", "10.213.77.2", "cs-prove"
PATIENCE = 30.0
DIES_WITH_ITS_PARENT = ("/usr/bin/setpriv", "--pdeathsig=KILL")


class Container:
    """The image while it runs."""

    def __init__(
        self, stage: Stage, root: Path, environment: dict[str, str], mounts: dict[str, Path]
    ) -> None:
        self.stage = stage
        self.environment = environment
        self.process = self._start(root, mounts)
        self.began = time.perf_counter()
        self.pid = 0

    def _start(self, root: Path, mounts: dict[str, Path]) -> subprocess.Popen[bytes]:
        script = """
            set -e; root=$1; shift
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"
            while [ "$1" != -- ]; do mount --bind "$1" "$root$2"; shift 2; done; shift
            mount -o remount,bind,ro "$root"
            ip link set lo up; n=0
            until ip link show eth0 >/dev/null 2>&1 || [ $n -gt 500 ]; do
                n=$((n+1)); sleep 0.01
            done
            exec chroot "$root" "$@"
        """
        binds = [str(each) for inside, outside in mounts.items() for each in (outside, inside)]
        return subprocess.Popen(
            [
                *DIES_WITH_ITS_PARENT, "unshare", "--mount", "--pid", "--net", "--fork",
                "--propagation=private", "sh", "-c", script, "sh", str(root), *binds, "--",
                *self._as_user([*DIES_WITH_ITS_PARENT, *self.stage.command]),
            ]
        )  # fmt: skip

    def _as_user(self, command: Sequence[str]) -> list[str]:
        """A command as the image's user, with the image's environment and nothing else."""
        user, group = self.stage.last("USER").split(":")
        return [
            "/usr/bin/setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups",
            "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
            "/usr/bin/env", "-i", "-C", self.stage.last("WORKDIR"),
            *(f"{name}={value}" for name, value in self.environment.items()), *command,
        ]  # fmt: skip

    def _first_child(self) -> int:
        """Process 1 as this machine numbers it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(until(lambda: children.read_text().split(), "process 1")[0])

    def connect(self) -> None:
        """Give it a network, for which it waits; it has this machine at the other end."""
        self.pid = self._first_child()
        run(*f"ip link add {LINK} type veth peer name peer0 netns {self.pid}".split())
        run(*f"ip addr add {HERE}/30 dev {LINK}".split())
        run(*f"ip link set {LINK} up".split())
        inside = ("nsenter", "-t", str(self.pid), "-n", "ip")
        run(*inside, *f"addr add {THERE}/30 dev peer0".split())
        run(*inside, *["link", "set", "peer0", "up"])
        run(*inside, *["link", "set", "peer0", "name", "eth0"])

    def run_inside(self, *command: str, as_root: bool = False) -> subprocess.CompletedProcess:
        """Run a command beside it, as ``docker exec`` does."""
        enter = ["nsenter", "-t", str(self.pid), "--mount", "--pid", "--net", "--root", "--wd=/"]
        wanted = list(command) if as_root else self._as_user(command)
        return subprocess.run([*enter, *wanted], capture_output=True, text=True, check=False)

    def wait_until_healthy(self) -> float:
        """Ask its health check until it says yes; gives the seconds since the start."""
        health = self.stage.health_command
        until(lambda: self._runs() and self.run_inside(*health).returncode == 0, "healthy")
        return time.perf_counter() - self.began

    def _runs(self) -> bool:
        if self.process.poll() is not None:
            raise SystemExit(f"it ended with exit code {self.process.returncode}")
        return True

    def status(self, name: str) -> list[str]:
        """What the kernel says of process 1."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(line.split()[1:] for line in lines if line.startswith(f"{name}:"))

    def stop(self) -> tuple[int, float]:
        """Send SIGTERM to process 1; gives the exit code, and the seconds it took."""
        began = time.perf_counter()
        os.kill(self.pid, signal.SIGTERM)
        return self.process.wait(PATIENCE), time.perf_counter() - began

    def end(self) -> None:
        """End it, whatever state it is in."""
        if self.process.poll() is None:
            self.process.kill()  # the others go with it, each with its parent
            self.process.wait(PATIENCE)


def until(is_so: Callable[[], Any], what: str) -> Any:
    """Look again and again until something is so; gives what was seen."""
    deadline = time.perf_counter() + PATIENCE
    while not (seen := is_so()):
        if time.perf_counter() > deadline:
            raise SystemExit(f"not {what} in {PATIENCE:g} s")
        time.sleep(0.01)
    return seen


@contextmanager
def running(*given) -> Iterator[Container]:
    container = Container(*given)
    try:
        container.connect()
        yield container
    finally:
        container.end()
