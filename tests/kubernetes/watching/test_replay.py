"""The law of watches: a list, and the events after its version, give the list of now."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.cluster_api import ClusterApi

ALL = "/api/v1/configmaps"
NAMESPACES, NAMES, VALUES = ("one", "two"), ("a", "b", "c"), ("red", "green")
SELECTORS = ("", "labelSelector=colour%3Dred", "labelSelector=colour", "labelSelector=!colour")

# A write: where, which, and the label that it gives; "" for none, None to remove the object.
WRITES = st.tuples(
    st.sampled_from(NAMESPACES), st.sampled_from(NAMES), st.sampled_from([*VALUES, "", None])
)
# What happens: a write, or a look of the watch at what there is so far.
STEPS = st.lists(st.one_of(WRITES, st.just("look")), max_size=30)

State = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    return ClusterApi()


def _write(cluster: ClusterApi, namespace: str, name: str, colour: str | None) -> None:
    kind = cluster.kind("configmaps")
    key = f"{cluster.cluster_id}/configmaps/{namespace}/{name}"
    if colour is not None:
        labels = {"colour": colour} if colour else {}
        cluster.put(kind, name, namespace, {"metadata": {"labels": labels}})
    elif key in cluster.tenant.world.kubernetes_objects.records:
        cluster.drop(kind, name, namespace)


def _state(objects: list[dict[str, Any]]) -> State:
    return {
        (each["metadata"]["namespace"], each["metadata"]["name"]): each["metadata"][
            "resourceVersion"
        ]
        for each in objects
    }


def _apply(state: State, events: list[dict[str, Any]]) -> None:
    """Change what a client knows, as informers do; each event must make sense to it."""
    for event in events:
        metadata = event["object"]["metadata"]
        place = (metadata["namespace"], metadata["name"])
        assert (place in state) is (event["type"] != "ADDED"), event
        if event["type"] == "DELETED":
            del state[place]
        else:
            state[place] = metadata["resourceVersion"]


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=st.lists(WRITES, max_size=6), steps=STEPS, query=st.sampled_from(SELECTORS))
@pytest.mark.parametrize("place", [ALL, "/api/v1/namespaces/one/configmaps"])
def test_a_list_and_the_events_after_it_give_the_list_of_now(
    cluster: ClusterApi, place: str, before: list[Any], steps: list[Any], query: str
) -> None:
    for write in before:
        _write(cluster, *write)
    listed = cluster.get(f"{place}?{query}")
    version, known = listed["metadata"]["resourceVersion"], _state(listed["items"])
    early = cluster.watch(f"{place}?resourceVersion={version}&{query}")
    afresh: State = {}
    anew = cluster.watch(f"{place}?{query}")
    _apply(afresh, [json.loads(line) for line in anew.start.first])
    seen = 0

    for step in steps:
        if step == "look":
            events = cluster.events_of(early)
            versions = [int(each["object"]["metadata"]["resourceVersion"]) for each in events]
            assert versions == sorted({*versions})
            assert all(each > seen for each in versions)
            seen = max([seen, *versions])
            _apply(known, events)
        else:
            _write(cluster, *step)
    late = cluster.watch(f"{place}?resourceVersion={version}&{query}")
    _apply(known, cluster.events_of(early))
    _apply(afresh, cluster.events_of(anew))
    again = _state(listed["items"])
    _apply(again, cluster.events_of(late))

    now = _state(cluster.get(f"{place}?{query}")["items"])
    assert known == afresh == again == now


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    before=st.lists(WRITES, max_size=10),
    between=st.lists(st.lists(WRITES, max_size=4), max_size=6),
    limit=st.integers(1, 4),
)
def test_the_parts_of_a_list_are_the_list_whatever_is_written_between_them(
    cluster: ClusterApi, before: list[Any], between: list[list[Any]], limit: int
) -> None:
    for write in before:
        _write(cluster, *write)
    whole = cluster.get(ALL)
    found: list[dict[str, Any]] = []
    writes, token = iter(between), ""

    while True:
        part = cluster.get(f"{ALL}?limit={limit}&continue={token}")
        assert len(part["items"]) <= limit
        assert part["metadata"]["resourceVersion"] == whole["metadata"]["resourceVersion"]
        found += part["items"]
        token = part["metadata"].get("continue", "")
        if not token:
            break
        left = len(whole["items"]) - len(found)
        assert part["metadata"]["remainingItemCount"] == left
        for write in next(writes, ()):
            _write(cluster, *write)

    assert found == whole["items"]
