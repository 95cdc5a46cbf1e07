"""Rights of users in clusters."""

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.operations.permissions.update_user_permissions import MODES

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_running_cluster, a_tenant, call, put_in_state, settle

UID = "234567890123456789"
PATH = f"/permissions/users/{UID}"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant)


def right(cluster_id, role="dev", **more):
    return {"cluster": cluster_id, "role_name": role, "role_type": "cluster", **more}


def rights(tenant):
    found = call(tenant, "GET", PATH).ok()
    return {(one["resource_id"], one["role_name"]) for one in found}


def update(tenant, mode, *given):
    return call(tenant, "POST", f"{PATH}/update?mode={mode}", list(given))


def test_a_user_has_no_rights_at_first(tenant):
    assert call(tenant, "GET", PATH).ok() == []


def test_rights_are_shown_by_what_they_are_about(tenant, cluster_id):
    answer = call(
        tenant,
        "POST",
        PATH,
        [
            right(cluster_id, "admin"),
            right(cluster_id, "dev", role_type="namespace", namespace="shop"),
            {"role_name": "view", "role_type": "all-clusters", "is_custom": True},
            right(cluster_id, "ops", is_ram_role=True),
        ],
    )

    assert (answer.status, answer.body) == (200, None)
    assert call(tenant, "GET", PATH).ok() == [
        {
            "is_owner": 0,
            "is_ram_role": 0,
            "resource_id": cluster_id,
            "resource_type": "cluster",
            "role_name": "admin",
            "role_type": "admin",
        },
        {
            "is_owner": 0,
            "is_ram_role": 0,
            "resource_id": f"{cluster_id}/shop",
            "resource_type": "namespace",
            "role_name": "dev",
            "role_type": "dev",
        },
        {
            "is_owner": 0,
            "is_ram_role": 0,
            "resource_id": "all-clusters",
            "resource_type": "cluster",
            "role_name": "view",
            "role_type": "custom",
        },
        {
            "is_owner": 0,
            "is_ram_role": 1,
            "resource_id": cluster_id,
            "resource_type": "cluster",
            "role_name": "ops",
            "role_type": "ops",
        },
    ]


def test_granting_replaces_what_a_user_has(tenant, cluster_id):
    call(tenant, "POST", PATH, [right(cluster_id), right(cluster_id)]).ok()
    assert rights(tenant) == {(cluster_id, "dev")}
    call(tenant, "POST", PATH, []).ok()

    assert rights(tenant) == set()


def test_rights_are_patched_deleted_and_applied(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)
    update(tenant, "patch", right(cluster_id)).ok()
    update(tenant, "patch", right(other, "ops")).ok()
    assert rights(tenant) == {(cluster_id, "dev"), (other, "ops")}
    update(tenant, "patch", right(other, "admin")).ok()
    assert rights(tenant) == {(cluster_id, "dev"), (other, "admin")}

    update(tenant, "delete", right(other, "admin"), right(cluster_id, "ops")).ok()
    assert rights(tenant) == {(cluster_id, "dev")}
    call(tenant, "POST", f"{PATH}/update", [right(other)]).ok()
    assert rights(tenant) == {(other, "dev")}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role_name": None}, "MissingParameter.RoleName"),
        ({"role_type": None}, "MissingParameter.RoleType"),
        ({"role_type": "planet"}, "InvalidParameter.RoleType"),
        ({"role_name": "emperor"}, "InvalidParameter.RoleName"),
        ({"role_type": "namespace"}, "MissingParameter.Namespace"),
        ({"role_type": "cluster", "namespace": "prod"}, "InvalidParameter.Namespace"),
        ({"role_type": "all-clusters", "namespace": "prod"}, "InvalidParameter.Namespace"),
        (
            {"role_type": "namespace", "namespace": "a", "role_name": "ops"},
            "InvalidParameter.RoleName",
        ),
        ({"role_type": "all-clusters", "role_name": "admin-view"}, "InvalidParameter.RoleName"),
        ({"role_type": "all-clusters"}, "InvalidParameter.Cluster"),
        ({"cluster": None}, "MissingParameter.Cluster"),
        ({"cluster": "c0"}, "ErrorClusterNotFound"),
        ({"is_custom": "yes"}, "InvalidParameter"),
    ],
)
def test_a_right_that_makes_no_sense_is_refused(tenant, cluster_id, changes, code):
    answer = call(tenant, "POST", PATH, [right(cluster_id) | changes])

    assert answer.body["code"] == code


