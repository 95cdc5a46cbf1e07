"""What can be had: versions of Kubernetes, and regions."""

import pytest
from cs_simulator.catalog import node_images, regions

from tests.support.worlds import a_tenant, call

PATH = "/api/v1/metadata/versions?Region=cn-beijing&ClusterType=ManagedKubernetes"
START = "2026-09-01T09:00:00Z"


@pytest.fixture
def tenant():
    return a_tenant(start=START)


def versions(tenant, query=""):
    return [entry["version"] for entry in call(tenant, "GET", PATH + query).ok()]


def test_the_newest_versions_of_the_day_can_be_created(tenant):
    entries = call(tenant, "GET", PATH).ok()

    assert [entry["version"] for entry in entries] == [
        "1.36.2-aliyun.1",
        "1.35.7-aliyun.1",
        "1.34.10-aliyun.1",
    ]
    newest = entries[0]
    assert newest.pop("images")[0].keys() == {
        "architecture",
        "image_category",
        "image_id",
        "image_name",
        "image_type",
        "os_type",
        "os_version",
        "platform",
    }
    assert newest == {
        "capabilities": {"AnyAZ": True, "ChargeType": "PostPaid"},
        "creatable": True,
        "expiration_date": "2027-05-31T00:00:00Z",
        "meta_data": {
            "KubernetesVersion": "1.36.2-aliyun.1",
            "ServiceCIDR": "",
            "SubClass": "default",
        },
        "release_date": "2026-07-31T00:00:00Z",
        "runtimes": [{"name": "containerd", "version": "2.3.4"}],
        "version": "1.36.2-aliyun.1",
    }


def test_other_days_have_other_versions():
    tenant = a_tenant(start="2024-07-01T00:00:00Z")

    assert versions(tenant) == ["1.30.1-aliyun.1", "1.28.9-aliyun.1", "1.26.3-aliyun.1"]


def test_a_fixed_set_is_answered_on_every_day():
    tenant = a_tenant(kubernetes_version=("1.30.1-aliyun.1", "1.31.7-aliyun.1"))

    assert versions(tenant) == ["1.31.7-aliyun.1", "1.30.1-aliyun.1"]
    [entry] = call(
        tenant, "GET", f"{PATH}&KubernetesVersion=1.30.1-aliyun.1&QueryUpgradableVersion=True"
    ).ok()
    assert entry["upgradable_versions"] == ["1.31.7-aliyun.1"]
    assert versions(tenant, "&KubernetesVersion=1.31.7-aliyun.1") == ["1.31.7-aliyun.1"]


def test_edge_clusters_have_their_own_spelling(tenant):
    assert versions(tenant, "&Profile=Edge")[0] == "1.36.2-aliyunedge.1"
    assert versions(tenant, "&KubernetesVersion=1.36.2-aliyunedge.1") == []


def test_one_version_is_answered_whatever_the_mode(tenant):
    query = "&KubernetesVersion=1.34.1-aliyun.1&Mode=creatable&QueryUpgradableVersion=true"

    [entry] = call(tenant, "GET", PATH + query).ok()

    assert (entry["version"], entry["creatable"]) == ("1.34.1-aliyun.1", False)
    assert entry["upgradable_versions"] == ["1.34.10-aliyun.1", "1.35.7-aliyun.1"]
    assert versions(tenant, "&KubernetesVersion=9") == []


def test_supported_versions_are_more_than_those_that_can_be_created(tenant):
    supported = versions(tenant, "&Mode=supported")

    assert set(versions(tenant)) < set(supported)
    assert "1.34.1-aliyun.1" in supported


def test_a_runtime_leaves_out_the_others():
    tenant = a_tenant(start="2022-01-01T00:00:00Z")

    [newest, *_] = call(tenant, "GET", f"{PATH}&runtime=docker").ok()

    assert newest["runtimes"] == [{"name": "docker", "version": "19.03.15"}]
    assert versions(a_tenant(start=START), "&runtime=docker") == []


def test_images_are_those_for_the_version(tenant):
    [entry] = call(tenant, "GET", f"{PATH}&KubernetesVersion=1.36.2-aliyun.1").ok()

    types = {image["image_type"] for image in entry["images"]}
    assert "AliyunLinux3" in types
    assert "CentOS" not in types
    assert types < node_images.all_types().keys()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("ClusterType=ManagedKubernetes", "MissingParameter.Region"),
        ("Region=cn-beijing", "MissingParameter.ClusterType"),
        ("Region=mars&ClusterType=Ask", "InvalidParameter.Region"),
        ("Region=cn-beijing&ClusterType=Nomad", "InvalidParameter.ClusterType"),
        ("Region=cn-beijing&ClusterType=Ask&Profile=X", "InvalidParameter.Profile"),
        ("Region=cn-beijing&ClusterType=Ask&Mode=all", "InvalidParameter.Mode"),
        (
            "Region=cn-beijing&ClusterType=Ask&QueryUpgradableVersion=x",
            "InvalidParameter.QueryUpgradableVersion",
        ),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(tenant, query, code):
    answer = call(tenant, "GET", f"/api/v1/metadata/versions?{query}")

    assert (answer.status, answer.body["code"]) == (400, code)


@pytest.mark.parametrize("name", ["Region", "region_id", "RegionId"])
def test_the_region_has_several_spellings(tenant, name):
    path = f"/api/v1/metadata/versions?{name}=cn-beijing&ClusterType=Ask"

    assert call(tenant, "GET", path).status == 200


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "华东1（杭州）"),
        ("?acceptLanguage=zh-CN", "华东1（杭州）"),
        ("?acceptLanguage=en-US&clusterType=Ask", "China (Hangzhou)"),
    ],
)
def test_regions_have_names_in_two_languages(tenant, query, name):
    answer = call(tenant, "GET", f"/regions{query}").ok()

    found = {region["regionId"]: region["localName"] for region in answer["regions"]}
    assert found["cn-hangzhou"] == name
    assert found.keys() == {region.region_id for region in regions.open_regions()}
    assert answer["requestId"]
