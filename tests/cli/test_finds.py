"""``cs-simulator finds merge``: shards that searched for real, and what is said of their finds."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

CLIENT = Path(__file__).parent / "clients" / "create.py"
OPTIONS = (
    "--examples=24", "--rules=1", "--operations=CreateCluster", "--kinds=lost_reply",
)  # fmt: skip


def run(*words, code):
    done = CliRunner().invoke(main, words, env={"CS_SIMULATOR_URL": None})
    assert done.exit_code == code, done.output
    return done


def explored(folder, shard, *client, options=OPTIONS, code):
    words = ("--", sys.executable, str(CLIENT), *client)
    run("explore", *options, f"--save={folder}", f"--shard={shard}", *words, code=code)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder of three shards that have all found a bug that was planted in the client."""
    folder = tmp_path_factory.mktemp("collected")
    for shard in ("1/3", "2/3", "3/3"):
        explored(folder, shard, "no-token", code=1)
    return folder


def merged(*words, code=1):
    return json.loads(run("finds", "merge", "--json", *map(str, words), code=code).stdout)


def test_a_bug_that_every_shard_finds_is_one_find_which_breaks_the_client_again(
    collected, tmp_path
):
    found = merged(collected, "--into", tmp_path / "into")
    [find] = found["finds"]
    assert find["shards"] == ["1/3", "2/3", "3/3"]
    assert [each["finds"] for each in found["shards"]] == [1, 1, 1]
    assert [str(each) for each in (tmp_path / "into").iterdir()] == [find["file"]]
    assert [rule["then"] for rule in find["scenario"]["rules"]] == ["lost_reply"]
    assert found["examples"] == sum(each["examples"] for each in found["shards"])
    assert "lost_reply" in found["coverage"]["kinds"]
    run("scenario", "lint", "--strict", find["file"], code=0)
    words = ("--save", str(tmp_path / "again"), "--", sys.executable, str(CLIENT))
    run("explore", "--only", find["file"], *words, "no-token", code=1)
    run("explore", "--only", find["file"], *words, code=0)


def test_the_report_has_each_find_with_its_shards_and_its_scenario(collected, tmp_path):
    said = run("finds", "merge", str(collected), "--into", str(tmp_path), code=1).stdout
    assert said.startswith("find 1, by 1/3, 2/3, 3/3: no_")
    assert f"  saved: {tmp_path}/CreateCluster-lost_reply-" in said
    assert "        then: lost_reply\n" in said
    assert said.splitlines()[-1].startswith("3 of 3 shards: ")
    assert " examples, 1 find; " in said


def test_nothing_is_written_without_a_folder_to_write_to(collected):
    before = sorted(collected.rglob("*"))
    [find] = merged(collected)["finds"]
    assert Path(find["file"]).parent == collected / "shard-1-of-3"
    assert sorted(collected.rglob("*")) == before


def test_a_shard_that_is_missing_is_said_and_is_no_pass(tmp_path):
    explored(tmp_path, "1/3", code=0)
    explored(tmp_path, "3/3", code=0)
    done = run("finds", "merge", str(tmp_path), code=1)
    assert "shard 2/3 is missing\n2 of 3 shards: " in done.stdout
    found = merged(tmp_path)
    assert (found["finds"], found["missing"], found["is_complete"]) == ([], ["2/3"], False)
    explored(tmp_path, "2/3", code=0)
    found = merged(tmp_path, code=0)
    assert (found["missing"], found["is_complete"]) == ([], True)


def test_a_shard_that_did_not_come_to_its_end_is_said_and_is_no_pass(collected, tmp_path):
    folder = tmp_path / "copied"
    shutil.copytree(collected, folder)
    path = folder / "shard-2-of-3" / "shard.json"
    killed = {**json.loads(path.read_text()), "has_ended": False, "is_complete": False, "finds": []}
    path.write_text(json.dumps(killed))
    found = merged(folder)
    assert found["unfinished"] == ["2/3"]
    assert found["finds"][0]["shards"] == ["1/3", "3/3"]
    said = run("finds", "merge", str(folder), code=1).stdout
    assert "shard 2/3 did not come to its end" in said


def test_a_shard_that_had_no_more_time_is_said(tmp_path):
    explored(tmp_path, "1/1", options=("--seconds=2", "--examples=1000", *OPTIONS[1:]), code=0)
    found = merged(tmp_path, code=0)
    assert (found["unfinished"], found["is_complete"]) == ([], False)
    said = run("finds", "merge", str(tmp_path), code=0).stdout
    assert "shard 1/1 ended before all of its examples were run" in said


def test_what_breaks_without_any_fault_is_said(tmp_path):
    explored(tmp_path, "1/1", "broken", code=1)
    said = run("finds", "merge", str(tmp_path), code=1).stdout
    assert said.startswith("find 1, by 1/1: it breaks without any fault: ")
    assert merged(tmp_path)["finds"][0]["file"] is None


def test_shards_that_prove_nothing_together_are_refused(tmp_path):
    options = ("--examples=4", "--operations=UpgradeCluster")
    for shard in ("1/2", "2/2"):
        explored(tmp_path, shard, options=options, code=0)
    line = run("finds", "merge", str(tmp_path), code=2).stderr
    assert "no fault has acted in 4 examples of 2 shards: the command calls CreateCl" in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(("make", "said"), [
    (lambda _: None, "there is no result of a shard in it"),
    (lambda it: (it / "shard.json").write_text("{}"), "it is no result of a shard: it has no"),
    (lambda it: it.rmdir(), "there is no such folder"),
])  # fmt: skip
def test_what_is_no_result_is_refused_in_one_line(tmp_path, make, said):
    folder = tmp_path / "it"
    folder.mkdir()
    make(folder)
    line = run("finds", "merge", str(folder), code=2).stderr
    assert said in line
    assert line.count("\n") == 1


def test_a_folder_that_cannot_be_written_to_is_said(collected, tmp_path):
    (tmp_path / "file").write_text("")
    line = run("finds", "merge", str(collected), f"--into={tmp_path}/file", code=2).stderr
    assert str(tmp_path / "file") in line
    assert line.count("\n") == 1
