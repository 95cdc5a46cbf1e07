"""What the server fills into objects of each kind."""

from copy import deepcopy
from typing import Any

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import registry
from hypothesis import event, given
from hypothesis import strategies as st

from tests.kubernetes.kinds.made_up import ANY, FIELDS

KINDS = {(kind.api_version, kind.kind): kind for kind in registry.all_kinds()}
META = {"name": "x"}


def filled(api_version: str, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The body with what is filled into it."""
    whole = {"metadata": dict(META), **deepcopy(body)}
    set_defaults = KINDS[api_version, kind].set_defaults
    assert set_defaults is not None
    set_defaults(whole)
    return whole


def a_pod(**spec: Any) -> dict[str, Any]:
    return {"spec": {"containers": [{"name": "a", "image": "nginx:1.27"}], **spec}}


def container(**fields: Any) -> dict[str, Any]:
    spec = filled("v1", "Pod", {"spec": {"containers": [{"name": "a", **fields}]}})["spec"]
    found: dict[str, Any] = spec["containers"][0]
    return found


def test_a_pod_gets_what_the_server_adds_to_its_spec():
    spec = filled("v1", "Pod", a_pod())["spec"]

    assert {name: value for name, value in spec.items() if name != "containers"} == {
        "restartPolicy": "Always",
        "terminationGracePeriodSeconds": 30,
        "dnsPolicy": "ClusterFirst",
        "securityContext": {},
        "schedulerName": "default-scheduler",
        "enableServiceLinks": True,
        "preemptionPolicy": "PreemptLowerPriority",
        "priority": 0,
        "serviceAccountName": "default",
        "serviceAccount": "default",
        "tolerations": [
            {
                "key": f"node.kubernetes.io/{taint}",
                "operator": "Exists",
                "effect": "NoExecute",
                "tolerationSeconds": 300,
            }
            for taint in ("not-ready", "unreachable")
        ],
    }
    assert spec["containers"] == [
        {
            "name": "a",
            "image": "nginx:1.27",
            "imagePullPolicy": "IfNotPresent",
            "resources": {},
            "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File",
        }
    ]


def test_what_a_pod_says_itself_stays():
    said = {
        "restartPolicy": "Never",
        "terminationGracePeriodSeconds": 0,
        "serviceAccountName": "ci",
        "enableServiceLinks": False,
        "tolerations": [{"operator": "Exists"}],
    }
    spec = filled("v1", "Pod", a_pod(**said))["spec"]

    assert {name: spec[name] for name in said} == said
    assert spec["serviceAccount"] == "ci"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("nginx", "Always"),
        ("nginx:latest", "Always"),
        ("nginx:1.27", "IfNotPresent"),
        ("registry.example:5000/nginx", "Always"),
        ("registry.example:5000/nginx:1", "IfNotPresent"),
        ("nginx@sha256:0123", "IfNotPresent"),
    ],
)
def test_an_image_without_a_fixed_tag_is_always_pulled(image, expected):
    assert container(image=image)["imagePullPolicy"] == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("ports", [{"containerPort": 80}], [{"containerPort": 80, "protocol": "TCP"}]),
        (
            "resources",
            {"limits": {"cpu": "1"}},
            {"limits": {"cpu": "1"}, "requests": {"cpu": "1"}},
        ),
        (
            "readinessProbe",
            {"httpGet": {"port": 80}, "periodSeconds": 5},
            {
                "httpGet": {"port": 80, "path": "/", "scheme": "HTTP"},
                "periodSeconds": 5,
                "timeoutSeconds": 1,
                "successThreshold": 1,
                "failureThreshold": 3,
            },
        ),
        (
            "env",
            [{"name": "N", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}}],
            [
                {
                    "name": "N",
                    "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName", "apiVersion": "v1"}},
                }
            ],
        ),
        (
            "lifecycle",
            {"preStop": {"httpGet": {"port": 1}}},
            {"preStop": {"httpGet": {"port": 1, "path": "/", "scheme": "HTTP"}}},
        ),
    ],
)
def test_a_container_gets_what_it_leaves_out(field, value, expected):
    assert container(**{field: value})[field] == expected


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ({}, {"emptyDir": {}}),
        ({"secret": {"secretName": "s"}}, {"secret": {"secretName": "s", "defaultMode": 420}}),
        ({"hostPath": {"path": "/"}}, {"hostPath": {"path": "/", "type": ""}}),
        (
            {"projected": {"sources": [{"serviceAccountToken": {"path": "t"}}]}},
            {
                "projected": {
                    "defaultMode": 420,
                    "sources": [{"serviceAccountToken": {"path": "t", "expirationSeconds": 3600}}],
                }
            },
        ),
    ],
)
def test_a_volume_gets_what_it_leaves_out(volume, expected):
    spec = filled("v1", "Pod", a_pod(volumes=[{"name": "v", **volume}]))["spec"]

    assert spec["volumes"] == [{"name": "v", **expected}]


# Kind, what is sent, where to look, and what is there then.
ROWS: list[tuple[str, str, dict[str, Any], str, Any]] = [
    ("apps/v1", "Deployment", {"spec": {}}, "replicas", 1),
    ("apps/v1", "Deployment", {"spec": {"replicas": 0}}, "replicas", 0),
    ("apps/v1", "Deployment", {}, "revisionHistoryLimit", 10),
    ("apps/v1", "Deployment", {}, "progressDeadlineSeconds", 600),
    (
        "apps/v1",
        "Deployment",
        {"spec": {"strategy": {"rollingUpdate": {"maxSurge": 1}}}},
        "strategy",
        {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": "25%"}},
    ),
    (
        "apps/v1",
        "Deployment",
        {"spec": {"strategy": {"type": "Recreate"}}},
        "strategy",
        {"type": "Recreate"},
    ),
    ("apps/v1", "ReplicaSet", {}, "replicas", 1),
    (
        "apps/v1",
        "StatefulSet",
        {},
        "updateStrategy",
        {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}},
    ),
    (
        "apps/v1",
        "StatefulSet",
        {"spec": {"updateStrategy": {"type": "OnDelete"}}},
        "updateStrategy",
        {"type": "OnDelete"},
    ),
    ("apps/v1", "StatefulSet", {}, "podManagementPolicy", "OrderedReady"),
    (
        "apps/v1",
        "StatefulSet",
        {"spec": {"volumeClaimTemplates": [{"metadata": {"name": "d"}}]}},
        "volumeClaimTemplates",
        [
            {
                "metadata": {"name": "d"},
                "apiVersion": "v1",
                "kind": "PersistentVolumeClaim",
                "status": {"phase": "Pending"},
                "spec": {"volumeMode": "Filesystem"},
            }
        ],
    ),
    (
        "apps/v1",
        "DaemonSet",
        {},
        "updateStrategy",
        {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}},
    ),
    (
        "apps/v1",
        "DaemonSet",
        {"spec": {"updateStrategy": {"type": "OnDelete"}}},
        "updateStrategy",
        {"type": "OnDelete"},
    ),
    ("batch/v1", "Job", {}, "completions", 1),
    ("batch/v1", "Job", {"spec": {"parallelism": 2}}, "completions", None),
    ("batch/v1", "Job", {}, "backoffLimit", 6),
    ("batch/v1", "CronJob", {}, "concurrencyPolicy", "Allow"),
    ("batch/v1", "CronJob", {}, "successfulJobsHistoryLimit", 3),
    ("v1", "Service", {}, "type", "ClusterIP"),
    ("v1", "Service", {}, "ipFamilies", ["IPv4"]),
    ("v1", "Service", {"spec": {"type": "ExternalName"}}, "ipFamilies", None),
    ("v1", "Service", {"spec": {"type": "NodePort"}}, "externalTrafficPolicy", "Cluster"),
    (
        "v1",
        "Service",
        {"spec": {"type": "LoadBalancer"}},
        "allocateLoadBalancerNodePorts",
        True,
    ),
    (
        "v1",
        "Service",
        {"spec": {"sessionAffinity": "ClientIP"}},
        "sessionAffinityConfig",
        {"clientIP": {"timeoutSeconds": 10800}},
    ),
    (
        "v1",
        "Service",
        {"spec": {"ports": [{"port": 80}, {"port": 53, "protocol": "UDP", "targetPort": "dns"}]}},
        "ports",
        [
            {"port": 80, "protocol": "TCP", "targetPort": 80},
            {"port": 53, "protocol": "UDP", "targetPort": "dns"},
        ],
    ),
    ("v1", "PersistentVolume", {}, "persistentVolumeReclaimPolicy", "Retain"),
    ("v1", "PersistentVolumeClaim", {}, "volumeMode", "Filesystem"),
    (
        "v1",
        "LimitRange",
        {"spec": {"limits": [{"type": "Container", "max": {"cpu": "2"}, "min": {"cpu": "1"}}]}},
        "limits",
        [
            {
                "type": "Container",
                "max": {"cpu": "2"},
                "min": {"cpu": "1"},
                "default": {"cpu": "2"},
                "defaultRequest": {"cpu": "2"},
            }
        ],
    ),
    ("v1", "LimitRange", {"spec": {"limits": [{"type": "Pod"}]}}, "limits", [{"type": "Pod"}]),
    ("networking.k8s.io/v1", "NetworkPolicy", {}, "policyTypes", ["Ingress"]),
    (
        "networking.k8s.io/v1",
        "NetworkPolicy",
        {"spec": {"egress": [{"ports": [{"port": 53}]}]}},
        "policyTypes",
        ["Ingress", "Egress"],
    ),
    (
        "networking.k8s.io/v1",
        "NetworkPolicy",
        {"spec": {"ingress": [{"ports": [{"port": 53}]}]}},
        "ingress",
        [{"ports": [{"port": 53, "protocol": "TCP"}]}],
    ),
    (
        "networking.k8s.io/v1beta1",
        "Ingress",
        {"spec": {"rules": [{"http": {"paths": [{}]}}]}},
        "rules",
        [{"http": {"paths": [{"pathType": "ImplementationSpecific"}]}}],
    ),
    ("storage.k8s.io/v1", "CSIDriver", {}, "attachRequired", True),
    ("autoscaling/v2", "HorizontalPodAutoscaler", {}, "minReplicas", 1),
    (
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        {},
        "metrics",
        [
            {
                "type": "Resource",
                "resource": {
                    "name": "cpu",
                    "target": {"type": "Utilization", "averageUtilization": 80},
                },
            }
        ],
    ),
    ("autoscaling/v1", "HorizontalPodAutoscaler", {}, "targetCPUUtilizationPercentage", 80),
    ("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", {}, "matchingPrecedence", 1000),
    (
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        {"spec": {"names": {"kind": "Fruit", "plural": "fruits"}}},
        "names",
        {"kind": "Fruit", "plural": "fruits", "singular": "fruit", "listKind": "FruitList"},
    ),
    (
        "apiregistration.k8s.io/v1",
        "APIService",
        {"spec": {"service": {"name": "m"}}},
        "service",
        {"name": "m", "port": 443},
    ),
    (
        "admissionregistration.k8s.io/v1",
        "ValidatingAdmissionPolicy",
        {"spec": {"matchConstraints": {}}},
        "matchConstraints",
        {"matchPolicy": "Equivalent", "namespaceSelector": {}, "objectSelector": {}},
    ),
]


@pytest.mark.parametrize(
    ("api_version", "kind", "body", "field", "expected"),
    ROWS,
    ids=[f"{row[1]}-{row[3]}-{at}" for at, row in enumerate(ROWS)],
)
def test_a_spec_gets_what_it_leaves_out(api_version, kind, body, field, expected):
    assert filled(api_version, kind, body)["spec"].get(field) == expected


@pytest.mark.parametrize(
    ("api_version", "kind", "body", "field", "expected"),
    [
        ("v1", "Secret", {}, "type", "Opaque"),
        ("v1", "Secret", {"stringData": {"a": "é", "b": ""}, "data": {"a": "eA==", "c": "eQ=="}},
         "data", {"a": "w6k=", "b": "", "c": "eQ=="}),
        ("storage.k8s.io/v1", "StorageClass", {}, "volumeBindingMode", "Immediate"),
        ("scheduling.k8s.io/v1", "PriorityClass", {}, "preemptionPolicy", "PreemptLowerPriority"),
        ("v1", "Namespace", {}, "metadata",
         {"name": "x", "labels": {"kubernetes.io/metadata.name": "x"}}),
        ("v1", "Endpoints", {"subsets": [{"ports": [{"port": 1}]}]}, "subsets",
         [{"ports": [{"port": 1, "protocol": "TCP"}]}]),
        ("discovery.k8s.io/v1", "EndpointSlice", {"ports": [{"port": 1}]}, "ports",
         [{"port": 1, "name": "", "protocol": "TCP"}]),
        ("rbac.authorization.k8s.io/v1", "RoleBinding",
         {"subjects": [{"kind": "User", "name": "a"}, {"kind": "ServiceAccount", "name": "b"}]},
         "subjects",
         [{"kind": "User", "name": "a", "apiGroup": "rbac.authorization.k8s.io"},
          {"kind": "ServiceAccount", "name": "b"}]),
        ("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration",
         {"webhooks": [{"clientConfig": {"service": {}}, "rules": [{}]}]}, "webhooks",
         [{"clientConfig": {"service": {"port": 443}}, "rules": [{"scope": "*"}],
           "failurePolicy": "Fail", "matchPolicy": "Equivalent", "namespaceSelector": {},
           "objectSelector": {}, "timeoutSeconds": 10, "reinvocationPolicy": "Never"}]),
        ("v1", "PodTemplate", {}, "template",
         {"spec": {"restartPolicy": "Always", "terminationGracePeriodSeconds": 30,
          "dnsPolicy": "ClusterFirst", "securityContext": {},
          "schedulerName": "default-scheduler"}}),
    ],
)  # fmt: skip
def test_an_object_gets_what_it_leaves_out(api_version, kind, body, field, expected):
    assert filled(api_version, kind, body)[field] == expected


def test_a_secret_keeps_no_text_once_it_is_in_its_data():
    assert "stringData" not in filled("v1", "Secret", {"stringData": {"a": "x"}})


def test_a_replication_controller_takes_selector_and_labels_from_its_template():
    template = {"metadata": {"labels": {"app": "web"}}}
    body = filled("v1", "ReplicationController", {"spec": {"template": template}})

    assert body["spec"]["selector"] == body["metadata"]["labels"] == {"app": "web"}
    assert "selector" not in filled("v1", "ReplicationController", {})["spec"]


WITH_DEFAULTS = [kind for kind in registry.all_kinds() if kind.set_defaults is not None]


@given(
    body=st.dictionaries(FIELDS, ANY, max_size=5),
    spec=st.dictionaries(FIELDS, ANY, max_size=5),
    kind=st.sampled_from(WITH_DEFAULTS),
)
def test_filling_in_a_body_that_nobody_has_checked_twice_changes_nothing_more(body, spec, kind):
    body |= {"metadata": {"name": "x"}, "spec": spec}
    assert kind.set_defaults is not None
    try:
        kind.set_defaults(body)
    except ApiError as error:  # what cannot be read, such as data that are no base64
        event(error.code)
        return
    once = deepcopy(body)
    kind.set_defaults(body)

    assert body == once
