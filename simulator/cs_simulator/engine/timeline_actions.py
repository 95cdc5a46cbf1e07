"""Running scheduled actions: those of a scenario's timeline, and those that faults schedule.

One function per action; :data:`cs_simulator.scenarios.timeline.ACTIONS` has their keys.
"""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, TypedDict

import orjson

from cs_simulator.domain.checking import check_named
from cs_simulator.domain.instants import MINUTE, later
from cs_simulator.domain.records import (
    ClusterState,
    ScheduledAction,
)
from cs_simulator.domain.records.kinds import Amount, Count, Duration, QuotaName, Size
from cs_simulator.engine import (
    action_targets,
    agents,
    limits,
    manual_override,
    node_loss,
    provisioning,
    scheduling,
    upkeep,
    zones,
)
from cs_simulator.engine.action_targets import Action
from cs_simulator.engine.unit import Unit

_RESTART_TAKES = MINUTE


def run(unit: Unit, scheduled: ScheduledAction) -> None:
    """Run a scheduled action; nothing happens to what is gone by now."""
    unit.drop(unit.world.scheduled_actions, scheduled)
    action: Action = orjson.loads(scheduled.action)
    function = _replenish if action["do"] == upkeep.REPLENISH else FUNCTIONS[action["do"]]
    function(unit, action)


def check(action: Action) -> None:
    """Raise ``ValueError`` for an action that could not be run."""
    from cs_simulator.scenarios.timeline import ACTIONS  # most worlds have no action

    name = str(action.get("do"))
    if name == upkeep.REPLENISH:
        check_named(_Keys, action, frozenset({"group_id"}))
        return
    if name not in FUNCTIONS:
        raise ValueError(f"do: there is no action {name!r}")
    check_named(_Keys, action, frozenset(ACTIONS[name].needed))
    if action.get("times", 1) > 1 and not action.get("every"):
        raise ValueError("every: nothing may happen again and again at one instant")


def _scenario() -> ModuleType:
    """What puts scenarios in force; loaded by worlds that have one, and not at the start."""
    from cs_simulator.engine import scenario

    return scenario


def _lose(unit: Unit, action: Action) -> None:
    for node in list(action_targets.nodes(unit, action)):
        if not node.is_lost:
            node_loss.lose(unit, node)
        if action.get("for"):
            back = {"do": "recover_node", "instance_id": node.instance_id}
            scheduling.schedule_action(unit, later(unit.now, action["for"]), back)
        if action.get("times", 1) > 1:
            again = {**action, "instance_id": node.instance_id, "times": action["times"] - 1}
            scheduling.schedule_action(unit, later(unit.now, action["every"]), again)


def _recover(unit: Unit, action: Action) -> None:
    for node in list(action_targets.nodes(unit, action)):
        if node.is_lost:
            node_loss.recover(unit, node)


def _restart(unit: Unit, action: Action) -> None:
    _lose(unit, {**action, "for": _RESTART_TAKES})


def _replenish(unit: Unit, action: Action) -> None:
    """Let a group bring in the nodes that it lacks, unless something else changes it now."""
    world = unit.world
    group = world.node_groups.get(action["group_id"])
    if group is None or provisioning.is_busy(world, group.cluster_id, group.group_id):
        return
    cluster = world.clusters[group.cluster_id]
    behavior = world.cluster_types[cluster.cluster_type]
    if behavior.lacks_nodes(world, cluster, group):
        behavior.replenish(unit, cluster, group)


def _resize_pool(unit: Unit, action: Action) -> None:
    """Do what the autoscaler would do for pods that come or go; a busy pool stays as it is."""
    world = unit.world
    for cluster in action_targets.clusters(unit, action):
        behavior = world.cluster_types[cluster.cluster_type]
        for group in list(action_targets.pools(world, cluster, action)):
            if not provisioning.is_busy(world, cluster.cluster_id, group.group_id):
                behavior.resize(unit, cluster, group, action["size"])


