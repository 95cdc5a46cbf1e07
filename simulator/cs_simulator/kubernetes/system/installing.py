"""Having the objects of components follow what the service installs, changes and removes."""

from collections.abc import Iterator, Mapping

from cs_simulator.catalog.system_workloads import SystemWorkload, workloads_of
from cs_simulator.cluster_types.ack import addon_health, addons
from cs_simulator.cluster_types.ack.addons import Row
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body, Kind
from cs_simulator.kubernetes.kinds.aggregation import API_SERVICES
from cs_simulator.kubernetes.kinds.apps import DAEMON_SETS, DEPLOYMENTS
from cs_simulator.kubernetes.kinds.core.config import SERVICE_ACCOUNTS
from cs_simulator.kubernetes.kinds.core.services import SERVICES
from cs_simulator.kubernetes.system import bodies
from cs_simulator.kubernetes.workloads import making

KINDS: Mapping[str, Kind] = {"DaemonSet": DAEMON_SETS, "Deployment": DEPLOYMENTS}
Rows = Mapping[str, Row]


def running(cluster: Cluster) -> Rows:
    """The components that a cluster has and that are not still to be installed, by name."""
    return {
        name: row
        for name, row in addons.installed(cluster).items()
        if row.get("state") != "initial" and workloads_of(name)
    }


def follow(unit: Unit, cluster: Cluster, before: Rows) -> None:
    """Bring the objects from the components that there were to those that there are."""
    now = running(cluster)
    kept = {each.name for addon in now for each in workloads_of(addon)}
    for addon in before:
        if addon not in now:
            for workload in workloads_of(addon):
                if workload.name not in kept:
                    _remove(unit, cluster, workload)
    for addon, row in now.items():
        was = before.get(addon)
        if was is None:
            install(unit, cluster, addon, row)
        elif was != row:
            _change(unit, cluster, addon, was, row)


def install(unit: Unit, cluster: Cluster, addon: str, row: Row) -> None:
    """Put what a component consists of; what is there already gets its version."""
    for workload in workloads_of(addon):
        _make(unit, cluster, SERVICE_ACCOUNTS, bodies.account(workload))
        if workload.service:
            _make(unit, cluster, SERVICES, bodies.service(cluster, workload))
        if workload.serves:
            _make(unit, cluster, API_SERVICES, bodies.api_service(workload))
        kind = KINDS[workload.kind]
        if not _make(unit, cluster, kind, bodies.workload(cluster, workload, row)):
            _upgrade(unit, cluster, workload, row)


def _make(unit: Unit, cluster: Cluster, kind: Kind, body: Body) -> bool:
    """Make an object, unless there is one of its name; returns whether there was none.

    It is not checked as those of callers are: that takes most of the time of a first call.
    """
    if _find(unit, cluster, kind, body["metadata"]["name"]) is not None:
        return False
    if kind.set_defaults is not None:
        kind.set_defaults(body)
    if kind.has_generation:
        body["metadata"]["generation"] = 1
    if kind.complete is not None:
        kind.complete(unit, cluster, body, None)
    objects.put(unit, cluster.cluster_id, kind, body)
    return True


def _change(unit: Unit, cluster: Cluster, addon: str, was: Row, row: Row) -> None:
    if was["version"] != row["version"]:
        install(unit, cluster, addon, row)
    for workload in workloads_of(addon):
        wanted = addon_health.replicas_of(workload, row)
        found = _find(unit, cluster, KINDS[workload.kind], workload.name)
        if found is not None and wanted != addon_health.replicas_of(workload, was):
            body = objects.body_of(found)
            body["spec"]["replicas"] = wanted
            _put(unit, found, body)


def _upgrade(unit: Unit, cluster: Cluster, workload: SystemWorkload, row: Row) -> None:
    """Write the images of a version into a workload; what others wrote into it stays."""
    found = _find(unit, cluster, KINDS[workload.kind], workload.name)
    if found is None:
        return
    body = objects.body_of(found)
    wanted = bodies.images(cluster, workload, row)
    for container in body["spec"]["template"]["spec"]["containers"]:
        container["image"] = wanted.get(container["name"], container["image"])
    _put(unit, found, body)


def _put(unit: Unit, found: KubernetesObject, body: Body) -> None:
    """Put another spec of an object, which is a new generation of it."""
    if body != objects.body_of(found):
        body["metadata"]["generation"] = body["metadata"].get("generation", 1) + 1
        making.put_if_changed(unit, found, body)


def _remove(unit: Unit, cluster: Cluster, workload: SystemWorkload) -> None:
    """Delete what a component consisted of; its pods follow as those of its workload."""
    for kind, name in _parts(workload):
        found = _find(unit, cluster, kind, name)
        if found is not None:
            making.delete(unit, found)


def _parts(workload: SystemWorkload) -> Iterator[tuple[Kind, str]]:
    yield KINDS[workload.kind], workload.name
    if workload.service:
        yield SERVICES, workload.service
    if workload.serves:
        yield API_SERVICES, bodies.api_service(workload)["metadata"]["name"]
    yield SERVICE_ACCOUNTS, workload.name


def _find(unit: Unit, cluster: Cluster, kind: Kind, name: str) -> KubernetesObject | None:
    namespace = bodies.NAMESPACE if kind.namespaced else ""
    return objects.find(unit.world, cluster.cluster_id, kind.resource, namespace, name)
