"""What the API says of itself, but for discovery: version, health, paths."""

import pytest
from cs_simulator.catalog import kubernetes_versions
from cs_simulator.cluster_types.ack import kept
from cs_simulator.kubernetes.documents.version import version_of

from tests.support.cluster_api import ClusterApi


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    return ClusterApi(version="1.34.1-aliyun.1")


def test_the_version_is_that_of_the_cluster(cluster: ClusterApi) -> None:
    version = cluster.get("/version")

    assert version.pop("gitCommit") == cluster.get("/version")["gitCommit"]
    assert version == {
        "major": "1",
        "minor": "34",
        "gitVersion": "v1.34.1-aliyun.1",
        "gitTreeState": "clean",
        "buildDate": "2025-09-30T00:00:00Z",
        "goVersion": "go1.24",
        "compiler": "gc",
        "platform": "linux/amd64",
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/healthz", "ok"),
        ("/livez", "ok"),
        ("/readyz", "ok"),
        ("/readyz/", "ok"),
        ("/livez/etcd", "ok"),
        ("/readyz/informer-sync", "ok"),
        ("/healthz?verbose", "[+]ping ok\n[+]log ok\n[+]etcd ok\nhealthz check passed\n"),
        (
            "/livez?verbose=true&exclude=etcd",
            "[+]ping ok\n[+]log ok\n[+]etcd excluded: ok\nlivez check passed\n",
        ),
        (
            "/livez?verbose&exclude=disk",
            (
                "[+]ping ok\n[+]log ok\n[+]etcd ok\nwarn: some health checks cannot be excluded: no"
                ' matches for "disk"\nlivez check passed\n'
            ),
        ),
    ],
)
def test_the_server_says_that_it_is_well(cluster: ClusterApi, path: str, text: str) -> None:
    answer = cluster.request("GET", path, accept="*/*")

    assert (answer.status, answer.body.decode()) == (200, text)
    assert answer.content_type == "text/plain; charset=utf-8"


def test_the_paths_lead_to_documents(cluster: ClusterApi) -> None:
    paths = cluster.get("/")["paths"]

    assert {"/api", "/api/v1", "/apis/apps/v1", "/apis/batch", "/openapi/v3", "/version"} <= {
        *paths
    }
    for path in paths:
        assert cluster.request("GET", path).status == 200, path


@pytest.mark.parametrize(
    "path", ["/nothing", "/healthz/disk", "/livez/informer-sync", "/versions", "/openapi/v1"]
)
def test_a_path_that_leads_nowhere_is_not_found(cluster: ClusterApi, path: str) -> None:
    status = cluster.refused("GET", path)

    assert (status["reason"], status["message"]) == (
        "NotFound",
        "the server could not find the requested resource",
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_documents_are_only_read(cluster: ClusterApi, method: str) -> None:
    assert cluster.refused(method, "/version", {})["reason"] == "MethodNotAllowed"
    assert cluster.refused(method, "/apis", {})["code"] == 405


def test_the_calls_of_documents_have_names_by_which_rules_find_them(cluster: ClusterApi) -> None:
    from cs_simulator.kubernetes.documents import document_of
    from cs_simulator.operations import Incoming

    def name(path: str) -> str:
        return document_of(Incoming("GET", path, path, {}, b"", "", ""))[0]

    assert name("/version") == "version"
    assert {name(path) for path in ("/api", "/apis", "/api/v1", "/apis/apps")} == {"discovery"}
    assert {name(path) for path in ("/openapi/v2", "/openapi/v3/api/v1")} == {"openapi"}
    assert [name(path) for path in ("/healthz", "/livez/etcd", "/readyz")] == [
        "healthz",
        "livez",
        "readyz",
    ]


@pytest.mark.parametrize("known", ["", "1.99.1-aliyun.1", "v1.20"])
def test_a_version_of_which_nothing_is_known_is_shown_as_the_newest(
    cluster: ClusterApi, known: str
) -> None:
    record = cluster.tenant.world.clusters[cluster.cluster_id]

    shown = version_of(kept.with_made(record, version=known))

    everything = kubernetes_versions.all_versions().values()
    assert shown == [each.version for each in everything if not each.edge][-1]
