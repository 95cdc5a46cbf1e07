"""Values of another JSON type than their field has, which no typed client could read back."""

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.writing import field_types

MAPS, SECRETS = (f"/api/v1/namespaces/shop/{plural}" for plural in ("configmaps", "secrets"))
JSON_PATCH, MERGE, STRATEGIC, APPLY = (
    f"application/{kind}"
    for kind in (
        "json-patch+json",
        "merge-patch+json",
        "strategic-merge-patch+json",
        "apply-patch+yaml",
    )
)
MAP = Kind(kind="ConfigMap", plural="configmaps")
SECRET = Kind(kind="Secret", plural="secrets")
NODE = Kind(kind="Node", plural="nodes")
POD = Kind(kind="Pod", plural="pods")
LEASE = Kind(group="coordination.k8s.io", kind="Lease", plural="leases")
SERVICE = Kind(kind="Service", plural="services")
QUOTA = Kind(kind="ResourceQuota", plural="resourcequotas")
DEPLOYMENT = Kind(group="apps", kind="Deployment", plural="deployments")
DEFINITION = Kind(
    group="apiextensions.k8s.io",
    kind="CustomResourceDefinition",
    plural="customresourcedefinitions",
)
REVIEW = Kind(
    group="authorization.k8s.io", kind="SubjectAccessReview", plural="subjectaccessreviews"
)
TEA = Kind(group="example.com", kind="Tea", plural="teas", is_custom=True)
OLD = Kind(
    group="autoscaling",
    version="v2beta2",
    kind="HorizontalPodAutoscaler",
    plural="horizontalpodautoscalers",
)


def into(shown, field, wanted):
    return f"json: cannot unmarshal {shown} into Go struct field {field} of type {wanted}"


def a_pod(**container):
    return {"spec": {"containers": [{"name": "a"}, {"name": "b", **container}]}}


def a_version(**version):
    return {"spec": {"versions": [{"name": "v1", **version}]}}


def requests(value):
    return a_pod(resources={"requests": {"cpu": value}})


def port(value):
    return {"spec": {"ports": [{"port": 1, "targetPort": value}]}}


def schema(**more):
    return a_version(schema={"openAPIV3Schema": more})


QUANTITY = "quantities must match the regular expression"
LAYOUT = "2006-01-02T15:04:05Z07:00"
ENV = "EnvVar.spec.containers.env.value"
WRONG = [
    (MAP, {"data": {"port": 8080}}, into("number", "ConfigMap.data", "string")),
    (MAP, {"data": ["a"]}, into("array", "ConfigMap.data", "map[string]string")),
    (MAP, {"immutable": "x"}, into("string", "ConfigMap.immutable", "bool")),
    (MAP, {"binaryData": {"a": True}}, into("bool", "ConfigMap.binaryData", "[]uint8")),
    (MAP, {"binaryData": 1}, into("number", "ConfigMap.binaryData", "map[string][]uint8")),
    (SECRET, {"data": {"a": "###"}}, "illegal base64 data at input byte 0"),
    (NODE, {"spec": {"unschedulable": "yes"}}, into("string", "NodeSpec.spec.unschedulable",
                                                   "bool")),
    (NODE, {"spec": 7}, into("number", "Node.spec", "v1.NodeSpec")),
    (DEPLOYMENT, {"spec": {"replicas": "3"}}, into("string", "DeploymentSpec.spec.replicas",
                                                  "int32")),
    (DEPLOYMENT, {"spec": {"replicas": 3.5}}, into("number", "DeploymentSpec.spec.replicas",
                                                  "int32")),
    (DEPLOYMENT, {"spec": {"replicas": True}}, into("bool", "DeploymentSpec.spec.replicas",
                                                   "int32")),
    (POD, {"spec": {"activeDeadlineSeconds": "x"}},
     into("string", "PodSpec.spec.activeDeadlineSeconds", "int64")),
    (POD, a_pod(env=[{"name": "E", "value": 5}]), into("number", ENV, "string")),
    (POD, a_pod(env={"name": "E"}), into("object", "Container.spec.containers.env",
                                        "[]v1.EnvVar")),
    (POD, a_pod(command=["a", 1]), into("number", "Container.spec.containers.command", "string")),
    (POD, {"spec": {"containers": ["a"]}}, into("string", "PodSpec.spec.containers",
                                               "v1.Container")),
    (POD, a_pod(resources={"requests": "x"}),
     into("string", "ResourceRequirements.spec.containers.resources.requests", "v1.ResourceList")),
    *((POD, requests(value), QUANTITY) for value in (True, "", "x", "1x", "1e", [])),
    (SERVICE, port(True), "json: cannot unmarshal bool into Go value of type int32"),
    (SERVICE, port(1.5), "json: cannot unmarshal number into Go value of type int32"),
    (REVIEW, {"spec": {"extra": {"a": "b"}}},
     "json: cannot unmarshal string into Go value of type []string"),
    (REVIEW, {"spec": {"extra": {"a": [1]}}},
     "json: cannot unmarshal number into Go value of type string"),
    (DEFINITION, a_version(served="yes"),
     into("string", "CustomResourceDefinitionVersion.spec.versions.served", "bool")),
    (DEFINITION, schema(properties={"a": {"minimum": "x"}}),
     "json: cannot unmarshal string into Go value of type float64"),
    (LEASE, {"spec": {"renewTime": 5}},
     "json: cannot unmarshal number into Go value of type string"),
    (LEASE, {"spec": {"renewTime": "2026-03-01"}},
     f'parsing time "2026-03-01" as "{LAYOUT}": cannot parse "" as "T"'),
    (MAP, {"metadata": {"creationTimestamp": "x"}},
     f'parsing time "x" as "{LAYOUT}": cannot parse "x" as "2006"'),
    (MAP, {"metadata": {"creationTimestamp": "2026-13-01T00:00:00Z"}},
     'parsing time "2026-13-01T00:00:00Z": out of range'),
    (MAP, {"metadata": {"creationTimestamp": "2026-03-01T00:00:00Z."}},
     'parsing time "2026-03-01T00:00:00Z.": extra text: "."'),
    (MAP, {"metadata": {"managedFields": [{"time": "x"}]}},
     f'parsing time "x" as "{LAYOUT}": cannot parse "x" as "2006"'),
    (MAP, {"metadata": "x"}, into("string", "ConfigMap.metadata", "v1.ObjectMeta")),
    (TEA, {"metadata": {"ownerReferences": [{"uid": 5}]}},
     into("number", "OwnerReference.metadata.ownerReferences.uid", "string")),
    (OLD, {"metadata": {"generation": "x"}}, into("string", "ObjectMeta.metadata.generation",
                                                 "int64")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "why"), WRONG)