def _lose_zone(unit: Unit, action: Action) -> None:
    zones.lose(unit, action["zone_id"])
    if action.get("for"):
        back = {"do": "recover_zone", "zone_id": action["zone_id"]}
        scheduling.schedule_action(unit, later(unit.now, action["for"]), back)


def _recover_zone(unit: Unit, action: Action) -> None:
    zones.recover(unit, action["zone_id"])


def _set_stock(unit: Unit, action: Action) -> None:
    limits.set_stock(unit, action["zone_id"], action["instance_type"], action["available"])


def _set_quota(unit: Unit, action: Action) -> None:
    limits.set_quota(unit, action["quota"], action["amount"])


def _set_balance(unit: Unit, action: Action) -> None:
    limits.set_quota(unit, "balance", action["amount"])


def _expire_token(unit: Unit, action: Action) -> None:
    world = unit.world
    for cluster in action_targets.clusters(unit, action):
        for number in world.token_groups[cluster.cluster_id]:
            token = world.tokens[number]
            if token.is_permanent or token.expired > unit.now:
                expired = token._replace(is_permanent=False, expired=unit.now, updated=unit.now)
                unit.put(world.tokens, expired)


def _delete_cluster(unit: Unit, action: Action) -> None:
    for cluster in action_targets.clusters(unit, action):
        manual_override.force(unit, cluster, ClusterState.DELETED)


def _connect_agent(unit: Unit, action: Action) -> None:
    for cluster in action_targets.clusters(unit, action):
        agents.connect(unit, cluster)


def _disconnect_agent(unit: Unit, action: Action) -> None:
    for cluster in action_targets.clusters(unit, action):
        agents.disconnect(unit, cluster)
    if action.get("for"):
        back = {name: action[name] for name in ("cluster",) if action.get(name)}
        scheduling.schedule_action(
            unit, later(unit.now, action["for"]), {"do": "connect_agent", **back}
        )


def _start_outage(unit: Unit, action: Action) -> None:
    """Put a rule before the others; an outage is nothing else."""
    when = {name: action[name] for name in ("region_id", "operation") if action.get(name)}
    rule = {"id": _scenario().OUTAGE, "when": when, "then": {"outage": {}}}
    _end_outage(unit, action)
    _scenario().change_rules(unit, lambda rules: [rule, *rules])
    if action.get("for"):
        scheduling.schedule_action(unit, later(unit.now, action["for"]), {"do": "end_outage"})


def _end_outage(unit: Unit, action: Action) -> None:
    outage = _scenario().OUTAGE
    _scenario().change_rules(unit, lambda rules: [r for r in rules if r["id"] != outage])


def _load_scenario(unit: Unit, action: Action) -> None:
    _scenario().begin(unit, action["scenario"])


class _Keys(TypedDict, total=False):
    """What a scheduled action may have besides its name, as it is kept."""

    cluster: list[str]
    node_pool: list[str]
    select: dict[str, Any]
    instance_id: str
    group_id: str
    size: Size
    times: Count
    every: Duration
    zone_id: str
    instance_type: str
    available: Amount
    quota: QuotaName
    amount: Amount
    region_id: str
    operation: list[str]
    scenario: dict[str, Any]


FUNCTIONS: Mapping[str, Callable[[Unit, Action], None]] = {
    "lose_node": _lose,
    "recover_node": _recover,
    "restart_node": _restart,
    "lose_zone": _lose_zone,
    "recover_zone": _recover_zone,
    "resize_pool": _resize_pool,
    "set_stock": _set_stock,
    "set_quota": _set_quota,
    "set_balance": _set_balance,
    "start_outage": _start_outage,
    "end_outage": _end_outage,
    "expire_token": _expire_token,
    "delete_cluster": _delete_cluster,
    "connect_agent": _connect_agent,
    "disconnect_agent": _disconnect_agent,
    "load_scenario": _load_scenario,
}
