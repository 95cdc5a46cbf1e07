"""What controllers ask of a pod, read out of its body."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import (
    condition,
    get,
    items,
    mapping,
    number,
    text,
    texts,
)
from cs_simulator.kubernetes.volume_index import CLAIMS

PODS = "pods"
_REQUIRED = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
_COST = "controller.kubernetes.io/pod-deletion-cost"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,9})")
ENDED = ("Succeeded", "Failed")
"""The phases of pods of which nothing runs any more."""


class PodPort(NamedTuple):
    """A port of a container that has a name."""

    name: str
    protocol: str
    number: int


class Pod(NamedTuple):
    """What controllers ask of a pod, read once out of its body. The lists are not to be changed."""

    key: str
    cluster_id: str
    namespace: str
    name: str
    uid: str
    serial: int
    """The order in which pods were made."""
    labels: dict[str, str]
    node: str
    """The name of the node to which it is bound; empty for none."""
    target: str
    """The name of the node that it is bound to, or that is the only one which its affinity allows,
    as that of pods of DaemonSets does; empty for none."""
    phase: str
    is_ready: bool
    ready_since: int
    """Since when it is ready; 0 if it is not."""
    is_going: bool
    """Whether it has a ``deletionTimestamp``."""
    controller: str
    """The uid of the owner that controls it; empty for none."""
    address: str
    """Its address; empty while it has none."""
    created: int
    restarts: int
    """How often its containers have been started again, all together."""
    deletion_cost: int
    """What its annotation says that its deletion costs, where one of many pods is to go."""
    ip: str
    """Empty until it runs."""
    hostname: str
    subdomain: str
    ports: tuple[PodPort, ...]
    """The ports of its containers that have names."""
    claims: tuple[str, ...]
    """The keys of the claims to volumes that it uses."""

    @property
    def is_ending(self) -> bool:
        """Whether it is on its way out, and has not ended."""
        return self.is_going and self.phase not in ENDED

    @property
    def is_active(self) -> bool:
        """Whether it counts as a replica: it is neither ended nor on its way out."""
        return not self.is_going and self.phase not in ENDED

    def is_available(self, now: int, seconds: int) -> bool:
        """Whether it has been ready for so many seconds."""
        return self.is_ready and self.ready_since + seconds * SECOND <= now


@lru_cache(maxsize=1024)
def read_pod(found: KubernetesObject) -> Pod:
    """The facts of a pod; those of one that is there has the index.

    Several controllers read how a pod was before the same change.
    """
    body = objects.read(found)
    return pod_of(found, body, controller_in(items(body, "metadata.ownerReferences")))


def controller_in(references: list[dict[str, object]]) -> str:
    """The uid of the owner that controls the object with these references; empty for none."""
    controllers = (text(each, "uid") for each in references if each.get("controller") is True)
    return next(controllers, "")


def pod_of(found: KubernetesObject, body: object, controller: str) -> Pod:
    """The facts of a pod whose body is read already, and the uid of what controls it."""
    cost = mapping(body, "metadata.annotations").get(_COST)
    labels = mapping(body, "metadata.labels")
    node, ready = text(body, "spec.nodeName"), condition(body, "Ready")
    is_ready = ready.get("status") == "True"
    return Pod(
        key=found.key,
        cluster_id=found.cluster_id,
        namespace=found.namespace,
        name=found.name,
        uid=found.uid,
        serial=found.serial,
        labels={name: value for name, value in labels.items() if isinstance(value, str)},
        node=node,
        target=node or _target(body),
        phase=text(body, "status.phase", "Pending"),
        is_ready=is_ready,
        ready_since=(instant(ready.get("lastTransitionTime")) or 0) if is_ready else 0,
        is_going=bool(get(body, "metadata.deletionTimestamp")),
        controller=controller,
        address=text(body, "status.podIP"),
        created=instant(get(body, "metadata.creationTimestamp")) or 0,
        restarts=sum(
            number(each, "restartCount") for each in items(body, "status.containerStatuses")
        ),
        deletion_cost=_whole(cost) if cost is not None else 0,
        ip=text(body, "status.podIP"),
        hostname=text(body, "spec.hostname"),
        subdomain=text(body, "spec.subdomain"),
        ports=tuple(_named_ports(body)),
        claims=tuple(_claims(found, body)),
    )


def _claims(found: KubernetesObject, pod: object) -> Iterator[str]:
    place = f"{found.cluster_id}/{CLAIMS}/{found.namespace}"
    for volume in items(pod, "spec.volumes"):
        if name := text(volume, "persistentVolumeClaim.claimName"):
            yield f"{place}/{name}"


def _named_ports(pod: object) -> Iterator[PodPort]:
    for container in (*items(pod, "spec.containers"), *items(pod, "spec.initContainers")):
        for port in items(container, "ports"):
            if name := text(port, "name"):
                yield PodPort(name, text(port, "protocol", "TCP"), number(port, "containerPort"))


def _whole(text: object) -> int:
    """The whole number that an annotation says; 0 if it says none."""
    return int(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else 0


def _target(body: object) -> str:
    """The node that a pod is for by its name: what DaemonSets write, and nothing more general."""
    terms = items(body, f"{_REQUIRED}.nodeSelectorTerms")
    fields = items(terms[0], "matchFields") if len(terms) == 1 else []
    if len(fields) != 1 or fields[0].get("key") != "metadata.name":
        return ""
    values = texts(fields[0], "values")
    return values[0] if fields[0].get("operator") == "In" and len(values) == 1 else ""
