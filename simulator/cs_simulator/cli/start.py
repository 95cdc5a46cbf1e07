"""``cs-simulator start``, ``stop``, ``status`` and ``logs``: a simulator in the background.

Its address, its number and its log are kept in ``.cs-simulator/`` of the present folder.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click

from cs_simulator.cli._control_session import ENDPOINT_FILE
from cs_simulator.cli.main import fail
from cs_simulator.client import Connection, UnreachableError

FOLDER = ENDPOINT_FILE.parent
LOG_FILE, PID_FILE = FOLDER / "server.log", FOLDER / "server.pid"
_PATIENCE, _PAUSE = 30.0, 0.05


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def start(as_json: bool, options: tuple[str, ...]) -> None:
    """Start a simulator in the background, with OPTIONS of serve, and wait until it is ready.

    It belongs to this folder: status, logs and stop look after it from here.

    Example: cs-simulator start --port 0 --clock polling
    """
    if running() is not None:
        fail(f"one runs already in this folder: {address()}; stop it first")
    FOLDER.mkdir(exist_ok=True)
    ENDPOINT_FILE.unlink(missing_ok=True)
    with LOG_FILE.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - this program, with the caller's own options
            [
                sys.executable,
                "-m",
                "cs_simulator",
                "serve",
                f"--endpoint-file={ENDPOINT_FILE}",
                *options,
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    PID_FILE.write_text(f"{process.pid}\n", "utf-8")
    deadline = time.monotonic() + _PATIENCE
    while not ENDPOINT_FILE.exists():
        if process.poll() is not None:
            PID_FILE.unlink(missing_ok=True)
            lines = LOG_FILE.read_text("utf-8", "replace").splitlines()
            fail(lines[-1].removeprefix("cs-simulator: ") if lines else "it ended at once")
        if time.monotonic() > deadline:
            fail(f"it is not ready after {_PATIENCE:g} s; see {LOG_FILE}")
        time.sleep(_PAUSE)
    told = {"url": address(), "pid": process.pid, "log": str(LOG_FILE)}
    click.echo(json.dumps(told) if as_json else told["url"])


def running() -> int | None:
    """The process of the simulator that was started in this folder, if it still runs."""
    try:
        pid = int(PID_FILE.read_text("utf-8"))
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    return pid


def address() -> str:
    """Its address."""
    try:
        return ENDPOINT_FILE.read_text("utf-8").strip()
    except OSError:
        return ""


def end(pid: int) -> bool:
    """Ask a process to end, and wait for it; whether it has."""
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if running() is None or _is_zombie(pid):
            PID_FILE.unlink(missing_ok=True)
            return True
        time.sleep(_PAUSE)
    return False


def _is_zombie(pid: int) -> bool:
    """Whether it has ended and only waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def answers(url: str) -> bool:
    """Whether a simulator answers there."""
    try:
        with Connection(url) as connection:
            return connection.ask_raw("GET", "livez")[0] == 200
    except (UnreachableError, ValueError):
        return False
