"""What a scenario expects at the end, held against what there is: rules, calls, clusters, nodes."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any

import orjson

from cs_simulator.domain.records import CallEntry
from cs_simulator.engine import scenario
from cs_simulator.engine.world import World
from cs_simulator.scenarios.expectations.judge import Verdict, in_bounds, judge
from cs_simulator.scenarios.file.model import Expectation, Scenario


def verified(world: World, calls: Sequence[CallEntry]) -> list[tuple[dict[str, Any], Verdict]]:
    """Each expectation of the scenario in force, as it is written, with its verdict."""
    if world.scenario is None:
        return []
    written: dict[str, Any] = orjson.loads(world.scenario.text)
    expected = Scenario.model_validate(written).expect
    said = written.get("expect", [])
    return [
        (text, _verdict(world, calls, each, text))
        for text, each in zip(said, expected, strict=True)
    ]


def _verdict(
    world: World, calls: Sequence[CallEntry], expected: Expectation, written: dict[str, Any]
) -> Verdict:
    if expected.rule is not None:
        _, fired = scenario.hits(world.rule_counters).get(expected.rule, (0, 0))
        return in_bounds(f"{expected.rule} acted", fired, expected.hits or {})
    for what, meant in (
        ("clusters", expected.clusters),
        ("nodes", expected.nodes),
        ("tasks", expected.tasks),
    ):
        if meant is not None:
            shown = list(_SHOWN[what](world))
            wanted = meant.model_dump(exclude_none=True)
            found = [each for each in shown if _fits(each, wanted)]
            return in_bounds(f"{what} found", len(found), expected.count or {})
    return judge(written, calls)


def _fits(shown: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(
        shown[name] == globs
        if isinstance(globs, bool)
        else any(fnmatchcase(shown[name], each) for each in globs)
        for name, globs in wanted.items()
    )


def _clusters(world: World) -> Iterable[dict[str, Any]]:
    return ({"name": each.name, "state": each.state.value} for each in world.clusters)


def _nodes(world: World) -> Iterable[dict[str, Any]]:
    return (
        {
            "cluster": world.clusters[each.cluster_id].name,
            "state": each.state.value,
            "is_lost": each.is_lost,
        }
        for each in world.nodes
    )


def _tasks(world: World) -> Iterable[dict[str, Any]]:
    for each in world.tasks:
        cluster = world.clusters.get(each.cluster_id)
        yield {
            "cluster": cluster.name if cluster else "",
            "operation": each.operation,
            "state": each.state.value,
            "error_code": each.error_code,
        }


_SHOWN = {"clusters": _clusters, "nodes": _nodes, "tasks": _tasks}
