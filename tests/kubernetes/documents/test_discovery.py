"""Discovery: what a cluster serves, in both forms."""

from typing import Any

import pytest

from tests.support.cluster_api import ClusterApi

V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
V2BETA1 = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList"
KUBECTL_1_30 = f"{V2},{V2BETA1},application/json"
KUBECTL_1_27 = f"{V2BETA1},application/json"


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    return ClusterApi(version="1.34.1-aliyun.1")


def _named(listed: list[dict[str, Any]], name: str, key: str = "name") -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in listed if each[key] == name)
    return found


def test_the_core_group_has_one_version(cluster: ClusterApi) -> None:
    assert cluster.get("/api") == {
        "kind": "APIVersions",
        "versions": ["v1"],
        "serverAddressByClientCIDRs": [],
    }


def test_the_other_groups_are_listed_with_their_versions(cluster: ClusterApi) -> None:
    listed = cluster.get("/apis")
    apps = {"groupVersion": "apps/v1", "version": "v1"}

    assert (listed["kind"], listed["apiVersion"]) == ("APIGroupList", "v1")
    assert _named(listed["groups"], "apps") == {
        "name": "apps",
        "versions": [apps],
        "preferredVersion": apps,
    }
    assert "" not in {group["name"] for group in listed["groups"]}


def test_a_group_with_several_versions_names_the_one_to_prefer(cluster: ClusterApi) -> None:
    group = cluster.get("/apis/autoscaling")

    assert (group["kind"], group["apiVersion"]) == ("APIGroup", "v1")
    assert [each["version"] for each in group["versions"]] == ["v2", "v1"]
    assert group["preferredVersion"] == {"groupVersion": "autoscaling/v2", "version": "v2"}


def test_a_resource_is_listed_with_its_names_and_verbs(cluster: ClusterApi) -> None:
    listed = cluster.get("/apis/apps/v1")

    assert (listed["kind"], listed["groupVersion"]) == ("APIResourceList", "apps/v1")
    assert _named(listed["resources"], "deployments") == {
        "name": "deployments",
        "singularName": "deployment",
        "namespaced": True,
        "kind": "Deployment",
        "shortNames": ["deploy"],
        "categories": ["all"],
        "verbs": [
            "create",
            "delete",
            "deletecollection",
            "get",
            "list",
            "patch",
            "update",
            "watch",
        ],
    }
    assert _named(listed["resources"], "deployments/scale") == {
        "name": "deployments/scale",
        "singularName": "",
        "namespaced": True,
        "group": "autoscaling",
        "version": "v1",
        "kind": "Scale",
        "verbs": ["get", "patch", "update"],
    }
    assert "group" not in _named(listed["resources"], "deployments/status")
    names = [each["name"] for each in listed["resources"]]
    assert names == sorted(names)


def test_drain_finds_that_pods_can_be_evicted(cluster: ClusterApi) -> None:
    listed = cluster.get("/api/v1")

    assert listed["groupVersion"] == "v1"
    eviction = _named(listed["resources"], "pods/eviction")
    assert (eviction["kind"], eviction["group"], eviction["version"]) == (
        "Eviction",
        "policy",
        "v1",
    )
    assert _named(listed["resources"], "nodes")["namespaced"] is False


@pytest.mark.parametrize("path", ["/apis/none", "/apis/apps/v9", "/apis/none/v1", "/api/v2"])
def test_what_is_not_served_is_not_found(cluster: ClusterApi, path: str) -> None:
    assert cluster.refused("GET", path)["reason"] == "NotFound"


