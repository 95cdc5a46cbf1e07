"""What befalls pods: decided once for each pod and stage, and kept until the pod is gone."""

from typing import NamedTuple

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes.kinds import Body

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


NOTHING = PodEffect()


def decide(_unit: Unit, _cluster: Cluster, _pod_body: Body, _stage: str) -> PodEffect:
    """What happens to a pod in a stage that begins: nothing, as no rule speaks of pods.

    It is asked once for each pod and each stage, not again when something is tried again: the
    answer counts for all tries.
    """
    return NOTHING
