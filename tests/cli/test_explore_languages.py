"""``cs-simulator explore`` over clients in other languages, each with a fault, and right.

``EXAMPLES=300 python -m pytest tests/cli/test_explore_languages.py`` tries the right ones as long
as the figures in the README say.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.examples.toolchains import Toolchain
from tests.sdk.programs import GO, once

CLIENTS = Path(__file__).parent / "clients"
NODE = Toolchain(commands=("node",), packages=("nodejs",))
EXAMPLES = int(os.environ.get("EXAMPLES", "20"))


def build(folder):
    command = ["go", "build", "-o", str(folder / "create"), str(CLIENTS / "create.go")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def commands(tmp_path_factory):
    """The command of a language's client, by the language."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder

    def command(language):
        if language == "node":
            NODE.require()
            return ["node", str(CLIENTS / "create.js")]
        GO.require()
        return [str(once(shared / "explored-go", build) / "create")]

    return command


def explored(command, *options, code, folder):
    words = ["explore", "--json", "--jobs=2", f"--save={folder}", *options, "--", *command]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("language", "kinds"),
    [("node", {"no_duplicates", "no_orphans"}), ("go", {"exit code 1", "no_orphans"})],
)
def test_the_fault_of_a_client_is_found_and_shrunk_to_two_rules(
    commands, tmp_path, language, kinds
):
    command = [*commands(language), "careless"]
    found = explored(command, "--examples=20", code=1, folder=tmp_path)["finds"]
    assert {find["kind"] for find in found} <= kinds
    assert all(len(find["scenario"]["rules"]) <= 2 for find in found)
    assert all(find["is_certain"] for find in found)


@pytest.mark.parametrize("language", ["node", "go"])
def test_the_right_client_survives(commands, tmp_path, language):
    met = explored(commands(language), f"--examples={EXAMPLES}", code=0, folder=tmp_path)
    assert met["is_complete"]
    assert met["with_faults"] >= EXAMPLES // 2
