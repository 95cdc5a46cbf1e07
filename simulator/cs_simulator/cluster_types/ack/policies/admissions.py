"""The log of what policies refused and warned of, with its last entries."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cs_simulator.catalog.policies import DENY
from cs_simulator.cluster_types.ack.policies.violations import Violation
from cs_simulator.engine import cluster_entries
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

WEBHOOK = "validation.gatekeeper.sh"
_KIND = "policy admission"
_KEPT = 100


class Asked(NamedTuple):
    """What the policies were asked about, and by whom."""

    kind: str
    namespace: str
    name: str
    user: str
    request_id: str


class Admission(NamedTuple):
    """An entry of the log."""

    time: int
    """A virtual instant."""
    fields: dict[str, Any]
    """As answers show them."""


def note(unit: Unit, cluster_id: str, asked: Asked, found: Iterable[Violation]) -> None:
    """Add entries to the log, in place of the oldest ones if it is full."""
    for each in found:
        value = _entry(asked, each)
        cluster_entries.keep(unit, cluster_id, _KIND, str(unit.serial()), value)
    names = [entry.name for entry in cluster_entries.of_kind(unit.world, cluster_id, _KIND)]
    for name in names[:-_KEPT]:
        cluster_entries.drop(unit, cluster_id, _KIND, name)


def _entry(asked: Asked, found: Violation) -> dict[str, str]:
    instance = found.instance
    what = "denied request" if instance.action == DENY else "raised a warning for this request"
    return {
        "constraint_action": instance.action,
        "constraint_api_version": "v1beta1",
        "constraint_category": instance.policy.category,
        "constraint_group": "constraints.gatekeeper.sh",
        "constraint_kind": instance.policy.name,
        "constraint_name": instance.name,
        "event_msg": (
            f'Admission webhook "{WEBHOOK}" {what}, Resource Namespace: {asked.namespace},'
            f" Constraint: {instance.name}, Message: {found.message}"
        ),
        "event_type": "violation",
        "request_uid": asked.request_id,
        "request_username": asked.user,
        "resource_kind": asked.kind,
        "resource_name": asked.name,
    }


def newest_first(world: World, cluster_id: str) -> Iterator[Admission]:
    """The entries of a cluster's log."""
    for entry in reversed(list(cluster_entries.of_kind(world, cluster_id, _KIND))):
        yield Admission(entry.created, entry.value)
