"""A whole suite of tests with a simulator, on four processes."""

import subprocess
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figure import CannotRunError, Effort, Figure, Group, Sample, Scene
from tests.benchmarks.four_hundred import TESTS
from tests.benchmarks.installation import ROOT, Installation, environment
from tests.benchmarks.servers import last_line, used_by_ended_processes

_FILE = "tests/benchmarks/four_hundred.py"
# The plugins that the suite needs, and no others; nothing of the tests of this repository.
_ALONE = ("-p", "xdist", "-p", "cs_simulator.pytest_plugin", "-p", "no:cacheprovider")
_PLAIN = ("--noconftest", "--import-mode=importlib")


def _measure(installation: Installation, _effort: Effort) -> Sample:
    with tempfile.TemporaryDirectory() as folder:
        ini = Path(folder, "none.ini")
        ini.write_text("[pytest]\n")
        command = [installation.python, "-m", "pytest", "-q", "-n", "4", *_ALONE, *_PLAIN]
        began, used = time.perf_counter(), used_by_ended_processes()
        done = subprocess.run(
            [*command, "-c", str(ini), "--rootdir", folder, _FILE],
            cwd=ROOT, capture_output=True, check=False,
            env={**environment(), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        )  # fmt: skip
        took = time.perf_counter() - began
    if f"{TESTS} passed".encode() not in done.stdout:
        raise CannotRunError(last_line(done.stdout + done.stderr))
    return {"seconds": took, "cpu": used_by_ended_processes() - used}


GROUP = Group(
    name="suites",
    measures="a suite of tests that create, poll and delete",
    scenes=(
        Scene(
            measure=_measure,
            figures=(
                Figure(
                    name=f"pytest -n 4: {TESTS} tests that create, poll and delete by an SDK",
                    key="seconds", unit="s", digits=1, at_most=8,
                ),
                Figure(
                    name=f"pytest -n 4: {TESTS} tests that create, poll and delete by an SDK: CPU",
                    key="cpu", unit="s", digits=1,
                ),
            ),
        ),
    ),
)  # fmt: skip
