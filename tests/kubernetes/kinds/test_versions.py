"""Objects that were written in one version of their kind, and are read in another one."""

from copy import deepcopy
from typing import Any

import pytest
from cs_simulator.kubernetes.kinds import registry
from hypothesis import given
from hypothesis import strategies as st

from tests.kubernetes.kinds.made_up import ANY, FIELDS
from tests.support.cluster_writes import WritingApi

KINDS = {(kind.api_version, kind.kind): kind for kind in registry.all_kinds()}
AUTOSCALERS = "/apis/autoscaling/{}/namespaces/default/horizontalpodautoscalers"
INGRESSES = "/apis/{}/namespaces/default/ingresses"
TARGET = {"scaleTargetRef": {"kind": "Deployment", "name": "web"}, "maxReplicas": 3}


def converted(api_version: str, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    copy = {"metadata": {}, **deepcopy(body)}
    convert = KINDS[api_version, kind].convert
    assert convert is not None
    convert(copy)
    return copy


def cpu(percentage):
    target = {"type": "Utilization", "averageUtilization": percentage}
    return {"type": "Resource", "resource": {"name": "cpu", "target": target}}


MEMORY = {"type": "Resource", "resource": {"name": "memory", "target": {"averageValue": "1Gi"}}}


def test_an_autoscaler_has_its_load_in_each_version(api):
    made = {"metadata": {"name": "x"}, "spec": {**TARGET, "targetCPUUtilizationPercentage": 70}}
    api.create(AUTOSCALERS.format("v1"), made)

    old = api.get(f"{AUTOSCALERS.format('v1')}/x")
    new = api.get(f"{AUTOSCALERS.format('v2')}/x")
    assert old["spec"]["targetCPUUtilizationPercentage"] == 70
    assert new["spec"]["metrics"] == [cpu(70)]
    assert "targetCPUUtilizationPercentage" not in new["spec"]


def test_what_an_old_autoscaler_cannot_say_is_in_its_annotations_and_comes_back():
    spec = {"metrics": [cpu(80), MEMORY], "behavior": {"scaleUp": {}}}
    old = converted("autoscaling/v1", "HorizontalPodAutoscaler", {"spec": spec})
    again = converted("autoscaling/v2", "HorizontalPodAutoscaler", old)

    assert old["spec"] == {"targetCPUUtilizationPercentage": 80}
    assert len(old["metadata"]["annotations"]) == 2
    assert again == {"metadata": {}, "spec": spec}


def test_annotations_that_are_no_metrics_are_left_out_and_others_stay():
    annotations = {
        "autoscaling.alpha.kubernetes.io/metrics": "{nonsense",
        "autoscaling.alpha.kubernetes.io/behavior": "[]",
        "own": "x",
    }
    body = {"metadata": {"annotations": annotations}, "spec": {}}

    assert converted("autoscaling/v2", "HorizontalPodAutoscaler", body) == {
        "metadata": {"annotations": {"own": "x"}},
        "spec": {},
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            {"serviceName": "web", "servicePort": 80},
            {"service": {"name": "web", "port": {"number": 80}}},
        ),
        (
            {"serviceName": "web", "servicePort": "http"},
            {"service": {"name": "web", "port": {"name": "http"}}},
        ),
        ({"resource": {"kind": "Bucket"}}, {"resource": {"kind": "Bucket"}}),
    ],
)
def test_an_ingress_names_its_services_as_its_version_does(old, new):
    def spec(backend, default):
        return {default: backend, "rules": [{"http": {"paths": [{"backend": backend}]}}]}

    was, becomes = {"spec": spec(old, "backend")}, {"spec": spec(new, "defaultBackend")}

    assert converted("networking.k8s.io/v1", "Ingress", was) == {"metadata": {}, **becomes}
    assert converted("networking.k8s.io/v1beta1", "Ingress", becomes) == {"metadata": {}, **was}


def test_an_old_cluster_shows_one_ingress_in_three_places():
    api = WritingApi(version="1.20.4-aliyun.1")
    spec = {"backend": {"serviceName": "web", "servicePort": 80}}
    api.create(INGRESSES.format("extensions/v1beta1"), {"metadata": {"name": "x"}, "spec": spec})

    read = [
        api.get(f"{INGRESSES.format(version)}/x")
        for version in ("extensions/v1beta1", "networking.k8s.io/v1beta1", "networking.k8s.io/v1")
    ]
    assert [each["apiVersion"] for each in read] == [
        "extensions/v1beta1",
        "networking.k8s.io/v1beta1",
        "networking.k8s.io/v1",
    ]
    assert read[0]["spec"]["backend"] == read[1]["spec"]["backend"] == spec["backend"]
    assert read[2]["spec"]["defaultBackend"]["service"]["name"] == "web"
    assert len({each["metadata"]["uid"] for each in read}) == 1


def test_an_event_is_the_same_one_in_both_groups(api):
    event = {
        "metadata": {"name": "e"},
        "involvedObject": {"kind": "Pod", "name": "p"},
        "message": "m",
        "source": {"component": "kubelet"},
    }
    api.create("/api/v1/namespaces/shop/events", event)
    path = "/apis/events.k8s.io/v1/namespaces/shop/events"
    new = api.get(f"{path}/e")
    new["note"] = "n"
    api.call("PUT", f"{path}/e", new).ok()

    assert (new["regarding"], new["deprecatedSource"]) == (
        event["involvedObject"],
        event["source"],
    )
    assert "message" not in new
    assert api.get("/api/v1/namespaces/shop/events/e")["message"] == "n"


def test_tables_of_events_are_the_same_in_both_groups():
    core = {"metadata": {"name": "e"}, "message": "m", "involvedObject": {"kind": "Pod"}}
    new = {"metadata": {"name": "e"}, "note": "m", "regarding": {"kind": "Pod"}}

    def cells(api_version, body):
        return [each.value(body, 0) for each in KINDS[api_version, "Event"].columns]

    assert cells("v1", core) == cells("events.k8s.io/v1", new)


CONVERTED = [kind for kind in registry.all_kinds() if kind.convert is not None]


@given(
    body=st.dictionaries(FIELDS, ANY, max_size=5),
    spec=st.dictionaries(FIELDS, ANY, max_size=5),
    kind=st.sampled_from(CONVERTED),
)
def test_a_body_that_nobody_has_checked_is_converted_all_the_same(body, spec, kind):
    assert kind.convert is not None
    kind.convert({**body, "metadata": {"name": "x"}, "spec": spec})
