"""Every kind that is kept is created, read, shown as a table, changed and deleted."""

import json

import kubernetes_validate
import pytest
from cs_simulator.kubernetes.kinds import Kind, registry

from tests.support.cluster_api import TABLE
from tests.support.cluster_writes import WritingApi

MERGE = "application/merge-patch+json"
CONTAINERS = [{"name": "a", "image": "nginx"}]
TEMPLATE = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": CONTAINERS}}
WORKLOAD = {"selector": {"matchLabels": {"app": "web"}}, "template": TEMPLATE}
JOB = {"template": {"spec": {"containers": CONTAINERS, "restartPolicy": "Never"}}}
FULL_POD = {
    "containers": [
        {
            "name": "a",
            "image": "nginx",
            "ports": [{"containerPort": 80}],
            "livenessProbe": {"httpGet": {"port": 80}},
            "readinessProbe": {"grpc": {"port": 1}},
            "lifecycle": {"preStop": {"httpGet": {"port": 80}}},
            "resources": {"limits": {"cpu": "1"}},
            "env": [{"name": "N", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}}],
        }
    ],
    "volumes": [
        {"name": "a"},
        {"name": "b", "projected": {"sources": [{"serviceAccountToken": {"path": "t"}}]}},
        {"name": "c", "configMap": {"name": "m"}},
        {"name": "d", "hostPath": {"path": "/"}},
    ],
}
WEBHOOK = {
    "name": "a.b.c",
    "admissionReviewVersions": ["v1"],
    "sideEffects": "None",
    "clientConfig": {"service": {"name": "x", "namespace": "y"}},
    "rules": [
        {"apiGroups": [""], "apiVersions": ["v1"], "operations": ["*"], "resources": ["pods"]}
    ],
}
BACKEND = {"service": {"name": "web", "port": {"number": 80}}}
NEWEST, OLD = "1.36.1-aliyun.1", "1.20.4-aliyun.1"

# What the objects of a kind must have, by plural and group; others need a name only.
BODIES = {
    "controllerrevisions.apps": {"revision": 1},
    "certificatesigningrequests.certificates.k8s.io": {
        "spec": {"request": "LS0=", "signerName": "a.example/b", "usages": ["client auth"]}
    },
    "clusterrolebindings.rbac.authorization.k8s.io": {
        "roleRef": {"kind": "ClusterRole", "name": "r"}
    },
    "cronjobs.batch": {"spec": {"schedule": "* * * * *", "jobTemplate": {"spec": JOB}}},
    "csidrivers.storage.k8s.io": {"spec": {}},
    "csinodes.storage.k8s.io": {"spec": {"drivers": []}},
    "csistoragecapacities.storage.k8s.io": {"storageClassName": "essd"},
    "customresourcedefinitions.apiextensions.k8s.io": {
        "metadata": {"name": "fruits.shop.example"},
        "spec": {
            "group": "shop.example",
            "names": {"kind": "Fruit", "plural": "fruits"},
            "scope": "Cluster",
            "versions": [
                {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {}}}
            ],
        },
    },
    "daemonsets.apps": {"spec": WORKLOAD},
    "deployments.apps": {"spec": WORKLOAD},
    "endpointslices.discovery.k8s.io": {"addressType": "IPv4", "endpoints": []},
    "events": {
        "metadata": {"name": "e"},
        "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "p"},
        "eventTime": "2026-03-01T12:00:00.000000Z",
    },
    "events.events.k8s.io": {"eventTime": "2026-03-01T12:00:00.000000Z"},
    "flowschemas.flowcontrol.apiserver.k8s.io": {
        "spec": {"priorityLevelConfiguration": {"name": "exempt"}}
    },
    "horizontalpodautoscalers.autoscaling": {
        "spec": {"scaleTargetRef": {"kind": "Deployment", "name": "web"}, "maxReplicas": 2}
    },
    "ingresses.extensions": {"spec": {"backend": {"serviceName": "web", "servicePort": 80}}},
    "ingresses.networking.k8s.io": {"spec": {"defaultBackend": BACKEND}},
    "ipaddresses.networking.k8s.io": {
        "metadata": {"name": "10.0.0.1"},
        "spec": {"parentRef": {"resource": "services", "name": "web"}},
    },
    "jobs.batch": {"spec": JOB},
    "persistentvolumeclaims": {
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
    },
    "persistentvolumes": {
        "spec": {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "1Gi"}}
    },
    "mutatingadmissionpolicybindings.admissionregistration.k8s.io": {"spec": {"policyName": "p"}},
    "mutatingwebhookconfigurations.admissionregistration.k8s.io": {"webhooks": [WEBHOOK]},
    "pods": {"spec": FULL_POD},
    "podtemplates": {"template": TEMPLATE},
    "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io": {"spec": {"type": "Exempt"}},
    "replicasets.apps": {"spec": WORKLOAD},
    "replicationcontrollers": {"spec": {"template": TEMPLATE}},
    "rolebindings.rbac.authorization.k8s.io": {"roleRef": {"kind": "Role", "name": "r"}},
    "runtimeclasses.node.k8s.io": {"handler": "runc"},
    "services": {
        "spec": {"type": "LoadBalancer", "sessionAffinity": "ClientIP", "ports": [{"port": 80}]}
    },
    "statefulsets.apps": {"spec": WORKLOAD},
    "storageclasses.storage.k8s.io": {"provisioner": "a.example"},
    "validatingadmissionpolicybindings.admissionregistration.k8s.io": {
        "spec": {"policyName": "p", "validationActions": ["Deny"]}
    },
    "validatingwebhookconfigurations.admissionregistration.k8s.io": {"webhooks": [WEBHOOK]},
    "volumeattachments.storage.k8s.io": {
        "spec": {
            "attacher": "a.example",
            "nodeName": "n",
            "source": {"persistentVolumeName": "v"},
        }
    },
    "volumeattributesclasses.storage.k8s.io": {"driverName": "a.example"},
}


