"""Measure everything, print the table of ``tests/README.md``, and with ``--write`` put it there.

Each ratio compares two servers in the same run, taking turns; each figure is the median of the
repetitions. Needs wrk (``apt-get install wrk``), the extra ``bench`` (``pip install -e
'.[test,bench]'``), and about ten minutes on two cores.
"""

import argparse
import compileall
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import fixtures, servers, watches
from tests.benchmarks.four_hundred import TESTS
from tests.benchmarks.rules import written
from tests.benchmarks.servers import Server
from tests.docs import pages
from tests.support.builders import a_create_body

ROOT = Path(__file__).parents[2]

Row = tuple[str, str, str]


def median(times: int, measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(times))


def starts(repeat: int) -> list[Row]:
    def started(open_server: Callable[[], object]) -> Callable[[], float]:
        def measure() -> float:
            with open_server() as server:
                return server.started_in

        return measure

    ratio = median(repeat * 3, started(servers.simulator)) / median(
        repeat * 3, started(servers.bare)
    )
    with servers.simulator() as server:
        resident = server.resident_mib()
    return [
        ("process start to first answer, against bare", f"{ratio:.2f} ×", "≤ 1.5 ×"),
        ("resident memory when ready", f"{resident:.0f} MiB", "≤ 60 MiB"),
    ]


def throughput(repeat: int, seconds: int) -> list[Row]:
    kinds = [
        ("CreateCluster, durable", servers.creates, "all", {1: 0.45, 64: 0.6}),
        (
            "DescribeClusterDetail, --journal writes",
            servers.describes,
            "writes",
            {1: 0.85, 64: 0.85},
        ),
        ("DescribeClusterDetail, --journal all", servers.describes, "all", {1: 0.6, 64: 0.6}),
    ]
    rows: list[Row] = []
    for name, put_load, journal, targets in kinds:
        for connections, target in targets.items():
            rates, tails = [], []
            for _ in range(repeat):
                with servers.bare() as server:
                    plain = put_load(server, connections, seconds)
                with servers.simulator("--clock", "frozen", "--journal", journal) as server:
                    ours = put_load(server, connections, seconds)
                rates.append(ours.rate / plain.rate)
                tails.append(ours.p99 / plain.p99)
            where = f"{connections} connection" + ("s" if connections > 1 else "")
            rate = statistics.median(rates)
            rows.append((f"{name}: requests/s at {where}", f"{rate:.2f} ×", f"≥ {target} ×"))
            if connections > 1:
                tail = statistics.median(tails)
                rows.append((f"{name}: p99 at {where}", f"{tail:.2f} ×", "≤ 2.5 ×"))
    return rows


def signatures(repeat: int, seconds: int) -> list[Row]:
    """What it costs to verify: the same signed calls with ``--auth enforce`` and with ``none``."""
    kinds = [("CreateCluster", servers.creates), ("DescribeClusterDetail", servers.describes)]
    rows: list[Row] = []
    for name, put_load in kinds:
        for connections in (1, 64):
            rates = []
            for _ in range(repeat):
                found = {}
                for auth in ("none", "enforce"):
                    options = ("--clock", "frozen", "--journal", "writes", "--auth", auth)
                    with servers.simulator(*options) as server:
                        found[auth] = put_load(server, connections, seconds).rate
                rates.append(found["enforce"] / found["none"])
            where = f"{connections} connection" + ("s" if connections > 1 else "")
            what = f"{name}, --auth enforce against none: requests/s at {where}"
            rows.append((what, f"{statistics.median(rates):.2f} ×", "≥ 0.85 ×"))
    return rows


