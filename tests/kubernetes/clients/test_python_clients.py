"""The client libraries of Python: typed, dynamic and awaited; lists, watches, writes, informers."""

import asyncio
from contextlib import closing

import pytest
from kubernetes import client, dynamic, utils, watch
from kubernetes.config import new_client_from_config
from kubernetes_asyncio import client as awaited
from kubernetes_asyncio import watch as awaited_watch
from kubernetes_asyncio.config import new_client_from_config as awaited_client

from tests.kubernetes.clients.kubectl import HERE

PATIENCE = 300  # real seconds, on a machine that has much else to do


@pytest.fixture(scope="module")
def api(cluster):
    with closing(new_client_from_config(str(cluster.kubeconfig))) as api:
        yield api


@pytest.fixture
def namespace(api, request):
    core, name = client.CoreV1Api(api), request.node.name.replace("_", "-")[:60].strip("-")
    core.create_namespace({"metadata": {"name": name}})
    yield name
    core.delete_namespace(name)


def states(node):
    return {each.type: each.status for each in node.status.conditions}


def test_the_version_and_the_nodes_are_read(api, cluster):
    assert client.VersionApi(api).get_code().git_version.endswith("-aliyun.1")
    nodes = client.CoreV1Api(api).list_node().items
    assert sorted(node.metadata.name for node in nodes) == sorted(cluster.node_names)
    assert {states(node)["Ready"] for node in nodes} == {"True"}


def test_a_list_comes_in_parts(api):
    core, seen, token = client.CoreV1Api(api), [], None
    while token != "":
        part = core.list_namespace(limit=1, _continue=token)
        seen += [each.metadata.name for each in part.items]
        token = part.metadata._continue or ""
    assert {"default", "kube-system"} <= set(seen)
    assert len(seen) == len(set(seen))


def test_a_watch_sees_what_is_written(api, namespace):
    core = client.CoreV1Api(api)
    version = core.list_namespaced_config_map(namespace).metadata.resource_version
    core.create_namespaced_config_map(namespace, {"metadata": {"name": "a"}, "data": {"n": "1"}})
    core.patch_namespaced_config_map("a", namespace, {"data": {"n": "2"}})
    core.delete_namespaced_config_map("a", namespace)
    seen = []
    stream = watch.Watch().stream(
        core.list_namespaced_config_map,
        namespace,
        resource_version=version,
        timeout_seconds=PATIENCE,
    )
    for event in stream:
        seen.append((event["type"], event["object"].data["n"]))
        if event["type"] == "DELETED":
            break
    assert seen == [("ADDED", "1"), ("MODIFIED", "2"), ("DELETED", "2")]


def test_a_watch_ends_by_itself_after_the_seconds_that_it_asks_for(api):
    core = client.CoreV1Api(api)
    stream = watch.Watch().stream(core.list_namespace, timeout_seconds=1)
    assert "ADDED" in {event["type"] for event in stream}


def test_a_version_of_another_world_is_expired(api):
    stream = watch.Watch().stream(client.CoreV1Api(api).list_node, resource_version="999999999")
    with pytest.raises(client.ApiException) as raised:
        next(stream)
    assert raised.value.status == 410


def test_manifests_are_created(api, namespace):
    utils.create_from_yaml(api, str(HERE / "manifests" / "web.yaml"), namespace=namespace)
    found = client.AppsV1Api(api).read_namespaced_deployment("web", namespace)
    assert found.spec.strategy.type == "RollingUpdate"
    assert found.metadata.generation == 1


def test_a_write_of_an_old_version_is_a_conflict(api, namespace):
    core = client.CoreV1Api(api)
    old = core.create_namespaced_config_map(namespace, {"metadata": {"name": "a"}})
    core.patch_namespaced_config_map("a", namespace, {"data": {"n": "2"}})
    old.data = {"n": "3"}
    with pytest.raises(client.ApiException) as raised:
        core.replace_namespaced_config_map("a", namespace, old)
    assert (raised.value.status, "modified" in raised.value.body) == (409, True)


def test_objects_are_applied_by_the_dynamic_client(api, namespace):
    found = dynamic.DynamicClient(api).resources.get(api_version="v1", kind="ConfigMap")
    body = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"n": "1"}}
    applied = found.server_side_apply(body=body, namespace=namespace, field_manager="me")
    assert [each.manager for each in applied.metadata.managedFields] == ["me"]
    body["data"]["n"] = "2"
    with pytest.raises(dynamic.exceptions.ConflictError):
        found.server_side_apply(body=body, namespace=namespace, field_manager="somebody")


async def test_the_awaited_client_lists_writes_and_watches(cluster):
    async with await awaited_client(str(cluster.kubeconfig)) as api:
        core = awaited.CoreV1Api(api)
        nodes = await core.list_node()
        assert len(nodes.items) == 3
        version = nodes.metadata.resource_version
        await core.patch_node(cluster.node_names[1], {"metadata": {"labels": {"seen": "yes"}}})
        async with asyncio.timeout(PATIENCE), awaited_watch.Watch() as changes:
            async for event in changes.stream(core.list_node, resource_version=version):
                assert event["type"] == "MODIFIED"
                assert event["object"].metadata.labels["seen"] == "yes"
                break