def test_a_value_of_another_type_is_refused_in_words(kind, body, why):
    with pytest.raises(ApiError) as refused:
        field_types.check(kind, body)

    said = f'{kind.kind} in version "{kind.version}" cannot be handled as a {kind.kind}: {why}'
    assert str(refused.value.message).startswith(said)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        *(
            (POD, requests(value))
            for value in (1, 0.5, "1", "100m", "1.5Gi", ".5", "-1", "1e3", " 2k ", "1.")
        ),
        (QUOTA, {"spec": {"hard": {"pods": 4}}}),
        (SERVICE, port(80)),
        (SERVICE, port("http")),
        (MAP, {"data": None, "metadata": None, "unknown": 7}),
        (MAP, {"data": {"a": None}, "binaryData": {"a": "YWJj\nYWJj\r\n"}}),
        (POD, {"spec": {"containers": [None]}}),
        *(
            (LEASE, {"spec": {"renewTime": f"2026-03-01T00:00:00{end}"}})
            for end in ("Z", ".5Z", ".123456Z", ".123456789+08:00")
        ),
        (REVIEW, {"spec": {"extra": {"a": ["b", None]}}}),
        (DEFINITION, schema(minimum=1, maximum=1.5, default={"any": [1]}, items={"type": 7})),
        (TEA, {"spec": {"any": [1, "a"]}, "metadata": {"name": "a"}}),
        (TEA, {"metadata": 7}),
        (OLD, {"spec": {"maxReplicas": "x"}}),
    ],
)
def test_values_that_an_api_server_reads_are_not_refused(kind, body):
    field_types.check(kind, body)


@pytest.mark.parametrize(
    ("type_", "patch"),
    [
        (JSON_PATCH, [{"op": "add", "path": "/data/port", "value": 8080}]),
        (MERGE, {"data": {"port": 8080}}),
        (STRATEGIC, {"data": {"port": 8080}}),
        (APPLY, {"metadata": {"name": "a"}, "data": {"port": 8080}}),
        (None, {"metadata": {"name": "a"}, "data": {"port": 8080}}),
    ],
)
def test_no_write_makes_a_value_one_of_another_type(api, type_, patch):
    made = api.create(MAPS, {"metadata": {"name": "a"}, "data": {"port": "80"}})
    if type_ == APPLY:
        patch |= {"apiVersion": "v1", "kind": "ConfigMap"}
    query = "?fieldManager=x&force=true" if type_ == APPLY else ""

    method = "PATCH" if type_ else "PUT"
    answer = api.call(method, f"{MAPS}/a{query}", patch, type_ or "application/json")

    said = 'ConfigMap in version "v1" cannot be handled as a ConfigMap: '
    why = into("number", "ConfigMap.data", "string")
    assert answer.refusal == (400, "BadRequest", said + why)
    assert api.get(f"{MAPS}/a") == made


def test_a_secret_is_not_patched_with_what_is_no_base64(api):
    api.create(SECRETS, {"metadata": {"name": "a"}, "data": {"a": "YQ=="}})

    answer = api.call("PATCH", f"{SECRETS}/a", {"data": {"a": "###"}}, MERGE)

    assert (answer.status, answer.body["reason"]) == (400, "BadRequest")
