"""``cs-simulator wait``: for scripts and health checks. Needs nothing but the standard library."""

import time
from pathlib import Path
from typing import TypedDict

import click

from cs_simulator.cli._output import fail, prints, show
from cs_simulator.client.connection import Connection
from cs_simulator.client.server import is_ready

_PAUSE = 0.05  # seconds between two requests: a start takes a few tenths
_ANSWER = 2.0  # seconds that one answer may take
_USUAL_PORT = 8015


class Waited(TypedDict):
    """Whether the simulator was ready in time."""

    ready: bool
    url: str


@click.command()
@click.option(
    "--url", envvar="CS_SIMULATOR_URL",
    help="Address of the simulator; by default the one that was started in this folder.",
)  # fmt: skip
@click.option(
    "--endpoint-file",
    envvar="CS_SIMULATOR_ENDPOINT_FILE",
    help="File that the simulator writes its address to.",
)
@click.option(
    "--port", type=int, envvar="CS_SIMULATOR_PORT",
    help="Port on this machine; by default 8015, if none was started in this folder.",
)  # fmt: skip
@click.option("--timeout", default=30.0, show_default=True, help="Seconds to wait at most.")
@prints(Waited)
def wait(url: str, endpoint_file: str, port: int | None, timeout: float, as_json: bool) -> None:
    """Wait until a simulator is ready.

    Exit code 1 if it is not ready in time.

    Example: cs-simulator wait --endpoint-file endpoint --timeout 10
    """
    if url and not _is_address(url):
        fail(f"--url {url}: write it like http://127.0.0.1:8015")
    if not (url or endpoint_file or port is None or 0 < port < 65536):
        fail(f"--port {port}: give a number from 1 to 65535")
    if not (url or endpoint_file or port):
        url = _of_this_folder()
    is_in_time, address = wait_for(url, endpoint_file, port or _USUAL_PORT, timeout)
    if is_in_time or as_json:
        answer: Waited = {"ready": is_in_time, "url": address}
        show(answer, address, as_json=as_json)
    if not is_in_time:
        if as_json:
            raise SystemExit(1)
        simulator = address or f"the simulator of {endpoint_file}"
        fail(f"{simulator} was not ready in {timeout:g} s", exit_code=1)


def _of_this_folder() -> str:
    """The address of the simulator that was started in this folder; empty if there is none."""
    from cs_simulator.runtime import presence

    try:
        found = presence.of_folder(Path())
    except PermissionError:
        return ""
    return found[0].url if found else ""


def wait_for(url: str, endpoint_file: str, port: int, timeout: float) -> tuple[bool, str]:
    """Whether the simulator was ready in time, and the address that was tried last."""
    deadline = time.monotonic() + timeout
    while True:
        written = _from_file(endpoint_file)
        address = url or written or ("" if endpoint_file else f"http://127.0.0.1:{port}")
        is_in_time = bool(address) and _answers_ready(address)
        if is_in_time or time.monotonic() >= deadline:
            return is_in_time, address
        time.sleep(_PAUSE)


def _is_address(text: str) -> bool:
    try:
        Connection(text)
    except ValueError:
        return False
    return True


def _from_file(path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip() if path else ""
    except OSError:
        return ""


def _answers_ready(address: str) -> bool:
    try:
        with Connection(address, patience=_ANSWER) as connection:
            return is_ready(connection)
    except ValueError:
        return False
