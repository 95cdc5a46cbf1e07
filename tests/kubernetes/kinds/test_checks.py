"""What kinds find wrong with objects, as the causes of a 422."""

from copy import deepcopy

import pytest
from cs_simulator.kubernetes.kinds import registry
from cs_simulator.kubernetes.kinds._pod_checks import selects
from hypothesis import given
from hypothesis import strategies as st

from tests.kubernetes.kinds.made_up import ANY, FIELDS

SHOP = "/api/v1/namespaces/shop"
DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments"
A_CONTAINER = {"name": "a", "image": "nginx"}
A_DEPLOYMENT = {
    "metadata": {"name": "web"},
    "spec": {
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [A_CONTAINER]},
        },
    },
}


def changed(body, path, value):
    """The body with another value at a path; without the field for ``None``."""
    whole = deepcopy(body)
    inner = whole
    *way, last = path.split(".")
    for name in way:
        inner = inner[name]
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value", "field", "message"),
    [
        ("spec.selector", None, "spec.selector", "Required value"),
        (
            "spec.template.metadata.labels",
            {"app": "other"},
            "spec.template.metadata.labels",
            'Invalid value: {"app": "other"}: `selector` does not match template `labels`',
        ),
        ("spec.template.spec.containers", [], "spec.template.spec.containers", "Required value"),
        (
            "spec.template.spec.containers",
            [{"image": "nginx"}],
            "spec.template.spec.containers[0].name",
            "Required value",
        ),
        (
            "spec.template.spec.containers",
            [{"name": "a"}],
            "spec.template.spec.containers[0].image",
            "Required value",
        ),
        (
            "spec.template.spec.containers",
            [A_CONTAINER, A_CONTAINER],
            "spec.template.spec.containers[1].name",
            'Invalid value: "a": is the name of another container',
        ),
        (
            "spec.replicas",
            -1,
            "spec.replicas",
            "Invalid value: -1: must be greater than or equal to 0",
        ),
        (
            "spec.template.spec.restartPolicy",
            "Never",
            "spec.template.spec.restartPolicy",
            'Unsupported value: "Never": supported values: "Always"',
        ),
    ],
)
def test_a_deployment_that_could_not_work_is_refused(api, path, value, field, message):
    refused = api.call("POST", DEPLOYMENTS, changed(A_DEPLOYMENT, path, value))

    assert refused.status == 422
    assert refused.causes[field] == message


@pytest.mark.parametrize(
    ("operator", "values", "labels", "expected"),
    [
        ("In", ["a"], {"k": "a"}, True),
        ("In", ["a"], {}, False),
        ("NotIn", ["a"], {}, True),
        ("NotIn", ["a"], {"k": "a"}, False),
        ("Exists", [], {"k": "a"}, True),
        ("DoesNotExist", [], {"k": "a"}, False),
        ("Like", [], {"k": "a"}, False),
    ],
)
def test_expressions_of_selectors_count_too(operator, values, labels, expected):
    expression = {"key": "k", "operator": operator, "values": values}

    assert selects({"matchExpressions": [expression]}, labels) is expected


def job(policy):
    return {"spec": {"template": {"spec": {"containers": [A_CONTAINER], "restartPolicy": policy}}}}


def cron_job(schedule, **more):
    return {"spec": {"schedule": schedule, "jobTemplate": job("Never"), **more}}


