"""When and how the containers of a pod will end by themselves: they complete, or one crashes."""

from typing import NamedTuple

from cs_simulator.domain.instants import duration
from cs_simulator.kubernetes.kinds._reading import mapping, number, text
from cs_simulator.kubernetes.workloads.pod_life import containers, stages, timers
from cs_simulator.kubernetes.workloads.pod_life.bound_pod import BoundPod
from cs_simulator.kubernetes.workloads.pod_life.containers import KILLED
from cs_simulator.scenarios.rules.pods import COMPLETE, START

RUNS_FOR = "cs-simulator/runs-for"
"""The annotation by which a pod says how long its containers run: ``30s``, or ``for-ever``."""
EXIT_CODE = "cs-simulator/exit-code"
"""The annotation by which a pod says what its first container ends with; 0 unless it does."""
FOR_EVER = "for-ever"
_OUT_OF_MEMORY = "OOMKilled"
_LARGEST_CODE = 255


class Ending(NamedTuple):
    """How the containers of a pod end."""

    after: int
    """How many microseconds after the start."""
    container: str
    """The container that ends with the code."""
    code: int
    reason: str = ""
    """Empty for what the code means."""
    is_crash: bool = False
    """Whether only this container ends."""


def ending_of(pod: BoundPod) -> Ending | None:
    """How the containers that run now will end; ``None`` if they run until somebody stops them.

    Those of a pod with another restart policy than ``Always`` end after some seconds, those of
    others only if an annotation says so.
    """
    return _crash_of(pod) or _completion_of(pod)


def await_end(pod: BoundPod) -> None:
    """Have a pod whose containers have started looked at when they end, if they do."""
    is_first = not any(number(each, "restartCount") for each in pod.statuses())
    if is_first and _completion_of(pod) is not None:
        pod.begin(COMPLETE)
    ending = ending_of(pod)
    if ending is not None:
        pod.wake(timers.RUN, max(ending.after, 1))


def _crash_of(pod: BoundPod) -> Ending | None:
    effect = pod.effect_of(START)
    status = containers.named(pod, effect.container) if effect.crashes else None
    if status is None or number(status, "restartCount") >= effect.crashes:
        return None
    code, reason = (KILLED, _OUT_OF_MEMORY) if effect.is_out_of_memory else (effect.exit_code, "")
    return Ending(effect.crashes_after, text(status, "name"), code, reason, is_crash=True)


def _completion_of(pod: BoundPod) -> Ending | None:
    annotations = mapping(pod.body, "metadata.annotations")
    said, effect = annotations.get(RUNS_FOR), pod.effect_of(COMPLETE)
    after = _duration(said)
    if after is None:
        if said == FOR_EVER or text(pod.body, "spec.restartPolicy", "Always") == "Always":
            return None
        after = stages.duration_of(COMPLETE, pod.draw(COMPLETE))
    name = text(containers.named(pod, ""), "name")
    return Ending(effect.length_of(after), name, _code(annotations.get(EXIT_CODE)))


def _duration(said: object) -> int | None:
    """The duration that an annotation says; ``None`` for none."""
    try:
        return duration(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _code(said: object) -> int:
    """The code that an annotation says; 0 for none."""
    is_number = isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= 3
    return min(int(said), _LARGEST_CODE) if is_number and isinstance(said, str) else 0
