"""One look at a Job: what it says, and what its status is to say in the end."""

from dataclasses import dataclass
from typing import Any

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.domain.records.kubernetes import CRON_BACK_OFF
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.job_pods import JobPods
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get, items, mapping, number, text
from cs_simulator.kubernetes.object_index import index_of

NAME = "job-controller"
BACK_OFF = "job-back-off"
"""The timers until which a Job makes no pods, since some have failed; see also
:data:`CRON_BACK_OFF`."""


@dataclass(slots=True, kw_only=True)
class Run:
    """A Job that is looked at; :attr:`status` is changed meanwhile, and put in the end."""

    unit: Unit
    cluster: Cluster
    found: KubernetesObject
    body: Body
    status: Body
    minor: int
    """The minor version of Kubernetes of its cluster."""

    @property
    def pods(self) -> JobPods:
        """The pods of all Jobs, which are asked for those of this one by its uid."""
        return index_of(self.unit.world).jobs

    @property
    def uid(self) -> str:
        """The uid of the Job."""
        return self.found.uid

    @property
    def subject(self) -> str:
        """What its timers are about: ``namespace/name``."""
        return f"{self.found.namespace}/{self.found.name}"

    @property
    def spec(self) -> Body:
        """What is wanted."""
        return mapping(self.body, "spec")

    @property
    def completions(self) -> int | None:
        """How many pods have to succeed; ``None`` if any that does ends the Job."""
        found = get(self.spec, "completions")
        return found if isinstance(found, int) else None

    @property
    def parallelism(self) -> int:
        """How many pods may run at a time."""
        return number(self.spec, "parallelism", 1)

    @property
    def is_indexed(self) -> bool:
        """Whether each of its pods has an index."""
        return text(self.spec, "completionMode") == "Indexed"

    @property
    def is_suspended(self) -> bool:
        """Whether it is to have no pods for now."""
        return self.spec.get("suspend") is True

    @property
    def is_going(self) -> bool:
        """Whether the Job is on its way out."""
        return "deletionTimestamp" in self.body["metadata"]

    @property
    def replaces_failed_only(self) -> bool:
        """Whether a pod that is on its way out is replaced only when it has ended."""
        return text(self.spec, "podReplacementPolicy") == "Failed"

    @property
    def back_off(self) -> str:
        """The kind of the timer until which it makes no pods, since some have failed."""
        owners = items(self.body, "metadata.ownerReferences")
        is_scheduled = any(each.get("kind") == "CronJob" for each in owners)
        return CRON_BACK_OFF if is_scheduled else BACK_OFF

    @property
    def active(self) -> int:
        """How many pods run, or are to run."""
        return self.pods.count(self.uid, "active")

    @property
    def terminating(self) -> int:
        """How many pods are on their way out."""
        return self.pods.count(self.uid, "terminating")

    def counted(self, name: str) -> int:
        """A number in the status, such as that of pods that have ``failed``."""
        return number(self.status, name)

    # ---- conditions

    def condition(self, kind: str) -> Body:
        """A condition of the status; an empty one if it has none of that type."""
        conditions: list[Body] = self.status.get("conditions") or []
        return next((each for each in conditions if each.get("type") == kind), {})

    def has(self, kind: str) -> bool:
        """Whether a condition is true."""
        return self.condition(kind).get("status") == "True"

    def set_condition(self, kind: str, reason: str, message: str, *, is_true: bool = True) -> bool:
        """Set a condition; returns whether it was another one, or none, before."""
        status, now = "True" if is_true else "False", as_text(self.unit.now)
        if self.condition(kind).get("status") == status:
            return False
        others = [each for each in self.status.get("conditions") or [] if each.get("type") != kind]
        new: dict[str, Any] = {"type": kind, "status": status}
        new |= {"lastProbeTime": now, "lastTransitionTime": now}
        new |= {k: v for k, v in (("reason", reason), ("message", message)) if v}
        self.status["conditions"] = [*others, new]
        return True
