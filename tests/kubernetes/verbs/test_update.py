from copy import deepcopy

import pytest

MAPS = "/api/v1/namespaces/shop/configmaps"
PRICES = f"{MAPS}/prices"
DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments"
WEB = f"{DEPLOYMENTS}/web"
LEASES = "/apis/coordination.k8s.io/v1/namespaces/shop/leases"
MERGE = "application/merge-patch+json"
A_WORKLOAD = {
    "metadata": {"name": "web", "labels": {"tier": "front"}, "finalizers": ["example.com/audit"]},
    "spec": {
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "web", "image": "web:1"}]},
        },
    },
}


@pytest.fixture
def web(api):
    api.create(DEPLOYMENTS, A_WORKLOAD)
    status = {"status": {"replicas": 1, "observedGeneration": 1}}
    return api.call("PATCH", f"{WEB}/status", status, MERGE).ok()


@pytest.fixture
def prices(api):
    return api.create(MAPS, {"metadata": {"name": "prices"}, "data": {"tea": "3"}})


def changed(body, **metadata):
    body = deepcopy(body)
    for name, value in metadata.items():
        if value is None:
            body["metadata"].pop(name, None)
        else:
            body["metadata"][name] = value
    return body


@pytest.mark.parametrize(
    "name",
    ["uid", "creationTimestamp", "generation", "resourceVersion", "selfLink", "managedFields"],
)
def test_what_a_caller_leaves_out_of_the_metadata_stays(api, web, name):
    body = changed(web, **{name: None}, labels={"tier": "back"})

    answer = api.call("PUT", WEB, body).ok()

    kept = web["metadata"].get(name)
    if name == "resourceVersion":
        assert int(answer["metadata"][name]) > int(kept)
    else:
        assert answer["metadata"].get(name) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("creationTimestamp", "2001-01-01T00:00:00Z"),
        ("generation", 99),
        ("deletionTimestamp", "2001-01-01T00:00:00Z"),
        ("deletionGracePeriodSeconds", 7),
        ("selfLink", "/elsewhere"),
        ("generateName", "other-"),
    ],
)
def test_what_only_the_server_writes_is_not_taken_from_a_caller(api, web, name, value):
    answer = api.call("PUT", WEB, changed(web, **{name: value})).ok()

    assert answer == web


def test_a_write_of_the_object_leaves_the_status_alone(api, web):
    body = {**deepcopy(web), "status": {"replicas": 7}}
    body["metadata"]["labels"] = {"tier": "back"}

    answer = api.call("PUT", WEB, body).ok()

    assert answer["status"] == web["status"]
    assert answer["metadata"]["labels"] == {"tier": "back"}


def test_a_write_without_a_status_leaves_it_alone(api, web):
    body = {name: value for name, value in web.items() if name != "status"}

    assert api.call("PUT", WEB, body).ok() == web


def test_a_write_of_the_status_leaves_the_rest_alone(api, web):
    body = deepcopy(web)
    body["spec"]["replicas"] = 9
    body["metadata"] |= {"labels": {"tier": "back"}, "ownerReferences": []}
    body["status"] = {"replicas": 2}

    answer = api.call("PUT", f"{WEB}/status", body).ok()

    assert answer["status"] == {"replicas": 2}
    assert answer["spec"] == web["spec"]
    assert answer["metadata"]["labels"] == {"tier": "back"}
    assert answer["metadata"]["generation"] == web["metadata"]["generation"]


def test_the_generation_counts_changes_of_what_is_wanted(api, web):
    labelled = api.call("PATCH", WEB, {"metadata": {"labels": {"a": "b"}}}, MERGE).ok()
    scaled = api.call("PATCH", WEB, {"spec": {"replicas": 3}}, MERGE).ok()

    generations = [each["metadata"]["generation"] for each in (web, labelled, scaled)]
    assert generations == [1, 1, 2]


def test_a_kind_without_a_generation_gets_none(api, prices):
    assert "generation" not in prices["metadata"]


def test_a_write_that_changes_nothing_keeps_the_version(api, web):
    assert api.call("PUT", WEB, web).ok() == web


