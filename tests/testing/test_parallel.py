"""Four processes of pytest at once: hundreds of tests, none of which sees another one's world."""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.four_hundred import TESTS
from tests.support.forker import LEAN

PROJECT = Path(__file__).parents[2]
FILE = "tests/benchmarks/four_hundred.py"


def run(*arguments):
    """What pytest says of a run with four workers."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "4", *LEAN]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [*command, *arguments], cwd=PROJECT, env=alone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_four_hundred_tests_with_a_simulator_for_each_worker():
    assert f"{TESTS} passed" in run(FILE)


def test_a_hundred_tests_with_one_simulator_for_all_workers(serve):
    served = serve("--clock=polling")
    chosen = [f"{FILE}::test_a_life[{number}]" for number in range(100)]
    assert "100 passed" in run(f"--cs-url={served.url}", *chosen)
