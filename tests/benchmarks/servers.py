"""Starting the servers that are compared, asking them, and what the operating system says of them.

Other revisions are started with the same options and asked the same.
"""

import hmac
import http.client
import json
import os
import re
import resource
import socket
import subprocess
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from cs_simulator.signing import hmac_sha1
from cs_simulator.signing.request import SignedRequest, by_name

from tests.benchmarks.figure import CannotRunError
from tests.benchmarks.installation import ROOT, Installation, environment

TENANT = "bench"
_KEY = f"--credentials={TENANT}:mark"
_PLENTY = [
    f"--quota={name}=10000000"
    for name in ("clusters", "eips", "slbs", "security_groups", "routes_per_vpc")
]
_LONGEST_END = 60  # seconds


def signed(method: str, path: str, key: str = TENANT) -> dict[str, str]:
    """Headers of a call that is signed, without a nonce, so that it may be sent again and again."""
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Date": formatdate(usegmt=True),
        "x-acs-region-id": "cn-beijing",
        "x-acs-signature-method": "HMAC-SHA1",
        "x-acs-version": "2015-12-15",
    }
    text = hmac_sha1.string_to_sign(SignedRequest(method, path, by_name(headers.items()), b"."))
    digest = hmac.digest(b"mark", text.encode(), "sha1")
    return {**headers, "Authorization": f"acs {key}:{b64encode(digest).decode()}"}


@dataclass
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]
    started_in: float = 0.0
    """Seconds from the start of the process to its first answer."""
    used_in_all: float = 0.0
    """Seconds of CPU of its whole life; known once it has ended."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: object = None, *, key: str = TENANT
    ) -> tuple[int, bytes]:
        """Status and body of the answer to a call, which is signed."""
        raw = json.dumps(body).encode() if body is not None else None
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request(method, path, raw, signed(method, path, key))
            answer = connection.getresponse()
            return answer.status, answer.read()

    def resident_mib(self) -> float:
        """MiB of memory that it has now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024

    def used(self) -> float:
        """Seconds of CPU that it has used so far, in steps of some 10 ms."""
        return used_by(self.process.pid)


def used_by(pid: int) -> float:
    """Seconds of CPU that all threads of a process have used so far, in steps of some 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def used_by_ended_processes() -> float:
    """Seconds of CPU of all processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def running(command: list[str], port: int, first: str) -> Iterator[Server]:
    """A server, from its first answer; raises :class:`CannotRunError` if it ends before that."""
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment(), stderr=errors)
        server = Server(port, process)
        try:
            while True:
                try:
                    server.ask("GET", first)
                    break
                except OSError:
                    if process.poll() is not None:
                        errors.seek(0)
                        raise CannotRunError(last_line(errors.read())) from None
            server.started_in = time.perf_counter() - began
            yield server
        finally:
            before = used_by_ended_processes()
            process.terminate()
            process.wait(_LONGEST_END)
            server.used_in_all = used_by_ended_processes() - before


def last_line(output: bytes) -> str:
    """The last line of what a process wrote, which says why it ended."""
    return (output.decode(errors="replace").strip().splitlines() or ["it ended"])[-1]


@contextmanager
def bare(installation: Installation) -> Iterator[Server]:
    """The bare server, run by the same interpreter and libraries as an installation."""
    port = free_port()
    command = [installation.python, "-m", "tests.benchmarks.bare", str(port)]
    with running(command, port, "/clusters/c1") as server:
        yield server


@contextmanager
def simulator(
    installation: Installation, *options: str, db: str | None = None, master_port: str = "none"
) -> Iterator[Server]:
    """An installation that serves, on a database of its own unless one is given."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [
            *(installation.cs_simulator, "serve", "--port", str(port)),
            *("--db", db or f"{folder}/state.db", "--log-level", "warning", _KEY),
            *("--master-port", master_port, *_PLENTY, *options),
        ]
        with running(command, port, "/version") as server:
            yield server