def definition(
    name="fruits.shop.example",
    scope="Namespaced",
    versions=None,
    scale=None,
    group="shop.example",
    **names,
):
    below = {"subresources": {"scale": scale}} if scale is not None else {}
    usual = [
        {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": {}}, **below}
    ]
    return {
        "metadata": {"name": name},
        "spec": {
            "group": group,
            "names": {"kind": "Fruit", "plural": "fruits", **names},
            "scope": scope,
            "versions": usual if versions is None else versions,
        },
    }


DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
JOBS, CRON_JOBS = (f"/apis/batch/v1/namespaces/shop/{plural}" for plural in ("jobs", "cronjobs"))
AUTOSCALERS = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers"
BUDGETS = "/apis/policy/v1/namespaces/shop/poddisruptionbudgets"
INGRESSES = "/apis/networking.k8s.io/v1/namespaces/shop/ingresses"
TARGET = {"scaleTargetRef": {"kind": "Deployment", "name": "web"}}
V1, V2 = ({"name": name, "served": True, "storage": True} for name in ("v1", "v2"))

ROWS = [
    (f"{SHOP}/pods", {"spec": {"containers": [A_CONTAINER], "restartPolicy": "Often"}},
     "spec.restartPolicy", 'supported values: "Always", "OnFailure", "Never"'),
    (f"{SHOP}/pods", {"spec": {"containers": [A_CONTAINER], "initContainers": [{"name": "a"}]}},
     "spec.initContainers[0].image", "Required value"),
    (JOBS, job("Always"), "spec.template.spec.restartPolicy",
     'Required value: valid values: "OnFailure", "Never"'),
    (CRON_JOBS, cron_job("hourly"), "spec.schedule", "expected exactly 5 fields, found 1"),
    (CRON_JOBS, cron_job("@hourly", concurrencyPolicy="Never"), "spec.concurrencyPolicy",
     "Unsupported value"),
    (f"{SHOP}/services", {"spec": {}}, "spec.ports", "Required value"),
    (f"{SHOP}/services", {"spec": {"type": "Balanced", "ports": [{"port": 1}]}}, "spec.type",
     'supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"'),
    (f"{SHOP}/services", {"spec": {"type": "ExternalName"}}, "spec.externalName",
     "Required value"),
    (f"{SHOP}/services", {"spec": {"ports": [{"port": 0}]}}, "spec.ports[0].port",
     "must be between 1 and 65535"),
    (f"{SHOP}/services", {"spec": {"ports": [{"port": 1}, {"port": 2, "name": "b"}]}},
     "spec.ports[0].name", "Required value"),
    (f"{SHOP}/services", {"spec": {"ports": [{"port": 1, "protocol": "ICMP"}]}},
     "spec.ports[0].protocol", "Unsupported value"),
    (f"{SHOP}/services", {"spec": {"type": "NodePort", "ports": [{"port": 1, "nodePort": 80}]}},
     "spec.ports[0].nodePort", "The range of valid ports is 30000-32767"),
    (f"{SHOP}/configmaps", {"data": {"a b": "x"}}, "data[a b]", "a valid config key must"),
    (f"{SHOP}/configmaps", {"binaryData": {"..": ""}}, "binaryData[..]", "a valid config key"),
    (f"{SHOP}/secrets", {"type": "kubernetes.io/tls", "data": {"tls.crt": ""}}, "data[tls.key]",
     "Required value"),
    (AUTOSCALERS, {"spec": {**TARGET, "maxReplicas": -1}}, "spec.maxReplicas",
     "must be greater than 0"),
    (AUTOSCALERS, {"spec": {**TARGET, "maxReplicas": 1, "minReplicas": 2}}, "spec.maxReplicas",
     "must be greater than or equal to `minReplicas`"),
    (BUDGETS, {"spec": {"minAvailable": 1, "maxUnavailable": 1}}, "spec",
     "cannot be both set"),
    (INGRESSES, {"spec": {"ingressClassName": "x"}}, "spec", "must be specified"),
    (INGRESSES, {"spec": {"rules": [{"http": {"paths": [{"path": "/"}]}}]}},
     "spec.rules[0].http.paths[0].pathType", "pathType must be specified"),
    (DEFINITIONS, definition(name="fruit.shop.example"), "metadata.name",
     'must be spec.names.plural+"."+spec.group'),
    (DEFINITIONS, definition(scope="Global"), "spec.scope", "Unsupported value"),
    (DEFINITIONS, definition(versions=[V1, V2]), "spec.versions",
     "must have exactly one version marked as storage version"),
    (DEFINITIONS, definition(versions=[V1, V1]), "spec.versions[1].name", "must be unique"),
    (DEFINITIONS, definition(versions=[{"storage": True}]), "spec.versions[0].name",
     "Required value"),
    (DEFINITIONS, definition(versions=[{**V1, "name": "1"}]), "spec.versions[0].name",
     "a DNS-1035 label"),
    *((DEFINITIONS, definition(versions=[{**V1, "name": name}]), "spec.versions[0].name",
       "a DNS-1035 label") for name in ("v1/é", "V_1", "v" * 64)),
    *((DEFINITIONS, definition(versions=[{**V1, **more}]),
       "spec.versions[0].schema.openAPIV3Schema", "Required value: schemas are required")
      for more in ({}, {"schema": {}})),
    *((DEFINITIONS, definition(versions=[{**V1, "additionalPrinterColumns": [{"jsonPath": path}]}]),
       "spec.versions[0].additionalPrinterColumns[0].jsonPath", message)
      for path, message in (("", "Required value"), (".spec[", "is not a well-formed JSONPath"))),
    (DEFINITIONS, definition("deployments.apps", plural="deployments", group="apps"), "spec.group",
     'Invalid value: "apps": should be a domain with at least one dot'),
    *((DEFINITIONS, definition(f"{plural}.shop.example", plural=plural), "spec.names.plural",
       "a DNS-1035 label") for plural in ("a.b", "1st", "Fruits")),
    (DEFINITIONS, definition(group="Shop"), "spec.group", "a lowercase RFC 1123 subdomain"),
    (DEFINITIONS, definition(shortNames=["f/r"]), "spec.names.shortNames[0]", "a DNS-1035 label"),
    (DEFINITIONS, definition(kind="Fr uit"), "spec.names.kind", "a DNS-1035 label"),
    (DEFINITIONS, definition(scale={"specReplicasPath": ".spec.size"}),
     "spec.versions[0].subresources.scale.statusReplicasPath", "should be a json path"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "field", "message"),
    ROWS,
    ids=[f"{row[2]}-{at}" for at, row in enumerate(ROWS)],
)
def test_what_is_wrong_with_an_object_is_named_by_its_field(api, path, body, field, message):
    refused = api.call("POST", path, {"metadata": {"name": "x"}, **body})

    assert refused.status == 422
    assert message in refused.causes[field]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (DEPLOYMENTS, A_DEPLOYMENT),
        (JOBS, {"metadata": {"name": "x"}, **job("OnFailure")}),
        (CRON_JOBS, {"metadata": {"name": "x"}, **cron_job("*/5 * * * *")}),
        (f"{SHOP}/services", {"metadata": {"name": "x"}, "spec": {"clusterIP": "None"}}),
        (AUTOSCALERS, {"metadata": {"name": "x"}, "spec": {**TARGET, "maxReplicas": 1}}),
        (DEFINITIONS, definition(scale={"specReplicasPath": ".spec.size",
                                        "statusReplicasPath": ".status.size"})),
    ],
)  # fmt: skip
def test_what_is_right_is_kept(api, path, body):
    assert api.create(path, body)["metadata"]["uid"]


