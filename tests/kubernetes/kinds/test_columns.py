"""What ``kubectl get`` prints of each kind, as Kubernetes' own printers do."""

import pytest
from cs_simulator.domain.instants import from_text
from cs_simulator.kubernetes.kinds import age, duration, registry
from hypothesis import given
from hypothesis import strategies as st

from tests.kubernetes.kinds.made_up import ANY, FIELDS

NOW = from_text("2026-03-01T12:00:00Z")
MADE = "2026-03-01T11:55:00Z"  # five minutes before


def cells(api_version: str, kind: str, body: dict[str, object]) -> list[object]:
    """The cells of an object without those of its name and its age."""
    found = KINDS[api_version, kind]
    whole = {"metadata": {"name": "x", "creationTimestamp": MADE}, **body}
    shown = [each for each in found.columns if each.name not in ("Name", "Age")]
    return [each.value(whole, NOW) for each in shown]


KINDS = {(kind.api_version, kind.kind): kind for kind in registry.all_kinds()}
POD = {"spec": {"containers": [{"name": "a"}, {"name": "b"}]}}
CONTAINERS = [{"name": "a", "image": "nginx"}, {"name": "b", "image": "b:1"}]
TEMPLATE = {"spec": {"containers": CONTAINERS}}
SELECTOR = {"matchLabels": {"app": "web"}}


def pod(phase: str, *statuses: dict[str, object], **more: object) -> dict[str, object]:
    status = {"phase": phase, "containerStatuses": list(statuses), **more}
    return {**POD, "status": status}


def running(*, ready: bool = True, restarts: int = 0) -> dict[str, object]:
    return {"ready": ready, "restartCount": restarts, "state": {"running": {"startedAt": MADE}}}


def ended(reason: str = "", **how: object) -> dict[str, object]:
    return {"ready": False, "state": {"terminated": {"reason": reason, **how}}}


def waiting(reason: str) -> dict[str, object]:
    return {"ready": False, "state": {"waiting": {"reason": reason}}}


def true(kind: str, **more: object) -> dict[str, object]:
    return {"type": kind, "status": "True", **more}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (pod("Pending"), ["0/2", "Pending", "0"]),
        (pod("Running", running(), running()), ["2/2", "Running", "0"]),
        (pod("Running", running(), running(ready=False, restarts=2)), ["1/2", "Running", "2"]),
        (pod("Running", running(), waiting("CrashLoopBackOff")), ["1/2", "CrashLoopBackOff", "0"]),
        (pod("Pending", waiting("ContainerCreating")), ["0/2", "ContainerCreating", "0"]),
        (pod("Succeeded", ended("Completed")), ["0/2", "Completed", "0"]),
        (pod("Running", running(), ended("Completed")), ["1/2", "NotReady", "0"]),
        (
            pod("Running", running(), ended("Completed"), conditions=[true("Ready")]),
            ["1/2", "Running", "0"],
        ),
        (pod("Failed", ended(exitCode=3)), ["0/2", "ExitCode:3", "0"]),
        (pod("Failed", ended(signal=9, exitCode=137)), ["0/2", "Signal:9", "0"]),
        (pod("Failed", reason="Evicted"), ["0/2", "Evicted", "0"]),
        (
            pod(
                "Pending",
                conditions=[
                    {"type": "PodScheduled", "status": "False", "reason": "SchedulingGated"}
                ],
            ),
            ["0/2", "SchedulingGated", "0"],
        ),
        (
            pod(
                "Running",
                {**running(restarts=3), "lastState": {"terminated": {"finishedAt": MADE}}},
            ),
            ["1/2", "Running", "3 (5m ago)"],
        ),
    ],
)
def test_a_pod_shows_how_many_containers_are_ready_and_what_keeps_it(body, expected):
    assert cells("v1", "Pod", body)[:3] == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([waiting("PodInitializing")], ["0/3", "Init:0/2", "0"]),
        ([waiting("ErrImagePull")], ["0/3", "Init:ErrImagePull", "0"]),
        ([ended("Error", exitCode=1)], ["0/3", "Init:Error", "0"]),
        ([ended(exitCode=1)], ["0/3", "Init:ExitCode:1", "0"]),
        ([ended("Completed", exitCode=0), waiting("")], ["0/3", "Init:1/2", "0"]),
        (
            [ended(exitCode=0), {"name": "side", "started": True, **running()}],
            ["1/3", "Pending", "0"],
        ),
    ],
)
def test_a_pod_shows_how_far_the_containers_are_that_come_first(statuses, expected):
    first = [{"name": "first"}, {"name": "side", "restartPolicy": "Always"}]
    spec = {**POD["spec"], "initContainers": first}
    status = {"phase": "Pending", "initContainerStatuses": statuses}

    assert cells("v1", "Pod", {"spec": spec, "status": status})[:3] == expected


