"""The simulator that ``start`` runs in the background of the current folder.

Its address, its process id and its log are kept in ``.cs-simulator/``.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from cs_simulator.cli._control_session import ENDPOINT_FILE
from cs_simulator.client import Connection
from cs_simulator.client.server import is_alive

FOLDER = ENDPOINT_FILE.parent
LOG_FILE, PID_FILE = FOLDER / "server.log", FOLDER / "server.pid"
PATIENCE = 30.0  # seconds that a start or a stop may take
_PAUSE = 0.05


class StartError(Exception):
    """The process ended, or was not ready in time; the text says why."""


def launch(options: Sequence[str]) -> int:
    """Start ``serve`` in the background; returns its process id once it is ready.

    Raises :class:`StartError`.
    """
    FOLDER.mkdir(exist_ok=True)
    ENDPOINT_FILE.unlink(missing_ok=True)
    with LOG_FILE.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - this program, with the caller's own options
            [
                *(sys.executable, "-m", "cs_simulator", "serve"),
                f"--endpoint-file={ENDPOINT_FILE}",
                *options,
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    PID_FILE.write_text(f"{process.pid}\n", "utf-8")
    deadline = time.monotonic() + PATIENCE
    while not ENDPOINT_FILE.exists():
        if process.poll() is not None:
            PID_FILE.unlink(missing_ok=True)
            raise StartError(_last_line_of_log())
        if time.monotonic() > deadline:
            raise StartError(f"it is not ready after {PATIENCE:g} s; see {LOG_FILE}")
        time.sleep(_PAUSE)
    return process.pid


def _last_line_of_log() -> str:
    lines = LOG_FILE.read_text("utf-8", "replace").splitlines()
    return lines[-1].removeprefix("cs-simulator: ") if lines else "it ended at once"


def running() -> int | None:
    """The process id of the simulator that was started in this folder, if it still runs."""
    try:
        pid = int(PID_FILE.read_text("utf-8"))
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid


def address() -> str:
    """The address of the simulator that was started in this folder; empty if there is none."""
    try:
        return ENDPOINT_FILE.read_text("utf-8").strip()
    except OSError:
        return ""


def answers(url: str) -> bool:
    """Whether a simulator answers at an address."""
    try:
        with Connection(url) as connection:
            return is_alive(connection)
    except ValueError:
        return False


def end(pid: int) -> bool:
    """Send a process SIGTERM, and wait for its end; false if it takes too long."""
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if running() is None or _is_zombie(pid):
            PID_FILE.unlink(missing_ok=True)
            return True
        time.sleep(_PAUSE)
    return False


def _is_zombie(pid: int) -> bool:
    """Whether a process has ended and only waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False
