"""Shards: how they are written, and how a search is divided among them."""

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore.shards import MOST, WHOLE, Shard
from hypothesis import given
from hypothesis import strategies as st

SCENARIOS = [{"rules": [{"id": "error", "then": {"error": {"status": n}}}]} for n in range(300)]


def of(count):
    return [Shard(index, count) for index in range(1, count + 1)]


def test_a_shard_is_written_as_which_of_how_many():
    assert Shard.of("3/8") == Shard(3, 8)
    assert str(Shard(3, 8)) == "3/8"
    assert Shard.of("1/1") == WHOLE


@pytest.mark.parametrize(("text", "cause"), [
    ("", "write which of how many"),
    ("3", "write which of how many"),
    ("3/", "write which of how many"),
    ("-1/8", "write which of how many"),
    ("3/0", "write which of how many"),
    ("3/8 ", "write which of how many"),
    ("٣/٨", "write which of how many"),
    ("3/8/9", "write which of how many"),
    ("9/8", "counted from 1 to 8"),
    ("0/8", "$((JOB_COMPLETION_INDEX + 1))/8"),
    (f"1/{MOST + 1}", "at most 1,000"),
    ("1/" + "9" * 50, "write which of how many"),
])  # fmt: skip
def test_another_text_is_refused_in_one_line(text, cause):
    with pytest.raises(UsageError) as refused:
        Shard.of(text)
    assert str(refused.value).startswith(f"--shard {text}: ")
    assert cause in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.integers(0, 5000), st.integers(1, MOST))
def test_the_shares_of_all_shards_add_up_and_differ_by_one_at_most(amount, count):
    shares = [shard.share(amount) for shard in of(count)]
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1


def test_each_shard_of_each_number_of_shards_has_a_seed_of_its_own():
    seeds = [shard.seed_of(seed) for seed in (0, 1) for n in range(2, 60) for shard in of(n)]
    assert len(set(seeds)) == len(seeds)
    assert Shard(2, 8).seed_of(5) == Shard(2, 8).seed_of(5)


def test_the_only_shard_has_the_seed_of_the_search():
    assert WHOLE.seed_of(5) == 5


@pytest.mark.parametrize("count", [1, 2, 7])
def test_each_scenario_belongs_to_one_shard(count):
    owners = [[shard for shard in of(count) if shard.owns(each)] for each in SCENARIOS]
    assert all(len(each) == 1 for each in owners)
    assert len({shard for each in owners for shard in each}) == count


def test_the_order_of_keys_does_not_decide_to_whom_a_scenario_belongs():
    one, other = {"kind": "Scenario", "rules": []}, {"rules": [], "kind": "Scenario"}
    assert [each.owns(one) for each in of(50)] == [each.owns(other) for each in of(50)]
