"""Taking the rights and the kubeconfigs of a user away, on one cluster or on several."""

import re

import pytest
from cs_simulator.domain.records import TaskState
from cs_simulator.operations import kubeconfig_problem

from tests.support.cluster_api import ClusterApi
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_running_cluster, a_tenant, call, settle

UID = "234567890123456789"
RIGHTS = f"/permissions/users/{UID}"
CLEANING = f"/users/{UID}/permissions"


@pytest.fixture
def tenant():
    return a_tenant(master_port="8016")


@pytest.fixture
def clusters(tenant):
    return [a_kubernetes_cluster(tenant) for _ in range(3)]


def grant(tenant, *clusters):
    rights = [
        {"cluster": each, "role_name": "dev", "role_type": "cluster"}
        if each
        else {"role_name": "dev", "role_type": "all-clusters"}
        for each in clusters
    ]
    call(tenant, "POST", RIGHTS, rights).ok()


def places(tenant):
    return [right["resource_id"] for right in call(tenant, "GET", RIGHTS).ok()]


def set_life(tenant, cluster_id):
    body = {"user": UID, "expire_hour": 5}
    call(tenant, "POST", f"/k8s/{cluster_id}/user_config/expire", body).ok()


def states(tenant):
    found = call(tenant, "GET", f"/users/{UID}/kubeconfig/states").ok()["states"]
    return {one["cluster_id"]: one["cert_state"] for one in found}


def problem(tenant, cluster_id, generation=0):
    return kubeconfig_problem(tenant.world, cluster_id, UID, generation, is_over=False)


def clean(tenant, *clusters, force="true"):
    named = f"ClusterIds={','.join(clusters)}&" if clusters else ""
    answer = call(tenant, "DELETE", f"{CLEANING}?{named}Force={force}")
    assert answer.status == 200, answer
    return answer.body["task_id"]


def task(tenant, task_id):
    return call(tenant, "GET", f"/tasks/{task_id}").ok()


def test_the_named_clusters_are_cleaned_when_the_task_is_over(tenant, clusters):
    first, second, third = clusters
    grant(tenant, *clusters)
    for each in clusters:
        set_life(tenant, each)

    task_id = clean(tenant, first, second)

    assert re.fullmatch(rf"clean-user-permissions-{UID}-[0-9a-f]{{24}}", task_id)
    assert task(tenant, task_id)["state"] == "running"
    assert places(tenant) == clusters
    settle(tenant)
    assert task(tenant, task_id)["state"] == "success"
    assert places(tenant) == [third]
    assert states(tenant) == {first: "Unissued", second: "Unissued", third: "Unexpired"}
    assert [bool(problem(tenant, each)) for each in clusters] == [True, True, False]


def test_without_names_all_clusters_and_the_right_in_all_of_them_are_cleaned(tenant, clusters):
    grant(tenant, clusters[0], None)

    clean(tenant)
    settle(tenant)

    assert places(tenant) == []
    assert all(problem(tenant, each) == "the kubeconfig was revoked" for each in clusters)


def test_a_right_in_all_clusters_stays_if_clusters_are_named(tenant, clusters):
    grant(tenant, clusters[0], None)

    clean(tenant, clusters[0])
    settle(tenant)

    assert places(tenant) == ["all-clusters"]
    assert problem(tenant, clusters[0]) == "the kubeconfig was revoked"
    assert problem(tenant, clusters[0], generation=1) == ""


def test_a_right_in_all_clusters_stays_when_one_is_cleaned_and_counts_there(tenant, clusters):
    first, *_ = clusters
    grant(tenant, first, None)

    call(tenant, "DELETE", f"/cluster/{first}/user/{UID}/permissions").ok()

    assert places(tenant) == ["all-clusters"]
    assert problem(tenant, first) == "the kubeconfig was revoked"
    assert problem(tenant, first, generation=1) == ""
    grant(tenant)
    assert "were taken away" in problem(tenant, first, generation=1)


def test_a_new_kubeconfig_is_good_only_once_a_right_is_granted_again(tenant, clusters):
    first, *_ = clusters
    clean(tenant, first)
    settle(tenant)

    assert "were taken away" in problem(tenant, first, generation=1)
    grant(tenant, first)
    assert problem(tenant, first, generation=1) == ""
    assert problem(tenant, first) == "the kubeconfig was revoked"


def test_cleaning_one_cluster_revokes_a_kubeconfig_whose_life_was_never_set(tenant, clusters):
    first, second, _ = clusters

    call(tenant, "DELETE", f"/cluster/{first}/user/{UID}/permissions").ok()

    assert problem(tenant, first) == "the kubeconfig was revoked"
    assert problem(tenant, second) == ""


