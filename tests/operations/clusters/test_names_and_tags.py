"""Names and tags of clusters."""

import pytest

from tests.support.worlds import a_tenant, call, create


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return create(tenant)


def rename(tenant, cluster_id, name):
    return call(tenant, "POST", f"/clusters/{cluster_id}/name/{name}")


@pytest.mark.parametrize(
    ("sent", "name"), [("other", "other"), ("%E6%96%B0", "新"), ("a-1", "a-1")]
)
def test_a_cluster_gets_another_name(tenant, cluster_id, sent, name):
    assert rename(tenant, cluster_id, sent).status == 200
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["name"] == name
    assert [found["name"] for found in call(tenant, "GET", "/clusters").body] == [name]


def test_a_name_that_is_taken_is_refused_the_clusters_own_among_them(tenant, cluster_id):
    create(tenant, name="other", subnet_cidr="172.30.0.0/24")
    for name in ("other", "my-test-cluster"):
        status, body = rename(tenant, cluster_id, name)
        assert (status, body["code"]) == (400, "ErrorClusterNameAlreadyExist")


def test_a_name_that_was_given_up_is_free_and_the_new_one_is_taken(tenant, cluster_id):
    rename(tenant, cluster_id, "other")
    create(tenant, name="my-test-cluster", subnet_cidr="172.30.0.0/24")
    _, body = rename(tenant, cluster_id, "my-test-cluster")
    assert body["code"] == "ErrorClusterNameAlreadyExist"


@pytest.mark.parametrize("name", ["-begins", "has%20blank", "x" * 64, "a%2Fb"])
def test_a_bad_name_is_refused(tenant, cluster_id, name):
    status, body = rename(tenant, cluster_id, name)
    assert (status, body["code"]) == (400, "InvalidParameter")


def test_tags_are_shown_and_replaced(tenant, cluster_id):
    path = f"/clusters/{cluster_id}/tags"
    tags = [{"key": "team", "value": "one"}, {"key": "empty", "value": ""}]
    assert call(tenant, "POST", path, tags).status == 200
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["tags"] == tags
    call(tenant, "POST", path, [])
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["tags"] == []


@pytest.mark.parametrize(
    "tags",
    [
        None,
        {"key": "a", "value": "b"},
        ["a"],
        [{"key": ""}],
        [{"key": 1}],
        [{"key": "a", "value": "b", "more": "c"}],
        [{"key": "a" * 129}],
        [{"key": "a"}, {"key": "a"}],
        [{"key": str(number)} for number in range(21)],
    ],
)
def test_bad_tags_are_refused(tenant, cluster_id, tags):
    status, body = call(tenant, "POST", f"/clusters/{cluster_id}/tags", tags)
    assert (status, body["code"]) == (400, "InvalidParameter")
