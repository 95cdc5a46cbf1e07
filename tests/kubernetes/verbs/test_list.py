"""Reading the objects of a kind: all of them, those that are chosen, part by part."""

import base64
from typing import Any

import orjson
import pytest

from tests.support.cluster_api import METADATA_LIST, TABLE, ClusterApi

ALL = "/api/v1/configmaps"
SHOP = "/api/v1/namespaces/shop/configmaps"


@pytest.fixture
def cluster() -> ClusterApi:
    return ClusterApi()


def _put(cluster: ClusterApi, *names: str, namespace: str = "shop", **labels: str) -> None:
    for name in names:
        body = {"metadata": {"labels": labels}, "data": {"by": name}}
        cluster.put(cluster.kind("configmaps"), name, namespace, body)


def _names(listed: dict[str, Any]) -> list[str]:
    return [each["metadata"]["name"] for each in listed["items"]]


def test_a_list_has_the_present_version_and_its_objects_in_order(cluster: ClusterApi) -> None:
    _put(cluster, "b", "a")
    _put(cluster, "c", namespace="default")

    listed = cluster.get(ALL)

    assert (listed["kind"], listed["apiVersion"]) == ("ConfigMapList", "v1")
    assert listed["metadata"] == {"resourceVersion": str(cluster.version)}
    own = [each for each in listed["items"] if "by" in each.get("data", {})]
    assert [each["metadata"]["name"] for each in own] == ["c", "a", "b"]
    assert own[0] == cluster.get("/api/v1/namespaces/default/configmaps/c")


def test_a_list_of_a_namespace_has_what_is_in_it(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    _put(cluster, "a", "b", namespace="other")

    assert _names(cluster.get(SHOP)) == ["a"]
    assert _names(cluster.get("/api/v1/namespaces/none/configmaps")) == []


def test_an_empty_list_is_a_list(cluster: ClusterApi) -> None:
    listed = cluster.get("/apis/apps/v1/namespaces/shop/deployments")

    assert (listed["kind"], listed["items"]) == ("DeploymentList", [])


def test_a_list_has_what_selectors_choose(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b", app="web")
    _put(cluster, "c", app="db")

    assert _names(cluster.get(f"{SHOP}?labelSelector=app%3Dweb")) == ["a", "b"]
    assert _names(cluster.get(f"{SHOP}?fieldSelector=metadata.name%3Db")) == ["b"]
    both = f"{SHOP}?labelSelector=app%3Ddb&fieldSelector=metadata.name%3Db"
    assert _names(cluster.get(both)) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("labelSelector=app%3D%3D%3Dweb", "unable to parse requirement: "),
        ("fieldSelector=data.by%3Da", '"data.by" is not a known field selector: only "metadata.n'),
        ("limit=many", "invalid limit"),
        ("resourceVersion=new", "invalid resource version"),
        ("continue=rest", "continue key is not valid"),
    ],
)
def test_what_cannot_be_read_is_a_bad_request(
    cluster: ClusterApi, query: str, message: str
) -> None:
    status = cluster.refused("GET", f"{SHOP}?{query}")

    assert (status["code"], status["reason"]) == (400, "BadRequest")
    assert status["message"].startswith(message)


