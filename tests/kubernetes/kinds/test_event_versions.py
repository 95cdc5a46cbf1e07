"""Events: the same ones in both groups that show them, each in its own words."""

from typing import Any

import pytest

from tests.support.cluster_api import TABLE, ClusterApi

CORE = "/api/v1/namespaces/shop/events"
NEW = "/apis/events.k8s.io/v1/namespaces/shop/events"
EVENT: dict[str, Any] = {
    "metadata": {"name": "web.1", "namespace": "shop"},
    "reason": "Pulled",
    "type": "Normal",
}
IN_CORE = {
    **EVENT,
    "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "web", "uid": "u1"},
    "message": "The image is there.",
    "source": {"component": "kubelet", "host": "node-1"},
    "reportingComponent": "kubelet",
    "firstTimestamp": "2026-11-26T12:00:00Z",
    "lastTimestamp": "2026-11-26T12:05:00Z",
    "count": 3,
}
IN_NEW = {
    **EVENT,
    "regarding": IN_CORE["involvedObject"],
    "note": IN_CORE["message"],
    "deprecatedSource": IN_CORE["source"],
    "reportingController": "kubelet",
    "deprecatedFirstTimestamp": IN_CORE["firstTimestamp"],
    "deprecatedLastTimestamp": IN_CORE["lastTimestamp"],
    "deprecatedCount": 3,
}


@pytest.fixture(params=["core", "new"])
def cluster(request: pytest.FixtureRequest) -> ClusterApi:
    """A cluster with an Event that was written in one group or in the other."""
    cluster = ClusterApi()
    group, body = ("", IN_CORE) if request.param == "core" else ("events.k8s.io", IN_NEW)
    cluster.put(cluster.kind("events", group), "web.1", "shop", dict(body))
    return cluster


def _said(event: dict[str, Any]) -> dict[str, Any]:
    """What an Event says but for its kind and what the server has given it."""
    metadata = {name: event["metadata"][name] for name in ("name", "namespace")}
    known = ("kind", "apiVersion", "metadata")
    return {"metadata": metadata, **{k: v for k, v in event.items() if k not in known}}


def test_an_event_is_read_in_the_words_of_the_group(cluster: ClusterApi) -> None:
    core, new = cluster.get(f"{CORE}/web.1"), cluster.get(f"{NEW}/web.1")

    assert (core["apiVersion"], _said(core)) == ("v1", IN_CORE)
    assert (new["apiVersion"], _said(new)) == ("events.k8s.io/v1", IN_NEW)
    assert core["metadata"] == new["metadata"]


def test_tables_of_both_groups_are_alike(cluster: ClusterApi) -> None:
    (core,), (new,) = (cluster.get(path, TABLE)["rows"] for path in (CORE, NEW))

    assert core["cells"] == new["cells"]
    assert "The image is there." in core["cells"]
    assert "pod/web" in core["cells"]


@pytest.mark.parametrize(
    ("place", "chosen", "other"),
    [
        (CORE, "involvedObject.uid%3Du1,source%3Dkubelet", "involvedObject.name%3Ddb"),
        (CORE, "reportingComponent%3Dkubelet", "source%3Dscheduler"),
        (NEW, "regarding.uid%3Du1,reason%3DPulled", "regarding.name%3Ddb"),
        (NEW, "reportingController%3Dkubelet", "reportingController!%3Dkubelet"),
    ],
)
def test_events_are_chosen_by_the_fields_of_the_group(
    cluster: ClusterApi, place: str, chosen: str, other: str
) -> None:
    assert len(cluster.get(f"{place}?fieldSelector={chosen}")["items"]) == 1
    assert cluster.get(f"{place}?fieldSelector={other}")["items"] == []


def test_a_watch_shows_events_in_the_words_of_the_group(cluster: ClusterApi) -> None:
    watch = cluster.watch(f"{NEW}?resourceVersion={cluster.version}")
    cluster.put(cluster.kind("events"), "web.2", "shop", dict(IN_CORE))

    (event,) = cluster.events_of(watch)

    assert event["object"]["note"] == "The image is there."
    assert "message" not in event["object"]
