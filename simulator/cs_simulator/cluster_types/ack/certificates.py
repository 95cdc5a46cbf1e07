"""Certificates of the users of a Kubernetes cluster: whose is good until when.

Nothing is kept of a certificate but, by user: how often it was revoked (``generation``), since when
the present one is good (``since``), for how many hours (``hours``), and whether the user's rights
were taken away (``cleaned``). What is not kept is so: not revoked, since the cluster's creation,
for three years.
"""

from typing import NamedTuple

from cs_simulator.cluster_types.ack import kept
from cs_simulator.cluster_types.ack.user_rights import has_right_in
from cs_simulator.domain.instants import HOUR, LATEST
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

YEARS = 3
_HOURS = YEARS * 365 * 24
_KEPT = "kubeconfig"


class Certificate(NamedTuple):
    """Whose certificate is good until when, after how many revocations."""

    user: str
    generation: int
    begins: int
    ends: int

    def is_over(self, now: int) -> bool:
        """Whether it is expired."""
        return now >= self.ends


def users_of(cluster: Cluster) -> list[str]:
    """The users of whom something is kept, by their numbers."""
    return sorted(_users(cluster))


def has_chosen_life(cluster: Cluster, user: str) -> bool:
    """Whether the life of a user's certificate was set, and the rights were not cleaned since."""
    return "hours" in _users(cluster).get(user, {})


def certificate_of(cluster: Cluster, user: str) -> Certificate:
    """The certificate of a user that is in force, or was last."""
    entry = _users(cluster).get(user, {})
    begins = int(entry.get("since", cluster.created))
    ends = min(begins + int(entry.get("hours", _HOURS)) * HOUR, LATEST)
    return Certificate(user, int(entry.get("generation", 0)), begins, ends)


def is_locked_out(world: World, cluster: Cluster, user: str) -> bool:
    """Whether a user's rights in a cluster were taken away, and none was granted since."""
    is_cleaned = bool(_users(cluster).get(user, {}).get("cleaned"))
    return is_cleaned and not has_right_in(world, user, cluster.cluster_id)


def renew(
    unit: Unit, cluster: Cluster, user: str, *, hours: int | None = None, revokes: bool = False
) -> None:
    """Let a user's certificate begin now; with *revokes*, earlier ones are good no more."""
    entry = {**_users(cluster).get(user, {}), "since": unit.now}
    if hours is not None:
        entry["hours"] = hours
    if revokes:
        entry["generation"] = entry.get("generation", 0) + 1
    _put(unit, cluster, user, entry)


def take_away(unit: Unit, cluster: Cluster, user: str) -> None:
    """Revoke a user's certificates, and lock the user out until a right is granted again."""
    generation = certificate_of(cluster, user).generation + 1
    _put(unit, cluster, user, {"since": unit.now, "generation": generation, "cleaned": 1})


def _users(cluster: Cluster) -> dict[str, dict[str, int]]:
    users: dict[str, dict[str, int]] = kept.made_of(cluster).get(_KEPT, {})
    return users


def _put(unit: Unit, cluster: Cluster, user: str, entry: dict[str, int]) -> None:
    users = {**_users(cluster), user: entry}
    unit.put(unit.world.clusters, kept.with_made(cluster, **{_KEPT: users}))
