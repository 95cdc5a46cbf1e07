"""Policies about Services, volumes on OSS, bindings of roles, ALB and CoreDNS."""

import re
from collections.abc import Iterator, Mapping

from cs_simulator.cluster_types.ack.policies._reading import at, label_at, listed, objects, texts
from cs_simulator.cluster_types.ack.policies.review import DELETE, Parameters, Review, Rule

_ADDRESS_TYPE = "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type"
_OSS_DRIVER = "ossplugin.csi.alibabacloud.com"
_OSS_REGION = re.compile(r"(?:https?://)?oss-([a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com")
_CORE_DNS = {"deployments.apps": "coredns", "services": "kube-dns", "configmaps": "coredns"}


def block_load_balancer(review: Review, given: Parameters) -> Iterator[str]:
    """No Services are of the type LoadBalancer; in the restricted namespaces, if some are given."""
    restricted = texts(given, "restrictedNamespaces")
    if at(review.body, "spec.type") == "LoadBalancer" and (
        not restricted or review.namespace in restricted
    ):
        yield f"Services of the type LoadBalancer are not allowed, service: {review.name}"


def block_internet_load_balancer(review: Review, _: Parameters) -> Iterator[str]:
    """Load balancers are annotated as internal ones; without the annotation they are not."""
    kind = label_at(review.body, "metadata.annotations", _ADDRESS_TYPE)
    if at(review.body, "spec.type") == "LoadBalancer" and kind != "intranet":
        yield f"load balancers open to the internet are not allowed, service: {review.name}"


def block_node_port(review: Review, _: Parameters) -> Iterator[str]:
    """No Services are of the type NodePort."""
    if at(review.body, "spec.type") == "NodePort":
        yield f"Services of the type NodePort are not allowed, service: {review.name}"


def external_ips(review: Review, given: Parameters) -> Iterator[str]:
    """Services have no external addresses but the allowed ones."""
    allowed = texts(given, "allowedIPs")
    wrong = [each for each in texts(review.body, "spec.externalIPs") if each not in allowed]
    if wrong:
        yield f"the service {review.name} has external addresses not allowed: {listed(wrong)}"


def oss_location(review: Review, given: Parameters) -> Iterator[str]:
    """Volumes on OSS are in the given regions, or in any other mode than allowlist outside them."""
    regions, is_allowlist = texts(given, "regions"), given.get("mode", "allowlist") == "allowlist"
    volumes = objects(review.body, "spec.volumes")
    for volume in volumes if review.resource == "pods" else [at(review.body, "spec")]:
        url = str(at(volume, "csi.volumeAttributes.url") or "")
        form = _OSS_REGION.match(url)
        if at(volume, "csi.driver") != _OSS_DRIVER or form is None:
            continue
        if (form[1] in regions) != is_allowlist:
            yield f"volumes on OSS in the region {form[1]} are not allowed"


def restrict_role_bindings(review: Review, given: Parameters) -> Iterator[str]:
    """Only the allowed subjects are bound to the restricted role."""
    role, reference = given.get("restrictedRole"), at(review.body, "roleRef")
    if any(at(role, name) != at(reference, name) for name in ("kind", "name")):
        return
    allowed = {_subject(each) for each in objects(given, "allowedSubjects")}
    for each in objects(review.body, "subjects"):
        if _subject(each) not in allowed:
            yield f"{each.get('kind')} {each.get('name')} may not be bound to {at(role, 'name')}"


def _subject(subject: Mapping[str, object]) -> tuple[object, object]:
    return subject.get("kind"), subject.get("name")


def restrict_alb_creation(review: Review, _: Parameters) -> Iterator[str]:
    """Configurations of ALB name a load balancer that exists."""
    if not at(review.body, "spec.config.id"):
        yield f"a new ALB instance is not allowed, albconfig: {review.name}"


def protect_core_dns(review: Review, given: Parameters) -> Iterator[str]:
    """What CoreDNS consists of is not deleted, and its deployment has enough replicas."""
    if (review.namespace, review.name) != ("kube-system", _CORE_DNS[review.resource]):
        return
    if review.operation == DELETE:
        yield f"{review.name} belongs to CoreDNS and may not be deleted"
        return
    least, replicas = given.get("min_replicas"), at(review.body, "spec.replicas")
    is_deployment = review.resource == "deployments.apps"
    if is_deployment and least is not None and isinstance(replicas, int) and replicas < least:
        yield f"CoreDNS needs {least} replicas, not {replicas}"


RULES: Mapping[str, Rule] = {
    "ACKBlockInternetLoadBalancer": block_internet_load_balancer,
    "ACKBlockLoadBalancer": block_load_balancer,
    "ACKBlockNodePort": block_node_port,
    "ACKExternalIPs": external_ips,
    "ACKOSSStorageLocationConstraint": oss_location,
    "ACKProtectCoreDNS": protect_core_dns,
    "ACKRestrictALBCreation": restrict_alb_creation,
    "ACKRestrictRoleBindings": restrict_role_bindings,
}