def test_a_list_can_be_asked_for_as_a_table(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b")

    listed = cluster.get(f"{SHOP}?limit=1", TABLE)

    assert [row["cells"][0] for row in listed["rows"]] == ["a"]
    assert listed["metadata"]["resourceVersion"] == str(cluster.version)
    assert listed["metadata"]["remainingItemCount"] == 1
    assert listed["metadata"]["continue"]
    assert cluster.get(f"{SHOP}?includeObject=None", TABLE)["rows"][0]["object"] is None
    whole = cluster.get(f"{SHOP}?includeObject=Object", TABLE)["rows"][0]["object"]
    assert whole == cluster.get(f"{SHOP}/a")


def test_a_list_can_be_asked_for_without_all_but_metadata(cluster: ClusterApi) -> None:
    _put(cluster, "a")

    listed = cluster.get(SHOP, METADATA_LIST)

    assert listed["kind"] == "PartialObjectMetadataList"
    assert listed["apiVersion"] == "meta.k8s.io/v1"
    (only,) = listed["items"]
    assert {*only} == {"kind", "apiVersion", "metadata"}
    assert only["kind"] == "PartialObjectMetadata"


# ---- parts


def test_a_long_list_comes_in_parts(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b", "c", "d", "e")

    first = cluster.get(f"{SHOP}?limit=2")
    second = cluster.get(f"{SHOP}?limit=2&continue={first['metadata']['continue']}")
    third = cluster.get(f"{SHOP}?limit=2&continue={second['metadata']['continue']}")

    assert [_names(each) for each in (first, second, third)] == [["a", "b"], ["c", "d"], ["e"]]
    assert first["metadata"]["remainingItemCount"] == 3
    assert second["metadata"]["remainingItemCount"] == 1
    assert {*third["metadata"]} == {"resourceVersion"}


def test_a_list_that_is_no_longer_than_the_limit_is_whole(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b")

    assert {*cluster.get(f"{SHOP}?limit=2")["metadata"]} == {"resourceVersion"}
    assert {*cluster.get(f"{SHOP}?limit=500")["metadata"]} == {"resourceVersion"}


def test_who_takes_any_version_gets_all_at_once(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b", "c")

    listed = cluster.get(f"{SHOP}?limit=1&resourceVersion=0")

    assert _names(listed) == ["a", "b", "c"]
    assert {*listed["metadata"]} == {"resourceVersion"}


def test_how_much_is_left_of_a_choice_is_not_said(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b", "c", app="web")

    first = cluster.get(f"{SHOP}?limit=1&labelSelector=app")

    assert {*first["metadata"]} == {"resourceVersion", "continue"}
    rest = cluster.get(f"{SHOP}?labelSelector=app&continue={first['metadata']['continue']}")
    assert _names(rest) == ["b", "c"]


def test_all_parts_show_the_objects_as_they_were_at_the_first(cluster: ClusterApi) -> None:
    _put(cluster, "b", "c", "d")
    kind = cluster.kind("configmaps")

    first = cluster.get(f"{SHOP}?limit=1")
    cluster.drop(kind, "c", "shop")
    cluster.put(kind, "d", "shop", {"data": {"by": "somebody else"}})
    _put(cluster, "a", "e")
    _put(cluster, "z", namespace="zoo")
    rest = cluster.get(f"{SHOP}?continue={first['metadata']['continue']}")

    assert [each["data"]["by"] for each in rest["items"]] == ["c", "d"]
    assert rest["metadata"]["resourceVersion"] == first["metadata"]["resourceVersion"]
    assert _names(cluster.get(SHOP)) == ["a", "b", "d", "e"]


def test_a_list_of_all_namespaces_goes_on_in_the_next_one(cluster: ClusterApi) -> None:
    for namespace in ("aaa", "aab"):
        _put(cluster, "x", "y", namespace=namespace)

    found, query = [], "?limit=1"
    for _ in range(4):
        part = cluster.get(f"{ALL}{query}")
        found += [(each["metadata"]["namespace"], *_names(part)) for each in part["items"]]
        query = f"?limit=1&continue={part['metadata'].get('continue', '')}"

    assert found == [("aaa", "x"), ("aaa", "y"), ("aab", "x"), ("aab", "y")]


def test_the_rest_of_a_list_is_not_remembered_for_ever(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b")
    token = cluster.get(f"{SHOP}?limit=1")["metadata"]["continue"]
    said = orjson.loads(base64.urlsafe_b64decode(token + "=="))
    older = base64.urlsafe_b64encode(orjson.dumps({**said, "rv": 1})).decode()
    later = base64.urlsafe_b64encode(orjson.dumps({**said, "rv": cluster.version + 9})).decode()

    for text in (older, later):
        status = cluster.refused("GET", f"{SHOP}?continue={text}")
        assert (status["code"], status["reason"]) == (410, "Expired")
        assert "continue parameter is too old" in status["message"]


@pytest.mark.parametrize(
    "said",
    [
        {"v": "meta.k8s.io/v2", "rv": 5, "start": "shop/a"},
        {"v": "meta.k8s.io/v1", "rv": "5", "start": "shop/a"},
        {"v": "meta.k8s.io/v1", "rv": 0, "start": "shop/a"},
        {"v": "meta.k8s.io/v1", "rv": True, "start": "shop/a"},
        {"v": "meta.k8s.io/v1", "rv": 5, "start": "a"},
        {"v": "meta.k8s.io/v1", "rv": 5, "start": 7},
        {"v": "meta.k8s.io/v1"},
        [],
        "text",
    ],
)
def test_what_is_no_token_is_refused(cluster: ClusterApi, said: object) -> None:
    token = base64.urlsafe_b64encode(orjson.dumps(said)).decode()

    status = cluster.refused("GET", f"{SHOP}?continue={token}")

    assert (status["code"], status["message"].partition(":")[0]) == (
        400,
        "continue key is not valid",
    )


# ---- versions


def test_any_version_up_to_the_present_one_gets_the_present(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    version = cluster.version
    _put(cluster, "b")

    for query in (
        "resourceVersion=0",
        "resourceVersion=1",
        f"resourceVersion={version}",
        f"resourceVersion={version}&resourceVersionMatch=NotOlderThan&limit=500",
        f"resourceVersion={cluster.version}",
        "resourceVersion=0&limit=500",
    ):
        listed = cluster.get(f"{SHOP}?{query}")
        assert _names(listed) == ["a", "b"], query
        assert listed["metadata"]["resourceVersion"] == str(cluster.version)


def test_exactly_one_version_gets_what_was_then(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    version = cluster.version
    _put(cluster, "b")
    cluster.drop(cluster.kind("configmaps"), "a", "shop")

    for query in ("resourceVersionMatch=Exact", "limit=500"):
        listed = cluster.get(f"{SHOP}?resourceVersion={version}&{query}")
        assert _names(listed) == ["a"], query
        assert listed["metadata"]["resourceVersion"] == str(version)


def test_a_version_that_is_forgotten_is_gone(cluster: ClusterApi) -> None:
    _put(cluster, "a")

    status = cluster.refused("GET", f"{SHOP}?resourceVersion=1&resourceVersionMatch=Exact")

    assert (status["code"], status["reason"]) == (410, "Expired")
    assert status["message"] == "The resourceVersion for the provided list is too old."


@pytest.mark.parametrize("query", ["", "&resourceVersionMatch=Exact", "&limit=5"])
def test_a_version_that_is_still_to_come_is_waited_for_in_vain(
    cluster: ClusterApi, query: str
) -> None:
    later = cluster.version + 100

    status = cluster.refused("GET", f"{SHOP}?resourceVersion={later}{query}")

    assert (status["code"], status["reason"]) == (504, "Timeout")
    assert status["message"].startswith(f"Too large resource version: {later}, current: ")
    assert status["details"] == {
        "causes": [{"reason": "ResourceVersionTooLarge", "message": "Too large resource version"}],
        "retryAfterSeconds": 1,
    }


def test_the_rest_of_a_list_has_its_version_already(cluster: ClusterApi) -> None:
    _put(cluster, "a", "b")
    token = cluster.get(f"{SHOP}?limit=1")["metadata"]["continue"]

    status = cluster.refused("GET", f"{SHOP}?continue={token}&resourceVersion={cluster.version}")

    assert status["message"] == "specifying resource version is not allowed when using continue"
    assert _names(cluster.get(f"{SHOP}?continue={token}&resourceVersion=0")) == ["b"]


def test_options_that_do_not_go_together_are_invalid(cluster: ClusterApi) -> None:
    status = cluster.refused("GET", f"{SHOP}?resourceVersionMatch=Exact")

    assert (status["code"], status["reason"]) == (422, "Invalid")
    assert status["details"]["causes"][0]["field"] == "resourceVersionMatch"
