"""The three lists: which clusters are in them, in which shape and order, on which pages."""

import pytest

from tests.support import worlds
from tests.support.kubernetes import ABSENT, a_body, a_dedicated_body, create, detail
from tests.support.worlds import a_tenant, call, settle


@pytest.fixture
def tenant():
    tenant = a_tenant()
    create(tenant, name="shop-1", cluster_spec="ack.standard")
    create(tenant, a_dedicated_body(name="shop-2", container_cidr="172.22.0.0/16"))
    serverless = {"profile": "Serverless", "container_cidr": ABSENT, "addons": ABSENT}
    create(tenant, name="Night", resource_group_id="rg-acfm", **serverless)
    hangzhou = {"vpcid": "vpc-bp1default", "vswitch_ids": ["vsw-bp1defaultb"]}
    create(tenant, name="far", region_id="cn-hangzhou", **hangzhou)
    worlds.create(tenant)
    return tenant


def names(tenant, path):
    found = call(tenant, "GET", path).ok()
    clusters = found if isinstance(found, list) else found["clusters"]
    return [cluster["name"] for cluster in clusters]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["far", "Night", "shop-2", "shop-1"]),
        ("?name=shop", ["shop-2", "shop-1"]),
        ("?name=SHOP", []),
        ("?cluster_type=ManagedKubernetes", ["far", "Night", "shop-1"]),
        ("?cluster_type=Kubernetes", ["shop-2"]),
        ("?profile=Serverless", ["Night"]),
        ("?profile=Default", ["far", "shop-2", "shop-1"]),
        ("?cluster_spec=ack.standard", ["shop-1"]),
        ("?region_id=cn-hangzhou", ["far"]),
        ("?region_id=cn-hangzhou&name=shop", []),
        ("?page_size=2", ["far", "Night"]),
        ("?page_size=2&page_number=2", ["shop-2", "shop-1"]),
        ("?page_size=2&page_number=3", []),
        ("?page_size=1000", ["far", "Night", "shop-2", "shop-1"]),
    ],
)
def test_the_account_s_list_has_kubernetes_clusters_newest_first(tenant, query, expected):
    assert names(tenant, f"/api/v1/clusters{query}") == expected


def test_a_cluster_is_found_by_its_id(tenant):
    wanted = call(tenant, "GET", "/api/v1/clusters?name=Night").ok()["clusters"][0]["cluster_id"]

    assert names(tenant, f"/api/v1/clusters?cluster_id={wanted}") == ["Night"]


def test_pages_say_how_many_there_are(tenant):
    page = call(tenant, "GET", "/api/v1/clusters?page_size=3&page_number=9").ok()["page_info"]

    assert page == {"page_number": 9, "page_size": 3, "total_count": 4}


def test_a_page_that_is_no_number_is_refused(tenant):
    assert call(tenant, "GET", "/api/v1/clusters?page_size=x").status == 400


@pytest.mark.parametrize(
    ("region", "expected"),
    [("cn-beijing", ["Night", "shop-2", "shop-1"]), ("cn-hangzhou", ["far"]), ("mars", [])],
)
def test_a_region_s_list_has_its_clusters_in_short(tenant, region, expected):
    assert names(tenant, f"/regions/{region}/clusters") == expected
    for cluster in call(tenant, "GET", f"/regions/{region}/clusters").ok()["clusters"]:
        assert "meta_data" not in cluster
        assert cluster["vswitch_ids"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["shop-1", "shop-2", "Night", "far", "my-test-cluster"]),
        ("?clusterType=ManagedKubernetes", ["shop-1", "Night", "far"]),
        ("?clusterType=Kubernetes", ["shop-2"]),
        ("?clusterType=Ask", ["Night"]),
        ("?clusterType=aliyun", ["my-test-cluster"]),
        ("?name=shop", ["shop-1", "shop-2"]),
        ("?resource_group_id=rg-acfm", ["Night"]),
    ],
)
def test_the_old_list_has_clusters_of_both_types(tenant, query, expected):
    assert names(tenant, f"/clusters{query}") == expected


def test_the_lists_show_what_the_detail_shows(tenant):
    [shown] = call(tenant, "GET", "/api/v1/clusters?name=Night").ok()["clusters"]
    whole = detail(tenant, shown["cluster_id"])

    assert shown.items() <= whole.items()


def test_a_deleted_cluster_is_in_no_list(tenant):
    [shown] = call(tenant, "GET", "/api/v1/clusters?name=Night").ok()["clusters"]
    call(tenant, "DELETE", f"/clusters/{shown['cluster_id']}").ok()
    settle(tenant)

    for path in ("/clusters", "/api/v1/clusters", "/regions/cn-beijing/clusters"):
        assert "Night" not in names(tenant, path)
    gone = call(tenant, "GET", f"/clusters/{shown['cluster_id']}")
    assert (gone.status, gone.body["code"]) == (404, "ErrorClusterNotFound")


def test_a_body_made_for_tests_is_valid_as_often_as_it_is_needed():
    tenant = a_tenant(quota=("managed_clusters=100", "kubernetes_clusters=100"))
    example = tenant.world.cluster_types["ack"].creation.example

    answers = [call(tenant, "POST", "/clusters", example({}, number)) for number in range(30)]

    assert {answer.status for answer in answers} == {202}
    assert a_body()["name"] == "shop"