@pytest.mark.parametrize(
    ("accept", "version", "served"),
    [
        (KUBECTL_1_30, "1.34.1-aliyun.1", "v2"),
        (KUBECTL_1_30, "1.28.9-aliyun.1", "v2beta1"),
        (KUBECTL_1_30, "1.24.6-aliyun.1", ""),
        (KUBECTL_1_27, "1.34.1-aliyun.1", "v2beta1"),
        (f"application/json,{V2}", "1.34.1-aliyun.1", ""),
        ("application/json", "1.34.1-aliyun.1", ""),
        ("application/json, */*", "1.34.1-aliyun.1", ""),
        (V2.replace("v=v2", "v=v3"), "1.34.1-aliyun.1", ""),
        ("*/*", "1.34.1-aliyun.1", ""),
    ],
)
@pytest.mark.parametrize("path", ["/api", "/apis"])
def test_everything_is_listed_at_once_where_client_and_cluster_know_how(
    accept: str, version: str, served: str, path: str
) -> None:
    cluster = ClusterApi(version=version)

    answer = cluster.request("GET", path, accept=accept)

    if served:
        form = f"application/json;g=apidiscovery.k8s.io;v={served};as=APIGroupDiscoveryList"
        assert answer.content_type == form
        listed = cluster.get(path, accept)
        assert listed["kind"] == "APIGroupDiscoveryList"
        assert listed["apiVersion"] == f"apidiscovery.k8s.io/{served}"
    else:
        assert answer.content_type == "application/json"
        assert cluster.get(path, accept)["kind"] in ("APIVersions", "APIGroupList")


def test_a_resource_in_the_list_of_everything_has_its_subresources(cluster: ClusterApi) -> None:
    groups = cluster.get("/apis", KUBECTL_1_30)["items"]
    apps = next(each for each in groups if each["metadata"]["name"] == "apps")

    assert apps["metadata"] == {"name": "apps", "creationTimestamp": None}
    version = _named(apps["versions"], "v1", "version")
    assert version["freshness"] == "Current"
    assert _named(version["resources"], "deployments", "resource") == {
        "resource": "deployments",
        "responseKind": {"group": "apps", "version": "v1", "kind": "Deployment"},
        "scope": "Namespaced",
        "singularResource": "deployment",
        "verbs": [
            "create",
            "delete",
            "deletecollection",
            "get",
            "list",
            "patch",
            "update",
            "watch",
        ],
        "shortNames": ["deploy"],
        "categories": ["all"],
        "subresources": [
            {
                "subresource": "scale",
                "responseKind": {"group": "autoscaling", "version": "v1", "kind": "Scale"},
                "verbs": ["get", "patch", "update"],
            },
            {
                "subresource": "status",
                "responseKind": {"group": "apps", "version": "v1", "kind": "Deployment"},
                "verbs": ["get", "patch", "update"],
            },
        ],
    }


def test_the_core_group_in_the_list_of_everything_has_no_name(cluster: ClusterApi) -> None:
    (group,) = cluster.get("/api", KUBECTL_1_30)["items"]

    assert group["metadata"] == {"creationTimestamp": None}
    nodes = _named(group["versions"][0]["resources"], "nodes", "resource")
    assert (nodes["scope"], nodes["shortNames"]) == ("Cluster", ["no"])


@pytest.mark.parametrize("version", ["1.28.9-aliyun.1", "1.34.1-aliyun.1"])
def test_both_forms_say_the_same(version: str) -> None:
    cluster = ClusterApi(version=version)
    at_once = set()
    for path in ("/api", "/apis"):
        for group in cluster.get(path, KUBECTL_1_30)["items"]:
            for each in group["versions"]:
                for resource in each["resources"]:
                    kind = resource["responseKind"]
                    place = f"{kind['group']}/{each['version']}".strip("/")
                    below = resource.get("subresources", ())
                    at_once |= {(place, resource["resource"], *resource["verbs"])}
                    at_once |= {
                        (place, f"{resource['resource']}/{sub['subresource']}", *sub["verbs"])
                        for sub in below
                    }

    one_by_one = set()
    places = ["/api/v1"]
    for group in cluster.get("/apis")["groups"]:
        assert cluster.get(f"/apis/{group['name']}")["versions"] == group["versions"]
        places += [f"/apis/{each['groupVersion']}" for each in group["versions"]]
    for place in places:
        listed = cluster.get(place)
        one_by_one |= {
            (listed["groupVersion"], each["name"], *each["verbs"]) for each in listed["resources"]
        }

    assert at_once
    assert at_once == one_by_one
