"""Examinations of a cluster: a diagnosis, an inspection, a check. Each is made by a task.

What was asked for is kept with the cluster, and once the task is done also what it found. A task
that fails leaves no findings.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cs_simulator.cluster_types.ack.health.blockers import blockers
from cs_simulator.cluster_types.ack.health.finding import Finding
from cs_simulator.cluster_types.ack.health.items import ITEMS, Findings, examine
from cs_simulator.cluster_types.ack.health.of_cluster import EXAMINATIONS
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.plans import Changes, ClusterStage, Plan
from cs_simulator.domain.records import Cluster, ClusterState, Task
from cs_simulator.engine import cluster_entries, provisioning
from cs_simulator.engine.cluster_entries import Entry
from cs_simulator.engine.stage_history import parameters_of
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

MOST = 100
"""The most examinations of a kind that are kept of a cluster: the oldest go first."""
ALLOWED_IN = frozenset(ClusterState) - {
    ClusterState.INITIAL,
    ClusterState.DELETING,
    ClusterState.DELETED,
}
"""The states in which a cluster can be examined; also a failed one can."""


class Examination(NamedTuple):
    """One examination."""

    name: str
    asked: Mapping[str, Any]
    """What was asked for."""
    task_id: str
    created: int
    finished: int
    """0 while it runs."""
    has_failed: bool
    message: str
    """Why it failed; empty if it did not."""
    findings: Findings
    """Empty lists while it runs, and if it failed. A check also has what forbids its operation."""

    @property
    def is_running(self) -> bool:
        """Whether its task is under way."""
        return not self.finished


def begin(
    unit: Unit, cluster: Cluster, operation: str, name: str, asked: Mapping[str, object]
) -> Task:
    """Start an examination of that name; *asked* is kept with it."""
    kind = EXAMINATIONS[operation]
    task = provisioning.begin(unit, cluster, operation, parameters={"name": name, **asked})
    value = {"asked": asked, "task_id": task.task_id}
    cluster_entries.keep(unit, cluster.cluster_id, kind, name, value)
    kept = [entry.name for entry in cluster_entries.of_kind(unit.world, cluster.cluster_id, kind)]
    for oldest in kept[:-MOST]:
        cluster_entries.drop(unit, cluster.cluster_id, kind, oldest)
    return task


def find(world: World, cluster: Cluster, kind: str, name: str) -> Examination | None:
    """The examination of that kind and name, if there is one."""
    entry = cluster_entries.find(world, cluster.cluster_id, kind, name)
    return _examination(world, entry) if entry else None


def of_kind(world: World, cluster: Cluster, kind: str) -> list[Examination]:
    """A cluster's examinations of a kind, oldest first."""
    entries = cluster_entries.of_kind(world, cluster.cluster_id, kind)
    return [_examination(world, entry) for entry in entries]


def _examination(world: World, entry: Entry) -> Examination:
    task = world.tasks[entry.value["task_id"]]
    found = entry.value.get("findings")
    return Examination(
        name=entry.name,
        asked=entry.value["asked"],
        task_id=task.task_id,
        created=entry.created,
        finished=task.updated if task.has_ended else 0,
        has_failed=task.has_ended and found is None,
        message=task.error_message,
        findings=_read(found or {}),
    )


def _read(kept: Mapping[str, list[list[str]]]) -> Findings:
    return {name: [Finding(*each) for each in kept.get(name, ())] for name in {**ITEMS, **kept}}


def _examine(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Keep what is wrong with the cluster at the end of the task's only stage."""
    kind, name = EXAMINATIONS[task.operation], parameters_of(task)["name"]
    entry = cluster_entries.find(unit.world, cluster.cluster_id, kind, name)
    if entry is not None:  # so many may have been made since then that it was dropped
        found = dict(examine(unit.world, cluster, unit.now))
        if kind == "check":
            asked = entry.value["asked"]
            found |= blockers(unit.world, cluster, unit.now, asked["type"], asked["target"])
        written = {name: list(map(list, each)) for name, each in found.items() if each}
        value = {**entry.value, "findings": written}
        cluster_entries.keep(unit, cluster.cluster_id, kind, name, value)
    return {}


def _plan(operation: str, seconds: float, stage: str, title: str) -> Plan:
    kind = EXAMINATIONS[operation]
    return Plan(
        operation=operation,
        task_type=f"cluster_{kind}",
        opening=f"Start the {kind} of the cluster",
        action="UPDATE",
        success=None,
        is_alone=False,
        stages=(
            ClusterStage(
                name=stage,
                title=title,
                takes=Uniform(0.8 * seconds, 1.2 * seconds),
                effect=_examine,
            ),
        ),
    )


PLANS = (
    _plan("CreateClusterDiagnosis", 30, "diagnose", "Diagnose"),
    _plan("RunClusterInspect", 60, "inspect", "Inspect"),
    _plan("RunClusterCheck", 20, "check", "Check"),
)
