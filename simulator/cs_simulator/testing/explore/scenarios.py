"""Whole scenarios: rules of the alphabet, the simplest first."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cs_simulator.testing.explore.options import Options

Json = dict[str, Any]

NAME = "found"
_CALLS = ("lost_reply", "reset", "error_after_commit", "maintenance", "error")
_STEPS = ("fail", "slow")
_OPERATIONS = (
    "CreateCluster", "DescribeClusterDetail", "DescribeClustersV1", "DeleteCluster",
    "CreateClusterNodePool",
)  # fmt: skip


def scenarios(options: Options) -> SearchStrategy[Json]:
    """Scenarios with these options, as JSON objects."""
    return st.lists(_rules(options), min_size=1, max_size=options.rules).map(_scenario)


def _scenario(rules: list[Json]) -> Json:
    named = [{"id": f"rule-{place}", **rule} for place, rule in enumerate(rules, 1)]
    return {
        "apiVersion": "simulator/v1",
        "kind": "Scenario",
        "metadata": {"name": NAME},
        "rules": named,
    }


@st.composite
def _rules(draw: st.DrawFn, options: Options) -> Json:
    kinds = [kind for kind in (*_CALLS, *_STEPS) if kind in (options.kinds or (*_CALLS, *_STEPS))]
    kind = draw(st.sampled_from(kinds))
    operations = options.operations or (_OPERATIONS if kind in _CALLS else _OPERATIONS[::4])
    then: Any = kind
    if kind == "error":
        then = {kind: draw(st.sampled_from(["InternalError", "ServiceUnavailable"]))}
    if kind == "slow":
        then = {kind: draw(st.sampled_from([2, 4]))}
    return {
        "when": {"operation": draw(st.sampled_from(list(operations)))},
        "fire": draw(st.sampled_from([{"times": 1}, {"nth": 2}, {"times": 2}, {"nth": 3}])),
        "then": then,
    }
