"""One small object of each kind whose objects are kept."""

from typing import Any

from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import all_kinds

_PODS = {"containers": [{"name": "main", "image": "nginx"}]}
_OWN = {"matchLabels": {"app": "probe"}}
_TEMPLATE = {"metadata": {"labels": {"app": "probe"}}, "spec": _PODS}
_WORKLOAD = {"spec": {"selector": _OWN, "template": _TEMPLATE}}
_REQUEST = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K"
_RULES = {"apiGroup": "rbac.authorization.k8s.io", "name": "probe"}
_SCHEMA = {"openAPIV3Schema": {"type": "object"}}

_MORE: dict[str, dict[str, Any]] = {
    "APIService": {"spec": {"group": "probe.example.com", "version": "v1",
                            "groupPriorityMinimum": 1, "versionPriority": 1}},
    "CSIStorageCapacity": {"storageClassName": "probe"},
    "CertificateSigningRequest": {"spec": {"request": _REQUEST, "usages": ["client auth"],
                                           "signerName": "example.com/probe"}},
    "ClusterRoleBinding": {"roleRef": {**_RULES, "kind": "ClusterRole"}},
    "ConfigMap": {"data": {"key": "value"}},
    "ControllerRevision": {"revision": 1},
    "CronJob": {"spec": {"schedule": "0 * * * *", "jobTemplate": {"spec": {"template": {"spec": {
        **_PODS, "restartPolicy": "Never"}}}}}},
    "CustomResourceDefinition": {"spec": {
        "group": "example.com", "scope": "Namespaced",
        "names": {"kind": "Probe", "plural": "probes"},
        "versions": [{"name": "v1", "served": True, "storage": True, "schema": _SCHEMA}]}},
    "DaemonSet": _WORKLOAD,
    "Deployment": _WORKLOAD,
    "EndpointSlice": {"addressType": "IPv4", "endpoints": []},
    "Event": {"involvedObject": {"kind": "Pod", "name": "probe"}},
    "FlowSchema": {"spec": {"priorityLevelConfiguration": {"name": "probe"}}},
    "HorizontalPodAutoscaler": {"spec": {"maxReplicas": 2, "scaleTargetRef": {
        "apiVersion": "apps/v1", "kind": "Deployment", "name": "probe"}}},
    "IPAddress": {"spec": {"parentRef": {"resource": "services", "name": "probe"}}},
    "Ingress": {"spec": {"defaultBackend": {"service": {"name": "probe", "port": {"number": 80}}}}},
    # With a selector of its own, since one that is generated has to be said in a replacement.
    "Job": {"spec": {"manualSelector": True, "selector": _OWN, "template": {
        **_TEMPLATE, "spec": {**_PODS, "restartPolicy": "Never"}}}},
    "MutatingAdmissionPolicyBinding": {"spec": {"policyName": "probe"}},
    "PersistentVolume": {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"],
                                  "hostPath": {"path": "/data"}}},
    "PersistentVolumeClaim": {"spec": {"accessModes": ["ReadWriteOnce"],
                                       "resources": {"requests": {"storage": "1Gi"}}}},
    "Pod": {"spec": {**_PODS, "schedulerName": "nobody"}},
    "PodTemplate": {"template": _TEMPLATE},
    "PriorityLevelConfiguration": {"spec": {"type": "Exempt"}},
    "ReplicaSet": _WORKLOAD,
    "ReplicationController": {"spec": {"selector": {"app": "probe"}, "template": _TEMPLATE}},
    "RoleBinding": {"roleRef": {**_RULES, "kind": "Role"}},
    "RuntimeClass": {"handler": "probe"},
    "Service": {"spec": {"ports": [{"port": 80}]}},
    "ServiceCIDR": {"spec": {"cidrs": ["10.96.0.0/16"]}},
    "StatefulSet": _WORKLOAD,
    "StorageClass": {"provisioner": "example.com/probe"},
    "ValidatingAdmissionPolicyBinding": {"spec": {"policyName": "probe",
                                                  "validationActions": ["Deny"]}},
    "VolumeAttachment": {"spec": {"attacher": "example.com/probe", "nodeName": "probe",
                                  "source": {"persistentVolumeName": "probe"}}},
    "VolumeAttributesClass": {"driverName": "example.com/probe"},
}  # fmt: skip

# Names that follow from what an object says, and one that differs, since a Service that is deleted
# takes the Endpoints of its name along.
_NAMES = {
    "APIService": "v1.probe.example.com",
    "CustomResourceDefinition": "probes.example.com",
    "IPAddress": "10.96.0.9",
    "Service": "probe-service",
}


def every_kind(minor: int) -> list[dict[str, Any]]:
    """An object of each kind that a cluster of that minor version keeps, those of nodes aside."""
    kinds = {}
    for kind in all_kinds():
        is_served = kind.since <= minor <= kind.until and "create" in kind.verbs
        if is_served and kind.is_kept and not kind.stored_as and kind.kind != "Node":
            kinds[kind.resource] = kind  # in one of its versions
    return [_object(kind) for kind in kinds.values()]


def _object(kind: Kind) -> dict[str, Any]:
    name = _NAMES.get(kind.kind, "probe")
    found = {"apiVersion": kind.api_version, "kind": kind.kind, "metadata": {"name": name}}
    return found | _MORE.get(kind.kind, {})
