"""Every kind of fault is explored from its declaration, and what is made up could act."""

from collections import Counter
from dataclasses import dataclass, fields
from itertools import product
from typing import Annotated, Literal

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.scenarios.declaration import Choices, Limits, build, given, key_of
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.rule import Rule
from cs_simulator.scenarios.rules.conditions import FirePolicy, Selection, Window
from cs_simulator.scenarios.values import Count, Distribution, Duration, Globs, Share
from cs_simulator.testing.explore import explore
from cs_simulator.testing.explore.alphabet import kinds_of, parameters_of, phases_of
from cs_simulator.testing.explore.places import Scope, Subject, is_deletion, whens_of
from cs_simulator.testing.explore.rules import MOST, any_firing, choices_of, kind_of
from cs_simulator.testing.explore.values import objects, values_of

from tests.testing.explore.drawing import WORDS, by_default, drawn, problems, rules_of


def in_one_file(rules):
    """All of the rules in one scenario, each with an id of its own."""
    numbered = [{**rule, "id": f"rule-{number}"} for number, rule in enumerate(rules)]
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "all"}}
    return {**head, "rules": numbered}


# ---- kinds


@pytest.mark.parametrize("kind", all_kinds())
def test_every_rule_of_a_kind_could_act(kind):
    rules = rules_of(drawn(explore(kinds=(kind,), rules=1)))
    assert {kind_of(rule["then"]) for rule in rules} == {kind}
    assert not problems(in_one_file(rules))


@pytest.mark.parametrize("kind", all_kinds().values(), ids=all_kinds())
def test_every_parameter_of_a_kind_is_varied(kind):
    tried = [made for phase in phases_of(kind) for made in parameters_of(kind.kind(), phase)]
    varied = {key for made in tried for key in given(build(kind, made))}
    possible = {key_of(field) for field in fields(kind)}
    impossible = {"bytes_per_second", "more"} if kind.kind() == "slow" else set()
    assert varied == possible - impossible


def test_what_takes_real_time_is_not_explored():
    rules = rules_of(drawn(explore(kinds=("slow", "delay"))))
    assert all(rule["then"]["delay"]["virtual"] for rule in rules if "delay" in rule["then"])
    assert not any("bytes_per_second" in str(rule) for rule in rules)
    assert all_kinds()["hang"].not_explored


def test_a_kind_that_is_not_explored_by_default_is_explored_if_it_is_named():
    explored = {kind_of(rule["then"]) for rule in rules_of(by_default())}
    left_out = {name for name, kind in all_kinds().items() if kind.not_explored}
    assert {kind.kind() for kind in kinds_of(())} == all_kinds().keys() - left_out
    assert not explored & left_out
    assert len(explored) > len(all_kinds()) / 2
    named = rules_of(drawn(explore(kinds=("edit_answer", "hang"))))
    assert {kind_of(rule["then"]) for rule in named} == {"edit_answer", "hang"}


# ---- whole scenarios


def test_whole_scenarios_lint_clean_and_have_as_many_rules_as_was_said():
    examples = by_default()
    assert [problems(example) for example in examples[::4]] == [[]] * len(examples[::4])
    assert {len(example["rules"]) for example in examples} == {1, 2, 3}
    assert {example["metadata"]["name"] for example in examples} == {"found"}


def test_calls_are_disturbed_for_a_while_only():
    for rule in rules_of(by_default()):
        fire = build(Rule, rule).fire
        in_calls = build(Rule, rule).acts_in != "provision"
        bounded = fire.times or fire.nth or fire.window.lasts or "ttl" in rule
        assert bounded or not in_calls, rule
        assert (fire.times or 0) <= 2


def test_what_is_refused_for_good_are_creations_and_changes():
    for rule in (build(Rule, rule) for rule in rules_of(by_default())):
        names = rule.when.operation or rule.then.implies.get("operation")
        if rule.acts_in != "provision" and rule.then.is_lasting(rule.acts_in):
            assert names, rule
            found = [WORDS.operations[name] for name in names if name in WORDS.operations]
            changes = all(word.is_write and not is_deletion(word) for word in found)
            assert changes or "operation" in rule.then.implies, rule


def test_a_deletion_that_is_asked_for_is_refused_for_good():
    rules = rules_of(drawn(explore(kinds=("forbidden",), operations=("DeleteCluster",))))
    assert {rule["when"]["operation"] for rule in rules} == {"DeleteCluster"}


def test_patterns_choose_operations():
    rules = rules_of(drawn(explore(operations=("*NodePool", "DeleteCluster"))))
    named = {rule["when"]["operation"] for rule in rules}
    assert named <= {*(name for name in WORDS.operations if name.endswith("NodePool"))} | {
        "DeleteCluster"
    }
    assert len(named) > 3


