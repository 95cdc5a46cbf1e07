"""What keeps a pod from one node, whatever is on the others: a function for each reason.

The texts are those of kube-scheduler. The first function that finds something says what.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cs_simulator.kubernetes.kinds._reading import Body, items, text, texts
from cs_simulator.kubernetes.selectors.requirement import Requirement
from cs_simulator.kubernetes.workloads.scheduler.node_load import NodeFacts, NodeLoad, Taint
from cs_simulator.kubernetes.workloads.scheduler.wishes import Wish


class Refusal(NamedTuple):
    """Why a pod cannot be on a node."""

    reasons: tuple[str, ...]
    can_be_helped: bool = False
    """Whether the node would do if other pods went."""


Filter = Callable[[Wish, NodeFacts, NodeLoad], Refusal | None]

_CORDONED = Taint("node.kubernetes.io/unschedulable", "", "NoSchedule")
_KEEPING_OFF = ("NoSchedule", "NoExecute")
_OPERATORS = {
    "In": "in",
    "NotIn": "notin",
    "Exists": "exists",
    "DoesNotExist": "absent",
    "Gt": ">",
    "Lt": "<",
}


def _cordon(wish: Wish, facts: NodeFacts, _load: NodeLoad) -> Refusal | None:
    if not facts.is_cordoned or _tolerates(wish, _CORDONED):
        return None
    return Refusal(("node(s) were unschedulable",))


def _name(wish: Wish, facts: NodeFacts, _load: NodeLoad) -> Refusal | None:
    if wish.names is None or facts.name in wish.names:
        return None
    return Refusal(("node(s) didn't satisfy plugin(s) [NodeAffinity]",))


def _taints(wish: Wish, facts: NodeFacts, _load: NodeLoad) -> Refusal | None:
    for taint in facts.taints:
        if taint.effect in _KEEPING_OFF and not _tolerates(wish, taint):
            shown = f"{{{taint.key}: {taint.value}}}"
            return Refusal((f"node(s) had untolerated taint {shown}",))
    return None


def _affinity(wish: Wish, facts: NodeFacts, _load: NodeLoad) -> Refusal | None:
    if is_chosen(wish, facts):
        return None
    return Refusal(("node(s) didn't match Pod's node affinity/selector",))


def _ports(wish: Wish, _facts: NodeFacts, load: NodeLoad) -> Refusal | None:
    if not any(port.collides(taken) for port in wish.ports for taken in load.ports):
        return None
    return Refusal(("node(s) didn't have free ports for the requested pod ports",), True)


def _resources(wish: Wish, facts: NodeFacts, load: NodeLoad) -> Refusal | None:
    reasons = []
    can_be_helped = True
    if len(load.pods) + 1 > facts.most_pods:
        reasons.append("Too many pods")
    for name, amount in wish.requests.items():
        there_is = facts.allocatable.get(name, 0)
        if amount > there_is - load.requested[name]:
            reasons.append(f"Insufficient {name}")
            can_be_helped = can_be_helped and amount <= there_is
    return Refusal(tuple(reasons), can_be_helped) if reasons else None


FILTERS: tuple[Filter, ...] = (_name, _cordon, _taints, _affinity, _ports, _resources)
"""In the order in which kube-scheduler asks its plug-ins."""


def refusal_of(wish: Wish, facts: NodeFacts, load: NodeLoad) -> Refusal | None:
    """What keeps a pod from a node; ``None`` if nothing does."""
    for each in FILTERS:
        found = each(wish, facts, load)
        if found is not None:
            return found
    return None


def is_chosen(wish: Wish, facts: NodeFacts) -> bool:
    """Whether a node is one of those that a pod's selector and affinity choose."""
    labels = facts.labels
    fits = all(labels.get(name) == value for name, value in wish.selector.items())
    return fits and (wish.node_terms is None or any(meets(facts, each) for each in wish.node_terms))


def unwanted_taints(wish: Wish, facts: NodeFacts) -> int:
    """How many taints a node has on account of which the pod rather goes elsewhere."""
    return sum(
        taint.effect == "PreferNoSchedule" and not _tolerates(wish, taint) for taint in facts.taints
    )


def liking(wish: Wish, facts: NodeFacts) -> int:
    """The weights of the preferences that a node meets, added up."""
    return sum(_weight(each) for each in wish.node_likings if meets(facts, each.get("preference")))


def meets(facts: NodeFacts, term: Any) -> bool:
    """Whether a node meets a term of an affinity; an empty one is met by none."""
    expressions, fields = items(term, "matchExpressions"), items(term, "matchFields")
    if not expressions and not fields:
        return False
    names = {"metadata.name": facts.name}
    return _all_allow(expressions, facts.labels) and _all_allow(fields, names)


def _all_allow(rows: list[Body], values: Mapping[str, str]) -> bool:
    return all(_requirement(row).allows(values.get(text(row, "key"))) for row in rows)


def _requirement(row: Body) -> Requirement:
    operator = _OPERATORS.get(text(row, "operator"), "absent")
    return Requirement(text(row, "key"), operator, frozenset(texts(row, "values")))


def _weight(row: Body) -> int:
    weight = row.get("weight")
    return weight if isinstance(weight, int) else 0


def _tolerates(wish: Wish, taint: Taint) -> bool:
    return any(_is_tolerated(taint, each) for each in wish.tolerations)


def _is_tolerated(taint: Taint, toleration: Body) -> bool:
    key, exists = text(toleration, "key"), toleration.get("operator") == "Exists"
    if toleration.get("effect") not in (None, "", taint.effect):
        return False
    if key != taint.key and (key or not exists):
        return False
    return exists or text(toleration, "value") == taint.value