def test_a_cleaned_user_is_listed_once_a_right_is_granted_and_the_life_is_set(tenant, clusters):
    first, *_ = clusters
    set_life(tenant, first)
    path = f"/clusters/{first}/kubeconfig/states"

    call(tenant, "DELETE", f"/cluster/{first}/user/{UID}/permissions").ok()

    assert UID not in [one["account_id"] for one in call(tenant, "GET", path).ok()["states"]]
    set_life(tenant, first)
    assert states(tenant)[first] == "Unissued"
    grant(tenant, first)
    assert states(tenant)[first] == "Unexpired"
    assert UID in [one["account_id"] for one in call(tenant, "GET", path).ok()["states"]]


def test_a_cleaning_leaves_the_cluster_alone(tenant, clusters):
    first, *_ = clusters
    clean(tenant, first)

    assert call(tenant, "GET", f"/clusters/{first}").ok()["state"] == "running"
    call(tenant, "POST", f"/clusters/{first}/nodepools", {"nodepool_info": {"name": "a"}})
    tasks = call(tenant, "GET", f"/clusters/{first}/tasks").ok()["tasks"]
    assert "clean_user_permissions" in [one["task_type"] for one in tasks]


def test_the_task_is_lost_with_its_cluster(tenant, clusters):
    first, second, _ = clusters
    grant(tenant, second)
    task_id = clean(tenant, first, second)

    call(tenant, "DELETE", f"/clusters/{first}").ok()
    settle(tenant)

    assert tenant.world.tasks[task_id].state is TaskState.FAILED
    assert places(tenant) == [second]


def test_a_cluster_that_goes_meanwhile_is_left_out(tenant, clusters):
    first, second, _ = clusters
    call(tenant, "DELETE", f"/clusters/{first}").ok()
    task_id = clean(tenant, first, second)
    settle(tenant)

    assert tenant.world.tasks[task_id].cluster_id == second
    assert task(tenant, task_id)["state"] == "success"
    assert problem(tenant, second) == "the kubeconfig was revoked"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/users/me/permissions", "InvalidParameter.Uid"),
        (f"{CLEANING}?ClusterIds=c0", "ErrorClusterNotFound"),
        (f"{CLEANING}?Force=perhaps", "InvalidParameter.Force"),
        (f"{CLEANING}?ClusterIds=", "InvalidParameter.ClusterIds"),
        (f"{CLEANING}?ClusterIds=[]", "InvalidParameter.ClusterIds"),
        (f'{CLEANING}?ClusterIds=[""]', "InvalidParameter.ClusterIds"),
        (f"{CLEANING}?cluster_ids=c1", "InvalidParameter.Query"),
        (f"{CLEANING}?clusterIds=c1&Force=true", "InvalidParameter.Query"),
    ],
)
def test_a_cleaning_that_makes_no_sense_is_refused(tenant, clusters, path, code):
    assert call(tenant, "DELETE", path).body["code"] == code
    assert not tenant.world.open_tasks[clusters[0]]


def test_the_account_itself_cannot_be_cleaned(tenant, clusters):
    path = f"/clusters/{clusters[0]}/kubeconfig/states"
    root = call(tenant, "GET", path).ok()["states"][0]["account_id"]

    for cleaning in (
        f"/users/{root}/permissions",
        f"/cluster/{clusters[0]}/user/{root}/permissions",
    ):
        assert call(tenant, "DELETE", cleaning).body["code"] == "InvalidParameter.Uid"


def test_only_kubernetes_clusters_have_rights_to_be_cleaned(tenant):
    assert call(tenant, "DELETE", CLEANING).body["code"] == "InvalidParameter.ClusterIds"
    swarm = a_running_cluster(tenant)
    answer = call(tenant, "DELETE", f"{CLEANING}?ClusterIds={swarm}")
    assert answer.body["code"] == "OperationNotModelled"


def test_who_polls_sees_the_rights_and_the_certificates_go():
    tenant = a_tenant(clock="polling")
    cluster_id = a_kubernetes_cluster(tenant)
    grant(tenant, cluster_id)
    set_life(tenant, cluster_id)

    clean(tenant)
    assert [places(tenant) for _ in range(3)] == [[cluster_id], [], []]
    grant(tenant, cluster_id)
    set_life(tenant, cluster_id)
    clean(tenant)
    seen = [states(tenant)[cluster_id] for _ in range(3)]
    assert seen == ["Unexpired", "Unissued", "Unissued"]


@pytest.mark.parametrize("path", ["/api/v2/k8s/{}/namespaces", "/k8s/{}/namespaces"])
def test_the_namespaces_are_those_of_the_kubernetes_api(path):
    api = ClusterApi()
    api.request("POST", "/api/v1/namespaces", {"metadata": {"name": "shop"}})

    found = call(api.tenant, "GET", path.format(api.cluster_id)).ok()

    assert found == ["default", "kube-node-lease", "kube-public", "kube-system", "shop"]
