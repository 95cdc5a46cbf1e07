"""Shards put together: which finds are one, what is missing, what is refused."""

from dataclasses import replace
from itertools import permutations

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.scenarios.file.problems import UnusableFileError
from cs_simulator.testing.explore import finds, merged_finds, shard_result
from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.outcome import Finding
from cs_simulator.testing.explore.search_status import Status
from cs_simulator.testing.explore.shard_result import NAME, ShardFind, result_of
from cs_simulator.testing.explore.shards import Shard

LOST = {"id": "lost", "when": {"operation": "CreateCluster"}, "then": "lost_reply"}
BUSY = {"id": "busy", "when": {"operation": "CreateCluster"}, "then": "cluster_busy"}


def scenario(*rules, name="found", **more):
    named = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": name}}
    return {**named, "rules": list(rules), **more}


@pytest.fixture
def leave(tmp_path):
    """Leave what a shard leaves: its result, and a file for each find; returns its folder."""

    def left(which, *found, folder="", seed="s", acted=(), **more):
        shard = Shard.of(which)
        into = tmp_path / (folder or shard.folder)
        named = []
        for number, (kind, source) in enumerate(found):
            file = finds.save(into, f"find-{number}", finds.text_of(source, [f"by {which}"]))
            named.append(ShardFind(file=file.name, kind=kind, reason=f"it {kind}", is_certain=True))
        status = Status(examples=5, with_faults=3, acted=set(acted), is_complete=True)
        how = {"planned": 5, "seconds": 2.5, "has_ended": True}
        result = result_of(shard, {"seed": seed, "words": "w"}, status, **how)
        shard_result.write(into, replace(result, finds=tuple(named), **more))
        return into

    return left


def merged(*folders):
    return merged_finds.merge(merged_finds.read(folders))


def test_finds_that_were_shrunk_to_the_same_scenario_are_one(leave, tmp_path):
    leave("1/3", ("fails", scenario(BUSY)), ("fails", scenario(LOST)))
    leave("2/3")
    leave("3/3", ("fails", scenario(LOST)))
    found = {find.scenario["rules"][0]["id"]: find.shards for find in merged(tmp_path).finds}
    assert found == {"busy": (Shard(1, 3),), "lost": (Shard(1, 3), Shard(3, 3))}


SAME = {
    "seed": scenario(LOST, seed=9),
    "name": scenario(LOST, name="other"),
    "ids of rules": scenario({**LOST, "id": "lost-2"}),
    "description": {
        **scenario(LOST),
        "metadata": {"name": "found", "description": "of a cluster with another id"},
    },
    "script": scenario(LOST, script=[{"call": "GET /clusters"}]),
    "order of keys": scenario(dict(reversed(LOST.items()))),
}
OTHER = {
    "rules": scenario(BUSY),
    "more rules": scenario(LOST, BUSY),
    "how often": scenario({**LOST, "fire": {"times": 2}}),
    "fixtures": scenario(LOST, fixtures={"quotas": {"clusters": 1}}),
    "durations": scenario(LOST, durations={"ecs": "1m"}),
    "timeline": scenario(LOST, timeline=[{"at": "1m", "do": "restore"}]),
}


@pytest.mark.parametrize("source", SAME.values(), ids=list(SAME))
def test_what_does_not_change_a_scenario_does_not_make_two_finds(source):
    assert merged_finds.key_of("fails", source) == merged_finds.key_of("fails", scenario(LOST))


@pytest.mark.parametrize("source", OTHER.values(), ids=list(OTHER))
def test_what_changes_a_scenario_makes_two_finds(source):
    assert merged_finds.key_of("fails", source) != merged_finds.key_of("fails", scenario(LOST))


def test_one_scenario_that_breaks_in_two_ways_is_two_finds(leave, tmp_path):
    leave("1/2", ("fails", scenario(LOST)))
    leave("2/2", ("hangs", scenario(LOST)))
    assert {find.kind for find in merged(tmp_path).finds} == {"fails", "hangs"}


def test_neither_order_nor_repetition_nor_folders_change_anything(leave, tmp_path):
    folders = [
        leave("1/3", ("fails", scenario(LOST, seed=1)), ("hangs", scenario(BUSY))),
        leave("2/3", ("fails", scenario(LOST, seed=2))),
        leave("3/3", ("fails", scenario({**LOST, "fire": {"times": 3}}))),
    ]
    once = merged(tmp_path)
    assert [find.scenario.get("seed") for find in once.finds if len(find.shards) > 1] == [1]
    for order in permutations(folders):
        assert merged(*order, *order) == once


def test_files_are_written_the_same_again_and_named_by_what_they_are(leave, tmp_path):
    leave("1/2", ("fails", scenario(LOST)), ("fails", scenario({**LOST, "fire": {"times": 3}})))
    leave("2/2", ("fails", scenario(LOST)))
    into = tmp_path / "into"

    def written():
        files = [find.save(into) for find in merged(tmp_path).finds]
        assert sorted(into.iterdir()) == sorted(files)
        return {file.name: file.read_text() for file in files}

    first = written()
    assert written() == first
    assert len(first) == 2
    assert sorted(text.splitlines()[0] for text in first.values()) == [
        "# Found by cs-simulator explore, shards 1/2, 2/2. To run a command under it once more:",
        "# Found by cs-simulator explore, shards 1/2. To run a command under it once more:",
    ]
    for name in first:
        assert finds.load(into / name)["metadata"]["name"] == name.removesuffix(".yaml")


