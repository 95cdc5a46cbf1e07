"""Which volume a claim can have: pure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import quantity
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, mapping, text, texts
from cs_simulator.kubernetes.workloads.label_selectors import matches


def why_not(claim: Body, volume: Body) -> str:
    """Why a volume that a claim names cannot be its volume, in a few words; empty if it can."""
    if size_of(get(volume, "spec.capacity.storage")) < wanted(claim):
        return "requested PV is too small"
    if _class(claim) != _class(volume):
        return "storageClassName does not match"
    if not set(texts(claim, "spec.accessModes")) <= set(texts(volume, "spec.accessModes")):
        return "incompatible accessMode"
    if _mode(claim) != _mode(volume):
        return "incompatible volumeMode"
    return ""


def best(claim: Body, volumes: Iterable[Body]) -> Body | None:
    """The smallest of the volumes that fit a claim; ``None`` if none does."""
    selector = get(claim, "spec.selector")
    fitting = [
        volume
        for volume in volumes
        if "deletionTimestamp" not in volume["metadata"]
        and not why_not(claim, volume)
        and (not selector or matches(selector, _labels(volume)))
    ]
    return min(fitting, key=_rank, default=None)


def names(volume: Body, claim: Body) -> bool:
    """Whether a volume names a claim as the one that has it."""
    metadata = claim["metadata"]
    return (
        text(volume, "spec.claimRef.name") == metadata["name"]
        and text(volume, "spec.claimRef.namespace") == metadata["namespace"]
        and text(volume, "spec.claimRef.uid") in ("", metadata["uid"])
    )


def wanted(claim: Body) -> Decimal:
    """How much a claim asks for, in bytes."""
    return size_of(get(claim, "spec.resources.requests.storage"))


def size_of(value: Any) -> Decimal:
    """An amount such as ``20Gi``, in bytes; 0 for what is none."""
    return quantity(value) or Decimal(0)


def _rank(volume: Body) -> tuple[Decimal, str]:
    return size_of(get(volume, "spec.capacity.storage")), text(volume, "metadata.name")


def _class(body: Body) -> str:
    return text(body, "spec.storageClassName")


def _mode(body: Body) -> str:
    return text(body, "spec.volumeMode", "Filesystem")


def _labels(volume: Body) -> dict[str, str]:
    labels = mapping(volume, "metadata.labels")
    return {name: value for name, value in labels.items() if isinstance(value, str)}
