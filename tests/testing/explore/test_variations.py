"""Around a given scenario, rules act at other times, with other numbers, or not at all."""

import pytest
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file.problems import UnusableFileError
from cs_simulator.testing.explore import explore

from tests.testing.explore.drawing import drawn, problems

BASE = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "base"},
    "seed": 7,
    "fixtures": {"quotas": {"clusters": 3}},
    "rules": [
        {"id": "old", "when": {"operation": "CreateCluster"}, "then": {"outage": {}}},
        {
            "id": "slow",
            "when": {"operation": "CreateCluster", "stage": "ecs"},
            "fire": {"times": 2},
            "select": {"percent": "30%"},
            "then": {"slow": {"takes": {"uniform": ["1m", "5m"]}}},
            "ttl": "1h",
        },
    ],
    "expect": [{"rule": "old", "hits": 1}],
    "script": [{"call": "GET /clusters"}],
}


def around(number=250, **options):
    return drawn(explore(base=BASE, **options), number)


def rules_called(name, examples):
    return [rule for example in examples for rule in example["rules"] if rule["id"] == name]


def test_every_scenario_lints_clean_and_keeps_what_is_not_varied():
    for example in around(100):
        assert not problems(example)
        assert example["seed"] == 7
        assert example["fixtures"] == BASE["fixtures"]
        assert not example.keys() & {"script", "expect"}


def test_a_rule_is_left_out_kept_or_changed():
    examples = around()
    olds = rules_called("old", examples)
    assert BASE["rules"][0] in olds
    assert 0 < len(olds) < len(examples)
    assert {"id": "old", **BASE["rules"][0], "fire": {"times": 1}} in olds


def test_numbers_durations_and_shares_are_halved_and_doubled():
    texts = " ".join(map(str, rules_called("slow", around(600))))
    for part in ("'2m', '5m'", "'1m', '10m'", "'60%'", "'15%'", "'30m'", "'times': 3"):
        assert part in texts


def test_rules_are_added_before_those_of_the_base_under_ids_of_their_own():
    examples = around(rules=2)
    numbers = {len(example["rules"]) for example in examples}
    assert numbers == {0, 1, 2, 3, 4} or numbers == {1, 2, 3, 4}
    for example in examples:
        ids = [rule["id"] for rule in example["rules"]]
        assert len(set(ids)) == len(ids)
        own = [name for name in ids if name in ("old", "slow") and name != ids[0]]
        assert ids[len(ids) - len(own) :] == own
    assert rules_called("slow-2", drawn(explore(base=BASE, kinds=("slow",)), 150))


@pytest.mark.parametrize("path", scenario_library.shipped(), ids=lambda path: path.stem)
def test_every_shipped_scenario_can_be_varied(path):
    examples = drawn(explore(base=path, rules=1), 8)
    assert [problems(example) for example in examples] == [[]] * len(examples)


def test_a_shipped_scenario_is_named_as_everywhere():
    (rule,) = scenario_library.read("lost-create-reply").source["rules"]
    assert rule in [
        rule for example in drawn(explore(base="lost-create-reply")) for rule in example["rules"]
    ]


def test_a_base_that_lint_refuses_is_refused():
    wrong = {
        **BASE,
        "rules": [{"id": "it", "when": {"operation": "CreateCloster"}, "then": "reset"}],
    }
    with pytest.raises(UnusableFileError, match="CreateCloster"):
        explore(base=wrong)