@pytest.mark.parametrize("mode", ["patch", "apply"])
def test_of_two_roles_in_the_same_place_of_one_body_the_later_counts(tenant, cluster_id, mode):
    update(tenant, mode, right(cluster_id, "ops"), right(cluster_id, "dev")).ok()

    assert rights(tenant) == {(cluster_id, "dev")}


@pytest.mark.parametrize("granted", [True, False])
def test_a_right_is_deleted_whoever_it_was_granted_to(tenant, cluster_id, granted):
    update(tenant, "patch", right(cluster_id, is_ram_role=granted)).ok()

    update(tenant, "delete", right(cluster_id, is_ram_role=not granted)).ok()

    assert rights(tenant) == set()


def test_a_custom_role_is_not_deleted_as_a_predefined_one(tenant, cluster_id):
    update(tenant, "patch", right(cluster_id, is_custom=True)).ok()

    update(tenant, "delete", right(cluster_id)).ok()

    assert rights(tenant) == {(cluster_id, "dev")}


@pytest.mark.parametrize("query", ["Mode=delete", "mode=delete&modes=patch"])
def test_a_query_with_another_key_is_refused_and_changes_nothing(tenant, cluster_id, query):
    update(tenant, "patch", right(cluster_id)).ok()

    answer = call(tenant, "POST", f"{PATH}/update?{query}", [right(cluster_id)])

    assert (answer.status, answer.body["code"]) == (400, "InvalidParameter.Query")
    assert rights(tenant) == {(cluster_id, "dev")}


@pytest.mark.parametrize("path", [PATH, *(f"{PATH}/update?mode={mode}" for mode in MODES)])
def test_rights_in_a_swarm_cluster_are_refused(tenant, path):
    answer = call(tenant, "POST", path, [right(a_running_cluster(tenant))])

    assert (answer.status, answer.body["code"]) == (501, "OperationNotModelled")
    assert rights(tenant) == set()


@pytest.mark.parametrize("path", [PATH, f"{PATH}/update"])
def test_without_a_body_an_array_is_asked_for(tenant, path):
    answer = call(tenant, "POST", path)

    assert answer.body["code"] == "InvalidParameter"
    assert "it is empty; send a JSON array" in answer.body["message"]


@pytest.mark.parametrize(("body", "what"), [("admin", "a string"), ({"rights": 1}, "an object")])
def test_another_body_than_an_array_is_refused(tenant, body, what):
    answer = call(tenant, "POST", PATH, body)

    assert f"it must be a JSON array, not {what}" in answer.body["message"]


def test_a_mode_and_a_user_that_make_no_sense_are_refused(tenant):
    assert update(tenant, "shuffle").body["code"] == "InvalidParameter.Mode"
    assert call(tenant, "GET", "/permissions/users/me").body["code"] == "InvalidParameter.Uid"


def test_rights_in_a_cluster_end_with_it(tenant, cluster_id):
    call(tenant, "POST", PATH, [right(cluster_id)]).ok()
    call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()
    settle(tenant)

    assert rights(tenant) == set()


def test_the_rights_in_one_cluster_are_taken_away_with_the_kubeconfig(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)
    call(tenant, "POST", PATH, [right(cluster_id), right(other)]).ok()
    hours = {"user": UID, "expire_hour": 1}
    call(tenant, "POST", f"/k8s/{cluster_id}/user_config/expire", hours).ok()

    for target in (cluster_id, other):
        path = f"/cluster/{target}/user/{UID}/permissions?Force=true"
        answer = call(tenant, "DELETE", path)
        assert (answer.status, answer.body) == (200, None)

    assert rights(tenant) == set()


@pytest.mark.parametrize("path", ["/api/v2/k8s/{}/namespaces", "/k8s/{}/namespaces"])
def test_a_cluster_that_is_up_has_the_first_namespaces(tenant, cluster_id, path):
    found = call(tenant, "GET", path.format(cluster_id)).ok()

    assert found == ["default", "kube-node-lease", "kube-public", "kube-system"]
    put_in_state(tenant, cluster_id, ClusterState.FAILED)
    assert call(tenant, "GET", path.format(cluster_id)).status == 400
    swarm = a_running_cluster(tenant)
    assert call(tenant, "GET", path.format(swarm)).body["code"] == "OperationNotModelled"
