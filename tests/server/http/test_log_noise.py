"""What others do wrong puts no traceback into the log, and ours stay to the point."""

import json
import ssl
import subprocess
import sys

import pytest

from tests.support.process import call
from tests.support.raw_http import a_request, connected

WITHOUT_UVLOOP = """
import sys, traceback
sys.modules["uvloop"] = None  # as if it were not installed
from cs_simulator.server.process.listening import _runner

async def break_down():
    try:
        raise ValueError("the point")
    except ValueError:
        print(traceback.format_exc())

_runner()(break_down())
"""


def test_a_traceback_says_nothing_of_a_uvloop_that_is_not_installed():
    command = [sys.executable, "-c", WITHOUT_UVLOOP]
    written = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "the point" in written.stdout
    assert "uvloop" not in written.stdout + written.stderr


@pytest.mark.parametrize("raw", [a_request(), b"", b"\x16\x03\x01\x00\x05hello", b"\x00" * 500])
async def test_what_is_no_tls_on_a_port_with_tls_is_no_error(serve, raw):
    served = serve("--tls", "--header-time=0.3")
    async with connected(served.port) as connection:
        await connection.send(raw)
        while await connection.reader.read(1000):
            pass  # an alert of TLS, perhaps
    async with connected(served.port) as connection:
        await connection.send(raw)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    served.stop()
    assert served.errors == ""


async def test_clients_that_leave_while_they_are_answered_are_no_error(serve):
    served = serve("--clock=frozen")
    rules = [
        {
            "id": "slow",
            "phase": "reply",
            "when": {"operation": "DescribeClusters"},
            "then": {"slow": {"bytes_per_second": 1}},
        },
        {"id": "late", "when": {"operation": "DescribeApiVersion"}, "then": {"delay": "200ms"}},
    ]
    answer = call(served, "PUT", "/_simulator/faults", {"rules": rules})
    assert answer.status == 200, answer
    for path in ("/clusters", "/version", "/_simulator/events", "/_simulator/openapi.json"):
        async with connected(served.port) as connection:
            await connection.send(a_request(path=path))
            await connection.send(a_request(path=path))
    assert call(served, "GET", "/templates").status == 200
    served.stop()
    lines = [json.loads(line) for line in served.errors.splitlines()]
    assert [line for line in lines if "exception" in line or line["level"] == "error"] == []
