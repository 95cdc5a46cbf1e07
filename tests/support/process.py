"""Simulators in processes of their own, and calls to them from outside."""

import json
import os
import signal
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cs_simulator.cli.wait import wait_for

from tests.support.answer import Answer
from tests.support.builders import a_create_body
from tests.support.forked import PROGRAM, popen


@dataclass(frozen=True, kw_only=True)
class Served:
    """A simulator in a process of its own."""

    process: subprocess.Popen[bytes]
    endpoint_file: Path
    errors_file: Path
    url: str

    @property
    def address(self) -> str:
        """Host and port, as the SDKs take them."""
        return self.url.partition("://")[2]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def errors(self) -> str:
        """What it wrote to its standard error."""
        return self.errors_file.read_text()

    def stop(self, number: int = signal.SIGTERM, seconds: float = 30) -> int:
        """End it as an operator would, within some seconds; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self.process.kill()
        self.process.wait(60)


def command(*arguments: str) -> list[str]:
    """The command line of this environment's simulator."""
    return [*PROGRAM, *arguments]


@contextmanager
def serving(
    folder: Path, start_process: Callable[..., "subprocess.Popen[bytes]"] = popen
) -> Iterator[Callable[..., Served]]:
    """What starts ``cs-simulator serve`` with the given options, and waits until it is ready.

    It takes a free port and keeps its state in memory, unless the options say otherwise. Keywords
    are environment variables, except *by*: the command, in place of ``serve``. What was started
    ends with the block; what it writes is in the folder. Its processes are forked, unless
    *start_process* is ``subprocess.Popen``.
    """
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str, by: tuple[str, ...] = ("serve",), **variables: str) -> Served:
        endpoint_file = folder / f"endpoint-{len(running)}"
        errors_file = folder / f"errors-{len(running)}"
        arguments = ["--port=0", f"--endpoint-file={endpoint_file}", "--log-level=warning"]
        if not any(option.startswith("--db") for option in options):
            arguments.append("--db=:memory:")
        with errors_file.open("w") as errors:
            process = start_process(
                command(*by, *arguments, *options),
                stderr=errors,
                env={**os.environ, **variables},
            )
        running.append(process)
        is_ready, _ = wait_for(url="", endpoint_file=str(endpoint_file), port=0, timeout=60)
        assert is_ready, errors_file.read_text()
        return Served(
            process=process,
            endpoint_file=endpoint_file,
            errors_file=errors_file,
            url=endpoint_file.read_text().strip(),
        )

    try:
        yield start
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(60)


def call(served: Served, method: str, path: str, body: object = None, **headers: str) -> Answer:
    """Make a call; keywords are headers."""
    return call_url(f"{served.url}{path}", method, body, headers=headers)


def call_url(
    url: str,
    method: str = "GET",
    body: object = None,
    *,
    headers: Mapping[str, str] | None = None,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Make a call of any address; the answer's body is text where it is not JSON."""
    data = json.dumps(body).encode() if body is not None else None
    sent = {"Content-Type": "application/json", **(headers or {})}
    request = urllib.request.Request(url, data, sent, method=method)
    try:
        with _direct(context).open(request, timeout=60) as response:
            return _answer(response.status, response.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return _answer(refusal.code, refusal.read())


def _direct(context: ssl.SSLContext | None = None) -> urllib.request.OpenerDirector:
    """An opener that uses no proxy, whatever the environment says."""
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )


def _answer(status: int, raw: bytes) -> Answer:
    try:
        return Answer(status, json.loads(raw))
    except ValueError:
        return Answer(status, raw.decode())


def create(served: Served, **changes: object) -> Any:
    """Create a cluster; returns the body of the response, with the ids of cluster and task."""
    return call(served, "POST", "/clusters", a_create_body(**changes)).ok()


def download(served: Served, path: str) -> bytes:
    """What the control plane answers with at that path, as it is."""
    with _direct().open(f"{served.url}/_simulator/{path}", timeout=60) as response:
        raw: bytes = response.read()
        return raw
