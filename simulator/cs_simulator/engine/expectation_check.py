"""Checking what a scenario expects at the end: of rules, calls, clusters, pools, nodes, tasks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from cs_simulator.domain.records import CallEntry
from cs_simulator.engine import rule_counters
from cs_simulator.engine.world import World
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.expectations.expectation import AT_LEAST_ONE, Expectation, matches
from cs_simulator.scenarios.expectations.judge import Verdict, judge, within
from cs_simulator.scenarios.rules.firing import FireCount


def verified(world: World, journal: Sequence[CallEntry]) -> list[tuple[dict[str, Any], Verdict]]:
    """Each expectation of the scenario in force, as its source has it, with its verdict."""
    if world.scenario is None:
        return []
    sources: list[dict[str, Any]] = orjson.loads(world.scenario.text).get("expect", [])
    return [(source, verdict_on(world, journal, source)) for source in sources]


def verdict_on(world: World, journal: Sequence[CallEntry], source: dict[str, Any]) -> Verdict:
    """Whether one expectation is met now; *source* is checked JSON, *journal* all calls."""
    expected = build(Expectation, source)
    if expected.rule is not None:
        count = rule_counters.totals(world.rule_counters).get(expected.rule, FireCount())
        return within(f"{expected.rule} acted", count.fired, expected.hits or AT_LEAST_ONE)
    about = expected.pattern()
    if about is None:
        return judge(source, journal)
    name, pattern = about
    number = sum(matches(pattern, shown) for shown in _SHOWN[name](world))
    return within(f"{name} found", number, expected.count or AT_LEAST_ONE)


def _clusters(world: World) -> Iterable[dict[str, Any]]:
    return (
        {
            "name": cluster.name,
            "cluster_type": world.cluster_types.names_of(cluster),
            "state": cluster.state.value,
        }
        for cluster in world.clusters
    )


def _pools(world: World) -> Iterable[dict[str, Any]]:
    return (
        {
            "cluster": world.clusters[group.cluster_id].name,
            "name": (group.name, group.group_id),
            "state": group.state,
        }
        for group in world.node_groups
    )


def _pool_names(world: World, group_id: str) -> tuple[str, ...]:
    """The name and the id of a pool; the id alone of one that is gone, nothing without one."""
    if not group_id:
        return ()
    group = world.node_groups.get(group_id)
    return (group.name, group_id) if group else (group_id,)


def _nodes(world: World) -> Iterable[dict[str, Any]]:
    return (
        {
            "cluster": world.clusters[node.cluster_id].name,
            "node_pool": _pool_names(world, node.group_id),
            "state": node.state.value,
            "is_lost": node.is_lost,
        }
        for node in world.nodes
    )


def _tasks(world: World) -> Iterable[dict[str, Any]]:
    for task in world.tasks:
        cluster = world.clusters.get(task.cluster_id)
        yield {
            "cluster": cluster.name if cluster else "",
            "node_pool": _pool_names(world, task.group_id),
            "operation": task.operation,
            "type": world.cluster_types.plans[task.plan].task_type,
            "state": task.state.value,
            "error_code": task.error_code,
        }


_SHOWN: dict[str, Callable[[World], Iterable[dict[str, Any]]]] = {
    "clusters": _clusters,
    "pools": _pools,
    "nodes": _nodes,
    "tasks": _tasks,
}
