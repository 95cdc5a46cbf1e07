"""What of an object of some kinds cannot be changed, beyond single fields.

Texts are those of ``pkg/apis/core/validation`` and ``pkg/apis/apps/validation`` of Kubernetes.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import quantity
from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.refusals import Cause
from cs_simulator.kubernetes.writing.paths import value_at

_POD_RULE = (
    "pod updates may not change fields other than `spec.containers[*].image`,"
    " `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`, `spec.tolerations` (only"
    " additions to existing tolerations), `spec.terminationGracePeriodSeconds` (allow it to be set"
    " to 1 if it was previously negative)"
)
_LATE_FIELDS = ("activeDeadlineSeconds", "terminationGracePeriodSeconds")


def _of_pod(body: Body, before: Body) -> Iterator[Cause]:
    if _fixed_of_pod(body) != _fixed_of_pod(before) or not _keeps_tolerations(body, before):
        yield refusals.forbidden_field("spec", _POD_RULE)
    former = (before.get("spec") or {}).get("schedulingGates") or []
    for gate in (body.get("spec") or {}).get("schedulingGates") or []:
        if gate not in former:
            name = gate.get("name") if isinstance(gate, dict) else gate
            reason = f"only deletion is allowed, but found new scheduling gate '{name}'"
            yield refusals.forbidden_field("spec.schedulingGates", reason)


def _fixed_of_pod(body: Body) -> Any:
    """What of a pod's ``spec`` never changes."""
    spec = deepcopy(body.get("spec") or {})
    for name in (*_LATE_FIELDS, "schedulingGates", "tolerations"):
        spec.pop(name, None)
    for part in ("containers", "initContainers"):
        for container in spec.get(part) or ():
            if isinstance(container, dict):
                container.pop("image", None)
    return spec


def _keeps_tolerations(body: Body, before: Body) -> bool:
    """Whether all tolerations are still there; how long each tolerates may change."""
    present = _tolerations(body)
    return all(each in present for each in _tolerations(before))


def _tolerations(body: Body) -> list[Any]:
    found = (body.get("spec") or {}).get("tolerations") or []
    return [
        {name: value for name, value in each.items() if name != "tolerationSeconds"}
        if isinstance(each, dict)
        else each
        for each in found
    ]


def _of_data(body: Body, before: Body) -> Iterator[Cause]:
    """A config map or a secret that is marked ``immutable`` stays so, with all that it holds."""
    if before.get("immutable") is not True:
        return
    reason = "field is immutable when `immutable` is set"
    for name in ("immutable", "data", "binaryData"):
        if body.get(name) != before.get(name):
            yield refusals.forbidden_field(name, reason)


def _of_node(body: Body, before: Body) -> Iterator[Cause]:
    """Where a node's machine and its block of addresses are: kept once it is known."""
    spec, former = body.get("spec") or {}, before.get("spec") or {}
    if former.get("podCIDR") and _blocks(spec) != _blocks(former):
        reason = 'node updates may not change podCIDR except from "" to valid'
        yield refusals.forbidden_field("spec.podCIDRs", reason)
    if former.get("providerID") and spec.get("providerID") != former["providerID"]:
        reason = 'node updates may not change providerID except from "" to valid'
        yield refusals.forbidden_field("spec.providerID", reason)


def _blocks(spec: Body) -> tuple[Any, Any]:
    """The first block of a node's addresses and all of them, of which older clients know one."""
    first = spec.get("podCIDR")
    return first, spec.get("podCIDRs") or [first]


def _of_claim(body: Body, before: Body) -> Iterator[Cause]:
    """A claim may ask for more once it is bound, and never for less."""
    wanted, present = _asked(body), _asked(before)
    if wanted is None or present is None or wanted == present:
        return
    if (before.get("status") or {}).get("phase") != "Bound":
        yield refusals.forbidden_field(
            "spec",
            "spec is immutable after creation except resources.requests and"
            " volumeAttributesClassName for bound claims",
        )
    elif wanted < present:
        reason = "field can not be less than status.capacity"
        yield refusals.forbidden_field("spec.resources.requests.storage", reason)


def _asked(claim: Body) -> Decimal | None:
    return quantity(value_at(claim, "spec.resources.requests.storage"))


_STATEFUL_SET_RULE = (
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
    " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
    " 'minReadySeconds' are forbidden"
)
_FREE_OF_STATEFUL_SET = frozenset((
    "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
))  # fmt: skip


def _of_stateful_set(body: Body, before: Body) -> Iterator[Cause]:
    """Its names, its claims and the order of its pods are those with which it was made."""

    def fixed(whole: Body) -> Body:
        spec = whole.get("spec") or {}
        return {name: each for name, each in spec.items() if name not in _FREE_OF_STATEFUL_SET}

    if fixed(body) != fixed(before):
        yield refusals.forbidden_field("spec", _STATEFUL_SET_RULE)


_RULES: Mapping[str, Callable[[Body, Body], Iterator[Cause]]] = {
    "configmaps": _of_data,
    "nodes": _of_node,
    "persistentvolumeclaims": _of_claim,
    "pods": _of_pod,
    "secrets": _of_data,
    "statefulsets.apps": _of_stateful_set,
}


def problems(resource: str, body: Body, before: Body) -> Iterator[Cause]:
    """Everything that a write changes of an object of that kind, and must not."""
    rule = _RULES.get(resource)
    if rule is not None:
        yield from rule(body, before)
