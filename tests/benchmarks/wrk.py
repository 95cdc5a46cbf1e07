"""Putting load on a server with wrk, and reading what it reports."""

import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """What a load found."""

    requests: int
    rate: float
    """Requests a second."""
    p99: float
    """The milliseconds that 99 of 100 requests took at most."""


def put_load(
    url: str, headers: Mapping[str, str], connections: int, seconds: int, script: str = ""
) -> Load:
    """Call an address over so many connections; with a script, what that sends."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
        command += ["-s", file.name] if script else []
        command += [f"-H{name}: {value}" for name, value in headers.items()]
        done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    return read_report(done.stdout)


def read_report(text: str) -> Load:
    """What a report of wrk says; raises ``AssertionError`` with the report if a call failed."""
    assert "Non-2xx" not in text, text
    assert "Socket errors" not in text, text
    requests = re.search(r"(\d+) requests in ", text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", text)
    assert requests, text
    assert rate, text
    assert tail, text
    return Load(int(requests[1]), float(rate[1]), float(tail[1]) * _MILLISECONDS[tail[2]])
