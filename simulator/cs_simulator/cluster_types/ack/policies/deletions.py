"""Policies that protect objects from being deleted."""

from collections.abc import Iterator, Mapping

from cs_simulator.cluster_types.ack.policies._reading import at, label_at, objects, texts
from cs_simulator.cluster_types.ack.policies.others import protect_core_dns
from cs_simulator.cluster_types.ack.policies.review import Parameters, Review, Rule


def namespaces(review: Review, given: Parameters) -> Iterator[str]:
    """The protected namespaces are not deleted."""
    if review.name in texts(given, "protectionNamespaces"):
        yield f"not allow to delete protection namespace {review.name}"


def services(review: Review, given: Parameters) -> Iterator[str]:
    """The protected Services are not deleted."""
    if review.name in texts(given, "protectionServices"):
        yield f"not allow to delete protection service {review.name}"


def bound_volumes(review: Review, _: Parameters) -> Iterator[str]:
    """A volume that is bound to a claim is not deleted."""
    if at(review.body, "status.phase") == "Bound":
        yield f"the volume {review.name} is bound to a claim and may not be deleted"


def nodes(review: Review, given: Parameters) -> Iterator[str]:
    """Nodes with one of the labels are not deleted."""
    yield from _labelled(review, given, "protectedLabels")


def resources(review: Review, given: Parameters) -> Iterator[str]:
    """Objects with one of the labels are not deleted."""
    yield from _labelled(review, given, "labels")


def _labelled(review: Review, given: Parameters, parameter: str) -> Iterator[str]:
    for each in objects(given, parameter):
        name, value = str(each.get("labelName", "")), each.get("labelValue")
        if value is not None and label_at(review.body, "metadata.labels", name) == value:
            yield f"{review.name} has the label {name}={value} and may not be deleted"
            return


RULES: Mapping[str, Rule] = {
    "ACKBlockNodeDelete": nodes,
    "ACKNamespacesDeleteProtection": namespaces,
    "ACKProtectBoundingPV": bound_volumes,
    "ACKProtectCoreDNS": protect_core_dns,
    "ACKResourceDeletionProtection": resources,
    "ACKServicesDeleteProtection": services,
}
