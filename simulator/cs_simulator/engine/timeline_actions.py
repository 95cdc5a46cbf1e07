"""What happens at a time without anybody's call: the timeline of a scenario, and what faults plan.

One function an action; :data:`ACTIONS` finds it by the name that files give it.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from types import ModuleType
from typing import Any

import orjson

from cs_simulator.domain.instants import MINUTE
from cs_simulator.domain.randomness import derive
from cs_simulator.domain.records import Cluster, ClusterState, Node, NodeState, ScheduledAction
from cs_simulator.engine import manual_override, node_loss, scheduling
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.rules.matching import MatchContext
from cs_simulator.scenarios.rules.selection import Selection, is_selected

Action = dict[str, Any]

_RESTART_TAKES = MINUTE


def carry_out(unit: Unit, planned: ScheduledAction) -> None:
    """Do what was planned; what it was about may be gone, and then nothing happens."""
    unit.drop(unit.world.scheduled_actions, planned)
    action: Action = orjson.loads(planned.action)
    ACTIONS[action["do"]](unit, action)


def _clusters(unit: Unit, action: Action) -> list[Cluster]:
    patterns = action.get("cluster")
    return [
        cluster
        for cluster in list(unit.world.clusters)
        if not patterns or any(fnmatchcase(cluster.name, each) for each in patterns)
    ]


def _nodes(unit: Unit, action: Action) -> Iterator[Node]:
    """The running nodes that are meant: one by its id, or those selected of each cluster."""
    world = unit.world
    if "instance_id" in action:
        node = world.nodes.get(action["instance_id"])
        if node and node.state is NodeState.RUNNING:
            yield node
        return
    given = action.get("select") or {}
    selection = Selection(given.get("count"), given.get("percent"), tuple(given.get("index", ())))
    for cluster in _clusters(unit, action):
        nodes = [n for n in world.nodes_of(cluster.cluster_id) if n.state is NodeState.RUNNING]
        group = tuple(node.number for node in nodes)
        for node in nodes:
            subject = MatchContext(
                unit.now, "", cluster=cluster.name, number=node.number, group=group
            )
            chance = lambda *names: derive(world.seed, world.origin, "action", *names)  # noqa: E731
            if is_selected(selection, subject, chance):
                yield node


def _scenario() -> ModuleType:
    """What puts scenarios in force: it loads what checks files, and is needed by few worlds."""
    from cs_simulator.engine import scenario as found

    return found


def _lose(unit: Unit, action: Action) -> None:
    for node in list(_nodes(unit, action)):
        if not node.is_lost:
            node_loss.lose(unit, node)
        if action.get("for"):
            back = {"do": "recover_node", "instance_id": node.instance_id}
            scheduling.schedule_action(unit, unit.now + action["for"], back)
        if action.get("times", 1) > 1:
            again = {**action, "instance_id": node.instance_id, "times": action["times"] - 1}
            scheduling.schedule_action(unit, unit.now + action["every"], again)


def _recover(unit: Unit, action: Action) -> None:
    for node in list(_nodes(unit, action)):
        if node.is_lost:
            node_loss.recover(unit, node)


def _restart(unit: Unit, action: Action) -> None:
    _lose(unit, {**action, "for": _RESTART_TAKES})


def _set_stock(unit: Unit, action: Action) -> None:
    _scenario().set_stock(unit, action["zone_id"], action["instance_type"], action["available"])


def _set_quota(unit: Unit, action: Action) -> None:
    _scenario().set_quota(unit, action["quota"], action["amount"])


def _set_balance(unit: Unit, action: Action) -> None:
    _scenario().set_quota(unit, "balance", action["amount"])


def _expire_token(unit: Unit, action: Action) -> None:
    world = unit.world
    for cluster in _clusters(unit, action):
        for number in world.token_groups[cluster.cluster_id]:
            token = world.tokens[number]
            if token.is_permanent or token.expired > unit.now:
                expired = token._replace(is_permanent=False, expired=unit.now, updated=unit.now)
                unit.put(world.tokens, expired)


def _delete_cluster(unit: Unit, action: Action) -> None:
    for cluster in _clusters(unit, action):
        manual_override.force(unit, cluster, ClusterState.DELETED)


def _start_outage(unit: Unit, action: Action) -> None:
    """An outage is a rule like any other, put before the others."""
    when = {name: action[name] for name in ("region_id", "operation") if action.get(name)}
    rule = {"id": _scenario().OUTAGE, "when": when, "then": {"outage": {}}}
    _end_outage(unit, action)
    _scenario().change_rules(unit, lambda rules: [rule, *rules])
    if action.get("for"):
        scheduling.schedule_action(unit, unit.now + action["for"], {"do": "end_outage"})


def _end_outage(unit: Unit, action: Action) -> None:
    outage = _scenario().OUTAGE
    _scenario().change_rules(unit, lambda rules: [r for r in rules if r["id"] != outage])


def _load_scenario(unit: Unit, action: Action) -> None:
    _scenario().begin_written(unit, action["scenario"])


ACTIONS: dict[str, Callable[[Unit, Action], None]] = {
    "lose_node": _lose,
    "recover_node": _recover,
    "restart_node": _restart,
    "set_stock": _set_stock,
    "set_quota": _set_quota,
    "set_balance": _set_balance,
    "start_outage": _start_outage,
    "end_outage": _end_outage,
    "expire_token": _expire_token,
    "delete_cluster": _delete_cluster,
    "load_scenario": _load_scenario,
}
