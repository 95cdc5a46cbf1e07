"""Reads with whatever a caller may write into a query: each is answered, none breaks anything."""

import base64
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.cluster_api import METADATA, METADATA_LIST, TABLE, ClusterApi

PATHS = (
    "/api/v1/configmaps",
    "/api/v1/namespaces/default/configmaps",
    "/api/v1/namespaces/default/configmaps/a",
    "/api/v1/nodes",
    "/apis/events.k8s.io/v1/events",
    "/apis/apps/v1/deployments",
    "/api/v1/pods",
)
NAMES = (
    "allowWatchBookmarks", "continue", "fieldSelector", "includeObject", "labelSelector", "limit",
    "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch",
)  # fmt: skip
WORDS = st.sampled_from(
    ("", "0", "1", "7", "999999", "true", "True", "Exact", "NotOlderThan", "None", "Object")
)
SELECTORS = st.lists(
    st.sampled_from(
        ("a", "app", "!", "=", "==", "!=", "in", "notin", "(", ")", ",", " ", ">", "<", "5", "\\",
         "metadata.name", "spec.nodeName", "é")
    ),
    max_size=8,
).map("".join)  # fmt: skip
TOKENS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("v", "rv", "start", "x")), inner, max_size=4)
    ),
    max_leaves=5,
).map(lambda said: base64.urlsafe_b64encode(json.dumps(said).encode()).decode())
QUERIES = st.dictionaries(
    st.sampled_from(NAMES), st.one_of(WORDS, SELECTORS, TOKENS, st.text(max_size=8)), max_size=5
)
ACCEPTED = st.one_of(
    st.sampled_from((TABLE, METADATA, METADATA_LIST, "application/json", "*/*", "")),
    st.text(max_size=12),
)
ANSWERS = {200, 400, 404, 406, 410, 422, 504}


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    cluster = ClusterApi()
    labels = {"metadata": {"labels": {"app": "web", "a": "5"}}}
    cluster.put(cluster.kind("configmaps"), "a", "default", labels)
    cluster.put(cluster.kind("pods"), "web", "default", {"spec": "text", "status": []})
    return cluster


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.sampled_from(PATHS), query=QUERIES, accept=ACCEPTED)
def test_every_read_is_answered_and_changes_nothing(
    cluster: ClusterApi, path: str, query: dict[str, str], accept: str
) -> None:
    before = cluster.version

    answer = cluster.ask("GET", path, query, accept=accept)

    assert answer.status in ANSWERS, answer
    if answer.watch is None:
        body = json.loads(answer.body)
        assert (body["kind"] == "Status") is (answer.status != 200)
        assert body.get("code", answer.status) == answer.status
    assert cluster.version == before