def test_containers_that_came_first_are_of_no_account_once_the_pod_is_initialized():
    status = {
        "phase": "Running",
        "conditions": [true("Initialized")],
        "initContainerStatuses": [waiting("ErrImagePull")],
        "containerStatuses": [running()],
    }

    assert cells("v1", "Pod", {**POD, "status": status})[:3] == ["1/2", "Running", "0"]


@pytest.mark.parametrize(
    ("reason", "phase", "expected"),
    [
        ("", "Running", "Terminating"),
        ("NodeLost", "Running", "Unknown"),
        ("", "Succeeded", "Succeeded"),
    ],
)
def test_a_pod_that_is_being_deleted_says_so_unless_it_has_ended(reason, phase, expected):
    metadata = {"name": "x", "deletionTimestamp": MADE}
    body = {**POD, "metadata": metadata, "status": {"phase": phase, "reason": reason}}

    assert cells("v1", "Pod", body)[1] == expected


def test_a_pod_shows_in_wide_tables_where_it_is_and_what_else_it_waits_for():
    gates = [{"conditionType": "a"}, {"conditionType": "b"}]
    body = {
        "spec": {"nodeName": "n1", "readinessGates": gates},
        "status": {"podIP": "10.0.0.7", "conditions": [true("a")]},
    }

    assert cells("v1", "Pod", body)[3:] == ["10.0.0.7", "n1", "<none>", "1/2"]
    assert cells("v1", "Pod", POD)[3:] == ["<none>"] * 4


@pytest.mark.parametrize(
    ("ready", "unschedulable", "expected"),
    [
        ("True", False, "Ready"),
        ("False", False, "NotReady"),
        ("Unknown", False, "NotReady"),
        (None, False, "Unknown"),
        ("True", True, "Ready,SchedulingDisabled"),
    ],
)
def test_a_node_shows_whether_it_is_ready_and_takes_pods(ready, unschedulable, expected):
    conditions = [{"type": "Ready", "status": ready}] if ready else []
    body = {"spec": {"unschedulable": unschedulable}, "status": {"conditions": conditions}}

    assert cells("v1", "Node", body)[0] == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({}, "<none>"),
        ({"node-role.kubernetes.io/worker": "", "node-role.kubernetes.io/gpu": ""}, "gpu,worker"),
        ({"kubernetes.io/role": "master"}, "master"),
    ],
)
def test_a_node_shows_the_roles_of_its_labels(labels, expected):
    assert cells("v1", "Node", {"metadata": {"name": "x", "labels": labels}})[1] == expected


