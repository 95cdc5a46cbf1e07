"""When a node's agent registered, was ready and fell silent: a function of the records alone.

So the objects of a cluster say the same whenever somebody called its API first.
"""

import re
from typing import NamedTuple

from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.cluster_types.ack.pools.choices import version_of
from cs_simulator.domain.instants import SECOND, later
from cs_simulator.domain.records import Cluster, Node, NodeState, Step
from cs_simulator.engine import node_loss, step_faults
from cs_simulator.engine.world import World

REGISTERS_BEFORE = 10 * SECOND
"""How long before a node is ready its agent registers it; an assumption."""
_GRACE, _LONGER_GRACE = 40 * SECOND, 50 * SECOND
_FIRST_WITH_LONGER_GRACE = 32  # https://github.com/kubernetes/kubernetes/pull/126287
_MINOR = re.compile(r"1\.(\d+)")


class Past(NamedTuple):
    """Something that happened to a node."""

    reason: str
    at: int


class Life(NamedTuple):
    """A node as its cluster's API sees it at an instant."""

    registered: int = 0
    """Since when there is a Node object; 0 if there is none."""
    state: str = ""
    """``starting``, ``ready`` or ``silent``."""
    since: int = 0
    """Since when it is in this state."""
    heard_since: int = 0
    """Since when the agent has been heard of without a gap that counted."""
    heard: int = 0
    """When the agent was heard of last, if it is not heard of now; else 0."""
    upcoming: int = 0
    """The next instant at which this changes without a change of the records; 0 for never."""
    past: tuple[Past, ...] = ()
    """What has happened, in order."""

    @property
    def is_silent(self) -> bool:
        """Whether the agent has not been heard of for so long that the node counts as lost."""
        return self.state == "silent"


ABSENT = Life()


def grace_of(cluster: Cluster) -> int:
    """How long nothing may be heard of a node until it counts as not ready."""
    minor = _MINOR.match(version_of(cluster))
    is_longer = minor is not None and int(minor[1]) >= _FIRST_WITH_LONGER_GRACE
    return _LONGER_GRACE if is_longer else _GRACE


def life_of(world: World, cluster: Cluster, node: Node, now: int) -> Life:
    """The life of a node up to an instant, which may be past."""
    losses = node_loss.losses_of(node)
    joined = _joined(node)
    if not joined:
        return _life_before(world, node, losses, now)
    begun = _begun(node, joined, losses)
    if begun is None:
        return ABSENT
    if now < begun.registered:
        return Life(upcoming=begun.registered)
    past = [Past("Starting", begun.registered), Past("RegisteredNode", begun.registered)]
    if now < begun.ready:
        at = begun.registered
        return Life(at, "starting", at, at, upcoming=begun.ready, past=tuple(past))
    past.append(Past("NodeReady", begun.ready))
    return _life_after(past, begun, losses, grace_of(cluster), now)


def _joined(node: Node) -> int:
    """When a node joined; databases of earlier versions do not say it of those that run."""
    runs = node.state in (NodeState.RUNNING, NodeState.REMOVING)
    return node.joined or (node.created if runs and node.instance_status == "Running" else 0)


def _life_before(world: World, node: Node, losses: list[tuple[int, int]], now: int) -> Life:
    """The life of a node that has not joined yet: its agent registers shortly before it does."""
    step = _joining_step(world, node)
    if step is None or nodes.registered_anew(node) is None:
        return ABSENT
    at = later(0, step.due - REGISTERS_BEFORE)
    if node.is_lost and losses and losses[-1][0] < at:
        return ABSENT
    if now < at:
        return Life(upcoming=at)
    past = (Past("Starting", at), Past("RegisteredNode", at))
    return Life(registered=at, state="starting", since=at, heard_since=at, past=past)


def _joining_step(world: World, node: Node) -> Step | None:
    """The step by which a machine that runs joins; ``None`` if it is held, or will fail."""
    if node.state is not NodeState.INITIAL or node.instance_status != "Running":
        return None
    for serial in world.cluster_steps[node.cluster_id]:
        step = world.steps[serial]
        if step.instance_id == node.instance_id:
            effect = step_faults.effect_of(step)
            fails = step.is_held or (effect is not None and effect.fails)
            return None if fails else step
    return None


class _Begun(NamedTuple):
    registered: int
    ready: int


def _begun(node: Node, joined: int, losses: list[tuple[int, int]]) -> _Begun | None:
    """When the agent began its present life; ``None`` if it has not.

    That is not while the node is lost. After somebody deleted the Node object it is not before the
    agent starts again.
    """
    begun = _Begun(later(0, joined - REGISTERS_BEFORE), joined)
    for lost, back in losses:
        if lost < begun.registered and not 0 < back <= begun.registered:
            if not back:
                return None
            begun = _Begun(back, back)
    anew = nodes.registered_anew(node)
    if anew is None:
        return None
    return _Begun(anew, anew) if anew else begun


def _life_after(
    past: list[Past], begun: _Begun, losses: list[tuple[int, int]], grace: int, now: int
) -> Life:
    """The life of a node that was ready once: by its losses since then."""
    registered, since = begun
    heard_since = registered
    for lost, back in losses:
        silent = later(lost, grace)
        if lost < registered or 0 < back < silent:
            continue
        if now < silent:
            return Life(registered, "ready", since, heard_since, 0, silent, tuple(past))
        past.append(Past("NodeNotReady", silent))
        if not back or now < back:
            return Life(registered, "silent", silent, silent, lost, 0, tuple(past))
        past.append(Past("NodeReady", back))
        since = heard_since = back
    return Life(registered, "ready", since, heard_since, 0, 0, tuple(past))
