import pytest

from tests.support.cluster_api import TABLE

DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments"
WEB = f"{DEPLOYMENTS}/web"
CONTROLLERS = "/api/v1/namespaces/shop/replicationcontrollers"
JSON_PATCH = "application/json-patch+json"
MERGE = "application/merge-patch+json"
STRATEGIC = "application/strategic-merge-patch+json"
NO_OBJECTS = (5, "x", True, [5])


def a_workload(selector):
    template = {
        "metadata": {"labels": {"app": "web", "tier": "a", "x": ""}},
        "spec": {"schedulerName": "nobody", "containers": [{"name": "web", "image": "web:1"}]},
    }
    spec = {"selector": selector, "template": template, "replicas": 2}
    return {"metadata": {"name": "web"}, "spec": spec}


@pytest.fixture
def web(api):
    api.create(DEPLOYMENTS, a_workload({"matchLabels": {"app": "web"}}))
    return api.get(WEB)


def test_a_scale_shows_what_is_wanted_and_what_there_is(api, web):
    metadata = api.get(WEB)["metadata"]
    names = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")

    assert api.get(f"{WEB}/scale") == {
        "kind": "Scale",
        "apiVersion": "autoscaling/v1",
        "metadata": {name: metadata[name] for name in names},
        "spec": {"replicas": 2},
        "status": {"replicas": 2, "selector": "app=web"},
    }


def test_a_scale_and_a_status_can_be_asked_for_as_tables(api, web):

    scale, status = api.get(f"{WEB}/scale", TABLE), api.get(f"{WEB}/status", TABLE)

    names = [each["name"] for each in scale["columnDefinitions"]]
    assert names == ["Name", "Desired", "Available", "Age"]
    assert scale["rows"][0]["cells"] == ["web", 2, 2, "0s"]
    assert scale["rows"][0]["object"]["metadata"]["name"] == "web"
    assert status["rows"][0]["cells"][0] == "web"


@pytest.mark.parametrize(
    ("path", "selector", "text"),
    [
        (CONTROLLERS, {"app": "web", "tier": "a"}, "app=web,tier=a"),
        (
            DEPLOYMENTS,
            {
                "matchLabels": {"app": "web"},
                "matchExpressions": [
                    {"key": "tier", "operator": "In", "values": ["b", "a"]},
                    {"key": "zone", "operator": "NotIn", "values": ["c"]},
                    {"key": "x", "operator": "Exists"},
                    {"key": "y", "operator": "DoesNotExist"},
                ],
            },
            "!y,app=web,tier in (a,b),x,zone notin (c)",
        ),
    ],
)
def test_the_selector_of_a_scale_is_a_text(api, path, selector, text):
    api.create(path, a_workload(selector))

    assert api.get(f"{path}/web/scale")["status"]["selector"] == text


@pytest.mark.parametrize(
    ("content_type", "patch"),
    [
        (JSON_PATCH, [{"op": "replace", "path": "/spec/replicas", "value": 5}]),
        (MERGE, {"spec": {"replicas": 5}}),
        (STRATEGIC, {"spec": {"replicas": 5}}),
    ],
)
def test_a_patch_of_a_scale_changes_how_many_are_wanted(api, web, content_type, patch):
    answer = api.call("PATCH", f"{WEB}/scale", patch, content_type).ok()

    assert (answer["kind"], answer["spec"]) == ("Scale", {"replicas": 5})
    after = api.get(WEB)
    assert after["spec"] == {**web["spec"], "replicas": 5}
    assert after["metadata"]["generation"] == 2


@pytest.mark.parametrize(("spec", "replicas"), [({"replicas": 4}, 4), ({}, 0), (None, 0)])
def test_a_replaced_scale_changes_how_many_are_wanted(api, web, spec, replicas):
    body = {"metadata": {"name": "web", "namespace": "shop"}, "spec": spec}

    assert api.call("PUT", f"{WEB}/scale", body).ok()["spec"] == {"replicas": replicas}
    assert api.get(WEB)["spec"]["replicas"] == replicas