def test_rules_are_about_what_the_client_calls_and_may_call_later_if_that_is_known():
    called = ("CreateCluster", "DescribeClusterDetail")
    rules = rules_of(drawn(explore(called=called), 400))
    numbers = Counter(rule.get("when", {}).get("operation", "any") for rule in rules)
    later = {"DescribeClustersV1", "DescribeClusters", "DeleteCluster", "DescribeTaskInfo"}
    assert numbers.keys() > {*called, "DeleteCluster"}
    assert not numbers.keys() & {"DescribeTemplates", "ScaleCluster", "DescribeClusterNodePools"}
    assert sum(numbers[name] for name in called) > 2 * sum(numbers[name] for name in later)
    assert not any(kind_of(rule["then"]) == "drain_timeout" for rule in rules)


def test_kinds_that_do_not_act_on_what_is_called_are_explored_if_there_are_no_others():
    rules = rules_of(drawn(explore(kinds=("drain_timeout",), called=("DescribeClusters",))))
    assert {kind_of(rule["then"]) for rule in rules} == {"drain_timeout"}


def test_what_is_refused_for_good_is_what_the_client_makes():
    called = ("CreateCluster", "DescribeClusterDetail", "DeleteCluster")
    forbidden = rules_of(drawn(explore(kinds=("forbidden",), called=called)))
    assert {rule["when"]["operation"] for rule in forbidden} == {"CreateCluster"}


def test_clusters_of_both_types_are_met():
    stages = {rule.get("when", {}).get("stage") for rule in rules_of(by_default())}
    assert stages & {"control_plane", "join"}
    assert stages & {"route", "init"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kinds": ("lost_replay",)}, "kinds: there is no kind of fault lost_replay"),
        ({"operations": ("CreateClusters",)}, "operations: there is no operation CreateClusters"),
        ({"kinds": ("drain_timeout",), "operations": ("DescribeClusters",)}, "none of these kinds"),
        ({"rules": 0}, "rules: write how many"),
        ({"base": "no-such-file"}, "no-such-file: there is no such file"),
    ],
)
def test_what_there_is_not_is_refused_in_words(options, message):
    with pytest.raises(UsageError, match=message):
        explore(**options)


@pytest.mark.parametrize("kind", all_kinds().values(), ids=all_kinds())
def test_no_list_of_choices_is_so_long_that_draws_depend_on_the_modules_that_are_loaded(kind):
    for phase in phases_of(kind):
        assert 0 < len(choices_of(kind.kind(), phase, Scope())) <= MOST
        for lasting, of_nodes in product((True, False), repeat=2):
            assert len(whens_of(Subject(kind, phase, lasting, of_nodes, Scope()))) <= MOST
    drawn = [max(kind.weight, len(phases_of(kind))) for kind in all_kinds().values()]
    assert sum(drawn) <= MOST


# ---- how often


def test_every_key_of_fire_and_select_is_varied():
    rules = [build(Rule, {"id": "it", "then": "reset", **firing}) for firing in any_firing()]
    for part, declared in (("fire", FirePolicy), ("select", Selection)):
        varied = {key for rule in rules for key in given(getattr(rule, part))}
        assert varied == {key_of(field) for field in fields(declared)}
    windows = [rule.fire.window for rule in rules]
    assert {key for window in windows for key in given(window)} == {
        key_of(field) for field in fields(Window)
    }


# ---- values


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    number: Annotated[int, Limits(ge=2, le=4)] = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One field of each sort of type that declarations have."""

    time: Duration
    share: Share = 1.0
    count: Count = 0
    factor: Annotated[float, Limits(gt=1, lt=5)] = 1.5
    choice: Annotated[str, Choices(("one", "other"))] = "one"
    literal: Literal["a", "b"] = "a"
    takes: Distribution | None = None
    patterns: Globs | None = None
    inner: Inner = Inner()
    pair: tuple[Duration, Duration] | None = None
    positions: tuple[int, ...] = ()
    anything: dict[str, bool] | None = None
    is_so: bool = False
    text: str = ""


def test_a_declaration_of_any_type_is_varied_without_a_needless_key():
    made = list(objects(Declared))
    assert {key for values in made for key in values} == {field.name for field in fields(Declared)}
    for values in made:
        assert values.keys() == given(build(Declared, values)).keys()
        assert len(values) <= 4
    assert made[0] == {"time": "1m"}
    assert {values["factor"] for values in made if "factor" in values} == {2, 3}
    assert next(values["inner"] for values in made if "inner" in values) == {"number": 3}


def test_values_are_within_their_limits():
    assert values_of(Annotated[int, Limits(ge=3, lt=20)]) == (3, 5)
    assert values_of(Annotated[int, Limits(gt=3, le=20)]) == (5, 20)
    assert values_of(Literal["x", "y"]) == ("x", "y")
