"""``image_pull_fails``: an image of a pod cannot be pulled, some times or for ever.

Finds clients that wait for a rollout without a deadline, or never show what the pod waits for.

The pod is ``ErrImagePull`` and ``ImagePullBackOff``, and is tried again after 10 seconds, doubling
to five minutes.
"""

from dataclasses import dataclass
from typing import ClassVar

from cs_simulator.scenarios.faults._pods import FaultOfContainers, as_often, is_too_often
from cs_simulator.scenarios.rules.effects import Effect, Phase
from cs_simulator.scenarios.rules.fault import FaultContext
from cs_simulator.scenarios.rules.pods import PULL, PodEffect
from cs_simulator.scenarios.values import Positive


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePullFails(FaultOfContainers):
    main: ClassVar[str] = "times"
    implies: ClassVar[dict[str, tuple[str, ...]]] = {"stage": (PULL,)}

    times: Positive | None = None
    """How many tries fail; without it, all of them."""
    message: str = ""
    """What the registry says; by default that there is no such image."""

    def effect(self, context: FaultContext) -> Effect | None:
        container = self.container_of(context)
        if container is None:
            return None
        return PodEffect(
            container=container, failing_pulls=as_often(self.times), pull_error=self.message
        )

    def is_lasting(self, phase: Phase) -> bool:
        return is_too_often(self.times)
