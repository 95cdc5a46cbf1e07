"""What is below an object: one module each, and the table of them."""

from collections.abc import Mapping

from cs_simulator.kubernetes.subresources import not_modelled, parts
from cs_simulator.kubernetes.subresources._subresource import Subresource
from cs_simulator.kubernetes.subresources.binding import BINDING
from cs_simulator.kubernetes.subresources.eviction import EVICTION
from cs_simulator.kubernetes.subresources.log import LOG
from cs_simulator.kubernetes.subresources.scale import SCALE
from cs_simulator.kubernetes.subresources.token import TOKEN

SUBRESOURCES: Mapping[str, Subresource] = {
    "approval": parts.APPROVAL,
    "attach": not_modelled.ATTACH,
    "binding": BINDING,
    "ephemeralcontainers": parts.EPHEMERAL_CONTAINERS,
    "eviction": EVICTION,
    "exec": not_modelled.EXEC,
    "finalize": parts.FINALIZE,
    "log": LOG,
    "portforward": not_modelled.PORT_FORWARD,
    "proxy": not_modelled.PROXY,
    "scale": SCALE,
    "status": parts.STATUS,
    "token": TOKEN,
}

__all__ = ["SUBRESOURCES", "Subresource"]