ROWS: list[tuple[str, str, dict[str, object], list[object]]] = [
    (
        "v1",
        "Node",
        {
            "status": {
                "addresses": [{"type": "InternalIP", "address": "10.0.0.1"}],
                "nodeInfo": {
                    "kubeletVersion": "v1.33.3-aliyun.1",
                    "osImage": "Alibaba Cloud Linux 3",
                    "kernelVersion": "5.10",
                    "containerRuntimeVersion": "containerd://2.1.4",
                },
            }
        },
        ["Unknown", "<none>", "v1.33.3-aliyun.1", "10.0.0.1", "<none>", "Alibaba Cloud Linux 3",
         "5.10", "containerd://2.1.4"],
    ),
    ("v1", "Namespace", {"status": {"phase": "Active"}}, ["Active"]),
    ("v1", "ConfigMap", {"data": {"a": "1"}, "binaryData": {"b": "Yg=="}}, ["2"]),
    ("v1", "Secret", {"type": "Opaque", "data": {"a": "MQ=="}}, ["Opaque", "1"]),
    ("v1", "ServiceAccount", {}, ["0"]),
    (
        "v1",
        "Service",
        {
            "spec": {
                "type": "NodePort",
                "clusterIP": "172.16.0.9",
                "selector": {"tier": "x", "app": "web"},
                "ports": [
                    {"port": 80, "nodePort": 30080, "protocol": "TCP"},
                    {"port": 53, "protocol": "UDP"},
                ],
            }
        },
        ["NodePort", "172.16.0.9", "<none>", "80:30080/TCP,53/UDP", "app=web,tier=x"],
    ),
    (
        "v1",
        "Service",
        {"spec": {"type": "LoadBalancer", "clusterIP": "172.16.0.9"}},
        ["LoadBalancer", "172.16.0.9", "<pending>", "<none>", "<none>"],
    ),
    (
        "v1",
        "Service",
        {
            "spec": {"type": "LoadBalancer", "externalIPs": ["1.2.3.4"]},
            "status": {"loadBalancer": {"ingress": [{"ip": "47.0.0.1"}, {"hostname": "h"}]}},
        },
        ["LoadBalancer", "<none>", "47.0.0.1,h,1.2.3.4", "<none>", "<none>"],
    ),
    (
        "v1",
        "Service",
        {"spec": {"type": "ExternalName", "externalName": "example.com"}},
        ["ExternalName", "<none>", "example.com", "<none>", "<none>"],
    ),
    (
        "v1",
        "Endpoints",
        {
            "subsets": [
                {
                    "addresses": [{"ip": "10.0.0.1"}, {"ip": "10.0.0.2"}, {"ip": "fd00::1"}],
                    "ports": [{"port": 80}],
                },
                {"addresses": [{"ip": "10.0.0.4"}]},
            ]
        },
        ["10.0.0.1:80,10.0.0.2:80,[fd00::1]:80 + 1 more..."],
    ),
    ("v1", "Endpoints", {}, ["<none>"]),
    (
        "discovery.k8s.io/v1",
        "EndpointSlice",
        {
            "addressType": "IPv4",
            "ports": [{"port": 80}, {"name": "any"}],
            "endpoints": [{"addresses": ["10.0.0.1"]}, {"addresses": ["10.0.0.2"]}],
        },
        ["IPv4", "80,*", "10.0.0.1,10.0.0.2"],
    ),
    ("discovery.k8s.io/v1", "EndpointSlice", {}, ["", "<unset>", "<unset>"]),
    (
        "v1",
        "PersistentVolume",
        {
            "spec": {
                "capacity": {"storage": "20Gi"},
                "accessModes": ["ReadWriteMany", "ReadWriteOnce"],
                "persistentVolumeReclaimPolicy": "Delete",
                "claimRef": {"namespace": "shop", "name": "data"},
                "storageClassName": "alicloud-disk-essd",
                "volumeMode": "Filesystem",
            },
            "status": {"phase": "Bound"},
        },
        ["20Gi", "RWO,RWX", "Delete", "Bound", "shop/data", "alicloud-disk-essd", "<unset>", "",
         "Filesystem"],
    ),
    (
        "v1",
        "PersistentVolumeClaim",
        {
            "metadata": {"name": "x", "deletionTimestamp": MADE},
            "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "essd"},
            "status": {"phase": "Pending"},
        },
        ["Terminating", "", "", "", "essd", "<unset>", "<unset>"],
    ),
    ("v1", "LimitRange", {}, [MADE]),
    (
        "v1",
        "ResourceQuota",
        {
            "spec": {"hard": {"pods": "4", "limits.cpu": "2", "requests.cpu": "1"}},
            "status": {"used": {"pods": "1"}},
        },
        ["pods: 1/4, requests.cpu: 0/1", "limits.cpu: 0/2"],
    ),
    (
        "v1",
        "PodTemplate",
        {"template": {**TEMPLATE, "metadata": {"labels": {"a": "b"}}}},
        ["a,b", "nginx,b:1", "a=b"],
    ),
    (
        "v1",
        "ReplicationController",
        {
            "spec": {"replicas": 3, "template": TEMPLATE, "selector": {"a": "b"}},
            "status": {"replicas": 2, "readyReplicas": 1},
        },
        [3, 2, 1, "a,b", "nginx,b:1", "a=b"],
    ),
    (
        "v1",
        "Event",
        {
            "involvedObject": {"kind": "Pod", "name": "web", "fieldPath": "spec.containers{a}"},
            "type": "Warning",
            "reason": "BackOff",
            "message": " Back-off \n",
            "source": {"component": "kubelet", "host": "n1"},
            "firstTimestamp": "2026-03-01T11:00:00Z",
            "lastTimestamp": "2026-03-01T11:59:00Z",
            "count": 7,
        },
        ["60s", "Warning", "BackOff", "pod/web", "spec.containers{a}", "kubelet, n1", "Back-off",
         "60m", 7],
    ),
    (
        "v1",
        "Event",
        {
            "involvedObject": {"kind": "Node"},
            "eventTime": "2026-03-01T11:58:30.000000Z",
            "series": {"count": 3, "lastObservedTime": "2026-03-01T11:59:50.000000Z"},
            "reportingComponent": "scheduler",
        },
        ["10s", "", "", "node", "", "scheduler", "", "90s", 3],
    ),
    (
        "v1",
        "Event",
        {"eventTime": "2026-03-01T11:58:30.000000Z"},
        ["90s", "", "", "", "", "", "", "90s", 1],
    ),
    (
        "apps/v1",
        "Deployment",
        {
            "spec": {"replicas": 3, "selector": SELECTOR, "template": TEMPLATE},
            "status": {"readyReplicas": 1, "updatedReplicas": 2, "availableReplicas": 1},
        },
        ["1/3", 2, 1, "a,b", "nginx,b:1", "app=web"],
    ),
    (
        "apps/v1",
        "ReplicaSet",
        {
            "spec": {
                "replicas": 3,
                "selector": {
                    "matchLabels": {"app": "web"},
                    "matchExpressions": [
                        {"key": "tier", "operator": "In", "values": ["b", "a"]},
                        {"key": "x", "operator": "NotIn", "values": ["c"]},
                        {"key": "y", "operator": "Exists"},
                        {"key": "z", "operator": "DoesNotExist"},
                    ],
                },
            }
        },
        [3, 0, 0, "", "", "app=web,tier in (a,b),x notin (c),y,!z"],
    ),
    ("apps/v1", "StatefulSet", {"spec": {"replicas": 2}}, ["0/2", "", ""]),
    (
        "apps/v1",
        "DaemonSet",
        {
            "spec": {"template": {"spec": {"nodeSelector": {"os": "linux"}}}},
            "status": {"desiredNumberScheduled": 3, "numberReady": 2},
        },
        [3, 0, 2, 0, 0, "os=linux", "", "", "<none>"],
    ),
    (
        "apps/v1",
        "ControllerRevision",
        {
            "metadata": {
                "name": "x",
                "ownerReferences": [
                    {"kind": "Other", "name": "o"},
                    {"kind": "DaemonSet", "apiVersion": "apps/v1", "name": "d", "controller": True},
                ],
            },
            "revision": 4,
        },
        ["daemonset.apps/d", 4],
    ),
    (
        "apps/v1",
        "ControllerRevision",
        {
            "metadata": {
                "name": "x",
                "ownerReferences": [
                    {"kind": "Pod", "apiVersion": "v1", "name": "p", "controller": True}
                ],
            }
        },
        ["pod/p", 0],
    ),
    ("apps/v1", "ControllerRevision", {}, ["<none>", 0]),
    ("batch/v1", "Job", {"spec": {"completions": 3}}, ["Running", "0/3", "", "", "", "<none>"]),
    (
        "batch/v1",
        "Job",
        {
            "spec": {"parallelism": 2},
            "status": {"succeeded": 1, "startTime": "2026-03-01T11:58:00Z"},
        },
        ["Running", "1/1 of 2", "2m", "", "", "<none>"],
    ),
    (
        "batch/v1",
        "Job",
        {
            "status": {
                "succeeded": 1,
                "startTime": "2026-03-01T11:58:00Z",
                "completionTime": "2026-03-01T11:58:07Z",
                "conditions": [true("Complete")],
            }
        },
        ["Complete", "1/1", "7s", "", "", "<none>"],
    ),
    (
        "batch/v1",
        "Job",
        {"metadata": {"name": "x", "deletionTimestamp": MADE}},
        ["Terminating", "0/1", "", "", "", "<none>"],
    ),
    (
        "batch/v1",
        "CronJob",
        {
            "spec": {
                "schedule": "* * * * *",
                "suspend": True,
                "jobTemplate": {"spec": {"template": TEMPLATE}},
            },
            "status": {"active": [{}], "lastScheduleTime": MADE},
        },
        ["* * * * *", "<none>", "True", 1, "5m", "a,b", "nginx,b:1"],
    ),
    ("batch/v1beta1", "CronJob", {}, ["", "<none>", "False", 0, "<none>", "", ""]),
    (
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        {
            "spec": {
                "scaleTargetRef": {"kind": "Deployment", "name": "web"},
                "minReplicas": 2,
                "maxReplicas": 9,
                "metrics": [
                    {
                        "type": "Resource",
                        "resource": {"name": "cpu", "target": {"averageUtilization": 80}},
                    },
                    {"type": "Pods", "pods": {"target": {"averageValue": "5"}}},
                    {"type": "External", "external": {"target": {}}},
                ],
            }
        },
        ["Deployment/web", "cpu: <unknown>/80%, <unknown>/5 + 1 more...", "2", 9, 0],
    ),
    ("autoscaling/v2", "HorizontalPodAutoscaler", {}, ["/", "<none>", "<unset>", 0, 0]),
    (
        "autoscaling/v1",
        "HorizontalPodAutoscaler",
        {
            "spec": {"targetCPUUtilizationPercentage": 70},
            "status": {"currentCPUUtilizationPercentage": 10},
        },
        ["/", "cpu: 10%/70%", "<unset>", 0, 0],
    ),
    (
        "autoscaling/v1",
        "HorizontalPodAutoscaler",
        {"spec": {"targetCPUUtilizationPercentage": 70}},
        ["/", "cpu: <unknown>/70%", "<unset>", 0, 0],
    ),
    ("policy/v1", "PodDisruptionBudget", {"spec": {"minAvailable": "50%"}}, ["50%", "N/A", 0]),
    (
        "networking.k8s.io/v1",
        "Ingress",
        {
            "metadata": {"name": "x", "annotations": {"kubernetes.io/ingress.class": "old"}},
            "spec": {"rules": [{"host": "a.example"}, {"host": "b.example"}], "tls": [{}]},
            "status": {"loadBalancer": {"ingress": [{"ip": "47.0.0.1"}]}},
        },
        ["old", "a.example,b.example", "47.0.0.1", "80, 443"],
    ),
    (
        "networking.k8s.io/v1",
        "Ingress",
        {"spec": {"ingressClassName": "nginx", "rules": [{}]}},
        ["nginx", "*", "", "80"],
    ),
    (
        "networking.k8s.io/v1",
        "IngressClass",
        {
            "spec": {
                "controller": "k8s.io/ingress-nginx",
                "parameters": {"apiGroup": "example.com", "kind": "P", "name": "p"},
            }
        },
        ["k8s.io/ingress-nginx", "P.example.com/p"],
    ),
    (
        "networking.k8s.io/v1",
        "IngressClass",
        {"spec": {"controller": "c", "parameters": {"kind": "P", "name": "p"}}},
        ["c", "P/p"],
    ),
    ("networking.k8s.io/v1", "IngressClass", {}, ["", "<none>"]),
    ("networking.k8s.io/v1", "NetworkPolicy", {"spec": {"podSelector": SELECTOR}}, ["app=web"]),
    (
        "networking.k8s.io/v1",
        "IPAddress",
        {"spec": {"parentRef": {"resource": "services", "namespace": "default", "name": "k"}}},
        ["services/default/k"],
    ),
    ("networking.k8s.io/v1", "ServiceCIDR", {"spec": {"cidrs": ["10.0.0.0/20"]}}, ["10.0.0.0/20"]),
    ("rbac.authorization.k8s.io/v1", "Role", {}, [MADE]),
    (
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        {
            "roleRef": {"kind": "Role", "name": "reader"},
            "subjects": [
                {"kind": "User", "name": "ann"},
                {"kind": "User", "name": "bob"},
                {"kind": "Group", "name": "all"},
                {"kind": "ServiceAccount", "namespace": "ci", "name": "bot"},
            ],
        },
        ["Role/reader", "ann, bob", "all", "ci/bot"],
    ),
    (
        "storage.k8s.io/v1",
        "StorageClass",
        {"provisioner": "diskplugin.csi.alibabacloud.com", "allowVolumeExpansion": True},
        ["diskplugin.csi.alibabacloud.com", "Delete", "Immediate", True],
    ),
    (
        "storage.k8s.io/v1",
        "VolumeAttachment",
        {"spec": {"attacher": "a", "nodeName": "n", "source": {"persistentVolumeName": "p"}}},
        ["a", "p", "n", False],
    ),
    (
        "storage.k8s.io/v1",
        "CSIDriver",
        {"spec": {"attachRequired": True, "tokenRequests": [{"audience": "a"}]}},
        [True, False, False, "a", False, "<none>"],
    ),
    ("storage.k8s.io/v1", "CSIDriver", {}, [False, False, False, "<unset>", False, "<none>"]),
    ("storage.k8s.io/v1", "CSINode", {"spec": {"drivers": [{}, {}]}}, [2]),
    ("storage.k8s.io/v1", "CSIStorageCapacity", {"capacity": "1Gi"}, ["", "1Gi"]),
    ("coordination.k8s.io/v1", "Lease", {"spec": {"holderIdentity": "me"}}, ["me"]),
    (
        "scheduling.k8s.io/v1",
        "PriorityClass",
        {"value": 1000, "preemptionPolicy": "Never"},
        [1000, False, "Never"],
    ),
    ("node.k8s.io/v1", "RuntimeClass", {"handler": "runc"}, ["runc"]),
    ("apiextensions.k8s.io/v1", "CustomResourceDefinition", {}, [MADE]),
    (
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        {"webhooks": [{}, {}]},
        [2],
    ),
    (
        "admissionregistration.k8s.io/v1",
        "ValidatingAdmissionPolicy",
        {"spec": {"validations": [{}]}},
        [1, "<unset>"],
    ),
    (
        "admissionregistration.k8s.io/v1",
        "ValidatingAdmissionPolicyBinding",
        {"spec": {"policyName": "p"}},
        ["p", "<unset>"],
    ),
    ("apiregistration.k8s.io/v1", "APIService", {}, ["Local", "Unknown"]),
    (
        "apiregistration.k8s.io/v1",
        "APIService",
        {
            "spec": {"service": {"namespace": "kube-system", "name": "metrics"}},
            "status": {
                "conditions": [{"type": "Available", "status": "False", "reason": "Missing"}]
            },
        },
        ["kube-system/metrics", "False (Missing)"],
    ),
    (
        "apiregistration.k8s.io/v1",
        "APIService",
        {"status": {"conditions": [true("Available", reason="Passed")]}},
        ["Local", "True"],
    ),
    (
        "certificates.k8s.io/v1",
        "CertificateSigningRequest",
        {
            "spec": {"signerName": "s", "username": "u", "expirationSeconds": 86400},
            "status": {"conditions": [true("Approved")], "certificate": "LS0="},
        },
        ["s", "u", "24h", "Approved,Issued"],
    ),
    (
        "certificates.k8s.io/v1",
        "CertificateSigningRequest",
        {},
        ["<none>", "", "<none>", "Pending"],
    ),
    (
        "flowcontrol.apiserver.k8s.io/v1",
        "FlowSchema",
        {"spec": {"matchingPrecedence": 9}},
        ["", 9, "<none>", "?"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("api_version", "kind", "body", "expected"),
    ROWS,
    ids=[f"{row[1]}-{at}" for at, row in enumerate(ROWS)],
)
def test_a_table_shows_what_kubectl_shows_of_a_kind(api_version, kind, body, expected):
    assert cells(api_version, kind, body) == expected


def test_the_default_storage_class_is_marked_at_its_name():
    annotations = {"storageclass.kubernetes.io/is-default-class": "true"}
    body = {"metadata": {"name": "essd", "annotations": annotations}}
    name = KINDS["storage.k8s.io/v1", "StorageClass"].columns[0]

    assert name.value(body, NOW) == "essd (default)"
    assert name.value({"metadata": {"name": "ssd"}}, NOW) == "ssd"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (121, "2m1s"),
        (599, "9m59s"), (600, "10m"), (3 * 3600 - 1, "179m"), (3 * 3600, "3h"),
        (3 * 3600 + 60, "3h1m"), (8 * 3600 + 60, "8h"), (47 * 3600, "47h"), (48 * 3600, "2d"),
        (51 * 3600, "2d3h"), (8 * 86400 + 3600, "8d"), (729 * 86400, "729d"),
        (730 * 86400, "2y"), (731 * 86400, "2y1d"), (8 * 365 * 86400, "8y"),
        (8 * 365 * 86400 + 86400, "8y"),
    ],
)  # fmt: skip
def test_durations_are_written_as_people_read_them(seconds, expected):
    assert duration(seconds) == expected


@pytest.mark.parametrize("since", [None, 7, "", "yesterday", "2026-03-01T12:00:00"])
def test_the_age_of_what_is_no_instant_is_unknown(since):
    assert age(since, NOW) == "<unknown>"


@given(body=st.dictionaries(FIELDS, ANY, max_size=5), kind=st.sampled_from(registry.all_kinds()))
def test_a_body_that_nobody_has_checked_is_shown_all_the_same(body, kind):
    named = {**body, "metadata": {"name": "x"}}

    assert len([each.value(named, NOW) for each in kind.columns]) == len(kind.columns)
