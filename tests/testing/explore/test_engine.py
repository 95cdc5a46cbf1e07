"""The search for a scenario that breaks a client, over clients that are functions."""

import pytest
from cs_simulator.testing.explore.coverage import Acted
from cs_simulator.testing.explore.engine import (
    Interrupted,
    Search,
    chosen_settings,
    search,
    search_graver,
    seed_of,
)
from cs_simulator.testing.explore.outcome import Failure, Outcome, Seen
from cs_simulator.testing.explore.severity import Severity
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase

NUMBERS = st.lists(st.integers(0, 100), min_size=1).map(lambda drawn: {"rules": drawn})
NOTHING = Seen(calls=(), decisions=(), missed=(), internal_errors=0)


def outcome(failure=None, acted=()):
    return Outcome(
        seen=NOTHING, severity=Severity.TRANSIENT, acted=frozenset(acted), failure=failure
    )


def run(source):
    """A client that breaks where there is a number of more than 40."""
    return outcome(Failure(kind="TypeError", text="x") if max(source["rules"]) > 40 else None)


def searched(run=run, strategy=NUMBERS, *, key="it", drawn_from=7, met=None, owns=None, **given):
    chosen = chosen_settings(given.pop("examples", 200), **{"database": None, **given})
    how = {"drawn_from": drawn_from, "met": met, "owns": owns}
    return search(strategy, run, key=key, chosen=chosen, **how)


def test_the_smallest_scenario_that_breaks_the_client_is_found():
    assert searched().find.source == {"rules": [41]}


def test_a_find_is_not_exchanged_for_a_smaller_one_of_another_kind():
    def run(source):
        largest = max(source["rules"])
        kind = "TypeError" if largest > 80 else "KeyError"
        return outcome(Failure(kind=kind, text="x") if largest > 40 else None)

    smallest = {searched(run, drawn_from=seed).find.source["rules"][0] for seed in range(20)}
    assert smallest == {41, 81}


def test_a_client_that_never_breaks_is_run_as_often_as_was_asked_for():
    seen = []
    met = searched(lambda source: seen.append(source) or outcome(), examples=50)
    assert (met.find, met.runs) == (None, len(seen))
    assert 30 < met.runs <= 50  # no scenario is run twice


def test_the_same_seed_finds_the_same_after_as_many_runs():
    first, second, other = searched(drawn_from=1), searched(drawn_from=1), searched(drawn_from=2)
    assert (first.runs, first.find.source) == (second.runs, second.find.source)
    assert first.find.source == other.find.source


def test_without_a_seed_the_key_decides_where_choices_are_not_to_be_random():
    def order_of(key):
        order = []
        runs = {"drawn_from": None, "derandomize": True, "examples": 10}
        searched(lambda source: order.append(source) or outcome(), key=key, **runs)
        return order

    assert order_of("a") == order_of("a") != order_of("b")


def owned(source):
    """Every third scenario, and never the smallest that breaks the client."""
    return sum(source["rules"]) % 3 == 0


@pytest.mark.parametrize("drawn_from", range(5))
def test_only_scenarios_that_are_its_own_are_made_up_and_any_may_be_the_smallest(drawn_from):
    order = []

    def noted(source):
        order.append(source)
        return run(source)

    met = searched(noted, drawn_from=drawn_from, examples=600, owns=owned)
    assert met.find.source == {"rules": [41]}
    assert not owned(met.find.source)
    assert all(owned(source) for source in order[: met.runs_to_find])
    again = searched(drawn_from=drawn_from, examples=600, owns=owned)
    assert (again.runs, again.find.source) == (met.runs, met.find.source)


def test_a_search_that_owns_nothing_runs_nothing():
    assert searched(owns=lambda _: False).runs == 0


def test_what_was_found_is_tried_first_the_next_time():
    database = InMemoryExampleDatabase()
    first = searched(database=database, drawn_from=None)
    again = searched(database=database, drawn_from=None)
    assert again.find.source == first.find.source
    assert again.runs_to_find == 1


def test_another_key_does_not_know_it():
    database = InMemoryExampleDatabase()
    searched(database=database, drawn_from=None)
    reused = {"database": database, "drawn_from": None, "examples": 1}
    assert searched(key="other", **reused).find is None
    assert searched(**reused).find is not None


def test_what_acted_is_collected_of_all_runs():
    acted = Acted("running", "DeleteCluster", "reset")

    def run(source):
        return outcome(acted=[acted] if source["rules"][0] % 2 else ())

    met = searched(run)
    assert met.acted == {acted}
    assert 0 < met.runs_with_faults < met.runs


def test_a_run_that_is_interrupted_ends_the_search():
    def interrupt(source):
        raise Interrupted

    met = Search()
    with pytest.raises(Interrupted):
        searched(interrupt, met=met)
    assert (met.runs, met.find) == (0, None)


def test_shrinking_ends_after_so_many_runs(monkeypatch):
    monkeypatch.setattr("cs_simulator.testing.explore.engine.MOST_SHRINKING", 3)
    met = searched()
    assert max(met.find.source["rules"]) > 40
    assert met.runs - met.runs_to_find == 3


def test_nothing_is_printed_of_what_hypothesis_would_say(capsys):
    searched()
    assert capsys.readouterr() == ("", "")


def test_the_settings_are_those_of_the_profile_except_for_what_examples_of_milliseconds_need():
    profile = settings(max_examples=17, phases=[Phase.generate, Phase.explain])
    settings.register_profile("of-this-test", profile)
    former = settings.get_current_profile_name()
    settings.load_profile("of-this-test")
    try:
        chosen = chosen_settings()
        assert (chosen.max_examples, chosen.deadline) == (17, None)
        assert list(chosen.phases) == [Phase.generate]
        assert chosen_settings(3).max_examples == 3
    finally:
        settings.load_profile(former)


def test_a_graver_find_is_looked_for_where_a_client_only_gives_up():
    def run(source):
        largest = max(source["rules"])
        claim = Failure(kind="AssertionError", text="x", is_claim=True)
        return outcome(claim if largest > 60 else Failure(kind="KeyError", text="x"))

    chosen = chosen_settings(200, database=None)
    met = search(NUMBERS, run, key="it", chosen=chosen, drawn_from=7)
    assert (met.find.source, met.find.finding.is_grave) == ({"rules": [0]}, False)
    first, runs = met.find, met.runs
    graver = search_graver(NUMBERS, run, key="it", chosen=chosen, met=met, drawn=7)
    assert (graver.source, graver.finding.kind) == ({"rules": [61]}, "AssertionError")
    assert met.find is first
    assert met.runs > runs


def test_seeds_are_drawn_unless_hypothesis_has_one(monkeypatch):
    assert seed_of(chosen_settings(derandomize=True, database=None)) is None
    chosen = chosen_settings(derandomize=False)
    assert seed_of(chosen) != seed_of(chosen)
    monkeypatch.setattr("hypothesis.core.global_force_seed", 3)
    assert seed_of(chosen) is None
