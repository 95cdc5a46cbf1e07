"""Nodes: listed, attached, removed."""

from tests.sdk.typed import bodies
from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


@row(
    "DescribeClusterNodes", given.a_pool, *CLUSTER,
    request=lambda there: {"nodepool_id": there.ids["nodepool_id"], "state": "all",
                           "pageNumber": "1", "pageSize": "10"},
)  # fmt: skip
def _lists_nodes(there, answer):
    assert [node["node_status"] for node in answer["nodes"]] == ["Ready", "Ready"]
    assert answer["page"] == {"page_number": 1, "page_size": 10, "total_count": 2}


@row(
    "AttachInstances", given.a_pool, *CLUSTER, task="cluster_attach",
    request={"instances": ["i-2zefree1"], "password": bodies.PASSWORD, "format_disk": False,
             "keep_instance_name": True},
)  # fmt: skip
def _attaches(there, answer):
    assert [each["instanceId"] for each in answer["list"]] == ["i-2zefree1"]
    assert "i-2zefree1" in [node["instance_id"] for node in there.nodes()]


@row(
    "DeleteClusterNodes", given.a_pool, *CLUSTER, task="cluster_node_delete",
    request=lambda there: {"nodes": there.ids["node_names"][:1], "drain_node": True,
                           "release_node": True},
)  # fmt: skip
def _removes_nodes(there, answer):
    assert there.ids["instance_ids"][0] not in [node["instance_id"] for node in there.nodes()]


@row(
    "RemoveClusterNodes", given.a_pool, *CLUSTER,
    request=lambda there: {"nodes": there.ids["node_names"][:1], "drain_node": False,
                           "release_node": True},
)  # fmt: skip
def _removes_nodes_as_before(there, answer):
    there.settle()
    assert there.ids["instance_ids"][0] not in [node["instance_id"] for node in there.nodes()]


@row(
    "ScaleOutCluster", given.a_pool, *CLUSTER, task="cluster_scaleout", status=202,
    request=lambda there: {"count": 1, "key_pair": "ops", "vswitch_ids": [there.tenant.vswitch_id],
                           "worker_instance_types": [bodies.INSTANCE_TYPE],
                           "worker_system_disk_category": "cloud_essd",
                           "worker_system_disk_size": 120},
)  # fmt: skip
def _scales_out(there, answer):
    assert len(there.nodes()) == 3


@row(
    "DescribeClusterAttachScripts", given.a_pool, *CLUSTER,
    request=lambda there: {"nodepool_id": there.ids["nodepool_id"], "arch": "arm64",
                           "format_disk": False, "keep_instance_name": True,
                           "one_time_token": True},
)  # fmt: skip
def _tells_how_a_machine_joins(there, answer):
    assert answer.startswith('"curl ')
    assert there.cluster()["current_version"] in answer
    assert answer.endswith(f'--nodepool-id {there.ids["nodepool_id"]} --arch arm64"')
