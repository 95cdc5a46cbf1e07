"""What the Python client ``kubernetes`` reads of a cluster: typed, dynamic, in parts, watched."""

from collections.abc import Iterator
from typing import Any

import pytest
from kubernetes import client, config, dynamic, watch
from kubernetes.dynamic.exceptions import NotFoundError

from tests.support.served_clusters import ServedCluster


@pytest.fixture
def api(cluster: ServedCluster) -> Iterator[Any]:
    """The client, by the kubeconfig of the cluster."""
    with config.new_client_from_config_dict(cluster.config) as made:
        yield made


@pytest.fixture
def core(api: Any) -> Any:
    return client.CoreV1Api(api)


def _names(listed: Any) -> list[str]:
    return [each.metadata.name for each in listed.items]


def _put(core: Any, name: str, **labels: str) -> Any:
    metadata = client.V1ObjectMeta(name=name, labels=labels)
    return core.create_namespaced_config_map("default", client.V1ConfigMap(metadata=metadata))


def test_nodes_are_the_instances_of_the_cluster(core: Any, cluster: ServedCluster) -> None:
    nodes = core.list_node()

    assert _names(nodes) == sorted(cluster.node_names)
    ready = [
        next(each.status for each in node.status.conditions if each.type == "Ready")
        for node in nodes.items
    ]
    assert ready == ["True"] * 3


def test_the_version_and_the_kinds_are_those_of_the_cluster(api: Any) -> None:
    version = client.VersionApi(api).get_code()
    listed = client.AppsV1Api(api).get_api_resources()

    assert version.git_version.startswith(f"v{version.major}.{version.minor}.")
    assert "deployments/scale" in {each.name for each in listed.resources}
    groups = client.ApisApi(api).get_api_versions().groups
    assert {"apps", "batch", "policy"} <= {each.name for each in groups}


def test_a_list_comes_in_parts(core: Any, cluster: ServedCluster) -> None:
    found, token = [], None
    while True:
        part = core.list_node(limit=1, _continue=token)
        found += _names(part)
        token = part.metadata._continue
        if not token:
            break
        assert part.metadata.remaining_item_count == 3 - len(found)

    assert found == sorted(cluster.node_names)


def test_a_list_has_what_selectors_choose(core: Any) -> None:
    for name, colour in (("chosen", "red"), ("other", "green")):
        _put(core, f"selectors-{name}", colour=colour)

    by_label = core.list_namespaced_config_map("default", label_selector="colour in (red)")
    by_field = core.list_config_map_for_all_namespaces(
        field_selector="metadata.name=selectors-other"
    )

    assert _names(by_label) == ["selectors-chosen"]
    assert _names(by_field) == ["selectors-other"]


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ({"label_selector": "a b"}, "unable to parse requirement"),
        ({"field_selector": "data.a=b"}, "is not a known field selector"),
    ],
)
def test_a_selector_that_cannot_be_read_is_refused(
    core: Any, selector: dict[str, str], words: str
) -> None:
    with pytest.raises(client.ApiException) as caught:
        core.list_namespaced_config_map("default", **selector)

    assert caught.value.status == 400
    assert words in caught.value.body


def test_what_is_not_there_is_not_found(core: Any) -> None:
    with pytest.raises(client.ApiException) as caught:
        core.read_namespaced_config_map("nothing", "default")

    assert (caught.value.status, caught.value.reason) == (404, "Not Found")
    assert '"reason":"NotFound"' in caught.value.body


def test_a_watch_begins_with_what_is_there_and_says_where_that_ends(
    core: Any, cluster: ServedCluster
) -> None:
    looking, seen = watch.Watch(), []

    for event in looking.stream(
        core.list_node,
        send_initial_events=True,
        resource_version_match="NotOlderThan",
        allow_watch_bookmarks=True,
    ):
        seen.append((event["type"], event["raw_object"]["metadata"].get("name")))
        if event["type"] == "BOOKMARK":
            looking.stop()

    nodes = [("ADDED", name) for name in sorted(cluster.node_names)]
    assert seen == [*nodes, ("BOOKMARK", None)]


def test_a_watch_from_a_list_hears_what_was_done_since(core: Any) -> None:
    version = core.list_namespaced_config_map("default").metadata.resource_version
    _put(core, "watched")
    core.patch_namespaced_config_map("watched", "default", {"data": {"colour": "red"}})
    core.delete_namespaced_config_map("watched", "default")
    looking, seen = watch.Watch(), []

    for event in looking.stream(
        core.list_namespaced_config_map,
        "default",
        resource_version=version,
        field_selector="metadata.name=watched",
    ):
        seen.append((event["type"], (event["object"].data or {}).get("colour")))
        if event["type"] == "DELETED":
            looking.stop()

    assert seen == [("ADDED", None), ("MODIFIED", "red"), ("DELETED", "red")]


@pytest.mark.parametrize("version", ["1", "999999999"])
def test_a_watch_from_a_version_that_is_not_known_is_expired(core: Any, version: str) -> None:
    with pytest.raises(client.ApiException) as caught:
        list(watch.Watch().stream(core.list_node, resource_version=version))

    assert caught.value.status == 410
    assert "too old resource version" in caught.value.reason


def test_the_dynamic_client_finds_kinds_and_their_objects(api: Any, cluster: ServedCluster) -> None:
    found = dynamic.DynamicClient(api)

    nodes = found.resources.get(api_version="v1", kind="Node").get()
    deployments = found.resources.get(api_version="apps/v1", kind="Deployment")

    assert [each.metadata.name for each in nodes.items] == sorted(cluster.node_names)
    assert {*deployments.subresources} == {"scale", "status"}
    with pytest.raises(NotFoundError):
        deployments.get(name="nothing", namespace="default")
