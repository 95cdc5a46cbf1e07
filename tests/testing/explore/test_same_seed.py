"""The same seed tries the same scenarios and finds the same one: again, and in other processes."""

import sys

import pytest

from tests.support import as_a_user

TESTS = """
import json
from pathlib import Path
import pytest

@pytest.mark.cs_explore(examples=40, kinds=["error", "slow", "reset"])
@pytest.mark.parametrize("name", ["one", "other"])
def test_it(cs_tenant, name):
    rules = cs_tenant.scenario()["scenario"].get("rules", [])
    with Path(f"tried-{name}").open("a") as tried:
        tried.write(json.dumps(rules) + "\\n")
    assert "slow" not in json.dumps(rules)
"""
LEAN = ("-p", "no:cacheprovider", "-p", "no:schemathesis", "-p", "no:pytest_cov", "-p", "no:faker")


@pytest.fixture(scope="module")
def explored(tmp_path_factory):
    """What was tried, and what was found, by the test's parameter, in a new process."""

    def run(*options):
        folder = tmp_path_factory.mktemp("seeds")
        (folder / "test_it.py").write_text(TESTS)
        command = [sys.executable, "-m", "pytest", *LEAN, *options]
        done = as_a_user.run(folder, *command)
        finds = sorted((folder / ".cs-simulator" / "finds").glob("*.yaml"))
        assert len(finds) == 2, done.stdout + done.stderr
        tried = {name: (folder / f"tried-{name}").read_text() for name in ("one", "other")}
        return tried, [find.read_text().partition("apiVersion")[2] for find in finds]

    return run


def test_the_same_seed_tries_and_finds_the_same_in_each_process(explored):
    tried, found = explored("--hypothesis-seed=5")
    assert explored("--hypothesis-seed=5", "-n", "2") == (tried, found)
