"""Watches: what they begin with, what they say of changes, and how they end."""

import json
from typing import Any

import pytest
from cs_simulator.domain.records import ClusterState
from cs_simulator.kubernetes.watching import Watch

from tests.support.cluster_api import METADATA, TABLE, ClusterApi
from tests.support.worlds import put_in_state

SHOP = "/api/v1/namespaces/shop/configmaps"


@pytest.fixture
def cluster() -> ClusterApi:
    return ClusterApi()


def _put(cluster: ClusterApi, name: str, namespace: str = "shop", **labels: str) -> dict[str, Any]:
    kind = cluster.kind("configmaps")
    return cluster.put(kind, name, namespace, {"metadata": {"labels": labels}})


def _drop(cluster: ClusterApi, name: str, namespace: str = "shop") -> None:
    cluster.drop(cluster.kind("configmaps"), name, namespace)


def _first(watch: Watch) -> list[dict[str, Any]]:
    return [json.loads(line) for line in watch.start.first]


def _seen(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["type"], each["object"]["metadata"].get("name", "")) for each in events]


# ---- how they begin


@pytest.mark.parametrize("query", ["", "?resourceVersion=0", "?resourceVersion="])
def test_a_watch_without_a_version_begins_with_what_is_there(
    cluster: ClusterApi, query: str
) -> None:
    put = _put(cluster, "b")
    _put(cluster, "a")

    watch = cluster.watch(f"{SHOP}{query}")

    assert _seen(_first(watch)) == [("ADDED", "a"), ("ADDED", "b")]
    assert _first(watch)[1]["object"] == put
    assert cluster.events_of(watch) == []
    _put(cluster, "c")
    assert _seen(cluster.events_of(watch)) == [("ADDED", "c")]


def test_a_line_ends_where_the_event_ends(cluster: ClusterApi) -> None:
    _put(cluster, "a")

    (line,) = cluster.watch(SHOP).start.first

    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1


