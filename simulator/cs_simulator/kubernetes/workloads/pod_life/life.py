"""The agents of nodes: each deals with the pods that are bound to its node.

What a pod's status says is where it stands; the timers say when it is to go on. An agent that is
away does nothing: what was due meanwhile is taken up when it is back.
"""

from collections.abc import Callable

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._reading import condition, text
from cs_simulator.kubernetes.kinds.core.pods import PODS
from cs_simulator.kubernetes.nodes.events import CONTROLLER
from cs_simulator.kubernetes.workloads.pod_life import (
    beginning,
    bound_pod,
    containers,
    ending,
    kept_effects,
    plans,
    starting,
    timers,
)
from cs_simulator.kubernetes.workloads.pod_life.bound_pod import BoundPod
from cs_simulator.kubernetes.workloads.reports import report

Fire = Callable[[Unit, Cluster, str], KubernetesObject | None]
LOOKS_AGAIN = 10 * SECOND
"""After that long it is seen whether an agent that nothing is heard of counts as lost by now."""
_RESUMES = SECOND
"""How long an agent that is back takes until it goes on with a pod."""


def reconcile(unit: Unit, cluster: Cluster, subject: str) -> KubernetesObject | None:
    """Take on a pod that has come to a node, stop one that was deleted."""
    found = unit.world.kubernetes_objects.get(subject)
    if found is None:
        _, _, namespace, name = subject.split("/", 3)
        kept_effects.forget(unit, cluster, namespace, name)
        bound_pod.drop_timers(unit, cluster, f"{namespace}/{name}")
        return None
    pod = bound_pod.of(unit, cluster, found)
    if pod is None:
        return None
    if not pod.node.is_ready:
        _note_silence(pod)
    elif not pod.is_heard:
        if not pod.is_awaited(timers.POD):
            pod.wake(timers.POD, LOOKS_AGAIN)
    elif pod.is_going:
        ending.terminate(pod)
    elif not pod.has_ended:
        _attend(pod)
    return _left(pod)


def _left(pod: BoundPod) -> KubernetesObject | None:
    """The pod, if nothing is to be done with it until its next timer is due."""
    is_starting = pod.phase == "Pending" and pod.is_awaited(timers.POD)
    is_up = condition(pod.body, "Ready").get("status") == "True"
    return pod.found if not pod.is_going and (is_starting or is_up) else None


def _attend(pod: BoundPod) -> None:
    if not text(pod.body, "status.startTime"):
        beginning.take_on(pod)
        return
    if pod.phase != "Running":
        if not pod.is_awaited(timers.POD, timers.POD_BACK_OFF):
            pod.wake(timers.POD, _RESUMES)
        return
    added = starting.add_ephemeral(pod)
    pod.put()
    for name in added:
        starting.report_started(pod, name, "ephemeralContainers")
    _resume(pod)


def _resume(pod: BoundPod) -> None:
    """Have a pod that runs looked at, if what it waits for was due while its node was away."""
    is_backed_off = any(containers.is_waiting(each) for each in pod.statuses())
    if is_backed_off and not pod.is_awaited(timers.POD_BACK_OFF):
        pod.wake(timers.POD_BACK_OFF, _RESUMES)
    if not pod.is_awaited(timers.POD):
        starting.await_ready(pod)
    is_ending = not is_backed_off and plans.ending_of(pod) is not None
    if is_ending and not pod.is_awaited(timers.RUN):
        pod.wake(timers.RUN, _RESUMES)


def _note_silence(pod: BoundPod) -> None:
    """Say of a pod whose node is not ready that it is not ready either."""
    if condition(pod.body, "Ready").get("status") != "True":
        return
    pod.put(node_is_ready=False)
    report(
        pod.unit, pod.found, "NodeNotReady", "Node is not ready", CONTROLLER, kind="Warning"
    )  # fmt: skip


# ---- timers


def _go_on(pod: BoundPod) -> None:
    """End the stage that a pod is in."""
    if not text(pod.body, "status.startTime"):
        beginning.take_on(pod)
    elif pod.phase == "Running":
        starting.find_ready(pod)
    elif beginning.is_failing(pod):
        beginning.back_off(pod)
    elif beginning.is_pulling(pod):
        beginning.pull(pod)
    elif beginning.has_containers_to_come(pod):
        beginning.go_on(pod)
    else:
        starting.start(pod)


def _try_again(pod: BoundPod) -> None:
    """Try again what has failed: pulling an image, or running a container."""
    if pod.phase == "Running":
        ending.restart(pod)
    else:
        beginning.pull(pod)


def _of_kind(kind: str, do: Callable[[BoundPod], None]) -> Fire:
    """What is done when a timer of a kind is due."""

    def fire(unit: Unit, cluster: Cluster, subject: str) -> KubernetesObject | None:
        namespace, _, name = subject.partition("/")
        found = objects.find(unit.world, cluster.cluster_id, PODS.resource, namespace, name)
        pod = bound_pod.of(unit, cluster, found) if found is not None else None
        if pod is None or not pod.node.is_ready or pod.is_going is not (kind == timers.END):
            return None
        if not pod.is_heard:
            pod.wake(kind, LOOKS_AGAIN)
        elif pod.is_going or not pod.has_ended:
            do(pod)
        return _left(pod)

    return fire


_WHEN_DUE: dict[str, Callable[[BoundPod], None]] = {
    timers.POD: _go_on,
    timers.RUN: ending.end,
    timers.EVICTION: ending.evict,
    timers.END: ending.leave,
    timers.POD_BACK_OFF: _try_again,
}
TIMERS = {kind: _of_kind(kind, do) for kind, do in _WHEN_DUE.items()}
"""By kind of timer: what is done when one of a pod is due."""
