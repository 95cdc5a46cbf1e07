"""``cs-simulator wait``: for scripts and health checks. Needs nothing but the standard library."""

import http.client
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import click

from cs_simulator.cli.main import fail

_PAUSE = 0.05  # seconds between two looks: a start takes a few tenths
_ANSWER = 2.0  # seconds that one look may take


@click.command()
@click.option("--url", help="Address of the simulator.", envvar="CS_SIMULATOR_URL")
@click.option(
    "--endpoint-file",
    envvar="CS_SIMULATOR_ENDPOINT_FILE",
    help="File that the simulator writes its address to.",
)
@click.option(
    "--port", default=8015, show_default=True, envvar="CS_SIMULATOR_PORT",
    help="Port on this machine, if neither of the others is given.",
)  # fmt: skip
@click.option("--timeout", default=30.0, show_default=True, help="Seconds to wait at the most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def wait(url: str, endpoint_file: str, port: int, timeout: float, as_json: bool) -> None:
    """Wait until a simulator is ready; exit code 1 if it is not in time.

    Example: cs-simulator wait --endpoint-file endpoint --timeout 10
    """
    if url and not _can_be_asked(url):
        fail(f"--url {url}: write it like http://127.0.0.1:8015")
    if not (url or endpoint_file or 0 < port < 65536):
        fail(f"--port {port}: give a number from 1 to 65535")
    is_ready, address = _wait(url, endpoint_file, port, timeout)
    if as_json:
        click.echo(json.dumps({"ready": is_ready, "url": address}))
    elif is_ready:
        click.echo(address)
    else:
        what = address or f"the simulator of {endpoint_file}"
        click.echo(f"cs-simulator: {what} was not ready in {timeout:g} s", err=True)
    if not is_ready:
        raise SystemExit(1)


def _wait(url: str, endpoint_file: str, port: int, timeout: float) -> tuple[bool, str]:
    """Whether the simulator was ready in time, and the address that was asked last."""
    deadline = time.monotonic() + timeout
    while True:
        told = _from_file(endpoint_file)
        address = url or told or ("" if endpoint_file else f"http://127.0.0.1:{port}")
        is_ready = bool(address) and _ready(address)
        if is_ready or time.monotonic() >= deadline:
            return is_ready, address
        time.sleep(_PAUSE)


def _can_be_asked(address: str) -> bool:
    try:
        parts = urlsplit(address if "//" in address else f"http://{address}")
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 80) > 0
    except ValueError:  # a port that is none, a bracket too few
        return False


def _from_file(path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip() if path else ""
    except OSError:
        return ""


def _ready(address: str) -> bool:
    parts = urlsplit(address if "//" in address else f"http://{address}")
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request("GET", "/_simulator/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    """A connection; whose certificate it is does not matter to whether it is ready."""
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=_ANSWER)
    import ssl

    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, port, timeout=_ANSWER, context=context)