def test_a_watch_from_a_version_begins_with_the_changes_after_it(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    version = cluster.version
    _put(cluster, "a", app="web")
    _drop(cluster, "a")
    _put(cluster, "a")

    watch = cluster.watch(f"{SHOP}?resourceVersion={version}")

    assert _first(watch) == []
    events = cluster.events_of(watch)
    assert _seen(events) == [("MODIFIED", "a"), ("DELETED", "a"), ("ADDED", "a")]
    versions = [int(each["object"]["metadata"]["resourceVersion"]) for each in events]
    assert versions == [version + 1, version + 2, version + 3]


def test_a_watch_from_the_version_of_a_list_goes_on_where_the_list_ended(
    cluster: ClusterApi,
) -> None:
    _put(cluster, "a")
    version = cluster.get(SHOP)["metadata"]["resourceVersion"]

    watch = cluster.watch(f"{SHOP}?resourceVersion={version}")

    assert cluster.events_of(watch) == []
    _drop(cluster, "a")
    assert _seen(cluster.events_of(watch)) == [("DELETED", "a")]


def test_who_asks_for_it_hears_when_everything_was_sent(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    query = "resourceVersionMatch=NotOlderThan&sendInitialEvents=true"

    watch = cluster.watch(f"{SHOP}?{query}&allowWatchBookmarks=true")

    events = _first(watch)
    assert _seen(events) == [("ADDED", "a"), ("BOOKMARK", "")]
    assert events[1]["object"] == {
        "kind": "ConfigMap",
        "apiVersion": "v1",
        "metadata": {
            "resourceVersion": str(cluster.version),
            "creationTimestamp": None,
            "annotations": {"k8s.io/initial-events-end": "true"},
        },
    }
    assert _seen(_first(cluster.watch(f"{SHOP}?{query}"))) == [("ADDED", "a")]


def test_who_asks_for_it_begins_with_everything_whatever_the_version(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    query = "resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    version = cluster.version
    _put(cluster, "b")

    watch = cluster.watch(f"{SHOP}?{query}&sendInitialEvents=true&resourceVersion={version}")

    assert _seen(_first(watch)) == [("ADDED", "a"), ("ADDED", "b"), ("BOOKMARK", "")]
    assert cluster.events_of(watch) == []


def test_who_wants_nothing_of_what_is_there_begins_with_the_present(cluster: ClusterApi) -> None:
    _put(cluster, "a")

    watch = cluster.watch(f"{SHOP}?resourceVersionMatch=NotOlderThan&sendInitialEvents=false")

    assert _first(watch) == []
    assert cluster.events_of(watch) == []
    _put(cluster, "b")
    assert _seen(cluster.events_of(watch)) == [("ADDED", "b")]


def test_everything_is_true_that_is_not_false(cluster: ClusterApi) -> None:
    for text in ("", "1", "t", "true", "TRUE", "True", "yes"):
        assert cluster.request("GET", f"{SHOP}?watch={text}").watch is not None, text
    for text in ("0", "false", "False"):
        assert cluster.request("GET", f"{SHOP}?watch={text}").watch is None, text


def test_one_object_is_read_and_not_watched_by_its_path(cluster: ClusterApi) -> None:
    put = _put(cluster, "a")

    assert cluster.get(f"{SHOP}/a?watch=true") == put


def test_how_long_a_watch_lasts_and_whether_it_has_bookmarks_is_said(cluster: ClusterApi) -> None:
    start = cluster.watch(f"{SHOP}?timeoutSeconds=7&allowWatchBookmarks=true").start
    unasked = cluster.watch(SHOP).start

    assert (start.timeout, start.wants_bookmarks) == (7, True)
    assert (unasked.timeout, unasked.wants_bookmarks) == (1800, False)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("timeoutSeconds=long", 400),
        ("resourceVersion=new", 400),
        ("labelSelector=%3D", 400),
        ("fieldSelector=a%3Db", 400),
        ("sendInitialEvents=true", 422),
        ("resourceVersionMatch=NotOlderThan", 422),
    ],
)
def test_a_watch_that_cannot_be_read_is_refused(
    cluster: ClusterApi, query: str, status: int
) -> None:
    assert cluster.refused("GET", f"{SHOP}?watch=true&{query}")["code"] == status


# ---- what they say


def test_a_watch_of_a_namespace_hears_of_no_other(cluster: ClusterApi) -> None:
    inside, everywhere = cluster.watch(SHOP), cluster.watch("/api/v1/configmaps")

    _put(cluster, "a")
    _put(cluster, "b", namespace="other")

    assert _seen(cluster.events_of(inside)) == [("ADDED", "a")]
    assert _seen(cluster.events_of(everywhere)) == [("ADDED", "a"), ("ADDED", "b")]


def test_a_watch_hears_of_no_other_kind_and_of_no_other_cluster(cluster: ClusterApi) -> None:
    other = ClusterApi(cluster.tenant)
    watch = cluster.watch("/api/v1/secrets")

    _put(cluster, "a")
    other.put(other.kind("secrets"), "b", "shop")

    assert cluster.events_of(watch) == []


def test_an_object_that_begins_to_match_is_added_and_one_that_ends_is_deleted(
    cluster: ClusterApi,
) -> None:
    _put(cluster, "a", app="db")
    watch = cluster.watch(f"{SHOP}?labelSelector=app%3Dweb")

    _put(cluster, "a", app="web")
    _put(cluster, "a", app="web", tier="front")
    _put(cluster, "a", app="db")
    _put(cluster, "a", app="db", tier="back")
    _put(cluster, "b", app="web")
    _drop(cluster, "a")

    events = cluster.events_of(watch)
    assert _seen(events) == [("ADDED", "a"), ("MODIFIED", "a"), ("DELETED", "a"), ("ADDED", "b")]
    # As it was when it was seen last, with the version by which it is not to be seen any more.
    gone = events[2]["object"]["metadata"]
    assert gone["labels"] == {"app": "web", "tier": "front"}
    assert (
        int(gone["resourceVersion"]) == int(events[1]["object"]["metadata"]["resourceVersion"]) + 1
    )


def test_one_object_is_watched_by_its_name(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    watch = cluster.watch(f"{SHOP}?fieldSelector=metadata.name%3Da")

    _put(cluster, "b")
    _drop(cluster, "a")

    assert _seen(_first(watch)) == [("ADDED", "a")]
    assert _seen(cluster.events_of(watch)) == [("DELETED", "a")]


def test_changes_that_are_not_committed_are_not_sent(cluster: ClusterApi) -> None:
    watch = cluster.watch(SHOP)
    _put(cluster, "a")
    committed = cluster.version
    _put(cluster, "b")

    assert _seen(cluster.events_of(watch, committed)) == [("ADDED", "a")]
    assert cluster.events_of(watch, committed) == []
    assert cluster.events_of(watch, committed - 1) == []
    assert watch.version == committed
    assert _seen(cluster.events_of(watch)) == [("ADDED", "b")]


def test_a_bookmark_says_how_far_the_watch_is(cluster: ClusterApi) -> None:
    watch = cluster.watch(SHOP)
    _put(cluster, "a")
    cluster.events_of(watch)

    assert json.loads(watch.bookmark()) == {
        "type": "BOOKMARK",
        "object": {
            "kind": "ConfigMap",
            "apiVersion": "v1",
            "metadata": {"resourceVersion": str(cluster.version), "creationTimestamp": None},
        },
    }


# ---- shapes


def test_the_events_of_a_table_are_tables_whose_first_has_the_columns(cluster: ClusterApi) -> None:
    _put(cluster, "a")
    _put(cluster, "b")

    watch = cluster.watch(SHOP, TABLE)
    _put(cluster, "c")

    events = [*_first(watch), *cluster.events_of(watch)]
    assert [each["object"]["kind"] for each in events] == ["Table"] * 3
    columns = [each["object"]["columnDefinitions"] for each in events]
    assert columns[0][0]["name"] == "Name"
    assert columns[1:] == [None, None]
    rows = [each["object"]["rows"] for each in events]
    assert [row["cells"][0] for (row,) in rows] == ["a", "b", "c"]
    assert rows[2][0]["object"]["kind"] == "PartialObjectMetadata"
    assert events[2]["object"]["metadata"] == {"resourceVersion": str(cluster.version)}


def test_the_first_event_of_a_table_may_be_a_change(cluster: ClusterApi) -> None:
    watch = cluster.watch(SHOP, TABLE)
    _put(cluster, "a")
    _put(cluster, "b")

    first, second = cluster.events_of(watch)

    assert first["object"]["columnDefinitions"]
    assert second["object"]["columnDefinitions"] is None


def test_after_a_bookmark_alone_a_table_has_columns_still(cluster: ClusterApi) -> None:
    query = "resourceVersionMatch=NotOlderThan&sendInitialEvents=true&allowWatchBookmarks=true"
    watch = cluster.watch(f"{SHOP}?{query}", TABLE)
    _put(cluster, "a")

    (bookmark,) = _first(watch)
    (event,) = cluster.events_of(watch)

    assert bookmark["object"]["kind"] == "Table"
    (row,) = bookmark["object"]["rows"]
    end = {"k8s.io/initial-events-end": "true"}
    assert row["object"]["metadata"]["annotations"] == end
    assert event["object"]["columnDefinitions"]


def test_the_events_of_metadata_have_nothing_else(cluster: ClusterApi) -> None:
    put = _put(cluster, "a")

    watch = cluster.watch(SHOP, METADATA)

    assert _first(watch)[0]["object"] == {
        "kind": "PartialObjectMetadata",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": put["metadata"],
    }
    assert json.loads(watch.bookmark())["object"]["kind"] == "PartialObjectMetadata"


# ---- how they end


def _expired(version: int, oldest: int) -> dict[str, Any]:
    return {
        "type": "ERROR",
        "object": {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": f"too old resource version: {version} ({oldest})",
            "reason": "Expired",
            "code": 410,
        },
    }


def test_a_version_before_the_log_is_gone(cluster: ClusterApi) -> None:
    _put(cluster, "a")

    watch = cluster.watch(f"{SHOP}?resourceVersion=1")

    assert _first(watch) == [_expired(1, watch.start.changes.start)]
    assert watch.is_over
    _put(cluster, "b")
    assert cluster.events_of(watch) == []


@pytest.mark.parametrize("query", ["", "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"])
def test_a_version_that_is_still_to_come_was_given_by_another_world(
    cluster: ClusterApi, query: str
) -> None:
    later = cluster.version + 50

    watch = cluster.watch(f"{SHOP}?resourceVersion={later}{query}")

    assert _first(watch) == [_expired(later, watch.start.changes.start)]
    assert watch.is_over


def test_a_watch_of_a_world_that_is_no_more_is_told_to_begin_anew(cluster: ClusterApi) -> None:
    watch = cluster.watch(SHOP)
    version = cluster.version
    another = ClusterApi()

    (event,) = another.events_of(watch, version)

    assert event["object"]["reason"] == "Expired"
    assert watch.is_over


def test_a_watch_that_fell_too_far_behind_is_told_to_begin_anew(cluster: ClusterApi) -> None:
    watch = cluster.watch(SHOP)
    watch.version = watch.start.changes.start - 1  # as if the log had forgotten since

    (event,) = cluster.events_of(watch)

    assert (event["type"], event["object"]["code"]) == ("ERROR", 410)
    assert watch.is_over


@pytest.mark.parametrize("state", [ClusterState.DELETING, ClusterState.DELETED])
def test_a_watch_ends_with_its_cluster(cluster: ClusterApi, state: ClusterState) -> None:
    watch = cluster.watch(SHOP)
    _put(cluster, "a")
    put_in_state(cluster.tenant, cluster.cluster_id, state)

    assert _seen(cluster.events_of(watch))[0] == ("ADDED", "a")
    assert watch.is_over
