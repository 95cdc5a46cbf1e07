"""``cs-simulator explore --shard``: several machines share a search."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main
from cs_simulator.testing.explore import finds, shard_result
from cs_simulator.testing.explore.shards import Shard

from tests.support.forked import popen
from tests.support.process import command

CLIENT = Path(__file__).parent / "clients" / "create.py"
# It fails under no scenario, and notes under which it was run.
NOTING = """
import http.client, json, os, urllib.request
def get(path):
    try:
        return urllib.request.urlopen(os.environ["CS_SIMULATOR_URL"] + path, timeout=5).read()
    except OSError:
        return b"{}"
key = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
call = urllib.request.Request(os.environ["CS_SIMULATOR_URL"] + "/clusters")
call.add_header("Authorization", f"acs {key}:unsigned")
try:
    urllib.request.urlopen(call, timeout=5).read()
except (OSError, http.client.HTTPException):
    pass
scenario = json.loads(get("/_simulator/scenario?tenant=" + os.environ["CS_SIMULATOR_TENANT"]))
with open("noted", "a") as noted:
    noted.write(json.dumps(scenario["scenario"].get("rules", []), sort_keys=True) + "\\n")
"""
LISTS = ("--kinds=error,reset,truncate", "--operations=DescribeClusters")
FEW = ("--kinds=maintenance", "--operations=CreateCluster", "--rules=1")


@pytest.fixture
def explore(tmp_path, monkeypatch):
    """Run the command in this process, in a folder of its own; gives what it prints as JSON."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CS_SIMULATOR_URL", raising=False)

    def run(*options, client=(sys.executable, str(CLIENT)), code=0, **variables):
        words = ["explore", "--json", "--save=here", *options, "--", *client]
        done = CliRunner().invoke(main, words, env=variables)
        assert done.exit_code == code, done.output
        return json.loads(done.stdout) if done.stdout else done.stderr

    return run


@pytest.fixture
def noting(explore, tmp_path):
    """The same with a client that survives; gives the rules that it was run under, in order."""
    (tmp_path / "noting.py").write_text(NOTING)
    noted = tmp_path / "noted"

    def run(*options):
        noted.unlink(missing_ok=True)
        explored = explore(*LISTS, *options, client=(sys.executable, "noting.py"))
        without, *made_up = noted.read_text().splitlines()
        assert without == "[]"
        assert len(made_up) == explored["examples"]
        return made_up

    return run


def result(shard):
    return shard_result.read(Path("here") / Shard.of(shard).folder / shard_result.NAME)


def test_no_two_shards_make_up_the_same_scenario_and_together_they_run_all_examples(noting):
    of = {shard: noting("--examples=25", f"--shard={shard}") for shard in ("1/3", "2/3", "3/3")}
    assert [len(made_up) for made_up in of.values()] == [9, 8, 8]
    assert len({each for made_up in of.values() for each in made_up}) == 25


def test_a_shard_makes_up_the_same_scenarios_again(noting):
    once = noting("--examples=25", "--shard=2/3")
    assert noting("--examples=25", "--shard=2/3") == once
    assert noting("--examples=25", "--shard=2/3", "--seed=1") != once


def test_the_only_shard_is_the_search_without_shards(noting):
    assert noting("--examples=25", "--shard=1/1") == noting("--examples=25")


def test_the_only_shard_finds_the_same(explore):
    def found(*options):
        client = (sys.executable, str(CLIENT), "gives-up")
        explored = explore("--examples=30", "--rules=1", *options, client=client, code=1)
        return [(find["reason"], find["scenario"]) for find in explored["finds"]]

    assert found("--shard=1/1") == found() != []


def test_each_shard_saves_in_a_folder_of_its_own_with_its_result(explore):
    client = (sys.executable, str(CLIENT), "gives-up")
    for shard in ("1/2", "2/2"):
        explored = explore(*FEW, "--examples=10", f"--shard={shard}", client=client, code=1)
        folder = Path("here") / Shard.of(shard).folder
        [find] = explored["finds"]
        assert explored["shard"] == shard
        assert [str(file) for file in finds.saved(folder)] == [find["file"]]
        left = result(shard)
        assert [(each.file, each.kind) for each in left.finds] == [
            (Path(find["file"]).name, find["kind"])
        ]
        assert (left.examples, left.with_faults) == (explored["examples"], explored["with_faults"])
        assert left.has_ended
        assert left.is_complete
    assert sorted(path.name for path in Path("here").iterdir()) == ["shard-1-of-2", "shard-2-of-2"]
    assert result("1/2").settings == result("2/2").settings


def test_what_is_left_does_not_tell_what_the_command_was_given(explore):
    client = (sys.executable, str(CLIENT), "Passw0rd-of-the-client")
    explore(*FEW, "--examples=2", "--shard=1/2", client=client)
    assert "Passw0rd" not in Path("here/shard-1-of-2/shard.json").read_text()


def test_a_variable_names_the_shard(explore):
    explored = explore(*FEW, "--examples=4", CS_SIMULATOR_SHARD="2/2")
    assert explored["shard"] == "2/2"
    assert explore(*FEW, "--examples=4", CS_SIMULATOR_SHARD="")["shard"] is None


def test_a_shard_in_which_no_fault_acts_says_that_it_proves_nothing_alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = ("--examples=3", "--operations=UpgradeCluster", "--shard=1/2")
    words = ["explore", *options, "--", sys.executable, str(CLIENT)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "no fault has acted in this shard" in done.stderr
    assert done.stdout.startswith("shard 1/2: 2 examples, 0 finds; ")


def test_what_fails_without_any_fault_is_in_the_result(explore):
    explore("--shard=1/2", client=(sys.executable, str(CLIENT), "broken"), code=1)
    [find] = result("1/2").finds
    assert (find.file, find.kind) == (None, "exit code 1")


@pytest.mark.parametrize(("options", "said"), [
    (["--shard=0/8"], "--shard 0/8: shards are counted from 1 to 8; "),
    (["--shard=x"], "--shard x: write which of how many"),
    (["--shard=4/8", "--examples=7"], "there are only 7 examples for 8 shards"),
    (["--shard=1/2", "--only=x.yaml"], "--shard 1/2: with --only nothing is made up"),
])  # fmt: skip
def test_bad_use_is_said_in_one_line(explore, options, said):
    line = explore(*options, code=2)
    assert said in line
    assert line.count("\n") == 1
    assert not Path("here").exists()


def test_a_killed_shard_leaves_that_it_has_not_ended_and_goes_on_by_itself(explore, tmp_path):
    """Rounds that were done before it was killed are not run again."""
    options = ("--kinds=maintenance,error", "--operations=CreateCluster", "--examples=62")
    client = (sys.executable, str(CLIENT))
    explore(*options, "--shard=1/2", client=client)
    before = result("1/2")
    words = command("explore", "--json", "--save=here", *options, "--shard=1/2", "--", *client)
    environment = {name: value for name, value in os.environ.items() if name != "CS_SIMULATOR_URL"}
    killed = popen(
        words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert "examples" in killed.stderr.readline()  # after each round
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert (result("1/2").has_ended, result("1/2").is_complete) == (False, False)

    resumed = explore(*options, "--shard=1/2", client=client)
    assert resumed["resumed"] > 0
    after = result("1/2")
    assert after.has_ended
    assert (after.examples, after.acted) == (before.examples, before.acted)
