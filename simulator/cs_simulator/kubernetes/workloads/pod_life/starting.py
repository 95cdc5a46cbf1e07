"""Starting the containers of a pod, and finding them ready."""

from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import mapping, text
from cs_simulator.kubernetes.workloads.pod_life import containers, plans, probes, timers
from cs_simulator.kubernetes.workloads.pod_life.bound_pod import BoundPod
from cs_simulator.scenarios.rules.pods import READY, START

_FIRST_WITH_COLON = 32  # until then "Created container app"


def start(pod: BoundPod) -> None:
    """Start all containers: the pod runs."""
    pod.status["phase"] = "Running"
    ready = pod.begin(READY)
    for status in pod.statuses():
        _run(pod, status, is_never_ready=ready.is_never_ready)
    pod.put()
    for status in pod.statuses():
        report_started(pod, text(status, "name"))
    await_ready(pod)
    plans.await_end(pod)
    evicted_after = pod.effect_of(START).evicted_after
    if evicted_after:
        pod.wake(timers.EVICTION, evicted_after)


def start_again(pod: BoundPod, name: str) -> None:
    """Start a container again that has ended."""
    status = containers.named(pod, name)
    if status is None:
        return
    containers.restart(status)
    _run(pod, status, is_never_ready=pod.effect_of(READY).is_never_ready)
    pod.put()
    report_present(pod, text(status, "name"), text(_spec_of(pod, status), "image"))
    report_started(pod, text(status, "name"))
    await_ready(pod)
    plans.await_end(pod)


def find_ready(pod: BoundPod) -> None:
    """Say that the probes have found all containers ready, or that one of them never will be."""
    if pod.effect_of(READY).is_never_ready:
        for container in _spec_with_probes(pod):
            message = "Readiness probe failed: HTTP probe failed with statuscode: 503"
            pod.report("Unhealthy", message, text(container, "name"), kind="Warning")
        return
    for status in pod.statuses():
        if containers.is_running(status):
            status["started"] = status["ready"] = True
    pod.put()


def await_ready(pod: BoundPod) -> None:
    """Have the pod looked at when its probes are to find it ready, if they have not yet."""
    unready = [
        probes.delay_of(_spec_of(pod, status))
        for status in pod.statuses()
        if containers.is_running(status) and status.get("ready") is not True
    ]
    if unready:
        effect = pod.effect_of(READY)
        pod.wake(timers.POD, pod.length_of(READY, effect, least=max(unready)))


def report_started(pod: BoundPod, name: str, field: str = "containers") -> None:
    """Report that a container was made, and started."""
    colon = ":" if pod.minor >= _FIRST_WITH_COLON else ""
    pod.report("Created", f"Created container{colon} {name}", name, field=field)
    pod.report("Started", f"Started container {name}", name, field=field)


def report_present(pod: BoundPod, name: str, image: str, field: str = "containers") -> None:
    """Report that an image was not pulled, as it was there."""
    message = f'Container image "{image}" already present on machine'
    pod.report("Pulled", message, name, field=field)


def add_ephemeral(pod: BoundPod) -> list[str]:
    """Start containers that were added to the pod while it runs; returns their names."""
    known = containers.by_name(pod.body, containers.ADDED)
    added = []
    for container in pod.containers("ephemeralContainers"):
        name = text(container, "name")
        if name not in known:
            status = containers.waiting(container, "")
            containers.run(pod, status, started=True, ready=False)
            pod.status.setdefault(containers.ADDED, []).append(status)
            added.append(name)
    return added


def _run(pod: BoundPod, status: Body, *, is_never_ready: bool) -> None:
    container = _spec_of(pod, status)
    delay, effect = probes.delay_of(container), pod.effect_of(READY)
    waits = bool(delay or effect.added) or effect.takes is not None
    containers.run(
        pod,
        status,
        started=not mapping(container, "startupProbe"),
        ready=not waits and not is_never_ready,
    )


def _spec_of(pod: BoundPod, status: Body) -> Body:
    name = status.get("name")
    return next((each for each in pod.containers() if each.get("name") == name), {})


def _spec_with_probes(pod: BoundPod) -> list[Body]:
    return [each for each in pod.containers() if mapping(each, "readinessProbe")]