def test_nulls_and_empty_metadata_change_nothing(api, prices):
    body = changed(prices, labels={}, annotations={}, creationTimestamp=None)
    body |= {"binaryData": None, "immutable": None}

    assert api.call("PUT", PRICES, body).ok() == prices


def test_a_write_with_the_present_version_is_done(api, prices):
    answer = api.call("PUT", PRICES, {**prices, "data": {"tea": "4"}}).ok()

    assert answer["data"] == {"tea": "4"}


@pytest.mark.parametrize("version", ["", "0", None])
def test_a_write_without_a_version_is_done_whatever_the_present_one_is(api, prices, version):
    body = changed({**prices, "data": {"tea": "4"}}, resourceVersion=version)

    assert api.call("PUT", PRICES, body).status == 200


def test_a_write_with_an_older_version_conflicts(api, prices):
    api.call("PUT", PRICES, {**prices, "data": {"tea": "4"}}).ok()

    answer = api.call("PUT", PRICES, {**prices, "data": {"tea": "5"}})

    assert (answer.status, answer.body["reason"]) == (409, "Conflict")
    assert "the object has been modified" in answer.body["message"]
    assert answer.body["details"] == {"name": "prices", "kind": "configmaps"}
    assert api.get(PRICES)["data"] == {"tea": "4"}


def test_a_lease_is_not_replaced_without_a_version(api):
    lease = api.create(LEASES, {"metadata": {"name": "leader"}, "spec": {"holderIdentity": "a"}})
    body = changed({**lease, "spec": {"holderIdentity": "b"}}, resourceVersion=None)

    assert api.call("PUT", f"{LEASES}/leader", body).causes == {
        "metadata.resourceVersion": "Invalid value: 0x0: must be specified for an update"
    }


def test_a_lease_is_made_by_a_put_where_there_is_none(api):
    answer = api.call("PUT", f"{LEASES}/leader", {"metadata": {"name": "leader"}})

    assert answer.status == 201
    assert api.is_there(f"{LEASES}/leader")


def test_a_config_map_is_not_made_by_a_put(api):
    answer = api.call("PUT", PRICES, {"metadata": {"name": "prices"}})

    assert answer.refusal == (404, "NotFound", 'configmaps "prices" not found')


@pytest.mark.parametrize(
    ("metadata", "status", "message"),
    [
        ({"uid": "1-2"}, 409, "Precondition failed: UID in precondition: 1-2, UID in object meta"),
        ({"name": "other"}, 400, "the name of the object (other) does not match the name on the"),
        ({"name": None}, 400, "name must be provided"),
        ({"namespace": "other"}, 400, "the namespace of the provided object does not match"),
    ],
)
def test_a_body_about_something_else_is_refused(api, prices, metadata, status, message):
    answer = api.call("PUT", PRICES, changed(prices, **metadata))

    assert answer.status == status
    assert message in answer.body["message"]
    assert api.get(PRICES) == prices


def test_a_dry_run_shows_what_would_be_and_keeps_nothing(api, prices):
    dry = api.call("PUT", f"{PRICES}?dryRun=All", {**prices, "data": {"tea": "4"}}).ok()

    assert dry == {**prices, "data": {"tea": "4"}}
    assert api.get(PRICES) == prices


def test_a_selector_that_has_to_stay_is_not_changed(api, web):
    body = deepcopy(web)
    body["spec"]["selector"]["matchLabels"]["app"] = "other"

    assert "field is immutable" in api.call("PUT", WEB, body).causes["spec.selector"]


@pytest.mark.parametrize("path", ["configmaps", "secrets"])
@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"data": {"a": "Yg=="}}, {"data"}),
        ({"immutable": False}, {"immutable"}),
        ({"data": None, "immutable": None}, {"data", "immutable"}),
        ({"metadata": {"labels": {"a": "b"}}}, set()),
    ],
)
def test_what_is_marked_as_immutable_stays_so(api, path, change, fields):
    place = f"/api/v1/namespaces/shop/{path}"
    api.create(place, {"metadata": {"name": "a"}, "data": {"a": "YQ=="}, "immutable": True})

    answer = api.call("PATCH", f"{place}/a", change, MERGE)

    assert answer.status == (422 if fields else 200)
    assert (set(answer.causes) if fields else set()) == fields


