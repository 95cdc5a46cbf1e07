"""What the Kubernetes API of a cluster keeps, and what is due in it."""

from typing import NamedTuple

from cs_simulator.domain.records.kinds import Count, Instant, JsonObject, Key


class KubernetesObject(NamedTuple):
    """One object of a cluster's Kubernetes API.

    Beside the body are the parts of it by which objects are found.
    """

    serial: int
    key: Key
    """``<cluster_id>/<resource>/<namespace>/<name>``."""
    cluster_id: str
    resource: Key
    """The plural of the kind, with the group if it has one: ``nodes``, ``deployments.apps``."""
    namespace: str
    """Empty for an object that is in no namespace."""
    name: Key
    uid: Key
    version: Count
    """Its ``resourceVersion``: the serial of its last change, which grows within a tenant."""
    body: JsonObject
    """The whole object as the API answers it, with ``apiVersion`` and ``kind``."""

    @property
    def place(self) -> str:
        """Where it is listed: ``<cluster_id>/<resource>``."""
        return f"{self.cluster_id}/{self.resource}"


EXPIRY = "expiry"
"""The kind of the timers that clear away what is too old."""
CRON = "cron"
"""The kind of the timers of schedules, which have no end."""
BACK_OFF = "back-off"
"""The kind of the timers after which something is tried again that has failed, without an end."""
TIME_TO_LIVE = "time-to-live"
"""The kind of the timers after which a Job goes that has ended, for which nobody waits."""
POD_BACK_OFF = "pod-back-off"
"""As :data:`BACK_OFF`, of pods."""
CRON_BACK_OFF = "cron-back-off"
"""The kind of the timers after which a Job of a schedule tries again: the next one fails, too."""
SYSTEM_ROLLOUT = "system-rollout"
"""The kind of the timers after which a rollout of what a cluster itself runs counts as stuck: a
cluster without nodes is at rest, though its add-ons wait for one."""
_ENDLESS = frozenset(
    (EXPIRY, CRON, BACK_OFF, TIME_TO_LIVE, POD_BACK_OFF, CRON_BACK_OFF, SYSTEM_ROLLOUT)
)


class KubernetesTimer(NamedTuple):
    """What will happen in a cluster's Kubernetes API without a call."""

    serial: int
    cluster_id: str
    due: Instant
    kind: Key
    """What happens; a key of the table of timers in :mod:`cs_simulator.kubernetes`.

    What several controllers have timers for ends with a colon and what they are about:
    ``back-off:replicasets``.
    """
    subject: str
    """What it happens to, such as the id of an instance."""

    @property
    def awaited_in(self) -> str:
        """The cluster for whose rest one waits; empty for what there is always something due of."""
        return "" if self.kind.partition(":")[0] in _ENDLESS else self.cluster_id

    @property
    def place(self) -> str:
        """By which the timer of a thing is found: there is at most one of each kind."""
        return f"{self.cluster_id}/{self.kind}/{self.subject}"
