"""The facts of a living world: its records, what was written of its past, and what will come."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from cs_simulator.charts import actions
from cs_simulator.charts.facts import ActionFact, CallFact, Facts
from cs_simulator.domain.records import Decision, Event, Trace
from cs_simulator.engine import naming
from cs_simulator.engine.fault_decisions import FIRED
from cs_simulator.engine.preview import Preview
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

_MOST_DERIVED = 1_000  # numbers of a cluster's nodes that are tried


class Past(NamedTuple):
    """What is kept of the past, oldest first."""

    calls: Sequence[CallFact]
    traces: Sequence[Trace]
    decisions: Sequence[Decision]
    """Those of rules that fired."""
    events: Sequence[Event]
    names: Mapping[str, str]
    """Names of clusters that are gone, by id."""


def facts(world: World, now: int, past: Past, coming: Preview, cluster_id: str = "") -> Facts:
    """The facts of a world, or those about one of its clusters."""

    def mine(records: Iterable[Any]) -> list[Any]:
        return [each for each in records if cluster_id in ("", each.cluster_id)]

    present = {task.task_id: task for task in mine(world.tasks)}
    nodes = {node.instance_id: node for node in mine(world.nodes)}
    return Facts(
        now=now,
        cluster_types=world.cluster_types,
        clusters={each.cluster_id: each for each in mine(world.clusters)},
        groups={each.group_id: each for each in mine(world.node_groups)},
        nodes={**nodes, **coming.nodes},
        tasks=[*present.values(), *(t for id_, t in coming.tasks.items() if id_ not in present)],
        steps=mine(world.steps),
        calls=past.calls,
        traces=past.traces,
        decisions=[*past.decisions, *(each for each in coming.decisions if each.outcome == FIRED)],
        events=[*past.events, *coming.events],
        actions=_actions(world, now),
        coming=coming.traces,
        is_complete=coming.is_complete,
        durations=world.rules.durations if world.rules else {},
        numbers=_numbers(world, now, past.traces),
        names=past.names,
    )


def _actions(world: World, now: int) -> list[ActionFact]:
    """The timeline's actions: of the past, what the scenario declares; then, what is planned."""
    active = world.scenario
    done: Iterable[ActionFact] = ()
    if active is not None:
        done = actions.declared(orjson.loads(active.text), active.started)
    return [*(each for each in done if each.at <= now), *actions.planned(world.scheduled_actions)]


def _numbers(world: World, now: int, traces: Iterable[Trace]) -> dict[str, int]:
    """The numbers of nodes that are gone: their ids were derived from them."""
    gone: dict[str, set[str]] = {}
    for trace in traces:
        is_node = trace.instance_id and trace.cluster_id in world.clusters.records
        if is_node and trace.instance_id not in world.nodes.records:
            gone.setdefault(trace.cluster_id, set()).add(trace.instance_id)
    found, unit = {}, Unit(world, now)
    for cluster_id, instance_ids in gone.items():
        cluster = world.clusters[cluster_id]
        for number in range(1, min(cluster.nodes_made, _MOST_DERIVED) + 1):
            instance_id = naming.instance_id(unit, cluster, number)
            if instance_id in instance_ids:
                found[instance_id] = number
    return found
