"""Objects of the Kubernetes APIs of clusters: which are chosen, and what there is instead.

Nothing here knows a world: :class:`FoundObject` is what is found in one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from cs_simulator.domain import globs
from cs_simulator.scenarios.declaration import NameOf, given
from cs_simulator.scenarios.expectations.bounds import Bounds
from cs_simulator.scenarios.expectations.evidence import named
from cs_simulator.scenarios.expectations.object_states import (
    conditions,
    has_phase,
    has_readiness,
    is_ready,
    phase,
)
from cs_simulator.scenarios.expectations.verdict import MET, Verdict, missed
from cs_simulator.scenarios.expectations.wording import expected
from cs_simulator.scenarios.values import Globs


class FoundObject(NamedTuple):
    """An object of the Kubernetes API of a cluster."""

    cluster: str
    """The name of the cluster."""
    body: Mapping[str, Any]
    """The object as the API answers it."""


Objects = Callable[[str, Globs | None], Iterable[FoundObject]]
"""Takes a kind and patterns of clusters' names; gives all objects of the kind there, as they are
at the moment of the check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectPattern:
    """Objects of the Kubernetes APIs of clusters at the end, by kind, place and state."""

    kind: Annotated[str, NameOf("object_kind")]
    """The kind; that of a CustomResourceDefinition with its group: ``Widget.example.com``."""
    cluster: Globs | None = None
    """The name of the object's cluster."""
    namespace: Globs | None = None
    """Its namespace."""
    name: Globs | None = None
    """Its name."""
    labels: dict[str, str] | None = None
    """Labels that it has; the values are patterns."""
    node: Globs | None = None
    """Of a Pod: the name of the node that it is on."""
    phase: Globs | None = None
    """Of a Pod, a Namespace, a PersistentVolume or a PersistentVolumeClaim: its phase."""
    ready: bool | None = None
    """Of a Pod or a Node: whether its condition ``Ready`` is true. Of a Deployment and all else
    that keeps a number of pods: whether all that it wants are ready, in the latest version."""
    is_terminating: bool | None = None
    """Whether it is deleted, and still there."""
    conditions: dict[str, str] | None = None
    """Conditions that it has, with their statuses: ``{Complete: "True"}``."""


_PLACE = frozenset(("kind", "cluster", "namespace", "name", "labels"))
"""The fields that say which object is meant; the others say how it is."""


def problem_of(pattern: ObjectPattern, *, is_namespaced: bool) -> str:
    """What objects of its kind have nothing of; empty if there is nothing."""
    kind = pattern.kind
    wrong = {
        f"a {kind} is in no namespace": pattern.namespace is not None and not is_namespaced,
        f"a {kind} has no phase": pattern.phase is not None and not has_phase(kind),
        f"a {kind} is neither ready nor not": (
            pattern.ready is not None and not has_readiness(kind)
        ),
        f"a {kind} is on no node": pattern.node is not None and kind != "Pod",
    }
    return next((text for text, is_wrong in wrong.items() if is_wrong), "")


def judge_objects(pattern: ObjectPattern, bounds: Bounds, find: Objects) -> Verdict:
    """Whether there are as many objects as the bounds allow, and what there is instead."""
    there = sorted(find(pattern.kind, pattern.cluster), key=_place)
    meant = [each for each in there if _is_meant(pattern, each)]
    chosen = [each for each in meant if _is_so(pattern, each.body)]
    if len(chosen) in bounds:
        return MET
    # A pattern of one text is shown as that.
    chosen_by = {
        name: value[0] if isinstance(value, tuple) and len(value) == 1 else value
        for name, value in given(pattern).items()
    }
    has_too_many = bounds.most is not None and len(chosen) > bounds.most
    others = chosen if has_too_many else [each for each in meant if each not in chosen]
    reason = expected(bounds, "object", len(chosen), chosen_by)
    return missed(f"{reason}{_instead(pattern.kind, others, meant, there)}")


def _place(found: FoundObject) -> tuple[str, str, str]:
    metadata = found.body["metadata"]
    return found.cluster, metadata.get("namespace", ""), metadata["name"]


def _is_meant(pattern: ObjectPattern, found: FoundObject) -> bool:
    _, namespace, name = _place(found)
    labels = found.body["metadata"].get("labels") or {}
    return (
        (pattern.namespace is None or globs.matches_one(pattern.namespace, namespace))
        and (pattern.name is None or globs.matches_one(pattern.name, name))
        and all(
            key in labels and globs.matches(value, labels[key])
            for key, value in (pattern.labels or {}).items()
        )
    )


def _is_so(pattern: ObjectPattern, body: Mapping[str, Any]) -> bool:
    has = conditions(body)
    return (
        (pattern.node is None or globs.matches_one(pattern.node, _node(body)))
        and (pattern.phase is None or globs.matches_one(pattern.phase, phase(pattern.kind, body)))
        and pattern.ready in (None, is_ready(pattern.kind, body))
        and pattern.is_terminating in (None, _is_terminating(body))
        and all(has.get(name) == status for name, status in (pattern.conditions or {}).items())
    )


def _node(body: Mapping[str, Any]) -> str:
    return str((body.get("spec") or {}).get("nodeName") or "")


def _is_terminating(body: Mapping[str, Any]) -> bool:
    return bool(body["metadata"].get("deletionTimestamp"))


# ---- what there is instead


def _instead(
    kind: str, unfit: list[FoundObject], meant: list[FoundObject], there: list[FoundObject]
) -> str:
    """What there is, after what was expected: what is too much, or is not as it should be."""
    if unfit:
        return f"; there is {_shown(kind, unfit)}"
    if meant:
        return ""
    if there:
        return f"; of that kind there is {_shown(kind, there)}"
    return "; there is none of that kind"


def _shown(kind: str, found: list[FoundObject]) -> str:
    return named([f"{_name(each)}{_state(kind, each.body)}" for each in found])


def _name(found: FoundObject) -> str:
    _, namespace, name = _place(found)
    return f"{namespace}/{name}" if namespace else name


def _state(kind: str, body: Mapping[str, Any]) -> str:
    """How an object is, in brackets; empty for one of which nothing is known."""
    words = list(_states(kind, body))
    return f" ({' '.join(words)})" if words else ""


def _states(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    if has_phase(kind) and phase(kind, body):
        yield phase(kind, body)
    if has_readiness(kind):
        yield "ready" if is_ready(kind, body) else "not ready"
    if node := _node(body):
        yield f"on {node}"
    if _is_terminating(body):
        yield "terminating"
