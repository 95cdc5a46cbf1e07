"""What is said of a pod for which there is no node, in the words of kube-scheduler."""

from collections import Counter
from collections.abc import Iterable

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds._filling import part
from cs_simulator.kubernetes.kinds._reading import condition, items
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.binding import SCHEDULER
from cs_simulator.kubernetes.workloads.reports import report
from cs_simulator.kubernetes.workloads.scheduler.ledger import UNSCHEDULABLE

NO_NODES = "no nodes available to schedule pods"
NOT_HELPFUL = "Preemption is not helpful for scheduling"
NO_VICTIMS = "No preemption victims found for incoming pod"


def counted(nodes: int, reasons: Iterable[str]) -> str:
    """How many nodes there are, and how often each reason was found."""
    rows = sorted(f"{count} {reason}" for reason, count in Counter(reasons).items())
    return about_all(nodes, ", ".join(rows))


def about_all(nodes: int, why: str) -> str:
    """How many nodes there are, and what is true of all of them."""
    return f"0/{nodes} nodes are available: {why}." if why else f"0/{nodes} nodes are available:"


def refuse(unit: Unit, found: KubernetesObject, message: str, nominated: str) -> None:
    """Write that a pod cannot be scheduled, and report it; *nominated* is a node, or empty."""
    body = objects.body_of(found)
    status = part(body, "status")
    before = condition(body, "PodScheduled")
    since = before.get("lastTransitionTime") if before.get("status") == "False" else None
    written = {
        "type": "PodScheduled",
        "status": "False",
        "lastProbeTime": None,
        "lastTransitionTime": since or as_text(unit.now),
        "reason": UNSCHEDULABLE,
        "message": message,
    }
    others = [each for each in items(body, "status.conditions") if each is not before]
    status["conditions"] = [*others, written]
    status.pop("nominatedNodeName", None)
    if nominated:
        status["nominatedNodeName"] = nominated
    report(
        unit, making.put_if_changed(unit, found, body), "FailedScheduling", message, SCHEDULER,
        kind="Warning",
    )  # fmt: skip