@pytest.fixture(scope="module")
def apis():
    """A new and an old cluster, each with the namespace ``shop``."""
    made = {version: WritingApi(version=version) for version in (NEWEST, OLD)}
    for api in made.values():
        api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    return made


def served_by(version, minor):
    return [
        pytest.param(version, kind, id=f"1.{minor}-{kind.api_version}-{kind.plural}")
        for kind in registry.all_kinds()
        if kind.is_kept and kind.since <= minor <= kind.until
    ]


def body_of(kind: Kind):
    """What an object must have in that version of the kind."""
    is_old = (kind.plural, kind.version) == ("ingresses", "v1beta1")
    group = "extensions" if is_old else kind.group  # whose Ingress has the same fields
    return BODIES.get(f"{kind.plural}.{group}".rstrip("."), {})


def path_of(kind: Kind) -> str:
    head = "/apis/" if kind.group else "/api/"
    place = "/namespaces/shop" if kind.namespaced else ""
    return f"{head}{kind.api_version}{place}/{kind.plural}"


@pytest.mark.parametrize(("version", "kind"), [*served_by(NEWEST, 36), *served_by(OLD, 20)])
def test_an_object_of_the_kind_is_made_read_changed_and_deleted(apis, version, kind):
    api, path = apis[version], path_of(kind)
    body = {"metadata": {"name": "x"}, **body_of(kind)}
    named = f"{path}/{body['metadata']['name']}"

    api.create(path, body)
    made = api.get(named)  # what controllers have written of it included
    table = json.loads(api.request("GET", path, accept=TABLE).body)
    same = api.call("PUT", named, made).ok()
    labelled = api.call("PATCH", named, {"metadata": {"labels": {"a": "b"}}}, MERGE).ok()
    api.call("DELETE", named, {"gracePeriodSeconds": 0}).ok()

    assert (made["kind"], made["apiVersion"]) == (kind.kind, kind.api_version)
    assert [len(row["cells"]) for row in table["rows"]] == [len(kind.columns)] * len(table["rows"])
    assert same == made, "a write that changes nothing must not complete anything twice"
    assert labelled["metadata"]["labels"]["a"] == "b"
    assert api.call("GET", named).status == 404


@pytest.mark.parametrize(("version", "kind"), served_by(NEWEST, 36))
def test_an_object_with_all_that_is_filled_in_fits_the_schema_of_its_kind(apis, version, kind):
    api, path = apis[version], path_of(kind)
    body = {"metadata": {"name": "y"}, **body_of(kind)}
    made = api.create(path, body)
    api.call("DELETE", f"{path}/{body['metadata']['name']}", {"gracePeriodSeconds": 0}).ok()

    kubernetes_validate.validate(made, "1.36", strict=True)
