"""What the server fills into workloads.

After ``pkg/apis/apps/v1/defaults.go`` and ``pkg/apis/batch/v1/defaults.go`` of Kubernetes.
"""

from cs_simulator.kubernetes.kinds._filling import fill, part
from cs_simulator.kubernetes.kinds._pod_defaults import fill_template
from cs_simulator.kubernetes.kinds._reading import Body, items, mapping

_KEPT_REVISIONS = {"revisionHistoryLimit": 10}


def deployment(body: Body) -> None:
    """Fill in a Deployment."""
    spec = part(body, "spec")
    fill(spec, {"replicas": 1, "progressDeadlineSeconds": 600, **_KEPT_REVISIONS})
    strategy = part(spec, "strategy")
    fill(strategy, {"type": "RollingUpdate"})
    if strategy.get("type") == "RollingUpdate":
        fill(part(strategy, "rollingUpdate"), {"maxSurge": "25%", "maxUnavailable": "25%"})
    fill_template(part(spec, "template"))


def replica_set(body: Body) -> None:
    """Fill in a ReplicaSet."""
    spec = part(body, "spec")
    fill(spec, {"replicas": 1})
    fill_template(part(spec, "template"))


def replication_controller(body: Body) -> None:
    """Fill in a ReplicationController, which takes selector and labels from its template."""
    replica_set(body)
    labels = mapping(body, "spec.template.metadata.labels")
    if labels:
        fill(part(body, "spec"), {"selector": labels})
        fill(body["metadata"], {"labels": labels})


def stateful_set(body: Body) -> None:
    """Fill in a StatefulSet and the claims that it makes."""
    spec = part(body, "spec")
    fill(spec, {"replicas": 1, "podManagementPolicy": "OrderedReady", **_KEPT_REVISIONS})
    fill(part(spec, "persistentVolumeClaimRetentionPolicy"), {"whenDeleted": "Retain"})
    fill(part(spec, "persistentVolumeClaimRetentionPolicy"), {"whenScaled": "Retain"})
    strategy = part(spec, "updateStrategy")
    fill(strategy, {"type": "RollingUpdate"})
    if strategy.get("type") == "RollingUpdate":
        fill(part(strategy, "rollingUpdate"), {"partition": 0})
    for claim in items(spec, "volumeClaimTemplates"):
        fill(claim, {"apiVersion": "v1", "kind": "PersistentVolumeClaim"})
        fill(claim, {"status": {"phase": "Pending"}})
        fill(part(claim, "spec"), {"volumeMode": "Filesystem"})
    fill_template(part(spec, "template"))


def daemon_set(body: Body) -> None:
    """Fill in a DaemonSet."""
    spec = part(body, "spec")
    fill(spec, _KEPT_REVISIONS)
    strategy = part(spec, "updateStrategy")
    fill(strategy, {"type": "RollingUpdate"})
    if strategy.get("type") == "RollingUpdate":
        fill(part(strategy, "rollingUpdate"), {"maxSurge": 0, "maxUnavailable": 1})
    fill_template(part(spec, "template"))
