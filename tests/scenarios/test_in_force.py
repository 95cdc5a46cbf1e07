"""Scenarios in force: through restarts, changes of their file, and changes by hand."""

from itertools import count

import pytest
from cs_simulator.server.app import SIMULATOR

from tests.support.process import call
from tests.support.scenario_client import a_file

pytestmark = pytest.mark.every_type

LOST = {"id": "lost", "when": {"operation": "CreateCluster"}, "then": "lost_reply"}


async def test_rules_last_through_a_restart(begin):
    play = await begin()
    await play.rules(LOST)
    assert (await play.create()).status == 0
    await play.api.close()
    play = await begin()
    assert (await play.faults())["lost"]["hits"] == 1
    assert (await play.create(2)).status == 0


async def test_a_rule_with_a_ttl_ends_by_itself(play):
    await play.rules({**LOST, "ttl": "10m"})
    assert (await play.create(1)).status == 0
    await play.advance(by="9m")
    assert (await play.create(2)).status == 0
    await play.advance(by="1m")
    assert (await play.create(3)).status == 202
    rule = (await play.faults())["lost"]
    assert (rule["matched"], rule["hits"]) == (2, 2)


async def test_a_ttl_begins_when_the_rule_is_given(play):
    await play.rules(LOST)
    await play.advance(by="1h")
    added = {"id": "later", "when": {"operation": "DescribeClusters"}, "then": "reset", "ttl": "5m"}
    await play.control("PATCH", "faults", {"rules": [added]})
    assert (await play.call("GET", "/clusters")).status == 0
    await play.advance(by="5m")
    assert (await play.call("GET", "/clusters")).status == 200


async def test_rules_are_added_before_the_others_and_changed_with_their_counts(play):
    await play.rules(LOST, {"id": "other", "then": {"delay": {"takes": "1s", "virtual": True}}})
    assert (await play.create(1)).status == 0
    await play.control("PATCH", "faults", {"rules": [{**LOST, "then": "error_after_commit"}]})
    assert (await play.create(2)).status == 500
    rules = await play.faults()
    assert list(rules) == ["lost", "other"]
    assert (rules["lost"]["kind"], rules["lost"]["hits"]) == ("error_after_commit", 2)


async def test_a_rule_that_is_taken_away_counts_anew_when_it_comes_again(play):
    await play.rules({**LOST, "fire": {"times": 1}})
    assert (await play.create(1)).status == 0
    await play.control("DELETE", "faults/lost")
    await play.rules({**LOST, "fire": {"times": 1}})
    assert (await play.create(2)).status == 0


async def test_what_was_expected_of_a_rule_goes_with_it(play):
    await play.control("PUT", "scenario", {"name": "lost-create-reply"})
    assert await play.control("DELETE", "faults/answer-is-lost") == {"faults": []}
    report = await play.control("POST", "scenario/verify", {})
    assert [verdict["expectation"] for verdict in report["verdicts"]] == [
        {"clusters": {}, "count": {"max": 1}},
        {"invariant": "no_orphans"},
    ]
    await play.control("PUT", "scenario", {"name": "lost-create-reply"})
    assert await play.control("DELETE", "faults") == {"faults": []}


async def test_a_rule_whose_id_is_no_text_is_refused(play):
    rule = {"id": ["lost"], "then": "reset"}
    refused = await play.control("PATCH", "faults", {"rules": [rule]}, status=400)
    assert "rules[0].id: write a text" in refused["message"]


async def test_a_file_that_changes_is_read_again_and_rules_that_stay_go_on_counting(
    begin, tmp_path
):
    listing = {"id": "down", "when": {"operation": "DescribeClusters"}, "then": "outage"}
    file = a_file(tmp_path / "s.yaml", rules=[{**LOST, "fire": {"times": 2}}, listing])
    play = await begin(scenario=file)
    assert (await play.create(1)).status == 0
    assert (await play.call("GET", "/clusters")).status == 503
    a_file(tmp_path / "s.yaml", rules=[{**LOST, "fire": {"times": 2}}])
    await play.api.app[SIMULATOR].maintenance.do_round()
    assert (await play.call("GET", "/clusters")).status == 200
    assert [(await play.create(number)).status for number in (2, 3)] == [0, 202]
    assert list(await play.faults()) == ["lost"]


