"""Starting the two servers that are compared, and putting load on them."""

import hmac
import http.client
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from cs_simulator.signing import hmac_sha1
from cs_simulator.signing.request import SignedRequest, by_name

from tests.support.builders import a_create_body

CREATE_LUA = """
local n = 0
request = function()
  n = n + 1
  local body = string.format([[%s]], n, math.floor(n / 256) %% 256, n %% 256)
  return wrk.format("POST", "/clusters", nil, body)
end
"""
# One VPC with room for 65,536 container blocks: a block of 10.0.0.0/8 for each cluster.
BODY = json.dumps(
    a_create_body(
        name="bench-%d", subnet_cidr="10.%d.%d.0/24", vpc_id="vpc-bench", vswitch_id="vsw-bench"
    )
)
TENANT = "bench"
KEY = f"--credentials={TENANT}:mark"


def signed(method: str, path: str) -> dict[str, str]:
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
    return {**headers, "Authorization": f"acs {TENANT}:{b64encode(digest).decode()}"}


PLENTY = [
    f"--quota={name}=10000000"
    for name in ("clusters", "eips", "slbs", "security_groups", "routes_per_vpc")
]


@dataclass
class Server:
    """A server that runs: its port, its process, and how long it took to answer."""

    port: int
    process: subprocess.Popen[bytes]
    started_in: float

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        raw = json.dumps(body).encode() if body is not None else None
        connection.request(method, path, raw, signed(method, path))
        answer = connection.getresponse()
        return answer.status, answer.read()

    def resident_mib(self, what: str = "VmRSS") -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+) kB", status)[1]) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, first: str) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(command)
    server = Server(port, process, 0.0)
    try:
        while True:
            try:
                server.ask("GET", first)
                break
            except OSError:
                assert process.poll() is None, "the server ended"
        server.started_in = time.perf_counter() - began
        yield server
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def bare() -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.bare", str(port)]
    with running(command, port, "/clusters/c1") as server:
        yield server


@contextmanager
def simulator(*options: str, db: str | None = None, master_port: str = "none") -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [
            *(sys.executable, "-m", "cs_simulator", "serve", "--port", str(port)),
            *("--db", db or f"{folder}/state.db", "--log-level", "warning", KEY),
            *("--master-port", master_port, *PLENTY, *options),
        ]
        with running(command, port, "/version") as server:
            yield server


@dataclass
class Load:
    """What a load found: requests a second, and the time that 99 of 100 took at most, in ms."""

    rate: float
    p99: float


def load(
    server: Server, method: str, path: str, connections: int, seconds: int, script: str = ""
) -> Load:
    """Put load on a path with wrk; with a script, what that sends. Every call is signed."""
    wrk = shutil.which("wrk")
    assert wrk, "the benchmark needs wrk: apt-get install wrk"
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        scripted = ["-s", file.name] if script else []
        headers = [f"-H{name}: {value}" for name, value in signed(method, path).items()]
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *scripted]
        command += headers
        url = f"http://127.0.0.1:{server.port}{path}"
        report = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in report, report
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", report).groups()
    return Load(rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


def creates(server: Server, connections: int, seconds: int) -> Load:
    return load(server, "POST", "/clusters", connections, seconds, CREATE_LUA % BODY)


def describes(server: Server, connections: int, seconds: int) -> Load:
    cluster_id = "c1"
    status, answer = server.ask("POST", "/clusters", a_create_body(name="described"))
    if status == 202 and b"cb95aa626a47740afbf6aa099b650d7ce" not in answer:
        cluster_id = json.loads(answer)["cluster_id"]
    return load(server, "GET", f"/clusters/{cluster_id}", connections, seconds)