def under_rules(repeat: int, seconds: int) -> list[Row]:
    """What a thousand rules for others cost a call."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        scenario = written(folder, 1000)
        for name, put_load in (
            ("CreateCluster", servers.creates),
            ("DescribeClusterDetail", servers.describes),
        ):
            ratios = []
            for _ in range(repeat):
                rates = []
                for options in ((), ("--scenario", scenario)):
                    with servers.simulator("--clock", "frozen", *options) as server:
                        rates.append(put_load(server, 1, seconds).rate)
                ratios.append(rates[0] / rates[1])
            what = f"{name} under a scenario of 1,000 rules, against none: time"
            rows.append((what, f"{statistics.median(ratios):.2f} ×", "≤ 1.2 ×"))
    loaded = median(repeat, lambda: inside("loading")["ms"])
    rows.append(("loading a scenario of 1,000 rules", f"{loaded:.0f} ms", "≤ 250 ms"))
    return rows


def inside(name: str, folder: str = "") -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.inside", name, *([folder] if folder else [])]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def polled(server: Server) -> float:
    """Milliseconds from a create to the answer that shows the cluster running."""
    began = time.perf_counter()
    _, answer = server.ask(
        "POST", "/clusters", a_create_body(name=f"polled-{began}".replace(".", ""))
    )
    path = f"/clusters/{json.loads(answer)['cluster_id']}"
    while json.loads(server.ask("GET", path)[1])["state"] != "running":
        pass
    took = (time.perf_counter() - began) * 1000
    status, answer = server.ask("POST", f"/_simulator/reset?tenant={servers.TENANT}")
    assert status == 200, answer
    return took


def sizes(repeat: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        listed = median(repeat, lambda: inside("listing")["ratio"])
        grown = median(repeat, lambda: inside("growth")["ratio"])
        stepped = inside("steps", folder)
        pooled = inside("pools")
        with servers.simulator(db=f"{folder}/steps.db") as server:
            restarted = server.started_in
        cleared = median(repeat, lambda: inside("reset")["ms"])
    with servers.simulator("--clock", "polling") as server:
        seen = median(repeat * 7, lambda: polled(server))
    return [
        ("GET /clusters of 10,000, against orjson.dumps of them", f"{listed:.2f} ×", "≤ 4 ×"),
        ("a create with 50,000 clusters stored, against 100", f"{grown:.2f} ×", "≤ 1.2 ×"),
        (
            "10,000 clusters × 10 nodes to running, in process",
            f"{stepped['rate']:,.0f} steps/s, {stepped['mib']:.0f} MiB",
            "≥ 50,000 steps/s, ≤ 400 MiB",
        ),
        (
            "1,000 Kubernetes clusters × 10 node pools × 10 nodes to active, in process",
            f"{pooled['rate']:,.0f} steps/s",
            "≥ 50,000 steps/s",
        ),
        ("a node pool of 10 nodes among 10,000, read", f"{pooled['detail']:.0f} µs", "≤ 300 µs"),
        ("restart on that database to ready", f"{restarted:.1f} s", "≤ 2 s"),
        ("create to running, as a polling client sees it", f"{seen:.1f} ms", "≤ 10 ms"),
        ("reset of a tenant with 20 clusters × 20 nodes", f"{cleared:.1f} ms", "≤ 5 ms"),
    ]


def watched(repeat: int) -> list[Row]:
    """What clusters cost whose own APIs are called, and watched."""
    found = [watches.measure() for _ in range(repeat)]

    def middle(name: str) -> float:
        return statistics.median(each[name] for each in found)

    many = f"{watches.CLUSTERS} Kubernetes clusters"
    return [
        (f"{many} of one node: memory of each", f"{middle('there'):.0f} KiB", "≤ 80 KiB"),
        (
            f"{many}, called at their addresses: memory of each besides",
            f"{middle('called'):.0f} KiB",
            "≤ 200 KiB",
        ),
        (
            f"{many}, with a watch of nodes each: memory of each watch",
            f"{middle('watch'):.0f} KiB",
            "≤ 60 KiB",
        ),
        (f"{many}, watched: from a write to its event", f"{middle('p50'):.1f} ms", "≤ 20 ms"),
    ]


def in_test_suites(repeat: int) -> list[Row]:
    """What tests pay, beside other servers that tests start for themselves."""
    found = {name: [] for name in fixtures.SERVERS}
    for _ in range(repeat):
        for name, seen in found.items():
            seen.append(fixtures.start_and_isolation(name))
    starts, turns = (
        {name: statistics.median(each[place] for each in seen) for name, seen in found.items()}
        for place in (0, 1)
    )
    ours, *others = fixtures.SERVERS

    def expected(what: dict[str, float]) -> str:
        beside = ", ".join(f"{name} {what[name]:.1f}" for name in others)
        return f"{what[ours]:.1f} ms ({beside})"

    return [
        (
            "pytest: the session fixture, with its import and a first call",
            expected(starts),
            "≤ moto",
        ),
        ("pytest: a tenant and a call for one more test", expected(turns), "≤ 5 ms"),
        (
            f"pytest -n 4: {TESTS} tests that create, poll and delete by the official SDK",
            f"{median(repeat, four_hundred):.0f} s",
            "≤ 30 s",
        ),
    ]


def four_hundred() -> float:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "4", "tests/benchmarks/four_hundred.py"]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    options.add_argument("--repeat", type=int, default=3, help="repetitions (default 3)")
    options.add_argument("--seconds", type=int, default=5, help="length of each load (default 5)")
    options.add_argument("--write", action="store_true", help="put the table into tests/README.md")
    chosen = options.parse_args()
    compileall.compile_dir(ROOT / "simulator", quiet=1)  # as pip leaves what it installs
    rows = [
        *starts(chosen.repeat),
        *throughput(chosen.repeat, chosen.seconds),
        *signatures(chosen.repeat, chosen.seconds),
        *under_rules(chosen.repeat, chosen.seconds),
        *sizes(chosen.repeat),
        *watched(chosen.repeat),
        *in_test_suites(chosen.repeat),
    ]
    lines = ["| figure | measured | target |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    table = "\n".join(lines)
    print(table)
    if chosen.write:
        pages.write("benchmark", table)


if __name__ == "__main__":
    main()
