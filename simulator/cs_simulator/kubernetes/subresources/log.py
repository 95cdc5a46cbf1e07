"""``log``: what a container has written. None really runs, and that is what the log says."""

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


def get(request: Request, unit: Unit) -> Reply:
    """Answer with one line that says so; raises 400 for a container that the pod does not have."""
    pod = objects.body_of(Write.of(request, unit).existing())
    container = _container(request, pod)
    text = _TEXT.format(container=container) if container else ""
    return Reply(text.encode(), content_type="text/plain")


def _container(request: Request, pod: Body) -> str:
    """The container that is meant: the one that is named, or the only one."""
    names = [
        str(each.get("name", "")) for part in _LISTS for each in value_at(pod, f"spec.{part}") or ()
    ]
    named = request.query.get("container", "")
    if named and named not in names:
        raise refusals.bad_request(f"container {named} is not valid for pod {request.name}")
    if not named and len(names) > 1:
        listed_names = " ".join(names)
        raise refusals.bad_request(
            f"a container name must be specified for pod {request.name}, choose one of:"
            f" [{listed_names}]"
        )
    return named or (names[0] if names else "")


LOG = Subresource(verbs={"get": get}, is_of=listed("log"))
