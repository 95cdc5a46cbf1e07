"""Looking at a DaemonSet: its revisions, its pods on all nodes, its status."""

from collections.abc import Iterable

from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, mapping, number, text
from cs_simulator.kubernetes.kinds.apps import DAEMON_SETS as KIND
from cs_simulator.kubernetes.kinds.core.nodes import NODES
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.node_facts import read_node
from cs_simulator.kubernetes.object_index import Pod, index_of
from cs_simulator.kubernetes.workloads import making, revisions
from cs_simulator.kubernetes.workloads.amounts import amount_of
from cs_simulator.kubernetes.workloads.controllers import _again, _claiming
from cs_simulator.kubernetes.workloads.controllers._controller import Change, Controller, itself
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.board import Board, Plan
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.deciding import Rules
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.fitting import (
    NO_FIT,
    Wanted,
    fit,
    wanted_by,
)
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.status import status_of
from cs_simulator.kubernetes.workloads.controllers.daemon_sets.template import pod_for
from cs_simulator.kubernetes.workloads.reports import report

NAME = "daemonset-controller"
_AVAILABLE, _MORE = "daemon-set", "daemon-set-more"


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> None:
    """Make or delete pods, and write how many there are."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        return
    body = objects.body_of(found)
    if "deletionTimestamp" in body["metadata"]:
        return
    _claiming.claim(unit, found, get(body, "spec.selector"))
    history = revisions.history_of(unit, cluster, found, body, revisions.HASH)
    board = _board(unit, found, body, history.present.hash)
    plan = board.manage()
    if plan.is_empty and text(body, "spec.updateStrategy.type") == "RollingUpdate":
        plan = board.roll(*_limits(body, board.counts.desired))
    if not plan.is_empty:
        _carry_out(unit, cluster, found, body, plan, board.rules.hash)
        board = _board(unit, found, body, board.rules.hash)
    limit = number(body, "spec.revisionHistoryLimit")
    if len(history.all) - 1 > limit:
        revisions.drop_old(unit, history, board.hashes, limit)
    generation = number(body, "metadata.generation")
    making.put_status(unit, found, status_of(board.counts, generation, history.collisions))
    _again.look_again(unit, found, _AVAILABLE, board.due)


def _board(unit: Unit, found: KubernetesObject, body: Body, digest: str) -> Board:
    """What there is of the DaemonSet, brought up to what has changed since it was looked at."""
    index = index_of(unit.world)
    rules = Rules(
        wanted=wanted_by(mapping(body, "spec.template")),
        hash=digest,
        surges=_limits(body, 1)[0] > 0,
        minimum=number(body, "spec.minReadySeconds"),
    )
    followed = index.following.of(found)
    board: Board | None = followed.kept
    if board is None or board.rules != rules:
        board = followed.kept = Board(rules)
        for node in index.nodes_of(found.cluster_id):
            board.put_node(node.name, node)
        for pod in index.pods_controlled_by(found.uid):
            board.put_pod(pod.key, pod)
    for key in followed.nodes:
        board.put_node(key.rpartition("/")[2], index.node(found.cluster_id, key))
    for key in followed.pods:
        changed = index.pod(key)
        is_own = changed is not None and changed.controller == found.uid
        board.put_pod(key, changed if is_own else None)
    followed.nodes.clear()
    followed.pods.clear()
    board.look(unit.now)
    return board


def _limits(body: Body, desired: int) -> tuple[int, int]:
    """Of how many nodes the pods may be replaced at a time: with a second pod, and without one."""
    strategy = mapping(body, "spec.updateStrategy")
    if text(strategy, "type") != "RollingUpdate":
        return 0, 0
    surge = amount_of(get(strategy, "rollingUpdate.maxSurge"), desired)
    unavailable = amount_of(get(strategy, "rollingUpdate.maxUnavailable"), desired)
    return surge, unavailable if surge or unavailable else 1


def _carry_out(
    unit: Unit, cluster: Cluster, owner: KubernetesObject, body: Body, plan: Plan, digest: str
) -> None:
    for pod in plan.delete:
        _delete(unit, owner, pod)
    if not plan.make or _again.is_pausing(unit, owner, _MORE):
        return
    for count, node in enumerate(plan.make[: _again.MOST_AT_ONCE]):
        prefix = f"{owner.name}-"
        name = making.new_name(unit, cluster, PODS, owner.namespace, prefix, count)
        try:
            making.make(unit, cluster, PODS, pod_for(owner, body, name, node, digest))
        except ApiError as refused:
            why = f"Error creating: {making.message_of(refused)}"
            report(unit, owner, "FailedCreate", why, NAME, kind="Warning")
            return
        report(unit, owner, "SuccessfulCreate", f"Created pod: {name}", NAME)
    if len(plan.make) > _again.MOST_AT_ONCE:
        _again.pause(unit, owner, _MORE)


def _delete(unit: Unit, owner: KubernetesObject, pod: Pod) -> None:
    where = f"daemon pod {pod.namespace}/{pod.name} on node {pod.node}"
    if pod.phase == "Failed":
        why = f"Found failed {where}, will try to kill it"
        report(unit, owner, "FailedDaemonPod", why, NAME, kind="Warning")
    elif pod.phase == "Succeeded":
        why = f"Found succeeded {where}, will try to delete it"
        report(unit, owner, "SucceededDaemonPod", why, NAME)
    making.delete(unit, unit.world.kubernetes_objects[pod.key])
    report(unit, owner, "SuccessfulDelete", f"Deleted pod: {pod.name}", NAME)


def _of_node(change: Change) -> Iterable[str]:
    """The DaemonSets that have something else to do with a node after its change."""
    before = read_node(change.before) if change.before is not None else None
    after = read_node(change.after) if change.after is not None else None
    if before is not None and after is not None and before.is_alike(after):
        return
    for key, wanted in _all(change.world, change.found.cluster_id):
        fits = [fit(wanted, node) if node is not None else NO_FIT for node in (before, after)]
        if fits[0] != fits[1]:
            yield key


def _all(world: World, cluster_id: str) -> Iterable[tuple[str, Wanted]]:
    for found in objects.objects_of(world, cluster_id, KIND.resource):
        yield found.key, wanted_by(mapping(objects.read(found), "spec.template"))


DAEMON_SETS = Controller(
    name=NAME,
    triggers={
        KIND.resource: itself,
        NODES.resource: _of_node,
        PODS.resource: _claiming.pods_of(KIND),
    },
    reconcile=reconcile,
    timers={
        _AVAILABLE: _again.on_timer(KIND.resource, reconcile),
        _MORE: _again.on_timer(KIND.resource, reconcile),
    },
)
