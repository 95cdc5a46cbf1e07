"""What a cluster says of the kinds that were defined in it, and how their objects are read."""

import json
from typing import Any

import pytest

from tests.support.cluster_api import METADATA_LIST, TABLE, ClusterApi

V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
SCHEMA = {
    "type": "object",
    "description": "What goes to sea.",
    "properties": {
        "spec": {"type": "object", "properties": {"masts": {"type": "integer"}}},
        "metadata": {"type": "object"},
    },
}
DEFINITION: dict[str, Any] = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "ships.fleet.example.com"},
    "spec": {
        "group": "fleet.example.com",
        "scope": "Namespaced",
        "names": {
            "plural": "ships",
            "singular": "ship",
            "kind": "Ship",
            "listKind": "Fleet",
            "shortNames": ["sh"],
            "categories": ["all"],
        },
        "versions": [
            {
                "name": name,
                "served": name != "v1alpha1",
                "storage": name == "v1",
                "subresources": {"status": {}},
                "schema": {"openAPIV3Schema": SCHEMA},
            }
            for name in ("v1alpha1", "v1", "v2beta1")
        ],
    },
}
SHIPS = "/apis/fleet.example.com/v1/namespaces/shop/ships"


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    cluster = ClusterApi()
    assert cluster.request("POST", DEFINITIONS, DEFINITION).status == 201
    kind = cluster.kind("ships", "fleet.example.com", "v2beta1")
    cluster.put(kind, "one", "shop", {"spec": {"masts": 3}})
    return cluster


def test_a_kind_is_listed_as_soon_as_it_is_defined(cluster: ClusterApi) -> None:
    groups = cluster.get("/apis")["groups"]
    listed = cluster.get("/apis/fleet.example.com/v1")["resources"]

    assert groups[-1] == {
        "name": "fleet.example.com",
        "versions": [
            {"groupVersion": "fleet.example.com/v1", "version": "v1"},
            {"groupVersion": "fleet.example.com/v2beta1", "version": "v2beta1"},
        ],
        "preferredVersion": {"groupVersion": "fleet.example.com/v1", "version": "v1"},
    }
    assert [each["name"] for each in listed] == ["ships", "ships/status"]
    assert listed[0]["shortNames"] == ["sh"]
    assert (listed[0]["singularName"], listed[0]["categories"]) == ("ship", ["all"])


def test_a_kind_is_in_the_list_of_everything_and_in_openapi(cluster: ClusterApi) -> None:
    (group,) = [
        each
        for each in cluster.get("/apis", V2)["items"]
        if each["metadata"]["name"] == "fleet.example.com"
    ]
    names = {"group": "fleet.example.com", "version": "v1", "kind": "Ship"}

    assert [each["version"] for each in group["versions"]] == ["v1", "v2beta1"]
    assert group["versions"][0]["resources"][0]["responseKind"] == names
    document = cluster.get("/openapi/v3/apis/fleet.example.com/v1")
    schema = document["components"]["schemas"]["com.example.fleet.v1.Ship"]
    assert schema["description"] == "What goes to sea."
    assert schema["properties"]["spec"] == SCHEMA["properties"]["spec"]
    assert schema["properties"]["metadata"]["$ref"].endswith(".ObjectMeta")
    path = "/apis/fleet.example.com/v1/namespaces/{namespace}/ships/{name}"
    assert path in cluster.get("/openapi/v2")["paths"]


def test_the_address_of_a_document_is_another_one_when_the_document_is() -> None:
    cluster = ClusterApi()

    def address() -> str:
        paths: dict[str, dict[str, str]] = cluster.get("/openapi/v3")["paths"]
        return paths["apis/fleet.example.com/v1"]["serverRelativeURL"]

    cluster.request("POST", DEFINITIONS, DEFINITION)
    before, again = address(), address()
    labelled = {"metadata": {"labels": {"a": "b"}}}
    patched = cluster.request(
        "PATCH",
        f"{DEFINITIONS}/ships.fleet.example.com",
        labelled,
        content_type="application/merge-patch+json",
    )

    assert patched.status == 200
    assert before == again != address()


