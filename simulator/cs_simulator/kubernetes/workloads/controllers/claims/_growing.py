"""Claims that ask for more than they have: their disks grow."""

from cs_simulator.domain.instants import as_text
from cs_simulator.domain.records import Cluster, KubernetesObject
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import objects
from cs_simulator.kubernetes.kinds import Body
from cs_simulator.kubernetes.kinds._reading import get
from cs_simulator.kubernetes.nodes.timers import set_earlier
from cs_simulator.kubernetes.workloads import making
from cs_simulator.kubernetes.workloads.controllers.claims import _disks
from cs_simulator.kubernetes.workloads.controllers.claims._binding import TIMER
from cs_simulator.kubernetes.workloads.controllers.claims._matching import size_of, wanted
from cs_simulator.kubernetes.workloads.reports import report

_RESIZER = f"external-resizer {_disks.DRIVER}"


def begin(unit: Unit, cluster: Cluster, claim: KubernetesObject, volume: KubernetesObject) -> None:
    """Begin to grow the disk of a bound claim, if it asks for more than it has."""
    body = objects.body_of(claim)
    is_disk = _disks.is_disk(objects.body_of(volume))
    if not is_disk or wanted(body) <= size_of(get(body, "status.capacity.storage")):
        return
    due = _disks.due(unit, cluster, f"grow {wanted(body)}", claim.namespace, claim.name)
    set_earlier(unit, cluster.cluster_id, TIMER, due, f"{claim.namespace}/{claim.name}")
    if "conditions" in body["status"]:
        return
    body["status"]["conditions"] = [
        {"type": "Resizing", "status": "True", "lastTransitionTime": as_text(unit.now)}
    ]
    report(unit, claim, "Resizing", f"External resizer is resizing volume {volume.name}", _RESIZER)
    making.put_if_changed(unit, claim, body)


def finish(unit: Unit, claim: KubernetesObject, volume: KubernetesObject) -> None:
    """Have a disk, and with it the claim, as large as the claim asks for by now."""
    body, of_volume = objects.body_of(claim), objects.body_of(volume)
    size = wanted(body)
    if size <= size_of(get(body, "status.capacity.storage")):
        return
    capacity = f"{_disks.gib(size)}Gi"
    of_volume["spec"]["capacity"] = {**of_volume["spec"]["capacity"], "storage": capacity}
    making.put_if_changed(unit, volume, of_volume)
    status: Body = {**body["status"], "capacity": {"storage": capacity}}
    status.pop("conditions", None)
    making.put_status(unit, claim, status)
    done = "MountVolume.NodeExpandVolume succeeded for volume"
    report(unit, claim, "FileSystemResizeSuccessful", f'{done} "{volume.name}"', "kubelet")