def test_what_all_shards_ran_and_met_is_added_up(leave, tmp_path):
    one, other = Acted("", "CreateCluster", "error"), Acted("running", "DeleteCluster", "reset")
    leave("1/2", acted=[one])
    leave("2/2", acted=[one, other])
    whole = merged(tmp_path)
    assert (whole.examples, whole.with_faults, whole.acted) == (10, 6, {one, other})
    assert whole.is_whole


def test_a_shard_that_is_missing_or_has_not_ended_is_known(leave, tmp_path):
    leave("2/4")
    leave("3/4", has_ended=False)
    part = merged(tmp_path)
    assert part.missing == (Shard(1, 4), Shard(4, 4))
    assert part.unfinished == (Shard(3, 4),)
    assert not part.is_whole


def test_of_two_attempts_of_a_shard_the_one_that_ended_counts(leave, tmp_path):
    leave("1/1", folder="first", has_ended=False, examples=9)
    leave("1/1", ("fails", scenario(LOST)), folder="second")
    leave("1/1", ("fails", scenario(LOST)), folder="second-copied", seconds=99.0)
    whole = merged(tmp_path)
    assert whole.is_whole
    assert [(find.kind, find.shards) for find in whole.finds] == [("fails", (Shard(),))]
    assert whole.examples == 5


def test_of_attempts_that_have_not_ended_the_longest_counts(leave, tmp_path):
    leave("1/1", folder="a", has_ended=False, examples=2)
    leave("1/1", folder="b", has_ended=False, examples=4)
    assert (merged(tmp_path).examples, merged(tmp_path).unfinished) == (4, (Shard(),))


def test_the_run_without_any_fault_is_one_find_of_all_shards(leave, tmp_path):
    fails = (ShardFind(file=None, kind="exit code 1", reason="no", is_certain=True),)
    for which in ("1/2", "2/2"):
        into = leave(which)
        shard_result.write(into, replace(shard_result.read(into / NAME), finds=fails))
    [find] = merged(tmp_path).finds
    assert (find.scenario, find.save(tmp_path / "into")) == (None, None)
    assert find.shards == (Shard(1, 2), Shard(2, 2))
    assert not (tmp_path / "into").exists()


def test_what_broke_again_for_one_shard_is_certain(leave, tmp_path):
    for which, is_certain in (("1/2", False), ("2/2", True)):
        into = leave(which, ("fails", scenario(LOST)))
        left = shard_result.read(into / NAME)
        changed = replace(left.finds[0], is_certain=is_certain)
        shard_result.write(into, replace(left, finds=(changed,)))
    assert [find.is_certain for find in merged(tmp_path).finds] == [True]


def refused(*folders):
    with pytest.raises(UsageError) as error:
        merged(*folders).refuse_idle()
    assert "\n" not in str(error.value)
    return str(error.value)


def test_shards_of_different_searches_are_refused_with_what_differs(leave):
    first = leave("1/2")
    other = leave("2/2", seed="t")
    words = f"{other / NAME}: it is of another search than {first / NAME}: --seed differ; "
    assert refused(other, first).startswith(words)
    assert "the number of shards differ" in refused(first, leave("2/3"))


def test_two_results_of_a_shard_that_do_not_agree_are_refused(leave, tmp_path):
    leave("1/2", folder="a")
    leave("1/2", folder="b", examples=6)
    assert f"{tmp_path}/b/{NAME}: it differs from {tmp_path}/a/{NAME}" in refused(tmp_path)


def test_a_folder_without_results_is_refused(tmp_path):
    assert refused(tmp_path / "x") == f"{tmp_path}/x: there is no such folder"
    assert "there is no result of a shard in it (shard.json)" in refused(tmp_path)


def test_a_find_that_is_not_there_is_refused(leave):
    into = leave("1/1", ("fails", scenario(LOST)))
    (into / "find-0.yaml").unlink()
    assert refused(into).startswith(f"{into}/find-0.yaml: there is no such file, but ")


def test_a_find_that_is_damaged_is_refused(leave):
    into = leave("1/1", ("fails", scenario(LOST)))
    (into / "find-0.yaml").write_text("rulse: []\n")
    with pytest.raises(UnusableFileError, match=r"find-0\.yaml"):
        merged(into)


def test_shards_in_none_of_which_a_fault_acted_prove_nothing(leave, tmp_path):
    leave("1/2", with_faults=0, called=("CreateCluster",))
    leave("2/2", with_faults=0)
    said = "no fault has acted in 10 examples of 2 shards: the command calls CreateCluster; "
    assert refused(tmp_path).startswith(said)
    leave("2/2", with_faults=1)
    merged(tmp_path).refuse_idle()


def test_a_find_of_the_longest_name_has_a_name_that_files_and_scenarios_may_have(leave, tmp_path):
    longest = finds.name_of("x" * 500, Finding("fails", "it fails"))
    leave("1/1", ("fails", scenario(LOST, name=longest)))
    [find] = merged(tmp_path).finds
    assert finds.load(find.save(tmp_path / "into"))["metadata"]["name"] == find.name