def test_a_scale_that_was_seen_before_another_write_conflicts(api, web):
    scale = api.get(f"{WEB}/scale")
    api.call("PATCH", WEB, {"metadata": {"labels": {"a": "b"}}}, MERGE).ok()

    answer = api.call("PUT", f"{WEB}/scale", {**scale, "spec": {"replicas": 5}})

    assert (answer.status, answer.body["reason"]) == (409, "Conflict")


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ({"metadata": {"name": "other"}}, 400, "the name of the object (other) does not match"),
        ({"spec": {"replicas": "many"}}, 400, "spec.replicas: its type must be int32"),
        ({"spec": {"replicas": True}}, 400, "spec.replicas: its type must be int32"),
        ({"spec": {"replicas": 1.5}}, 400, "spec.replicas: its type must be int32"),
        ({"spec": {"replicas": 1 << 31}}, 400, "spec.replicas: its type must be int32"),
        ({"spec": {"replicas": 1 << 40}}, 400, "spec.replicas: its type must be int32"),
        ({"spec": {"replicas": -(1 << 40)}}, 400, "spec.replicas: its type must be int32"),
        *(({"spec": value}, 400, "as a Scale: spec: an object") for value in NO_OBJECTS),
        *(({"status": value}, 400, "as a Scale: status: an object") for value in NO_OBJECTS),
        *(({"metadata": value}, 400, "as a Scale: metadata: an object") for value in NO_OBJECTS),
        ({"metadata": {"resourceVersion": 5}}, 400, "as a Scale: metadata.resourceVersion: its"),
        ({"kind": "Pod"}, 400, "as a Scale: it is a Pod"),
        ({"kind": 5}, 400, "as a Scale: it is a 5"),
        (
            {"spec": {"replicas": -1}},
            422,
            "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        ),
    ],
)
def test_a_scale_that_cannot_be_is_refused(api, web, body, status, message):
    whole = api.call("PUT", f"{WEB}/scale", body)
    patch = api.call("PATCH", f"{WEB}/scale", body, MERGE)

    assert (whole.status, patch.status) == (status, status)
    assert message in whole.body["message"]
    assert message in patch.body["message"]
    assert api.get(WEB) == web


@pytest.mark.parametrize("body", [[], "x", 5, None])
def test_a_body_that_is_no_object_is_no_scale(api, web, body):
    answer = api.call("PUT", f"{WEB}/scale", b"null" if body is None else body)

    assert answer.status == 400
    assert "must be of type Scale" in answer.body["message"]


def test_as_many_replicas_as_an_int32_holds_can_be_wanted(api, web):
    most = {"spec": {"replicas": (1 << 31) - 1}}

    assert api.call("PATCH", f"{WEB}/scale", most, MERGE).ok()["spec"] == most["spec"]


def test_a_dry_run_of_a_scale_keeps_nothing(api, web):
    dry = api.call("PATCH", f"{WEB}/scale?dryRun=All", {"spec": {"replicas": 5}}, MERGE).ok()

    assert dry["spec"] == {"replicas": 5}
    assert api.get(WEB) == web


def test_the_scale_of_what_is_missing_is_not_found(api):
    assert api.call("GET", f"{WEB}/scale").refusal == (
        404,
        "NotFound",
        'deployments.apps "web" not found',
    )


def test_a_kind_without_replicas_has_no_scale(api):
    api.create("/api/v1/namespaces/shop/configmaps", {"metadata": {"name": "web"}})

    assert api.call("GET", "/api/v1/namespaces/shop/configmaps/web/scale").status == 404


def test_nothing_is_applied_to_a_scale(api, web):
    body = {"apiVersion": "autoscaling/v1", "kind": "Scale", "spec": {"replicas": 5}}

    answer = api.call("PATCH", f"{WEB}/scale?fieldManager=x", body, "application/apply-patch+yaml")

    assert answer.status == 415
    assert api.get(WEB) == web
