"""Policies about amounts: CPU and memory of containers, sizes of volumes, numbers of replicas."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import (
    at,
    called,
    containers,
    listed,
    quantity,
    texts,
)
from cs_simulator.cluster_types.ack.policies.review import Parameters, Review, Rule

_LARGEST = "50Gi"
_RESOURCES = ("cpu", "memory")
# Each parameter with the part of a container's resources that it is about.
_PARTS = (
    ("cpuRequests", "requests.cpu"),
    ("cpuLimits", "limits.cpu"),
    ("memoryRequests", "requests.memory"),
    ("memoryLimits", "limits.memory"),
)


def _declared(part: str, review: Review, given: Parameters) -> Iterator[str]:
    """Containers declare both resources, and no more than the parameters of their names say."""
    for each in containers(review.body):
        for name in _RESOURCES:
            found = at(each, f"resources.{part}.{name}")
            amount, most = quantity(found), quantity(given.get(name))
            if amount is None:
                yield f"{called(each)} has no {part} of {name}"
            elif most is not None and amount > most:
                yield f"{called(each)} has {part} of {name} of {found}, over {given[name]}"


def resources_whitelist(review: Review, given: Parameters) -> Iterator[str]:
    """Requests and limits are among the listed values; an empty list allows all."""
    for each in containers(review.body):
        for parameter, part in _PARTS:
            allowed, found = given.get(parameter) or [], at(each, f"resources.{part}")
            if allowed and quantity(found) not in {quantity(value) for value in allowed} - {None}:
                values = listed(map(str, allowed))
                yield f"{called(each)} has {part} of {found}, which is none of: {values}"


def resources_range(review: Review, given: Parameters) -> Iterator[str]:
    """Requests and limits are within the ranges that are given."""
    for each in containers(review.body):
        for parameter, part in _PARTS:
            bounds, found = given.get(parameter), at(each, f"resources.{part}")
            if bounds and not _is_between(found, at(bounds, "min"), at(bounds, "max")):
                yield f"{called(each)} has {part} of {found}, which is out of range"


def _is_between(value: Any, least: Any, most: Any) -> bool:
    amount, low, high = quantity(value), quantity(least), quantity(most)
    if amount is None:
        return False
    return (low is None or amount >= low) and (high is None or amount <= high)


def pv_size(review: Review, given: Parameters) -> Iterator[str]:
    """Volumes are not larger than allowed."""
    yield from _size(at(review.body, "spec.capacity.storage"), given, review)


def pvc(review: Review, given: Parameters) -> Iterator[str]:
    """Claims ask for no more than allowed, and are in the allowed namespaces if some are given."""
    yield from _size(at(review.body, "spec.resources.requests.storage"), given, review)
    allowed = texts(given, "allowNamespaces")
    if allowed and review.namespace not in allowed:
        yield f"claims are not allowed in the namespace {review.namespace}"


def _size(found: Any, given: Parameters, review: Review) -> Iterator[str]:
    limit = given.get("maxSize") or _LARGEST
    amount, most = quantity(found), quantity(limit)
    if amount is not None and most is not None and amount > most:
        yield f"{review.name} has a size of {found}, over {limit}"


def workload_replicas(review: Review, given: Parameters) -> Iterator[str]:
    """Workloads have neither too few nor too many replicas."""
    found = at(review.body, "spec.replicas")
    if found is not None and not _is_between(
        found, given.get("minReplicas"), given.get("maxReplicas")
    ):
        yield f"{review.name} has {found} replicas, which is out of range"


RULES: Mapping[str, Rule] = {
    "ACKContainerLimits": partial(_declared, "limits"),
    "ACKContainerRequests": partial(_declared, "requests"),
    "ACKContainerResourcesRange": resources_range,
    "ACKContainerResourcesWhitelist": resources_whitelist,
    "ACKPVCConstraint": pvc,
    "ACKPVSizeConstraint": pv_size,
    "ACKWorkloadReplicasRange": workload_replicas,
}
