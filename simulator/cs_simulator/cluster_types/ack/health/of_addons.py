"""What is wrong with the components of a cluster."""

from collections.abc import Iterator

from cs_simulator.catalog import addons as catalogue
from cs_simulator.cluster_types.ack import addons, kept, kinds
from cs_simulator.cluster_types.ack.health.finding import Finding, Scene
from cs_simulator.domain.records import Task, TaskState
from cs_simulator.engine.stage_history import parameters_of


def missing(scene: Scene) -> Iterator[Finding]:
    """Yield the components that such a cluster cannot do without, and that it lacks."""
    cluster, made = scene.cluster, kept.made_of(scene.cluster)
    kind, version = kinds.addon_kind(kinds.kind_of_cluster(cluster)), made.get("version", "")
    present = addons.instances(scene.world, cluster)
    for name in catalogue.fresh(kind, made.get("plugin", ""), version):
        known = catalogue.find(name)
        if known and known.required and name not in present:
            yield Finding(name, "Missing", f"add-on {name} is not installed")


def failed(scene: Scene) -> Iterator[Finding]:
    """Yield the components that do not work, or whose last change failed."""
    present = addons.instances(scene.world, scene.cluster)
    for name, addon in present.items():
        if addon.state == "unhealthy":
            yield Finding(name, "Unhealthy", f"add-on {name} {addon.version} does not work")
    for name, task in _last_tasks(scene).items():
        if task.state is TaskState.FAILED and task.updated <= scene.at:
            reason = f"{task.error_code}: {task.error_message}"
            yield Finding(name, "Failed", f"{task.operation} of add-on {name} failed: {reason}")


def _last_tasks(scene: Scene) -> dict[str, Task]:
    """The last task that changed each component, by the component's name."""
    last: dict[str, Task] = {}
    for task_id in scene.world.cluster_tasks[scene.cluster.cluster_id]:
        task = scene.world.tasks[task_id]
        if task.created <= scene.at and task.operation in _CHANGES:
            last |= dict.fromkeys((each["name"] for each in parameters_of(task)["addons"]), task)
    return last


_CHANGES = (addons.INSTALL, addons.UPGRADE, addons.UNINSTALL)


def outdated(scene: Scene) -> Iterator[Finding]:
    """Yield the components of which there is a newer version for the cluster."""
    cluster_version = kept.made_of(scene.cluster).get("version", "")
    for name, addon in addons.instances(scene.world, scene.cluster).items():
        known = catalogue.find(name)
        if known is None or not known.has_own_versions:
            continue
        versions = catalogue.versions_of(known, cluster_version)
        if addon.version in versions[:-1]:
            message = f"add-on {name} {addon.version} can be upgraded to {versions[-1]}"
            yield Finding(name, addon.version, message)
