"""What the faults of pods have in common: where they act, and which container they mean."""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.rules.pods import FOR_EVER


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOfPods(Fault):
    """Something happens to a pod, from one of its stages on."""

    phases: ClassVar[tuple[Phase, ...]] = ("pod",)
    spoils_answer: ClassVar[bool] = False
    not_explored: ClassVar[str] = "clients of the service's API have no pods"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOfContainers(FaultOfPods):
    """Something happens to one of the containers of a pod, which may have none that is meant."""

    fires_always: ClassVar[bool] = False

    container: str = ""
    """The name of the container; by default the first whose image ``when`` names, or the first of
    the pod. A pod without a container of that name is left alone."""

    def container_of(self, context: FaultContext) -> str | None:
        """The name of the container that is meant: empty for the first one, ``None`` for none."""
        pod = context.match.pod
        if self.container:
            return pod.named_container(self.container)
        return pod.container_with(context.images) if context.images else ""


_MOST_TIMES = 6
"""With one more, the waits that double are together longer than a client need wait."""


def as_often(times: int | None) -> int:
    """How often something happens to a pod: so many times, or without a number for ever."""
    return FOR_EVER if times is None else times


def is_too_often(times: int | None) -> bool:
    """Whether a pod that so often has to be tried again, or started again, never works in time."""
    return times is None or times > _MOST_TIMES
