"""Checking what is expected: of rules, calls, resources, Kubernetes objects, and invariants."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from cs_simulator.domain.records import CallEntry, NodeState
from cs_simulator.engine import rule_counters
from cs_simulator.engine.world import World
from cs_simulator.scenarios.declaration import build
from cs_simulator.scenarios.expectations.bounds import AT_LEAST_ONE
from cs_simulator.scenarios.expectations.evidence import Evidence
from cs_simulator.scenarios.expectations.expectation import Expectation, matches
from cs_simulator.scenarios.expectations.judge import judge, within
from cs_simulator.scenarios.expectations.objects import Objects, judge_objects
from cs_simulator.scenarios.expectations.verdict import Verdict
from cs_simulator.scenarios.rules.firing import FireCount


def verified(
    world: World, journal: Sequence[CallEntry], objects: Objects
) -> list[tuple[dict[str, Any], Verdict]]:
    """Each expectation of the scenario in force, as its source has it, with its verdict."""
    return verdicts(world, journal, expected_by(world), objects)


def expected_by(world: World) -> list[dict[str, Any]]:
    """What the scenario in force expects, as its source has it."""
    if world.scenario is None:
        return []
    sources: list[dict[str, Any]] = orjson.loads(world.scenario.text).get("expect", [])
    return sources


def verdicts(
    world: World,
    journal: Sequence[CallEntry],
    sources: Iterable[dict[str, Any]],
    objects: Objects,
) -> list[tuple[dict[str, Any], Verdict]]:
    """Each of these expectations with its verdict; the world is looked at as it is now.

    *objects* finds those of the Kubernetes APIs of clusters.
    """
    evidence = _evidence(world, journal)
    return [(source, _verdict(world, evidence, source, objects)) for source in sources]


def verdict_on(
    world: World, journal: Sequence[CallEntry], source: dict[str, Any], objects: Objects
) -> Verdict:
    """Whether one expectation is met now; *source* is checked JSON, *journal* all calls."""
    return _verdict(world, _evidence(world, journal), source, objects)


def _evidence(world: World, journal: Sequence[CallEntry]) -> Evidence:
    return Evidence(
        calls=journal,
        clusters=world.clusters.records,
        pools=world.node_groups.records,
        nodes=tuple(world.nodes.records.values()),
        tasks=world.tasks.records,
    )


def _verdict(world: World, evidence: Evidence, source: dict[str, Any], objects: Objects) -> Verdict:
    expected = build(Expectation, source)
    if expected.invariant is not None:
        return expected.invariant.check(evidence)
    if expected.rule is not None:
        count = rule_counters.totals(world.rule_counters).get(expected.rule, FireCount())
        bounds = expected.hits or AT_LEAST_ONE
        return within(bounds, "hit", count.fired, {"rule": expected.rule})
    if expected.kubernetes is not None:
        return judge_objects(expected.kubernetes, expected.count or AT_LEAST_ONE, objects)
    about = expected.pattern()
    if about is None:
        return judge(source, evidence.calls)
    name, pattern = about
    number = sum(matches(pattern, shown) for shown in _SHOWN[name](world))
    return within(expected.count or AT_LEAST_ONE, name, number, source[name])


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
            "lacks_nodes": _running_nodes(world, group.group_id) < group.size,
        }
        for group in world.node_groups
    )


def _running_nodes(world: World, group_id: str) -> int:
    return sum(node.state is NodeState.RUNNING for node in world.nodes_of_group(group_id))


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
