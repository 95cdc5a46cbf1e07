"""Ending containers and pods: completions, crashes and restarts, evictions, deletions."""

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import items, number, text
from cs_simulator.kubernetes.workloads.pod_life import containers, plans, starting, timers, waits
from cs_simulator.kubernetes.workloads.pod_life.bound_pod import BoundPod
from cs_simulator.kubernetes.workloads.pod_life.containers import KILLED, STOPPED
from cs_simulator.kubernetes.workloads.pod_life.plans import Ending
from cs_simulator.kubernetes.writing import removal
from cs_simulator.scenarios.rules.pods import START, TERMINATE

CRASH_LOOP = "CrashLoopBackOff"
_LOW_ON_MEMORY = "The node was low on resource: memory. "


def end(pod: BoundPod) -> None:
    """End the containers that end by themselves now."""
    ending = plans.ending_of(pod)
    status = containers.named(pod, ending.container) if ending is not None else None
    if ending is None or status is None:
        return
    policy = text(pod.body, "spec.restartPolicy", "Always")
    if policy == "Always" or (policy == "OnFailure" and ending.code):
        _end_and_restart(pod, status, ending)
        return
    containers.end(pod, status, ending.code, ending.reason)
    containers.end_all(pod, {})
    _finish(pod)


def _end_and_restart(pod: BoundPod, status: Body, ending: Ending) -> None:
    """End a container that is started again: the first time at once, then with a wait."""
    name, restarts = text(status, "name"), number(status, "restartCount")
    containers.end(pod, status, ending.code, ending.reason)
    if not restarts:
        starting.start_again(pod, name)
        return
    wait = waits.wait_after(restarts)
    status["lastState"] = status["state"]
    of_pod = f"{pod.found.name}_{pod.found.namespace}({pod.found.uid})"
    message = f"restarting failed container={name} pod={of_pod}"
    containers.wait(status, CRASH_LOOP, f"back-off {waits.as_text(wait)} {message}")
    pod.put()
    said = f"Back-off restarting failed container {name} in pod {of_pod}"
    pod.report("BackOff", said, name, kind="Warning")
    pod.wake(timers.POD_BACK_OFF, wait)


def restart(pod: BoundPod) -> None:
    """Start the container again that has waited for it."""
    for status in pod.statuses():
        if containers.is_waiting(status, CRASH_LOOP):
            starting.start_again(pod, text(status, "name"))
            return


def evict(pod: BoundPod) -> None:
    """End a pod because its node has too little of something."""
    message = pod.effect_of(START).eviction_message or _LOW_ON_MEMORY
    containers.end_all(pod, {}, KILLED)
    pod.status["reason"], pod.status["message"] = "Evicted", message
    pod.status["conditions"] = [
        *items(pod.body, "status.conditions"),
        {
            "type": "DisruptionTarget",
            "status": "True",
            "lastProbeTime": None,
            "lastTransitionTime": pod.now,
            "reason": "TerminationByKubelet",
            "message": message,
        },
    ]
    pod.status["phase"] = "Failed"
    pod.sleep()
    pod.put()
    pod.report("Evicted", message, kind="Warning")
    _report_killing(pod)


def terminate(pod: BoundPod) -> None:
    """Begin to stop a pod that was deleted, or see to it that it does not take longer than it may.

    It takes a moment, and at most what is left of the grace period.
    """
    metadata = pod.body["metadata"]
    if not metadata.get("deletionGracePeriodSeconds"):
        return  # it has stopped, and a finalizer holds it
    deadline = instant(metadata["deletionTimestamp"])
    left = max((deadline or 0) - pod.unit.now, 1)
    if pod.is_awaited(timers.END):
        pod.hurry(timers.END, left)
        return
    length = pod.length_of(TERMINATE, pod.begin(TERMINATE))
    pod.sleep()
    pod.wake(timers.END, min(length, left))
    _report_killing(pod)


def leave(pod: BoundPod) -> None:
    """Let a pod go that has stopped; one that a finalizer holds has ended."""
    pod.body["metadata"]["deletionGracePeriodSeconds"] = 0
    if removal.is_due(pod.body):
        removal.remove(pod.unit, pod.found)
        return
    if not pod.has_ended:
        containers.end_all(pod, {}, STOPPED)
        _finish(pod)
    else:
        pod.put_as_is()


def _finish(pod: BoundPod) -> None:
    """End a pod all whose containers have ended: it has succeeded if all of them have."""
    codes = [number(each, "state.terminated.exitCode") for each in pod.statuses()]
    pod.status["phase"] = "Failed" if any(codes) else "Succeeded"
    pod.sleep()
    pod.put()


def _report_killing(pod: BoundPod) -> None:
    for status in pod.statuses():
        if text(status, "containerID"):
            name = text(status, "name")
            pod.report("Killing", f"Stopping container {name}", name)