NO_TEXT = "json: cannot unmarshal {} into Go struct field {} of type string"


@pytest.mark.parametrize(
    ("plural", "body", "why"),
    [
        ("secrets", {"data": {"a": "password!"}}, "illegal base64 data at input byte 8"),
        ("secrets", {"data": {"a": "secret"}}, "illegal base64 data at input byte 4"),
        ("secrets", {"data": {"a": 7}}, "into Go struct field Secret.data of type []uint8"),
        ("secrets", {"stringData": {"a": {}}}, NO_TEXT.format("object", "Secret.stringData")),
        ("secrets", {"data": {"a": "YQ==YQ=="}}, "illegal base64 data at input byte 4"),
        ("secrets", {"data": {"a": "é"}}, "illegal base64 data at input byte 0"),
        ("configmaps", {"binaryData": {"a": "="}}, "illegal base64 data at input byte 0"),
        ("configmaps", {"data": {"a": True}}, NO_TEXT.format("bool", "ConfigMap.data")),
    ],
)
def test_data_that_cannot_be_read_are_refused(api, plural, body, why):
    status, reason, message = api.call(
        "POST", f"{SHOP}/{plural}", {"metadata": {"name": "x"}, **body}
    ).refusal

    assert (status, reason) == (400, "BadRequest")
    assert message.endswith(why)


@pytest.mark.parametrize("value", ["", "YQ==", "YWI=", "YWJj", "YWJj\nYWJj\r\n"])
def test_data_in_base64_are_kept_as_they_are(api, value):
    made = api.create(f"{SHOP}/secrets", {"metadata": {"name": "x"}, "data": {"a": value}})

    assert made["data"] == {"a": value}


def test_the_address_of_a_service_stays_unless_it_is_to_have_none(api):
    path = f"{SHOP}/services"
    made = api.create(path, {"metadata": {"name": "x"}, "spec": {"ports": [{"port": 1}]}})
    moved = changed(made, "spec.clusterIP", "172.21.9.9")
    elsewhere = changed(made, "spec", {"type": "ExternalName", "externalName": "example.com"})

    assert (
        api.call("PUT", f"{path}/x", moved)
        .causes["spec.clusterIPs[0]"]
        .endswith("may not change once set")
    )
    assert "clusterIP" not in api.call("PUT", f"{path}/x", elsewhere).ok()["spec"]


CHECKED = [kind for kind in registry.all_kinds() if kind.check is not None]


@given(
    body=st.dictionaries(FIELDS, ANY, max_size=5),
    spec=st.dictionaries(FIELDS, ANY, max_size=5),
    kind=st.sampled_from(CHECKED),
)
def test_a_body_of_other_types_is_checked_all_the_same(body, spec, kind):
    assert kind.check is not None
    body |= {"metadata": {"name": "x"}, "spec": spec}

    assert all(problem.field for problem in kind.check(body, None))
