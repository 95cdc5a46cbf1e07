"""What needs a container that runs, or traffic to one: refused in words."""

from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.request import Request, Verb
from cs_simulator.kubernetes.subresources._subresource import Subresource, listed
from cs_simulator.kubernetes.writing.write import Write
from cs_simulator.operations import Reply

_CONNECTING = ("create", "delete", "get", "patch", "update")
_PROXIED = frozenset(("nodes", "pods", "services"))


def _refusing(what: str) -> Verb:
    """The verb that refuses, once it is known that the object is there."""

    def refuse(request: Request, unit: Unit) -> Reply:
        Write.of(request, unit).existing()
        raise refusals.not_modelled(f"the simulator runs no containers: {what}")

    return refuse


def _refused(name: str, what: str) -> Subresource:
    refuse = _refusing(what)
    return Subresource(verbs={"create": refuse, "get": refuse}, is_of=listed(name))


EXEC = _refused("exec", "nothing can be executed in one")
ATTACH = _refused("attach", "there is none to attach to")
PORT_FORWARD = _refused("portforward", "no port can be forwarded to one")
PROXY = Subresource(
    verbs=dict.fromkeys(_CONNECTING, _refusing("there is nothing that requests are passed on to")),
    is_of=lambda kind: kind.resource in _PROXIED,
)
