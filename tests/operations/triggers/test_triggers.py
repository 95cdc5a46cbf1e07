"""Triggers that deploy applications again: made, listed and deleted, by today's calls and older."""

import json
from base64 import urlsafe_b64decode

import pytest
from cs_simulator.domain.records import ClusterState

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_running_cluster, a_tenant, call, put_in_state, settle

WEB = "?Namespace=shop&Name=web"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant)


@pytest.fixture(params=["of today", "older"])
def is_old(request):
    return request.param == "older"


def create(tenant, cluster_id, *, is_old=False, **changes):
    body = {"cluster_id": cluster_id, "project_id": "shop/web", "action": "redeploy", **changes}
    body = {name: value for name, value in body.items() if value is not None}
    path = "/triggers" if is_old else f"/clusters/{cluster_id}/triggers"
    return call(tenant, "POST", path, body)


def listed(tenant, cluster_id, query=WEB, *, is_old=False):
    path = f"/triggers/{cluster_id}" if is_old else f"/clusters/{cluster_id}/triggers"
    return call(tenant, "GET", f"{path}{query}")


def delete(tenant, cluster_id, trigger_id, *, is_old=False):
    by_cluster = f"/clusters/{cluster_id}/triggers/{trigger_id}"
    path = f"/triggers/revoke/{trigger_id}" if is_old else by_cluster
    return call(tenant, "DELETE", path)


def ids(answer):
    return [one["id"] for one in answer.ok()]


def test_a_trigger_is_answered_and_listed_with_its_token(tenant, cluster_id, is_old):
    created = create(tenant, cluster_id, is_old=is_old).ok()

    assert created == {
        "id": created["id"],
        "cluster_id": cluster_id,
        "project_id": "shop/web",
        "type": "deployment",
        "action": "redeploy",
    }
    [found] = listed(tenant, cluster_id, is_old=is_old).ok()
    assert found == {**created, "name": "web", "token": found["token"]}


def test_a_token_names_its_trigger_and_stays_the_same(tenant, cluster_id):
    create(tenant, cluster_id).ok()
    create(tenant, cluster_id).ok()

    first, second = listed(tenant, cluster_id).ok()

    assert first["token"] != second["token"]
    assert listed(tenant, cluster_id).ok() == [first, second]
    payload = first["token"].split(".")[1]
    said = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert said == {"clusterId": cluster_id, "id": first["id"]}


def test_triggers_are_listed_by_application_type_and_action(tenant, cluster_id):
    web = create(tenant, cluster_id).ok()["id"]
    catalogue = create(tenant, cluster_id, type="application").ok()["id"]
    other = create(tenant, cluster_id, project_id="default/web").ok()["id"]

    assert ids(listed(tenant, cluster_id)) == [web, catalogue]
    assert ids(listed(tenant, cluster_id, f"{WEB}&action=redeploy")) == [web, catalogue]
    assert ids(listed(tenant, cluster_id, f"{WEB}&Type=application")) == [catalogue]
    assert ids(listed(tenant, cluster_id, "?Namespace=default&Name=web")) == [other]
    assert ids(listed(tenant, cluster_id, "?Namespace=shop&Name=none")) == []


def test_triggers_are_those_of_one_cluster(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)
    create(tenant, cluster_id).ok()

    assert ids(listed(tenant, other)) == []


def test_a_trigger_is_deleted_once(tenant, cluster_id, is_old):
    first = create(tenant, cluster_id).ok()["id"]
    second = create(tenant, cluster_id).ok()["id"]

    answer = delete(tenant, cluster_id, first, is_old=is_old)

    assert (answer.status, answer.body) == (200, None)
    assert ids(listed(tenant, cluster_id)) == [second]
    again = delete(tenant, cluster_id, first, is_old=is_old)
    assert (again.status, again.body["code"]) == (404, "InvalidResource.NotFound")


def test_a_trigger_of_another_cluster_is_deleted_by_its_id_alone(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)
    trigger = create(tenant, cluster_id).ok()["id"]

    assert delete(tenant, other, trigger).body["code"] == "InvalidResource.NotFound"
    delete(tenant, other, trigger, is_old=True).ok()
    assert ids(listed(tenant, cluster_id)) == []


def test_triggers_go_with_their_cluster(tenant, cluster_id):
    trigger = create(tenant, cluster_id).ok()["id"]
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)

    answer = delete(tenant, cluster_id, trigger, is_old=True)
    assert answer.body["code"] == "InvalidResource.NotFound"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"action": None}, "MissingParameter.Action"),
        ({"action": "explode"}, "InvalidParameter.Action"),
        ({"project_id": None}, "MissingParameter.ProjectId"),
        ({"project_id": "web"}, "InvalidParameter.ProjectId"),
        ({"project_id": "shop/web/api"}, "InvalidParameter.ProjectId"),
        ({"type": "pod"}, "InvalidParameter.Type"),
        ({"project_id": 5}, "InvalidParameter"),
    ],
)
def test_a_trigger_that_makes_no_sense_is_refused(tenant, cluster_id, is_old, changes, code):
    assert create(tenant, cluster_id, is_old=is_old, **changes).body["code"] == code
    assert ids(listed(tenant, cluster_id)) == []


def test_the_cluster_of_a_new_trigger_must_be_there_and_be_that_of_the_path(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)
    path = f"/clusters/{cluster_id}/triggers"
    body = {"cluster_id": other, "project_id": "shop/web", "action": "redeploy"}

    assert call(tenant, "POST", path, body).body["code"] == "InvalidParameter.ClusterId"
    assert create(tenant, "c0", is_old=True).body["code"] == "ErrorClusterNotFound"
    assert create(tenant, "c0").body["code"] == "ErrorClusterNotFound"
    missing = create(tenant, None, is_old=True)
    assert missing.body["code"] == "MissingParameter.ClusterId"


def test_a_new_trigger_needs_a_kubernetes_cluster_that_is_up(tenant, cluster_id, is_old):
    put_in_state(tenant, cluster_id, ClusterState.FAILED)
    refused = create(tenant, cluster_id, is_old=is_old)
    assert refused.body["code"] == "InvalidStatus.Unsupported"
    swarm = a_running_cluster(tenant)
    assert create(tenant, swarm, is_old=is_old).body["code"] == "OperationNotModelled"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?Namespace=shop", "MissingParameter.Name"),
        ("?Name=web", "MissingParameter.Namespace"),
        (f"{WEB}&Type=pod", "InvalidParameter.Type"),
        (f"{WEB}&action=explode", "InvalidParameter.Action"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(tenant, cluster_id, is_old, query, code):
    assert listed(tenant, cluster_id, query, is_old=is_old).body["code"] == code
