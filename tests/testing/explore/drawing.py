"""Examples of strategies, and what is wrong with the scenarios among them."""

from functools import cache

import orjson
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.scenarios.compiler import compile_rules
from cs_simulator.scenarios.file import lint, reader
from cs_simulator.testing.explore import explore
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as drawn_from

WORDS = vocabulary(registry())


def drawn(strategy, number=100):
    """So many examples, the same in every run; nothing of them is kept."""
    found = []

    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @drawn_from(strategy)
    def draw(example):
        found.append(example)

    draw()
    return found


def problems(source):
    """What lint finds in a scenario, which is compiled, too."""
    loaded = reader.read("found.json", orjson.dumps(source).decode(), lambda *_: ("", ""))
    assert compile_rules(loaded.scenario)
    return lint.lint(loaded, WORDS)


@cache
def by_default():
    """What is explored by default."""
    return drawn(explore(rules=3), 600)


def rules_of(examples):
    return [rule for example in examples for rule in example["rules"]]
