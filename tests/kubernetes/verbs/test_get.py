"""Reading one object."""

import pytest

from tests.support.cluster_api import METADATA, TABLE, ClusterApi


@pytest.fixture
def cluster() -> ClusterApi:
    return ClusterApi()


def test_an_object_is_answered_as_it_is_kept(cluster: ClusterApi) -> None:
    put = cluster.put(cluster.kind("configmaps"), "colours", "shop", {"data": {"a": "red"}})

    assert cluster.get("/api/v1/namespaces/shop/configmaps/colours") == put
    assert (put["kind"], put["apiVersion"]) == ("ConfigMap", "v1")


def test_an_object_that_is_not_there_is_not_found(cluster: ClusterApi) -> None:
    cluster.put(cluster.kind("configmaps"), "colours", "shop")

    assert cluster.refused("GET", "/api/v1/namespaces/other/configmaps/colours") == {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": 'configmaps "colours" not found',
        "reason": "NotFound",
        "details": {"name": "colours", "kind": "configmaps"},
        "code": 404,
    }


def test_an_object_can_be_asked_for_as_a_table(cluster: ClusterApi) -> None:
    put = cluster.put(cluster.kind("configmaps"), "colours", "shop", {"data": {"a": "red"}})

    found = cluster.get("/api/v1/namespaces/shop/configmaps/colours", TABLE)

    assert found["kind"] == "Table"
    assert found["metadata"] == {"resourceVersion": put["metadata"]["resourceVersion"]}
    (row,) = found["rows"]
    assert row["cells"][0] == "colours"
    assert row["object"]["metadata"] == put["metadata"]


def test_an_object_can_be_asked_for_without_all_but_its_metadata(cluster: ClusterApi) -> None:
    put = cluster.put(cluster.kind("configmaps"), "colours", "shop", {"data": {"a": "red"}})

    assert cluster.get("/api/v1/namespaces/shop/configmaps/colours", METADATA) == {
        "kind": "PartialObjectMetadata",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": put["metadata"],
    }


def test_what_a_client_cannot_take_is_refused(cluster: ClusterApi) -> None:
    cluster.put(cluster.kind("configmaps"), "colours", "shop")
    path = "/api/v1/namespaces/shop/configmaps/colours"

    status = cluster.refused("GET", path, accept="application/vnd.kubernetes.protobuf")

    assert (status["code"], status["reason"]) == (406, "NotAcceptable")


def test_a_version_that_is_still_to_come_is_waited_for_in_vain(cluster: ClusterApi) -> None:
    put = cluster.put(cluster.kind("configmaps"), "colours", "shop")
    path = "/api/v1/namespaces/shop/configmaps/colours"

    for known in ("0", "1", put["metadata"]["resourceVersion"], str(cluster.version)):
        assert cluster.get(f"{path}?resourceVersion={known}") == put
    status = cluster.refused("GET", f"{path}?resourceVersion={cluster.version + 1}")
    assert (status["code"], status["reason"]) == (504, "Timeout")
    assert status["details"]["causes"][0]["reason"] == "ResourceVersionTooLarge"


def test_an_object_is_read_in_any_version_of_its_kind(cluster: ClusterApi) -> None:
    newer = cluster.kind("horizontalpodautoscalers", "autoscaling", "v2")
    put = cluster.put(newer, "web", "shop", {"spec": {"maxReplicas": 3}})

    for version in ("v1", "v2"):
        place = f"/apis/autoscaling/{version}/namespaces/shop/horizontalpodautoscalers"
        found = cluster.get(f"{place}/web")
        assert found["apiVersion"] == f"autoscaling/{version}"
        assert found["metadata"] == put["metadata"]
        (listed,) = cluster.get(place)["items"]
        assert listed == found
