"""Agents that join foreign clusters to the service: they come, they are lost, they are back."""

from cs_simulator.domain.lifecycle import Trigger
from cs_simulator.domain.records import Cluster
from cs_simulator.engine import states
from cs_simulator.engine.unit import INFORMATION, WARNING, Unit

EVENT = "cluster_agent_status"


def connect(unit: Unit, cluster: Cluster) -> Cluster:
    """Let the agent of a cluster connect, if the cluster waits for one; returns the cluster."""
    return _report(unit, cluster, Trigger.CONNECT, "Connected", "The agent is connected")


def disconnect(unit: Unit, cluster: Cluster) -> Cluster:
    """Let the agent of a cluster be lost, if it has one; returns the cluster."""
    return _report(unit, cluster, Trigger.DISCONNECT, "Disconnected", "The agent is disconnected")


def _report(unit: Unit, cluster: Cluster, trigger: Trigger, reason: str, message: str) -> Cluster:
    """Change the state of a cluster that has an agent, and log it; else leave it as it is."""
    cluster_type = unit.world.cluster_types[cluster.cluster_type]
    is_possible = (cluster.state, trigger) in cluster_type.transitions
    if not cluster_type.has_agent(cluster) or not is_possible or _is_busy(unit, cluster):
        return cluster
    level = INFORMATION if trigger is Trigger.CONNECT else WARNING
    unit.log(cluster, message, level)
    unit.event(cluster, EVENT, reason, message, "info" if level == INFORMATION else "warning")
    return states.move_cluster(unit, cluster, trigger)


def _is_busy(unit: Unit, cluster: Cluster) -> bool:
    """Whether a task is under way, such as the one by whose end the cluster begins to wait."""
    return bool(unit.world.open_tasks[cluster.cluster_id])
