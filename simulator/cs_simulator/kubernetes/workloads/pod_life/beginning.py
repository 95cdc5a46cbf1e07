"""Taking a pod on, pulling its images, and running the containers that come before the others."""

from cs_simulator.domain.instants import SECOND
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import text
from cs_simulator.kubernetes.node_facts import NODES
from cs_simulator.kubernetes.workloads.pod_life import (
    addresses,
    conditions,
    containers,
    images,
    kept_effects,
    stages,
    starting,
    timers,
    waits,
)
from cs_simulator.kubernetes.workloads.pod_life.bound_pod import BoundPod
from cs_simulator.kubernetes.workloads.pod_life.containers import FIRST, MAIN, SPEC_OF
from cs_simulator.scenarios.rules.pods import INIT, PULL, START, PodEffect

_FIRST_WITH_ALL_HOST_ADDRESSES = 29
_CREATING, _INITIALIZING = "ContainerCreating", "PodInitializing"
_FAILED, _BACKED_OFF = "ErrImagePull", "ImagePullBackOff"
_FAILS_FOR = 2 * SECOND
"""How long a failure is shown as such before the agent says that it waits."""


def take_on(pod: BoundPod) -> None:
    """Begin with a pod that has come to its node: its images are pulled."""
    pod.sleep()  # what was due for another pod of this name
    status = pod.status
    status["phase"] = "Pending"
    if pod.node.address:
        status["hostIP"] = pod.node.address
        if pod.minor >= _FIRST_WITH_ALL_HOST_ADDRESSES:
            status["hostIPs"] = [{"ip": pod.node.address}]
    status["startTime"] = pod.now
    first = pod.containers("initContainers")
    if first:
        status[FIRST] = [containers.waiting(each, _INITIALIZING) for each in first]
    reason = _INITIALIZING if first else _CREATING
    status[MAIN] = [containers.waiting(each, reason) for each in pod.containers()]
    effect = pod.begin(PULL)
    pod.put()
    is_present = True
    for field, container in _all_containers(pod):
        if _is_fetched(pod, container):
            is_present = is_present and _is_there(pod, container)
            _report_pulling(pod, field, container)
    pod.wake(timers.POD, pod.length_of(stages.PRESENT if is_present else PULL, effect))


def pull(pod: BoundPod) -> None:
    """End the pulling of the images: they are there, or one of them cannot be pulled."""
    effect = pod.effect_of(PULL)
    tries = kept_effects.failed_pulls(pod.unit.world, pod.cluster, pod.body)
    _give_address(pod)
    if effect.failing_pulls > tries:
        _fail(pod, effect)
        return
    is_again = tries > 0
    if is_again:
        _report_pulling(pod, *_failing(pod, effect))
    for _, status in _all_statuses(pod):
        if containers.is_waiting(status, _FAILED, _BACKED_OFF):
            containers.wait(status, _INITIALIZING if pod.statuses(FIRST) else _CREATING)
    begun = _begin_next(pod)
    pod.put()
    for field, container in _all_containers(pod):
        _report_pulled(pod, field, container)
    found = objects.find(pod.unit.world, pod.cluster.cluster_id, NODES, "", pod.node.name)
    if found is not None:
        names = [text(each, "image") for _, each in _all_containers(pod)]
        images.note(pod.unit, found, names)
    _report_begun(pod, begun)


def back_off(pod: BoundPod) -> None:
    """Say of a pod whose image cannot be pulled that it is tried again later."""
    effect = pod.effect_of(PULL)
    field, container = _failing(pod, effect)
    image, name = text(container, "image"), text(container, "name")
    message = f'Back-off pulling image "{image}"'
    for status in pod.statuses(_status_field(field)):
        if containers.is_waiting(status, _FAILED):
            containers.wait(status, _BACKED_OFF, message)
    pod.put()
    pod.report("BackOff", message, name, field=field)
    pod.report("Failed", f"Error: {_BACKED_OFF}", name, field=field, kind="Warning")
    tries = kept_effects.failed_pulls(pod.unit.world, pod.cluster, pod.body)
    pod.wake(timers.POD_BACK_OFF, waits.wait_after(tries) - _FAILS_FOR)


def is_pulling(pod: BoundPod) -> bool:
    """Whether its images are still to come."""
    has_address = bool(text(pod.body, "status.podIP"))
    found = (containers.is_waiting(status, _BACKED_OFF) for _, status in _all_statuses(pod))
    return not has_address or any(found)


def is_failing(pod: BoundPod) -> bool:
    """Whether an image could not be pulled a moment ago."""
    return any(containers.is_waiting(status, _FAILED) for _, status in _all_statuses(pod))


