"""Compare two versions of the simulator in one run: start, memory, reads and creates.

``python -m tests.benchmarks.compare PATH/TO/OTHER/.venv`` compares the version installed in this
environment with the one installed in the other. They take turns, so that a busy machine slows
both. The CPU time per request (from the operating system's accounting) is the figure to trust:
it repeats within a few percent, where throughput may not. Needs wrk (``apt-get install wrk``).
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.servers import KEY, PLENTY, Load, Server, free_port, running

PutLoad = Callable[[Server, int, int], Load]

LOADS: dict[str, tuple[PutLoad, str, int]] = {
    "DescribeClusterDetail, --journal all, 64 connections": (servers.describes, "all", 64),
    "DescribeClusterDetail, --journal writes, 64 connections": (servers.describes, "writes", 64),
    "CreateCluster, durable, 64 connections": (servers.creates, "all", 64),
    "CreateCluster, durable, 1 connection": (servers.creates, "all", 1),
}


@contextmanager
def serving(venv: Path, journal: str = "all") -> Iterator[Server]:
    """The simulator that is installed in an environment, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [
            *(str(venv / "bin" / "cs-simulator"), "serve", "--port", str(port)),
            *("--db", f"{folder}/state.db", "--log-level", "warning", "--clock", "frozen", KEY),
            *("--master-port", "none", "--journal", journal, *PLENTY),
        ]
        with running(command, port, "/version") as server:
            yield server


def cpu_seconds(server: Server) -> float:
    """The CPU time that a server has used so far."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def started(venv: Path) -> tuple[float, float]:
    """Seconds from the start of the process to its first answer, and MiB of memory then."""
    with serving(venv) as server:
        return server.started_in, server.resident_mib()


def loaded(venv: Path, put_load: PutLoad, journal: str, connections: int) -> tuple[float, float]:
    """Microseconds of CPU per request, and requests a second."""
    with serving(venv, journal) as server:
        before = cpu_seconds(server)
        load = put_load(server, connections, SECONDS)
        return (cpu_seconds(server) - before) / (load.rate * SECONDS) * 1e6, load.rate


def compare(name: str, unit: str, ours: list[float], others: list[float]) -> None:
    """Print the medians of both, and their ratio."""
    mine, theirs = statistics.median(ours), statistics.median(others)
    print(f"{name:<76} {theirs:>10.1f} {mine:>10.1f} {unit:<10} {mine / theirs:>6.2f} ×")


SECONDS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("venv", type=Path, help="the other version's virtual environment")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    here = Path(sys.prefix)
    print(f"{'':<76} {'other':>10} {'this':>10} {'':<10} {'ratio':>8}")
    runs = [(started(options.venv), started(here)) for _ in range(options.repeat * 3)]
    other, this = zip(*runs, strict=True)
    compare(
        "process start to first answer", "ms",
        [seconds * 1000 for seconds, _ in this], [seconds * 1000 for seconds, _ in other],
    )  # fmt: skip
    compare("memory when ready", "MiB", [mib for _, mib in this], [mib for _, mib in other])
    for name, (put_load, journal, connections) in LOADS.items():
        pairs = [
            [loaded(venv, put_load, journal, connections) for venv in (options.venv, here)]
            for _ in range(options.repeat)
        ]
        other, this = zip(*pairs, strict=True)
        compare(f"{name}: CPU", "µs", [cpu for cpu, _ in this], [cpu for cpu, _ in other])
        compare(f"{name}: rate", "requests/s", [rate for _, rate in this], [r for _, r in other])


if __name__ == "__main__":
    main()