A_CONTAINER = {"name": "web", "image": "web:1"}
A_POD = {
    "metadata": {"name": "web"},
    "spec": {
        "schedulerName": "nobody",
        "containers": [A_CONTAINER],
        "activeDeadlineSeconds": 60,
        "tolerations": [{"key": "a", "operator": "Exists", "effect": "NoExecute"}],
    },
}


@pytest.mark.parametrize(
    ("change", "is_allowed"),
    [
        ({"containers": [{**A_CONTAINER, "image": "web:2"}]}, True),
        ({"activeDeadlineSeconds": 30}, True),
        ({"containers": [{**A_CONTAINER, "command": ["x"]}]}, False),
        ({"containers": [A_CONTAINER, {"name": "more", "image": "x"}]}, False),
        ({"nodeName": "elsewhere"}, False),
        ({"tolerations": []}, False),
    ],
)
def test_of_a_pod_only_little_is_changed(api, change, is_allowed):
    pods = "/api/v1/namespaces/shop/pods"
    body = api.create(pods, A_POD)
    body["spec"] |= change

    answer = api.call("PUT", f"{pods}/web", body)

    assert answer.status == (200 if is_allowed else 422)
    if not is_allowed:
        assert answer.causes["spec"].startswith("Forbidden: pod updates may not change fields")


def test_a_pod_gets_more_tolerations_and_tolerates_for_another_time(api):
    pods = "/api/v1/namespaces/shop/pods"
    body = api.create(pods, A_POD)
    body["spec"]["tolerations"][0]["tolerationSeconds"] = 5
    body["spec"]["tolerations"].append({"key": "b", "operator": "Exists"})

    assert api.call("PUT", f"{pods}/web", body).status == 200


def test_an_object_is_changed_in_another_version_than_it_was_made_in(api):
    groups = "/apis/autoscaling"
    spec = {
        "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
        "maxReplicas": 3,
    }
    made = {"metadata": {"name": "web"}, "spec": {**spec, "targetCPUUtilizationPercentage": 50}}
    api.create(f"{groups}/v1/namespaces/shop/horizontalpodautoscalers", made)
    path = f"{groups}/v2/namespaces/shop/horizontalpodautoscalers/web"

    answer = api.call("PATCH", path, {"spec": {"maxReplicas": 5}}, MERGE).ok()

    assert answer["apiVersion"] == "autoscaling/v2"
    assert answer["spec"]["maxReplicas"] == 5
    assert answer["spec"]["metrics"][0]["resource"]["target"]["averageUtilization"] == 50


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ({"podCIDR": "9.9.9.0/24"}, "spec.podCIDRs"),
        ({"podCIDRs": ["9.9.9.0/24"]}, "spec.podCIDRs"),
        ({"podCIDR": None, "podCIDRs": None}, "spec.podCIDRs"),
        ({"providerID": "elsewhere"}, "spec.providerID"),
        ({"providerID": None}, "spec.providerID"),
        ({"taints": [{"key": "a", "effect": "Bad"}]}, "spec.taints[0].effect"),
        ({"taints": [{"key": "a", "effect": "PreferNoSchedule"}]}, ""),
        ({"podCIDRs": None}, ""),
        ({"unschedulable": True}, ""),
    ],
)
def test_a_node_stays_on_its_machine_with_taints_that_there_are(api, spec, field):
    known = {"podCIDR": "10.0.0.0/26", "podCIDRs": ["10.0.0.0/26"], "providerID": "here"}
    api.create("/api/v1/nodes", {"metadata": {"name": "n"}, "spec": known})

    answer = api.call("PATCH", "/api/v1/nodes/n", {"spec": spec}, MERGE)

    assert answer.status == (422 if field else 200)
    assert (set(answer.causes) if field else set()) == ({field} if field else set())
