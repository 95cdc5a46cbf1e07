"""Components (add-ons) of Kubernetes clusters: what one has, and the tasks that change it.

A cluster keeps its components among what was made for it, by name: ``version``, ``state`` and,
where one was given, ``config``. Nothing else is kept: what a task is changing at the moment follows
from the task, so that one that fails leaves nothing behind, and whether a component works follows
from its pods.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addon_health, kept
from cs_simulator.domain.durations import Uniform
from cs_simulator.domain.plans import Changes, ClusterEffect, ClusterStage, Plan
from cs_simulator.domain.records import Cluster, Task, TaskState
from cs_simulator.engine.provisioning import running_tasks
from cs_simulator.engine.stage_history import parameters_of
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

Row = dict[str, str]
INSTALL, UPGRADE, UNINSTALL = (
    "InstallClusterAddons",
    "UpgradeClusterAddons",
    "UnInstallClusterAddons",
)


class AddonInstance(NamedTuple):
    """A component as a cluster has it at the moment."""

    name: str
    version: str
    state: str
    """``initial``, ``active``, ``unhealthy``, ``upgrading`` or ``deleting``."""
    config: str
    """A JSON object as a text; empty if none was ever given."""


def installed(cluster: Cluster) -> dict[str, Row]:
    """The components that a cluster has, by name; a copy."""
    found: dict[str, Row] = kept.made_of(cluster).get("addons", {})
    return found


def with_installed(cluster: Cluster, rows: Mapping[str, Row]) -> Cluster:
    """The cluster with other components."""
    return kept.with_made(cluster, addons=rows)


def instances(world: World, cluster: Cluster) -> dict[str, AddonInstance]:
    """The components of a cluster as they are at the moment, by name."""
    works = _whether_works(world, cluster)
    found = {
        name: AddonInstance(
            name, row["version"], _state_of(name, row, works), row.get("config", "")
        )
        for name, row in installed(cluster).items()
    }
    for operation, name, given in _under_way(world, cluster):
        present = found.get(name)
        if operation == INSTALL and present is None:
            version, config = given.get("version", ""), given.get("config", "")
            found[name] = AddonInstance(name, version, "initial", config)
        elif operation != INSTALL and present is not None:
            found[name] = present._replace(state=_STATES[operation])
    return found


def _whether_works(world: World, cluster: Cluster) -> Callable[[str, Row], bool]:
    """What says of an installed component of the cluster whether it works.

    There are pods once somebody has called the cluster's own API; before that the nodes decide.
    """
    apis, cluster_id = world.kubernetes, cluster.cluster_id
    if apis is not None and cluster_id in world.kubernetes_clusters:
        return lambda name, _row: apis.runs(world, cluster_id, name)
    present = world.nodes_of(cluster_id)
    return lambda name, row: addon_health.works_on(present, name, row)


def _state_of(name: str, row: Row, works: Callable[[str, Row], bool]) -> str:
    """The state that is kept; of one that is installed, whether it works."""
    state = row.get("state", "active")
    return "unhealthy" if state == "active" and not works(name, row) else state


_STATES = {UPGRADE: "upgrading", UNINSTALL: "deleting"}


def _under_way(world: World, cluster: Cluster) -> Iterator[tuple[str, str, Row]]:
    """What the running tasks of a cluster change: operation, component, and what was given."""
    for task in running_tasks(world, cluster.cluster_id, ""):
        if task.operation in (INSTALL, UPGRADE, UNINSTALL):
            for given in parameters_of(task)["addons"]:
                yield task.operation, given["name"], given


def last_task(world: World, cluster: Cluster, name: str) -> Task | None:
    """The task that changed a component last, or changes it."""
    for task_id in reversed(list(world.cluster_tasks[cluster.cluster_id])):
        task = world.tasks[task_id]
        if task.operation in (INSTALL, UPGRADE, UNINSTALL) and any(
            given["name"] == name for given in parameters_of(task)["addons"]
        ):
            return task
    return None


def installed_since(world: World, cluster: Cluster) -> dict[str, int]:
    """When components were installed by tasks of their own; others came with the cluster."""
    since: dict[str, int] = {}
    for task_id in world.cluster_tasks[cluster.cluster_id]:
        task = world.tasks[task_id]
        if task.operation == INSTALL and task.state is TaskState.SUCCESS:
            since |= dict.fromkeys(
                (row["name"] for row in parameters_of(task)["addons"]), task.updated
            )
    return since


_PROGRESS = {
    TaskState.FAILED: "Failed",
    TaskState.CANCELED: "Canceled",
    TaskState.PAUSED: "Paused",
}


def progress_of(task: Task | None) -> str:
    """How far a component's last task has come, in the words of the older calls."""
    if task is None or task.state is TaskState.SUCCESS:
        return "Success"
    return _PROGRESS.get(task.state, "Running")


def merged(present: str, given: Mapping[str, object]) -> str:
    """A configuration with some keys changed; an empty value takes the key away."""
    config = {**(orjson.loads(present) if present else {}), **given}
    remaining = {key: value for key, value in config.items() if value not in ("", None)}
    return orjson.dumps(remaining).decode() if remaining else ""


# ---- what the tasks do


def _check(_unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Fail unless every component is there that must be, and none that must not."""
    present = installed(cluster)
    for given in parameters_of(task)["addons"]:
        if (given["name"] in present) is (task.operation == INSTALL):
            raise ack_errors.ADDON_BUSY()
    return {}


def _install(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    _check(unit, cluster, task)
    rows = installed(cluster)
    for given in parameters_of(task)["addons"]:
        rows[given["name"]] = _row(given["version"], given.get("config", ""))
    return {"properties": with_installed(cluster, rows).properties}


def _upgrade(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    _check(unit, cluster, task)
    rows = installed(cluster)
    for given in parameters_of(task)["addons"]:
        config = given.get("config") or rows[given["name"]].get("config", "")
        rows[given["name"]] = _row(given["version"], config)
    return {"properties": with_installed(cluster, rows).properties}


def _uninstall(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    _check(unit, cluster, task)
    rows = installed(cluster)
    for given in parameters_of(task)["addons"]:
        del rows[given["name"]]
    return {"properties": with_installed(cluster, rows).properties}


def _row(version: str, config: str) -> Row:
    row = {"version": version, "state": "active"}
    return {**row, "config": config} if config else row


def _plan(
    operation: str, task_type: str, stage: str, title: str, seconds: int, effect: ClusterEffect
) -> Plan:
    return Plan(
        operation=operation,
        task_type=task_type,
        opening=f"Start to {stage} addons",
        action="UPDATE",
        success=None,
        is_alone=False,
        can_pause=operation == UPGRADE,
        can_cancel=operation == UPGRADE,
        stages=(
            ClusterStage(name="check", title="PreCheck", takes=Uniform(4, 6), effect=_check),
            ClusterStage(
                name=stage,
                title=title,
                takes=Uniform(0.8 * (seconds - 5), 1.2 * (seconds - 5)),
                effect=effect,
            ),
        ),
    )


PLANS = (
    _plan(INSTALL, "cluster_addon_install", "install", "InstallAddons", 60, _install),
    _plan(UPGRADE, "cluster_addon_upgrade", "upgrade", "UpgradeAddons", 60, _upgrade),
    _plan(UNINSTALL, "cluster_addon_uninstall", "uninstall", "UninstallAddons", 45, _uninstall),
)
