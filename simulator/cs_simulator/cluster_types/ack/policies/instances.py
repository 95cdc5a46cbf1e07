"""The policies that are in force in a cluster: instances of those of the catalogue.

They are enforced by two components, which a cluster may lose again; see :func:`is_enforced`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cs_simulator.catalog.policies import Policy, all_policies
from cs_simulator.cluster_types.ack import addons
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

NEEDED_ADDONS = ("gatekeeper", "policy-template-controller")
"""The components without which no policy is put into force; the first one enforces them."""
_KIND = "policy instance"
# As in the names that Kubernetes makes up: no vowels, so that no words come out.
_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_SUFFIX = 5


class PolicyInstance(NamedTuple):
    """One policy in force."""

    name: str
    policy: Policy
    action: str
    """``deny`` or ``warn``."""
    namespaces: tuple[str, ...]
    """Those that it is for, with ``*`` at either end for any text; all of them if there is none."""
    parameters: Mapping[str, Any]
    created: int = 0
    updated: int = 0
    """The virtual instants of its deployment and of its last change."""

    @property
    def scope(self) -> str:
        """The namespaces as answers show them: with commas, or ``*``."""
        return ",".join(self.namespaces) or "*"


def instances_of(world: World, cluster_id: str, policy: str = "") -> Iterator[PolicyInstance]:
    """The policies in force in a cluster, in the order of their deployment; *policy* names one."""
    known = all_policies()
    for entry in cluster_entries.of_kind(world, cluster_id, _KIND):
        value = entry.value
        if policy and value["policy"] != policy:
            continue
        yield PolicyInstance(
            name=entry.name,
            policy=known[value["policy"]],
            action=value["action"],
            namespaces=tuple(value["namespaces"]),
            parameters=value["parameters"],
            created=entry.created,
            updated=value["updated"],
        )


def put(unit: Unit, cluster_id: str, instance: PolicyInstance) -> None:
    """Put an instance into force, in place of the one of its name, if there is one."""
    value = {
        "policy": instance.policy.name,
        "action": instance.action,
        "namespaces": instance.namespaces,
        "parameters": instance.parameters,
        "updated": unit.now,
    }
    cluster_entries.keep(unit, cluster_id, _KIND, instance.name, value)


def drop(unit: Unit, cluster_id: str, instance: PolicyInstance) -> None:
    """Take an instance out of force."""
    cluster_entries.drop(unit, cluster_id, _KIND, instance.name)


def new_name(unit: Unit, cluster_id: str, policy: Policy) -> str:
    """The name of a new instance: ``allowed-repos-cbhhb``."""
    number = unit.random_for(_KIND, cluster_id, policy.name, unit.count(_KIND)).number(64)
    suffix = ""
    for _ in range(_SUFFIX):
        number, letter = divmod(number, len(_LETTERS))
        suffix += _LETTERS[letter]
    return f"{policy.short_name}-{suffix}"


def is_enforced(cluster: Cluster) -> bool:
    """Whether policies have any effect: the component that enforces them is there, and works."""
    row = addons.installed(cluster).get(NEEDED_ADDONS[0])
    return row is not None and row.get("state", "active") == "active"
