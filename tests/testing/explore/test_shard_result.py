"""What a shard leaves: it is read as it was written, and what is none is refused in words."""

import json
from dataclasses import replace

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import shard_result
from cs_simulator.testing.explore.search_status import Status
from cs_simulator.testing.explore.shard_result import NAME, ShardFind, result_of
from cs_simulator.testing.explore.shards import Shard

RESULT = replace(
    result_of(
        Shard(2, 3), {"seed": "a1"}, Status(examples=7), planned=7, seconds=1.5, has_ended=True
    ),
    finds=(ShardFind(file="x.yaml", kind="endless", reason="it does not end", is_certain=True),),
    acted=(("running", "DeleteCluster", "error"),),
    called=("DeleteCluster",),
)


def test_a_result_is_read_as_it_was_written(tmp_path):
    shard_result.write(tmp_path / "a" / "b", RESULT)
    assert shard_result.read(tmp_path / "a" / "b" / NAME) == RESULT


def test_results_are_found_in_all_folders_below(tmp_path):
    for folder in ("b", "a/c", "."):
        shard_result.write(tmp_path / folder, RESULT)
    found = [str(path.relative_to(tmp_path)) for path in shard_result.files_in(tmp_path)]
    assert found == ["a/c/shard.json", "b/shard.json", "shard.json"]


def changed(**values):
    def change(written):
        return {**written, **values}

    return change


DAMAGES = {
    "no JSON": (lambda _: "half", "something else is written in it"),
    "a list": (lambda _: [1], "something else is written in it"),
    "nothing in it": (lambda _: {}, "it has no 'version'"),
    "of another version": (changed(version=2), "its version is 2, not 1"),
    "without finds": (lambda it: {k: it[k] for k in it if k != "finds"}, "it has no 'finds'"),
    "of no shard": (changed(index=4), "shards are counted from 1 to 3"),
    "a number that is none": (changed(examples="many"), "something else is written in it"),
    "a pair for a triple": (changed(acted=[["a", "b"]]), "something else is written in it"),
    "a find elsewhere": (
        lambda it: {**it, "finds": [{**it["finds"][0], "file": "../x.yaml"}]},
        "../x.yaml is not the name of a file beside it",
    ),
}


@pytest.mark.parametrize(("damage", "why"), DAMAGES.values(), ids=list(DAMAGES))
def test_what_is_no_result_is_refused_in_one_line(tmp_path, damage, why):
    shard_result.write(tmp_path, RESULT)
    path = tmp_path / NAME
    damaged = damage(json.loads(path.read_text()))
    path.write_text(damaged if isinstance(damaged, str) else json.dumps(damaged))
    with pytest.raises(UsageError) as refused:
        shard_result.read(path)
    assert str(refused.value) == f"{path}: it is no result of a shard: {why}"


def test_a_result_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(UsageError, match="No such file"):
        shard_result.read(tmp_path / NAME)
