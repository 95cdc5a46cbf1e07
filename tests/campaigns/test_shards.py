"""Campaigns in shards: what each does, and what all of them have counted."""

import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from cs_simulator.testing.explore.shards import Shard

from tests.campaigns import added
from tests.campaigns.__main__ import main
from tests.campaigns.added import AddingError, Part
from tests.campaigns.campaign import Campaign, all_campaigns, run

OF_THREE = [Shard(index, 3) for index in (1, 2, 3)]


def campaign(seen=None, **more):
    """A campaign that notes what it was given."""

    async def noted(given):
        if seen is not None:
            seen.append(given)
        return {"seeds": 1}

    return Campaign(
        name="noted", proves="nothing", unit="times", amount=10, short=1, run=noted, **more
    )


async def test_the_amount_is_divided_and_no_two_shards_have_the_same_seed(tmp_path):
    seen = []
    for shard in OF_THREE:
        figures = await run(campaign(seen), 10, 7, tmp_path, shard)
        assert figures["times"] == seen[-1].amount
    assert [given.amount for given in seen] == [4, 3, 3]
    assert {given.total for given in seen} == {10}
    # What derives from a seed by a number of up to a thousand does not overlap either.
    seeds = sorted(given.seed for given in seen)
    assert all(later - former > 1000 for former, later in pairwise(seeds))


async def test_the_only_shard_is_the_campaign(tmp_path):
    seen = []
    await run(campaign(seen), 10, 7, tmp_path)
    await run(campaign(seen), 10, 7, tmp_path, Shard(1, 1))
    assert seen[0] == seen[1]
    assert (seen[0].amount, seen[0].seed) == (10, 7)
    assert seen[0].mine(range(10)) == range(10)


async def test_cases_that_are_not_drawn_are_divided(tmp_path):
    seen = []
    for shard in OF_THREE:
        await run(campaign(seen), 10, 7, tmp_path, shard)
    mine = [given.mine(range(10)) for given in seen]
    assert sorted(case for cases in mine for case in cases) == list(range(10))
    assert [len(cases) for cases in mine] == [given.amount for given in seen]


# ---- adding up


def part(index=1, count=2, **figures):
    return Part(
        campaign="noted", total=10, seed=1, type="swarm", index=index, count=count, seconds=2.0,
        figures={"times": 5, **figures},
    )  # fmt: skip


def test_figures_are_added_but_for_the_greatest_and_for_what_may_be_the_same():
    counted = campaign(greatest=("memory",), distinct=("different",))
    parts = [part(1, memory=5, different=1200, lost=0), part(2, memory=3, different=9, lost=0)]
    figures, seconds = added.add(counted, parts)
    assert figures == {"times": 10, "memory": 5, "different": "at least 1,200", "lost": 0}
    assert seconds == 4.0
    assert added.add(counted, parts[::-1] + parts) == (figures, seconds)


def test_a_part_is_read_as_it_was_written(tmp_path):
    first, second = part(1), part(2)
    assert first.write(tmp_path / "a") != second.write(tmp_path / "b")
    assert added.collected([tmp_path]) == {"noted": [first, second]}


REFUSED = {
    "a shard is missing": ([part(1, 3), part(3, 3)], "no figures of shard 2/3"),
    "another seed": ([part(1), replace(part(2), seed=2)], "of different runs"),
    "another amount": ([part(1), replace(part(2), total=11)], "of different runs"),
    "another number of shards": ([part(1), part(2, 3)], "of different runs"),
    "another type": ([part(1), replace(part(2), type="ack")], "of different runs"),
    "one twice": ([part(1), part(1, lost=1), part(2)], "two results of shard 1/2"),
    "no number": ([part(1, times="8 to 9"), part(2)], "times is no number"),
}


@pytest.mark.parametrize(("parts", "why"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_not_all_of_one_run_is_refused(parts, why):
    with pytest.raises(AddingError, match=why):
        added.add(campaign(), parts)


def test_files_that_are_none_are_refused(tmp_path):
    with pytest.raises(AddingError, match="there are no figures of shards in it"):
        added.collected([tmp_path])
    (tmp_path / "x-shard-1-of-2.json").write_text("{}")
    with pytest.raises(AddingError, match=r"x-shard-1-of-2\.json: no figures of a shard"):
        added.collected([tmp_path])


# ---- the command line


@pytest.fixture
def typed(monkeypatch, capsys):
    """Type a command line; gives its exit code and what it printed."""

    def execute(*words):
        monkeypatch.setattr(sys, "argv", ["campaigns", *map(str, words)])
        try:
            code = main()
        except SystemExit as ended:
            code = ended.code
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return execute


def test_shards_of_a_campaign_are_run_and_added_up(typed, tmp_path):
    for shard in ("1/2", "2/2"):
        words = ("secrets", "--amount=7", f"--shard={shard}", f"--figures={tmp_path}")
        code, printed = typed(*words)
        assert code == 0, printed
        if shard == "1/2":
            assert "requests: 4" in printed
            code, printed = typed("--add", tmp_path)
            assert (code, "no figures of shard 2/2" in printed) == (2, True)
    code, printed = typed("--add", tmp_path)
    assert code == 0
    assert "requests: 7, answered: 7," in printed


@pytest.mark.parametrize(("words", "said"), [
    (("secrets", "--shard=0/2"), "counted from 1 to 2"),
    (("secrets", "--shard=x"), "write which of how many"),
    (("secrets", "--shard="), "write which of how many"),
    (("soak", "--shard=1/2"), "soak cannot be divided: one tenant lives"),
    (("planted_bugs", "--shard=1/2"), "planted_bugs cannot be divided"),
    (("terraform", "--shard=1/4"), "terraform has only 3 lives"),
    (("secrets", "--shard=1/2", "--write"), "a shard is no whole campaign"),
    (("secrets", "--figures=x"), "--figures is for shards"),
    (("secrets", "--add", "x"), "--add takes folders only"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_before_anything_runs(typed, words, said):
    code, printed = typed(*words)
    assert code == 2
    assert said in printed


@pytest.mark.parametrize("name", [each.name for each in all_campaigns().values() if each.alone])
def test_the_only_shard_of_a_campaign_that_cannot_be_divided_is_not_refused(name, typed):
    code, printed = typed(name, "--shard=1/1", "--write")
    assert (code, "cannot be divided" in printed) == (2, False)


async def test_shards_of_a_campaign_that_counts_through_its_cases_do_what_all_of_it_does(tmp_path):
    causes = all_campaigns()["causes"]

    async def counted(*shard):
        folder = tmp_path / "-".join(["it", *(each.folder for each in shard)])
        folder.mkdir()
        return await run(causes, 7, 1, folder, *shard)

    whole = await counted()
    shards = [await counted(shard) for shard in OF_THREE]
    assert whole == {name: sum(each[name] for each in shards) for name in whole}
