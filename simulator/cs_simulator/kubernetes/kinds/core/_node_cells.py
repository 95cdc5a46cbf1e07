"""What tables say of nodes."""

from cs_simulator.kubernetes.kinds._columns import NONE
from cs_simulator.kubernetes.kinds._reading import Body, condition, get, items, mapping, text

_ROLE, _OLD_ROLE = "node-role.kubernetes.io/", "kubernetes.io/role"


def status(node: Body) -> str:
    """Whether the node is ready and takes Pods: ``Ready,SchedulingDisabled``."""
    ready = condition(node, "Ready").get("status")
    shown = "Unknown" if ready is None else "Ready" if ready == "True" else "NotReady"
    return f"{shown},SchedulingDisabled" if get(node, "spec.unschedulable") is True else shown


def roles(node: Body) -> str:
    """The roles that the node's labels name."""
    labels = mapping(node, "metadata.labels")
    found = {name.removeprefix(_ROLE) for name in labels if name.startswith(_ROLE)}
    found.add(str(labels.get(_OLD_ROLE) or ""))
    return ",".join(sorted(found - {""})) or NONE


def address(node: Body, kind: str) -> str:
    """The first address of a type."""
    found = (each for each in items(node, "status.addresses") if each.get("type") == kind)
    return text(next(found, {}), "address", NONE)
