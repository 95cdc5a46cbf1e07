"""``log``: what a container has written. None really runs, and that is what the log says.

Whether there is a log at all depends on the status of the container, as an agent of a node sees it.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects, refusals
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_TEXT = "The simulator runs no containers: there is no output of container {container}.\n"
_LISTS = ("containers", "initContainers", "ephemeralContainers")
_PULLING = {
    "ErrImagePull": "image can't be pulled",
    "ImagePullBackOff": "trying and failing to pull image",
}


def get(request: Request, unit: Unit) -> Reply:
    """Answer with one line that says so, or with nothing for a pod that has no node.

    Raises 400 for a container that the pod does not have, that has not been started yet, or, with
    ``previous``, that has been started once.
    """
    pod = objects.body_of(Write.of(request, unit).existing())
    container = _container(request, pod)
    text = ""
    if value_at(pod, "spec.nodeName"):
        _check_it_has_run(request, pod, container)
        text = _TEXT.format(container=container)
    return Reply(text.encode(), content_type="text/plain")


def _container(request: Request, pod: Body) -> str:
    """The container that is meant: the one that is named, or the only one."""
    names = {
        part: [str(each.get("name", "")) for each in value_at(pod, f"spec.{part}") or ()]
        for part in _LISTS
    }
    containers, first = names["containers"], names["initContainers"]
    named = request.query.get("container", "")
    if named and not any(named in part for part in names.values()):
        raise refusals.bad_request(f"container {named} is not valid for pod {request.name}")
    if named or len(containers) == 1:
        return named or containers[0]
    what = f"a container name must be specified for pod {request.name}"
    raise refusals.bad_request(
        f"{what}, choose one of: [{' '.join(containers)}]"
        + (f" or one of the init containers: [{' '.join(first)}]" if first else "")
    )


def _check_it_has_run(request: Request, pod: Body, container: str) -> None:
    """Whether the container runs or has ended, or, with ``previous``, has ended before."""
    statuses = [
        each
        for part in _LISTS
        for each in value_at(pod, f"status.{part[:-1]}Statuses") or ()
        if each.get("name") == container
    ]
    what = f'container "{container}" in pod "{request.name}"'
    if not statuses:
        raise refusals.bad_request(f"{what} is not available")
    has_ended_before = value_at(statuses[0], "lastState.terminated") is not None
    if request.query.get("previous") in ("true", "1"):
        if not has_ended_before:
            raise refusals.bad_request(f"previous terminated {what} not found")
        return
    waiting = value_at(statuses[0], "state.waiting")
    if waiting is not None and not has_ended_before:
        reason = str(waiting.get("reason", ""))
        raise refusals.bad_request(f"{what} is waiting to start: {_PULLING.get(reason, reason)}")


LOG = Subresource(verbs={"get": get}, is_of=listed("log"))
