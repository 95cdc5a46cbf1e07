"""Which policies in force an object violates: one that is there, written, or deleted."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import orjson

from cs_simulator.cluster_types.ack.policies import (
    amounts,
    deletions,
    others,
    pod_identities,
    pod_security,
    pods,
)
from cs_simulator.cluster_types.ack.policies.instances import PolicyInstance
from cs_simulator.cluster_types.ack.policies.review import DELETE, Review, Rule
from cs_simulator.engine.world import World

RULES: Mapping[str, Rule] = {
    **amounts.RULES,
    **others.RULES,
    **pod_identities.RULES,
    **pod_security.RULES,
    **pods.RULES,
}
"""What objects must be, by the name of the policy."""
OF_DELETIONS: Mapping[str, Rule] = deletions.RULES
"""What must not be deleted, by the name of the policy."""
_OF_SYSTEM = "kube-system"


class Violation(NamedTuple):
    """One way in which an object violates a policy in force."""

    instance: PolicyInstance
    message: str


def violations(instances: Iterable[PolicyInstance], review: Review) -> Iterator[Violation]:
    """How an object violates these policies, in their order."""
    rules = OF_DELETIONS if review.operation == DELETE else RULES
    for instance in instances:
        policy = instance.policy
        rule = rules.get(policy.name)
        if rule is None or review.resource not in policy.resources or not _is_for(instance, review):
            continue
        for message in rule(review, instance.parameters):
            yield Violation(instance, message)


def found_in(
    world: World, cluster_id: str, instances: Iterable[PolicyInstance]
) -> Iterator[Violation]:
    """How the objects that a cluster has violate these policies."""
    for instance in instances:
        for resource in instance.policy.resources:
            for key in sorted(world.kubernetes_resources[f"{cluster_id}/{resource}"]):
                body = orjson.loads(world.kubernetes_objects[key].body)
                yield from violations((instance,), Review(resource, body))


def _is_for(instance: PolicyInstance, review: Review) -> bool:
    """Whether an object is in the namespaces of an instance; one that is in none never is.

    An instance for all namespaces leaves out the pods of the system, which it would refuse.
    """
    if not instance.namespaces:
        return (review.resource, review.namespace) != ("pods", _OF_SYSTEM)
    return any(_fits(review.namespace, pattern) for pattern in instance.namespaces)


def _fits(namespace: str, pattern: str) -> bool:
    if not namespace:
        return False
    if pattern.endswith("*"):
        return namespace.startswith(pattern[:-1])
    return namespace.endswith(pattern[1:]) if pattern.startswith("*") else namespace == pattern
