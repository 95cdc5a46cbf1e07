"""The stages of a pod's life, and how long each takes in virtual time.

The durations are assumptions; each is drawn by the names of the cluster and of the pod, so that
the same pod takes the same time in every run.
"""

from typing import NamedTuple

from cs_simulator.domain.durations import Distribution, Fixed, Uniform
from cs_simulator.scenarios.rules.pods import (
    COMPLETE,
    INIT,
    PULL,
    READY,
    START,
    TERMINATE,
)

PRESENT = "present"
"""Instead of ``pull``, on a node that has all the images already."""


class Stage(NamedTuple):
    """A stage, and what is so at its end."""

    name: str
    lasts: Distribution
    ends_with: str


STAGES: tuple[Stage, ...] = (
    Stage(PULL, Uniform(1, 8), "the images are on the node, the pod has an address"),
    Stage(PRESENT, Fixed(0.5), "the images are found on the node, the pod has an address"),
    Stage(INIT, Uniform(1, 3), "one of the init containers has ended, or is up if it stays"),
    Stage(START, Uniform(1, 3), "the containers run; those without probes are ready"),
    Stage(READY, Fixed(0), "after what the probes wait for: all containers are ready"),
    Stage(COMPLETE, Fixed(5), "the containers of a pod that has an end have ended"),
    Stage(TERMINATE, Uniform(1, 2), "a deleted pod is gone; at most its grace period"),
)
_BY_NAME = {stage.name: stage for stage in STAGES}


def duration_of(name: str, draw: float) -> int:
    """How long a stage takes, in microseconds, for a draw from 0 to 1."""
    return _BY_NAME[name].lasts.quantile(draw)