def go_on(pod: BoundPod) -> None:
    """End the start of an init container that runs, and begin with what comes after it."""
    for container in pod.containers("initContainers"):
        status = containers.by_name(pod.body, FIRST).get(text(container, "name"))
        if status is None or not containers.is_running(status):
            continue
        if container.get("restartPolicy") == "Always":
            status["started"] = status["ready"] = True
        else:
            containers.end(pod, status, 0)
            status["ready"] = True
    begun = _begin_next(pod)
    pod.put()
    _report_begun(pod, begun)


def has_containers_to_come(pod: BoundPod) -> bool:
    """Whether an init container has not done yet what the next ones wait for."""
    return _next_place(pod) is not None


def _next_place(pod: BoundPod) -> int | None:
    found = containers.by_name(pod.body, FIRST)
    for place, container in enumerate(pod.containers("initContainers")):
        if not conditions.is_past(container, found.get(text(container, "name"), {})):
            return place
    return None


def _begin_next(pod: BoundPod) -> Body | None:
    """Start the next init container, or else the stage in which the others start."""
    place = _next_place(pod)
    if place is None:
        pod.wake(timers.POD, pod.length_of(START, pod.begin(START)))
        return None
    container = pod.containers("initContainers")[place]
    status = containers.by_name(pod.body, FIRST).get(text(container, "name"))
    if status is not None:
        containers.run(pod, status, started=False, ready=False)
    effect = pod.begin(INIT) if place == 0 else pod.effect_of(INIT)
    pod.wake(timers.POD, pod.length_of(INIT, effect, place))
    return container


def _report_begun(pod: BoundPod, container: Body | None) -> None:
    if container is not None:
        starting.report_started(pod, text(container, "name"), "initContainers")


def _give_address(pod: BoundPod) -> None:
    if text(pod.body, "status.podIP"):
        return
    address = addresses.address_for(pod.unit, pod.cluster, pod.body, pod.node)
    pod.status["podIP"] = address
    pod.status["podIPs"] = [{"ip": address}]


# ---- images


def _all_containers(pod: BoundPod) -> list[tuple[str, Body]]:
    """The containers with the fields of the spec that they are in."""
    fields = ("initContainers", "containers")
    return [(field, each) for field in fields for each in pod.containers(field)]


def _all_statuses(pod: BoundPod) -> list[tuple[str, Body]]:
    return [(field, each) for field in (FIRST, MAIN) for each in pod.statuses(field)]


def _status_field(field: str) -> str:
    return next(status for status, spec in SPEC_OF.items() if spec == field)


def _is_there(pod: BoundPod, container: Body) -> bool:
    return images.whole_name(text(container, "image")) in pod.node.images


def _is_fetched(pod: BoundPod, container: Body) -> bool:
    """Whether the registry is asked for an image, though it may be there already."""
    return container.get("imagePullPolicy") == "Always" or not _is_there(pod, container)


def _report_pulling(pod: BoundPod, field: str, container: Body) -> None:
    message = f'Pulling image "{text(container, "image")}"'
    pod.report("Pulling", message, text(container, "name"), field=field)


def _report_pulled(pod: BoundPod, field: str, container: Body) -> None:
    image, name = text(container, "image"), text(container, "name")
    if not _is_fetched(pod, container):
        starting.report_present(pod, name, image, field)
        return
    stage = stages.PRESENT if _is_there(pod, container) else PULL
    took = waits.took_as_text(pod.length_of(stage, pod.effect_of(PULL)))
    message = f'Successfully pulled image "{image}" in {took} ({took} including waiting).'
    pod.report("Pulled", f"{message} Image size: {images.size_of(image)} bytes.", name, field=field)


def _failing(pod: BoundPod, effect: PodEffect) -> tuple[str, Body]:
    """The container whose image cannot be pulled: the one that the effect says, or the first."""
    found = _all_containers(pod)
    main = next((each for each in found if each[0] == "containers"), ("containers", {}))
    return next((each for each in found if text(each[1], "name") == effect.container), main)


def _fail(pod: BoundPod, effect: PodEffect) -> None:
    """Say that an image cannot be pulled."""
    field, container = _failing(pod, effect)
    image, name = text(container, "image"), text(container, "name")
    whole = images.whole_name(image)
    why = effect.pull_error or (
        f'rpc error: code = NotFound desc = failed to pull and unpack image "{whole}": failed to'
        f' resolve reference "{whole}": {whole}: not found'
    )
    if kept_effects.count_failed_pull(pod.unit, pod.cluster, pod.body) > 1:
        _report_pulling(pod, field, container)
    for status in pod.statuses(_status_field(field)):
        if status.get("name") == name:
            containers.wait(status, _FAILED, why)
    pod.put()
    message = f'Failed to pull image "{image}": {why}'
    pod.report("Failed", message, name, field=field, kind="Warning")
    pod.report("Failed", f"Error: {_FAILED}", name, field=field, kind="Warning")
    pod.wake(timers.POD, _FAILS_FOR)
