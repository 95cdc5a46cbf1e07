"""Which nodes the spec of a pod allows: its node selector, its node affinity, its tolerations."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cs_simulator.kubernetes.kinds._reading import get, items, mapping, text, texts
from cs_simulator.kubernetes.node_facts import NodeFacts, Taint
from cs_simulator.kubernetes.selectors import Requirement

NO_SCHEDULE, NO_EXECUTE = "NoSchedule", "NoExecute"
REQUIRED = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
_OPERATORS = {
    "In": "in",
    "NotIn": "notin",
    "Exists": "exists",
    "DoesNotExist": "absent",
    "Gt": ">",
    "Lt": "<",
}


def is_selected(spec: Mapping[str, Any], node: NodeFacts) -> bool:
    """Whether node selector and required node affinity of a pod's spec allow a node."""
    selector = mapping(spec, "nodeSelector")
    if any(node.labels.get(name) != value for name, value in selector.items()):
        return False
    required = get(spec, REQUIRED)
    if not isinstance(required, dict):
        return True
    return any(_is_met(term, node) for term in items(required, "nodeSelectorTerms"))


def untolerated(
    spec: Mapping[str, Any], node: NodeFacts, effects: Iterable[str] = (NO_SCHEDULE, NO_EXECUTE)
) -> Taint | None:
    """The first taint of a node, of these effects, that a pod's spec does not tolerate."""
    tolerations = items(spec, "tolerations")
    taints = (taint for taint in node.taints if taint.effect in effects)
    return next(
        (taint for taint in taints if not any(tolerates(each, taint) for each in tolerations)),
        None,
    )


def tolerates(toleration: Mapping[str, Any], taint: Taint) -> bool:
    """Whether a toleration is about a taint; without a key or an effect it is about all."""
    key = text(toleration, "key")
    if key not in ("", taint.key) or text(toleration, "effect") not in ("", taint.effect):
        return False
    if text(toleration, "operator", "Equal") == "Exists":
        return True
    return bool(key) and text(toleration, "value") == taint.value


def _is_met(term: Mapping[str, Any], node: NodeFacts) -> bool:
    """Whether a node meets all of a term; an empty one is met by none."""
    requirements = [
        *((each, node.labels) for each in _requirements(term, "matchExpressions")),
        *((each, {"metadata.name": node.name}) for each in _requirements(term, "matchFields")),
    ]
    return bool(requirements) and all(each.allows(of.get(each.key)) for each, of in requirements)


def _requirements(term: Mapping[str, Any], field: str) -> Iterator[Requirement]:
    for row in items(term, field):
        operator = _OPERATORS.get(text(row, "operator"), "absent")
        yield Requirement(text(row, "key"), operator, frozenset(texts(row, "values")))