def test_a_version_that_is_not_served_is_not_found(cluster: ClusterApi) -> None:
    assert cluster.refused("GET", "/apis/fleet.example.com/v1alpha1")["code"] == 404
    assert cluster.refused("GET", SHIPS.replace("/v1/", "/v1alpha1/"))["code"] == 404


def test_other_clusters_do_not_have_the_kind(cluster: ClusterApi) -> None:
    other = ClusterApi(cluster.tenant)

    assert other.refused("GET", "/apis/fleet.example.com")["reason"] == "NotFound"
    assert other.refused("GET", SHIPS)["reason"] == "NotFound"


def test_objects_are_listed_under_the_name_that_was_chosen(cluster: ClusterApi) -> None:
    listed = cluster.get(SHIPS)

    assert (listed["kind"], listed["apiVersion"]) == ("Fleet", "fleet.example.com/v1")
    (ship,) = listed["items"]
    assert ship["spec"] == {"masts": 3}
    assert cluster.get(SHIPS, TABLE)["rows"][0]["cells"][0] == "one"
    assert cluster.get(SHIPS, METADATA_LIST)["items"][0]["metadata"] == ship["metadata"]


@pytest.mark.parametrize("version", ["v1", "v2beta1"])
def test_objects_are_read_and_watched_in_each_version(cluster: ClusterApi, version: str) -> None:
    path = SHIPS.replace("/v1/", f"/{version}/")

    (line,) = cluster.watch(path).start.first

    for ship in (
        cluster.get(f"{path}/one"),
        *cluster.get(path)["items"],
        json.loads(line)["object"],
    ):
        assert (ship["kind"], ship["apiVersion"]) == ("Ship", f"fleet.example.com/{version}")


def test_a_kind_is_gone_with_its_definition() -> None:
    cluster = ClusterApi()
    cluster.request("POST", DEFINITIONS, DEFINITION)
    cluster.put(cluster.kind("ships", "fleet.example.com"), "one", "shop", {"spec": {"masts": 3}})
    watch = cluster.watch(SHIPS)

    assert cluster.request("DELETE", f"{DEFINITIONS}/ships.fleet.example.com").status == 200

    assert [each["type"] for each in cluster.events_of(watch)] == ["DELETED"]
    assert watch.is_over
    assert cluster.refused("GET", "/apis/fleet.example.com/v1")["code"] == 404
    assert cluster.refused("GET", SHIPS)["code"] == 404


def test_a_watch_of_a_version_that_is_not_served_any_more_ends() -> None:
    cluster = ClusterApi()
    cluster.request("POST", DEFINITIONS, DEFINITION)
    ends, stays = (
        cluster.watch(SHIPS.replace("/v1/", f"/{version}/")) for version in ("v2beta1", "v1")
    )
    path, without = (
        f"{DEFINITIONS}/ships.fleet.example.com",
        [{"op": "replace", "path": "/spec/versions/2/served", "value": False}],
    )

    changed = cluster.request("PATCH", path, without, content_type="application/json-patch+json")

    assert changed.status == 200
    assert [cluster.events_of(each) for each in (ends, stays)] == [[], []]
    assert (ends.is_over, stays.is_over) == (True, False)


def test_a_kind_without_a_schema_may_have_any_fields() -> None:
    cluster = ClusterApi()
    spec = {**DEFINITION["spec"], "versions": [{"name": "v1", "served": True, "storage": True}]}
    status = {"conditions": [{"type": "Established", "status": "True"}]}
    kind = cluster.kind("customresourcedefinitions", "apiextensions.k8s.io")
    cluster.put(kind, "ships.fleet.example.com", body={"spec": spec, "status": status})

    document = cluster.get("/openapi/v3/apis/fleet.example.com/v1")

    schema = document["components"]["schemas"]["com.example.fleet.v1.Ship"]
    assert schema["x-kubernetes-preserve-unknown-fields"] is True
    assert {*schema["properties"]} == {"apiVersion", "kind", "metadata"}
