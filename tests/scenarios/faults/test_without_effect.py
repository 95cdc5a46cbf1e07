"""A fault that has changed nothing is no hit: not counted, not in the journal, not used up."""

import pytest

LIST = "DescribeClusters"


async def listed(play):
    return await play.call("GET", "/clusters")


async def one_read(play):
    await play.call("GET", "/version")


async def a_refused_read(play):
    assert (await play.call("GET", "/clusters/c" + "0" * 32)).status == 404


async def a_refused_creation(play):
    assert (await play.create(1, size=-1)).status == 400


async def an_old_cluster_is_read(play):
    await play.settled(1)
    await play.advance(by="1h")
    assert len((await listed(play)).body) == 1


async def a_creation_is_delivered(play):
    assert (await play.create(1)).status == 202


async def a_whole_life(play):
    await play.settled(1)


# What the rule does, what happens, and why nothing comes of it.
VAIN = {
    "truncate longer than the answer": ({"truncate": 100_000}, listed),
    "truncate in phase read": ({"truncate": 100_000}, listed, "read"),
    "truncate a read that is refused": ({"truncate": 1}, a_refused_read, "read"),
    "malformed read that is refused": ({"malformed": {}}, a_refused_read, "read"),
    "slow read that is refused": ({"slow": {"bytes_per_second": 9}}, a_refused_read, "read"),
    "a field that is not there is dropped": ({"edit_answer": {"drop": "[0].nodes"}}, listed),
    "the text that it has anyway": ({"edit_answer": {"text": "[]"}}, listed),
    "the content type that it has": (
        {"wrong_content_type": "application/json;charset=UTF-8"},
        listed,
    ),
    "nothing has changed lately": ({"stale_read": "5m"}, an_old_cluster_is_read),
    "nothing has changed for reads": ({"stale_read": {"reads": 1}}, one_read),
    "the list lags behind nothing": ({"list_lag": "5m"}, listed),
    "a second delivery that is refused": (
        {"duplicate_delivery": "first"},
        a_creation_is_delivered,
    ),
    "a stage that takes what it would": ({"slow": {"takes": "5s"}}, a_whole_life),
}


@pytest.mark.parametrize("name", VAIN)
async def test_a_fault_that_changes_nothing_is_no_hit(play, name):
    then, happens, *phase = VAIN[name]
    rule = {"id": "vain", "then": then, **({"phase": phase[0]} if phase else {})}
    if name == "a stage that takes what it would":
        rule["when"] = {"stage": "boot"}
        durations = {"CreateCluster": {"boot": "5s"}}
        await play.scenario(rules=[rule], durations=durations)
    else:
        await play.rules(rule)
    await happens(play)

    found = (await play.faults())["vain"]
    assert found["matched"] > 0
    assert found["hits"] == 0
    outcomes = {decision["outcome"] for decision in await play.decisions()}
    assert outcomes <= {"changed nothing", "let through"}
    assert all(call["faults"] == [] for call in await play.calls())


async def test_an_answer_that_is_long_enough_is_truncated_and_counts(play):
    await play.rules({"id": "cut", "then": {"truncate": 10}, "when": {"operation": LIST}})
    assert (await listed(play)).status == 200  # "[]" is shorter than ten bytes
    assert (await play.faults())["cut"]["hits"] == 0
    await play.created(1)
    assert (await listed(play)).status == 0
    assert (await play.faults())["cut"]["hits"] == 1
    assert [call["faults"] for call in await play.calls() if call["operation"] == LIST] == [
        [],
        ["cut:truncate"],
    ]


async def test_a_fault_in_vain_does_not_use_up_its_times(play):
    when = {"operation": LIST}
    await play.rules({"id": "cut", "then": {"truncate": 10}, "when": when, "fire": {"times": 1}})
    await listed(play)
    assert (await play.faults())["cut"]["remaining"] == 1
    await play.created(1)
    assert (await listed(play)).status == 0
    assert (await play.faults())["cut"]["remaining"] == 0


async def test_a_read_of_the_past_counts_while_the_past_differs(play):
    await play.rules({"id": "late", "then": {"list_lag": "5m"}})
    await play.created(1)
    assert (await listed(play)).body == []
    await play.advance(by="1h")
    assert len((await listed(play)).body) == 1
    assert (await play.faults())["late"]["hits"] == 1


async def test_what_is_delivered_twice_and_done_twice_counts(play):
    await play.rules({"id": "twice", "then": {"duplicate_delivery": "first"}})
    cluster_id = await play.created(1)
    path = f"/clusters/{cluster_id}/token"
    assert (await play.call("POST", path, {})).status == 200
    hits = (await play.faults())["twice"]["hits"]
    assert hits == 1, "the token was made twice, the cluster once"


async def test_what_is_kept_of_a_name_is_bounded(play):
    await play.rules(
        {"id": "any", "then": "outage", "when": {"cluster": "x*"}, "fire": {"per": "cluster"}},
        {"id": "field", "phase": "reply", "then": "reset", "fire": {"per": "body.password"}},
    )
    assert (await play.create(1, name="x" * 100_000)).status == 503
    [decision] = await play.decisions()
    assert decision["cluster"] == "x" * 256