async def test_a_file_that_makes_no_sense_changes_nothing(begin, tmp_path):
    play = await begin(scenario=a_file(tmp_path / "s.yaml", rules=[LOST]), log_level="critical")
    a_file(tmp_path / "s.yaml", rules=[{**LOST, "then": "no-such-kind"}])
    await play.api.app[SIMULATOR].maintenance.do_round()
    assert (await play.create(1)).status == 0


async def test_a_file_that_changed_while_nobody_looked_is_read_at_the_start(begin, tmp_path):
    play = await begin(scenario=a_file(tmp_path / "s.yaml", rules=[LOST]))
    assert (await play.create(1)).status == 0
    await play.api.close()
    changed = [{**LOST, "then": "error_after_commit"}]
    play = await begin(scenario=a_file(tmp_path / "s.yaml", rules=changed))
    assert (await play.create(2)).status == 500
    assert (await play.faults())["lost"]["hits"] == 2


async def test_what_was_changed_by_hand_stays_through_a_restart(begin, tmp_path):
    file = a_file(tmp_path / "s.yaml", rules=[LOST])
    play = await begin(scenario=file)
    await play.control("DELETE", "faults/lost")
    await play.api.close()
    play = await begin(scenario=file)
    assert await play.faults() == {}
    assert (await play.create(1)).status == 202


async def test_an_outage_under_way_outlasts_a_change_of_the_file(begin, tmp_path):
    timeline = [{"at": 0, "do": "start_outage"}, {"at": "+1h", "do": "end_outage"}]
    file = a_file(tmp_path / "s.yaml", timeline=timeline)
    play = await begin(scenario=file)
    assert (await play.call("GET", "/clusters")).status == 503
    await play.api.close()
    play = await begin(scenario=a_file(tmp_path / "s.yaml", timeline=timeline, rules=[LOST]))
    assert (await play.call("GET", "/clusters")).status == 503
    await play.advance(by="1h")
    assert (await play.call("GET", "/clusters")).status == 200
    assert list(await play.faults()) == ["lost"]


def test_a_server_sees_within_seconds_that_its_file_changed(serve, tmp_path):
    slow = {"id": "slow", "when": {"operation": "DescribeImages"}, "then": {"delay": "100ms"}}
    served = serve("--clock=frozen", f"--scenario={a_file(tmp_path / 's.yaml', rules=[slow])}")

    def rules():
        return [rule["id"] for rule in call(served, "GET", "/_simulator/faults").body["faults"]]

    assert rules() == ["slow"]
    a_file(tmp_path / "s.yaml", rules=[slow, {"id": "new", "then": "reset"}])
    polls = count()
    while rules() == ["slow"]:
        call(served, "GET", "/images")  # waits as long as its rule says, and keeps nobody busy
        assert next(polls) < 100
    assert rules() == ["slow", "new"]


async def test_a_call_is_explained(play):
    await play.rules(
        {**LOST, "fire": {"nth": 2}},
        {"id": "elsewhere", "when": {"operation": "Describe*"}, "then": "reset"},
        {"id": "others", "when": {"cluster": "d*"}, "then": "outage"},
        {"id": "large", "when": {"body": {"size": {"gte": 3}}}, "then": "ghost_success"},
        {"id": "task", "then": "no_stock"},
    )
    await play.create(1)
    (call,) = await play.calls()
    explained = await play.control("GET", f"calls/{call['request_id']}/explain")
    assert explained["call"]["request_id"] == call["request_id"]
    (decision,) = explained["decisions"]
    assert (decision["rule"], decision["matched"]) == ("lost", 1)
    assert decision["outcome"] == "not for match 1"
    assert {rule["rule"]: rule["reason"] for rule in explained["not_matched"]} == {
        "elsewhere": "operation is CreateCluster, not Describe*",
        "others": "cluster did not match",
        "large": "body.size did not match",
        "task": "it acts on the steps of tasks, not on calls",
    }
    await play.control("GET", "calls/none/explain", status=404)


async def test_a_call_that_a_rule_ended_is_explained(play):
    first = {"id": "first", "when": {"operation": "CreateCluster"}, "then": "outage"}
    await play.rules(first, {**first, "id": "second", "then": "maintenance"})
    await play.create(1)
    (call,) = await play.calls()
    assert call["faults"] == ["first:outage"]
    explained = await play.control("GET", f"calls/{call['request_id']}/explain")
    assert [(decision["rule"], decision["outcome"]) for decision in explained["decisions"]] == [
        ("first", "fired")
    ]
    (other,) = explained["not_matched"]
    assert other["reason"] == "a rule before it (first) acted"
