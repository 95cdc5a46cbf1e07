"""Whether the pod of a DaemonSet is to be on a node."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, items, text
from cs_simulator.kubernetes.node_facts import NodeFacts
from cs_simulator.kubernetes.workloads.node_selection import NO_EXECUTE, is_selected, untolerated

_TOLERATED = (
    ("not-ready", NO_EXECUTE),
    ("unreachable", NO_EXECUTE),
    ("disk-pressure", "NoSchedule"),
    ("memory-pressure", "NoSchedule"),
    ("pid-pressure", "NoSchedule"),
    ("unschedulable", "NoSchedule"),
)
_TOLERATED_ON_HOST_NETWORK = ("network-unavailable", "NoSchedule")


class Fit(NamedTuple):
    """What a DaemonSet has to do with a node."""

    runs: bool
    """Whether it wants a pod there."""
    stays: bool
    """Whether a pod that is there stays."""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What the template of a DaemonSet asks of a node; equal to itself alone."""

    spec: Body


NO_FIT = Fit(runs=False, stays=False)


def wanted_by(template: Body) -> Wanted:
    """What a template asks of a node; the same one for templates that say the same."""
    return _wanted(orjson.dumps(get(template, "spec") or {}))


@lru_cache(maxsize=1024)
def _wanted(spec: bytes) -> Wanted:
    read: Body = orjson.loads(spec)
    return Wanted({**read, "tolerations": tolerations_of(read)})


def tolerations_of(spec: Body) -> list[dict[str, Any]]:
    """The tolerations of a spec, with those that pods of DaemonSets are given."""
    wanted = [*_TOLERATED]
    if spec.get("hostNetwork") is True:
        wanted.append(_TOLERATED_ON_HOST_NETWORK)
    added = [
        {"key": f"node.kubernetes.io/{what}", "operator": "Exists", "effect": effect}
        for what, effect in wanted
    ]
    given = items(spec, "tolerations")
    return [*given, *(each for each in added if each not in given)]


@lru_cache(maxsize=65_536)
def fit(wanted: Wanted, node: NodeFacts) -> Fit:
    """What a DaemonSet with this template has to do with a node."""
    spec = wanted.spec
    if text(spec, "nodeName") not in ("", node.name) or not is_selected(spec, node):
        return NO_FIT
    if untolerated(spec, node) is None:
        return Fit(runs=True, stays=True)
    return Fit(runs=False, stays=untolerated(spec, node, (NO_EXECUTE,)) is None)
