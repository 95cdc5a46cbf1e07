"""Finds as files: named after the client and the bug, written as people write them."""

import pytest
import yaml
from cs_simulator.domain.errors import UsageError
from cs_simulator.testing.explore import finds
from cs_simulator.testing.explore.outcome import Finding, Seen

FINDING = Finding("no_orphans", "no_orphans: 1 cluster left: a")
RULE = {"id": "lost_reply", "when": {"operation": "CreateCluster"}, "then": "lost_reply"}
SOURCE = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "found"},
    "rules": [RULE],
    "expect": [{"clusters": {}, "count": 1}],
}


def found():
    missed = [{"invariant": "no_orphans"}, {"clusters": {}, "count": 1}]
    verdicts = [{"expectation": expectation} for expectation in missed]
    seen = Seen(calls=(), decisions=(), missed=verdicts, internal_errors=0)
    return finds.scenario_of(SOURCE, FINDING, name="it", seed=7, clock="polling", seen=seen)


def test_a_name_is_one_that_scenarios_may_have():
    assert (
        finds.name_of("test_it TestX::test_b[a/1]", FINDING)
        == "test_it-TestX-test_b-a-1-no_orphans"
    )
    assert len(finds.name_of("x" * 500, FINDING)) == 120
    assert finds.name_of("…", Finding("…", "…")) == "found"


def test_a_find_has_the_seed_and_the_clock_and_expects_what_was_missed_once():
    scenario = found()
    assert (scenario["seed"], scenario["clock"]) == (7, {"mode": "polling"})
    assert scenario["expect"] == [{"clusters": {}, "count": 1}, {"invariant": "no_orphans"}]
    assert scenario["metadata"] == {"name": "it", "description": FINDING.reason}


def test_a_rule_has_one_line_for_each_of_its_parts():
    text = finds.text_of(found(), ["why\nand how"])
    assert text.startswith("# why\n# and how\napiVersion: simulator/v1\n")
    assert "  - id: lost_reply\n    when: {operation: CreateCluster}\n" in text
    assert yaml.safe_load(text) == found()


def test_what_is_saved_is_a_scenario_that_can_be_used(tmp_path):
    path = finds.save(tmp_path / "new", "it", finds.text_of(found(), ["why"]))
    assert finds.load(path)["rules"] == [RULE]
    assert list(finds.saved(tmp_path / "new")) == [path]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file"):
        finds.save(tmp_path / "file", "it", "")
