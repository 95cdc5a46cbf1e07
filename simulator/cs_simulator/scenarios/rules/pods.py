"""Pods as rules see them, and what a rule does to one in a stage of its life."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cs_simulator.domain.globs import matches_one
from cs_simulator.domain.instants import SECOND

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.conditions import When

PULL = "pull"
"""The images of its containers come to the node."""
INIT = "init"
"""One of the containers runs that come before the others; asked for the first of them."""
START = "start"
"""Its containers start."""
READY = "ready"
"""Its probes find it ready."""
COMPLETE = "complete"
"""It runs to its end; only pods that have one."""
TERMINATE = "terminate"
"""It is deleted, and its containers stop."""
STAGES = (PULL, INIT, START, READY, COMPLETE, TERMINATE)

FOR_EVER = 2**31 - 1
"""How often something happens that does not end."""

KINDS = (
    "Pod",
    "Deployment",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
    "DaemonSet",
    "Job",
    "CronJob",
)
"""The kinds of Kubernetes that control pods, and their own; those of custom resources may, too."""

KEYS = ("namespace", "kind", "name", "image", "node")
"""The keys of ``when`` that only pods have."""


class PodEffect(NamedTuple):
    """What happens to a pod in a stage; without values, nothing out of the ordinary.

    Durations are microseconds. The fields have values that JSON has.
    """

    factor: float = 1.0
    """The stage takes that many times as long, in all stages."""
    added: int = 0
    """By how much longer the stage takes, in all stages."""
    container: str = ""
    """The container that it happens to; empty for the first one."""
    failing_pulls: int = 0
    """How often its image cannot be pulled, in the stage ``pull``; :data:`FOR_EVER` for always."""
    pull_error: str = ""
    """What the runtime says of it; empty for that the image was not found."""
    crashes: int = 0
    """How often the container ends after its start, in the stage ``start``."""
    crashes_after: int = SECOND
    """How long after each start it ends."""
    exit_code: int = 1
    """What it ends with."""
    is_out_of_memory: bool = False
    """Whether it is killed because it needs too much memory, which has the code 137."""
    is_never_ready: bool = False
    """Whether the probe of readiness never succeeds, in the stage ``ready``."""
    evicted_after: int = 0
    """How long after the stage ``start`` the agent evicts the pod; 0 for never."""
    eviction_message: str = ""
    """Why it is evicted; empty for that the node was low on memory."""
    takes: int | None = None
    """How long the stage takes instead, in all stages; ``None`` for as long as usual."""

    def length_of(self, usual: int) -> int:
        """How long the stage takes that usually takes so long."""
        return round(usual * self.factor) + self.added if self.takes is None else self.takes


class MatchedContainer(NamedTuple):
    """A container of a pod."""

    name: str
    image: str
    """As the pod says it."""
    whole_image: str
    """With registry and tag."""


class MatchedPod(NamedTuple):
    """A pod, as far as rules ask for it."""

    namespace: str = ""
    name: str = ""
    node: str = ""
    """The name of the node that it is on."""
    objects: tuple[tuple[str, str], ...] = ()
    """Kind and name: of the pod itself, and of everything that controls it, the nearest first."""
    containers: tuple[MatchedContainer, ...] = ()
    """Those that the stage is about."""

    @property
    def subject(self) -> str:
        """The pod as decisions and tables show it: ``namespace/name``; empty for none."""
        return f"{self.namespace}/{self.name}" if self.name else ""

    def named_container(self, name: str) -> str | None:
        """The name of a container, if there is one that is called so; else ``None``."""
        return next((each.name for each in self.containers if each.name == name), None)

    def container_with(self, images: tuple[str, ...]) -> str:
        """The first container whose image matches one of the patterns; empty if none does."""
        found = (each.name for each in self.containers if has_image(each, images))
        return next(found, "")


NO_POD = MatchedPod()

PodTest = Callable[[MatchedPod], bool]


def has_image(container: MatchedContainer, patterns: tuple[str, ...]) -> bool:
    """Whether the image of a container matches a pattern, as it is written or as a whole."""
    return matches_one(patterns, container.image) or matches_one(patterns, container.whole_image)


def tests_of_pods(when: "When") -> Iterator[tuple[str, PodTest]]:
    """A test for each key of ``when`` that only pods have, with the name of the key."""
    if when.namespace is not None:
        yield "namespace", _matches_namespace(when.namespace)
    if when.kind is not None:
        yield "kind", _matches_object(when.kind, ("*",))
    if when.name is not None:
        yield "name", _matches_object(when.kind or ("*",), when.name)
    if when.image is not None:
        yield "image", _matches_image(when.image)
    if when.node is not None:
        yield "node", _matches_node(when.node)


def _matches_namespace(patterns: tuple[str, ...]) -> PodTest:
    return lambda pod: matches_one(patterns, pod.namespace)


def _matches_object(kinds: tuple[str, ...], names: tuple[str, ...]) -> PodTest:
    """Whether the pod, or something that controls it, has one of the kinds and of the names."""
    return lambda pod: any(
        matches_one(kinds, kind) and matches_one(names, name) for kind, name in pod.objects
    )


def _matches_image(patterns: tuple[str, ...]) -> PodTest:
    return lambda pod: any(has_image(each, patterns) for each in pod.containers)


def _matches_node(patterns: tuple[str, ...]) -> PodTest:
    return lambda pod: matches_one(patterns, pod.node)
