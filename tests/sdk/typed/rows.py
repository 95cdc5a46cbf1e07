"""A call for every operation that a cluster's life consists of: what there is, request, outcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.sdk.typed import bodies
from tests.sdk.typed import there as given
from tests.sdk.typed.bodies import part_of
from tests.sdk.typed.there import There

Request = Callable[[There], Mapping[str, Any]]
Check = Callable[[There, Any], None]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One typed call, and what must be so after it."""

    operation: str
    given: Callable[[There], None]
    path: tuple[str, ...] = ()
    request: Request | None = None
    task: str = ""
    """The type of the task that is answered; it must end well."""
    then: Check | None = None
    status: int = 200


ROWS: list[Row] = []


def row(
    operation: str,
    has: Callable[[There], None],
    *path: str,
    request: Request | Mapping[str, Any] | None = None,
    **more: Any,
) -> Callable[[Check], Check]:
    """Add a row, whose outcome is checked by the decorated function."""
    made = request if callable(request) or request is None else lambda _: request

    def add(check: Check) -> Check:
        ROWS.append(
            Row(operation=operation, given=has, path=path, request=made, then=check, **more)
        )
        return check

    return add


CLUSTER = ("cluster_id",)
POOL = ("cluster_id", "nodepool_id")


# Clusters


@row(
    "CreateCluster", given.nothing, task="cluster_create", status=202,
    request=lambda there: bodies.a_cluster(there.tenant),
)  # fmt: skip
def _creates(there, answer):
    assert there.cluster()["state"] == "running"


@row("DescribeClusterDetail", given.a_cluster, *CLUSTER)
def _describes_a_cluster(there, answer):
    sent = bodies.a_cluster(there.tenant)
    names = (
        "name", "cluster_type", "profile", "cluster_spec", "region_id", "vswitch_ids", "timezone",
        "container_cidr", "service_cidr", "node_cidr_mask", "ip_stack", "proxy_mode",
        "cluster_domain", "deletion_protection", "maintenance_window", "operation_policy",
        "extra_sans",
    )  # fmt: skip
    assert part_of({name: sent[name] for name in names}, answer) == []
    assert answer["vpc_id"] == sent["vpcid"]
    assert sent["tags"][0] in answer["tags"]


@row("DescribeClustersV1", given.a_cluster, request={"name": "sho", "page_size": 5})
def _lists(there, answer):
    assert [cluster["cluster_id"] for cluster in answer["clusters"]] == [there.ids["cluster_id"]]
    assert answer["page_info"] == {"page_number": 1, "page_size": 5, "total_count": 1}


@row(
    "DescribeClustersForRegion", given.a_cluster, "region_id",
    request={"cluster_type": "ManagedKubernetes", "profile": "Default", "page_number": 1},
)  # fmt: skip
def _lists_a_region(there, answer):
    assert [cluster["cluster_id"] for cluster in answer["clusters"]] == [there.ids["cluster_id"]]


@row("DescribeClusters", given.a_cluster, request={"clusterType": "ManagedKubernetes"})
def _lists_as_before(there, answer):
    assert [cluster["cluster_id"] for cluster in answer] == [there.ids["cluster_id"]]


@row("DescribeClusterResources", given.a_cluster, *CLUSTER, request={"with_addon_resources": True})
def _lists_resources(there, answer):
    kinds = {resource["resource_type"] for resource in answer}
    assert {"ALIYUN::VPC::NatGateway", "ALIYUN::SLB::LoadBalancer"} <= kinds
    assert {resource["cluster_id"] for resource in answer} == {there.ids["cluster_id"]}


@row(
    "ModifyCluster", given.a_cluster, *CLUSTER, task="cluster_modify",
    request={"cluster_name": "renamed", "deletion_protection": True,
             "maintenance_window": {"enable": False}},
)  # fmt: skip
def _modifies(there, answer):
    cluster = there.cluster()
    assert (cluster["name"], cluster["deletion_protection"]) == ("renamed", True)
    assert cluster["maintenance_window"]["enable"] is False


@row(
    "DeleteCluster", given.a_pool, *CLUSTER, task="cluster_delete", status=202,
    request={"retain_all_resources": False, "retain_resources": ["sg-mine"],
             "delete_options": [{"resource_type": "SLB", "delete_mode": "delete"}]},
)  # fmt: skip
def _deletes(there, answer):
    assert there.ask("DescribeClustersV1", request={}).raw["clusters"] == []


# Upgrade


@row(
    "UpgradeCluster", given.an_older_cluster, *CLUSTER, task="cluster_upgrade",
    request=lambda there: {"next_version": there.ids["next_version"], "master_only": True},
)  # fmt: skip
def _upgrades(there, answer):
    assert there.cluster()["current_version"] == there.ids["next_version"]


@row("GetUpgradeStatus", given.an_upgrade, *CLUSTER)
def _tells_how_far_an_upgrade_is(there, answer):
    assert answer["status"] == "running"


# Node pools


@row(
    "CreateClusterNodePool", given.a_cluster, *CLUSTER, task="nodepool_create",
    request=lambda there: bodies.a_pool(there.tenant),
)  # fmt: skip
def _creates_a_pool(there, answer):
    pool = there.pool()
    assert (pool["status"]["state"], pool["status"]["healthy_nodes"]) == ("active", 2)


@row("DescribeClusterNodePoolDetail", given.a_pool, *POOL)
def _describes_a_pool(there, answer):
    assert part_of(bodies.a_pool(there.tenant), answer) == []
    assert answer["nodepool_info"]["nodepool_id"] == there.ids["nodepool_id"]


@row("DescribeClusterNodePools", given.a_pool, *CLUSTER, request={"NodepoolName": "workers"})
def _lists_pools(there, answer):
    [pool] = answer["nodepools"]
    assert part_of(bodies.a_pool(there.tenant), pool) == []


@row(
    "ModifyClusterNodePool", given.a_pool, *POOL, task="nodepool_scaleout",
    request={"scaling_group": {"desired_size": 3}, "nodepool_info": {"name": "renamed"},
             "kubernetes_config": {"labels": [{"key": "tier", "value": "db"}], "taints": []},
             "update_nodes": True},
)  # fmt: skip
def _modifies_a_pool(there, answer):
    pool = there.pool()
    assert pool["nodepool_info"]["name"] == "renamed"
    assert pool["kubernetes_config"]["labels"] == [{"key": "tier", "value": "db"}]
    assert pool["status"]["total_nodes"] == 3


@row("ScaleClusterNodePool", given.a_pool, *POOL, task="nodepool_scaleout", request={"count": 2})
def _scales_a_pool(there, answer):
    assert there.pool()["scaling_group"]["desired_size"] == 4
    assert there.pool()["status"]["healthy_nodes"] == 4


@row(
    "RemoveNodePoolNodes", given.a_pool, *POOL, task="nodepool_node_remove",
    request=lambda there: {"instance_ids": there.ids["instance_ids"][:1], "release_node": True,
                           "drain_node": True, "concurrency": False},
)  # fmt: skip
def _removes_nodes_of_a_pool(there, answer):
    assert [node["instance_id"] for node in there.nodes()] == there.ids["instance_ids"][1:]
    assert there.pool()["scaling_group"]["desired_size"] == 1


@row(
    "AttachInstancesToNodePool", given.a_pool, *POOL, task="nodepool_node_attach",
    request={"instances": ["i-2zefree1"], "password": bodies.PASSWORD, "format_disk": False,
             "keep_instance_name": True},
)  # fmt: skip
def _attaches_to_a_pool(there, answer):
    assert "i-2zefree1" in [node["instance_id"] for node in there.nodes()]


@row(
    "UpgradeClusterNodepool", given.an_older_pool, *POOL, task="nodepool_upgrade",
    request=lambda there: {"kubernetes_version": there.ids["next_version"], "use_replace": False,
                           "rolling_policy": {"max_parallelism": 2, "pause_policy": "NotPause"}},
)  # fmt: skip
def _upgrades_a_pool(there, answer):
    assert there.pool()["status"]["healthy_nodes"] == 4


@row("DeleteClusterNodepool", given.a_pool, *POOL, task="nodepool_delete", request={"force": True})
def _deletes_a_pool(there, answer):
    pools = there.ask("DescribeClusterNodePools", "cluster_id", request={}).raw
    assert pools["nodepools"] == []


# Nodes


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


# Tasks


@row("DescribeTaskInfo", given.a_pool, "task_id")
def _describes_a_task(there, answer):
    assert (answer["task_type"], answer["state"]) == ("nodepool_create", "success")
    assert answer["target"] == {"id": there.ids["nodepool_id"], "type": "nodepool"}
    assert [each["status"] for each in answer["task_result"]] == ["success", "success"]
    assert answer["stages"]
    assert answer["events"]


@row("DescribeClusterTasks", given.a_pool, *CLUSTER, request={"page_number": 1, "page_size": 10})
def _lists_tasks(there, answer):
    types = [task["task_type"] for task in answer["tasks"]]
    assert types == ["nodepool_create", "cluster_create"]
    assert answer["page_info"]["total_count"] == 2


@row("PauseTask", given.an_upgrade, "task_id")
def _pauses(there, answer):
    there.tenant.clock.until(task=there.ids["task_id"], state="paused")
    assert there.task()["state"] == "paused"


@row("ResumeTask", given.a_paused_task, "task_id")
def _resumes(there, answer):
    there.settle()
    assert there.task()["state"] == "success"


@row("CancelTask", given.an_upgrade, "task_id")
def _cancels(there, answer):
    there.settle()
    assert there.task()["state"] == "canceled"
    assert there.cluster()["state"] == "running"
    assert there.cluster()["current_version"] != there.ids["next_version"]


# Kubeconfig


@row(
    "DescribeClusterUserKubeconfig", given.a_cluster, *CLUSTER,
    request={"PrivateIpAddress": True, "TemporaryDurationMinutes": 60},
)  # fmt: skip
def _hands_out_credentials(there, answer):
    assert answer["config"].startswith("\napiVersion: v1")
    assert answer["expiration"].endswith("Z")


# Add-ons


@row("ListAddons", given.a_cluster, request=lambda there: {"cluster_id": there.ids["cluster_id"]})
def _lists_addons(there, answer):
    assert {"flannel", "coredns", "metrics-server"} & {each["name"] for each in answer["addons"]}


@row("ListClusterAddonInstances", given.a_cluster, *CLUSTER)
def _lists_installed_addons(there, answer):
    states = {addon["name"]: addon["state"] for addon in answer["addons"]}
    assert states["csi-plugin"] == states["coredns"] == "active"


@row("GetClusterAddonInstance", given.an_addon, "cluster_id", "addon")
def _describes_an_addon(there, answer):
    assert (answer["name"], answer["state"]) == (there.ids["addon"], "active")


@row("DescribeClusterAddonsVersion", given.an_addon, *CLUSTER)
def _tells_versions_of_addons(there, answer):
    assert answer[there.ids["addon"]]["component_name"] == there.ids["addon"]


@row(
    "InstallClusterAddons", given.a_cluster, *CLUSTER, task="cluster_addon_install",
    request={"body": [{"name": "ack-node-problem-detector", "config": '{"sls_project_name":"x"}'}]},
)  # fmt: skip
def _installs_an_addon(there, answer):
    there.ids["addon"] = "ack-node-problem-detector"
    installed = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert installed["state"] == "active"


@row(
    "UpgradeClusterAddons", given.an_older_addon, *CLUSTER, task="cluster_addon_upgrade",
    request=lambda there: {"body": [{"component_name": there.ids["addon"],
                                     "next_version": there.ids["next_version"],
                                     "policy": "overwrite"}]},
)  # fmt: skip
def _upgrades_an_addon(there, answer):
    installed = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert installed["version"] == there.ids["next_version"]


@row(
    "ModifyClusterAddon", given.an_addon, "cluster_id", "addon",
    request={"config": '{"sls_project_name":"mine"}'},
)  # fmt: skip
def _configures_an_addon(there, answer):
    there.settle()
    installed = there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw
    assert "mine" in installed["config"]


@row(
    "UnInstallClusterAddons", given.an_addon, *CLUSTER, task="cluster_addon_uninstall",
    request=lambda there: {"addons": [{"name": there.ids["addon"],
                                       "cleanup_cloud_resources": False}]},
)  # fmt: skip
def _removes_an_addon(there, answer):
    installed = there.ask("ListClusterAddonInstances", "cluster_id").raw["addons"]
    assert there.ids["addon"] not in {addon["name"] for addon in installed}


# Tags


def _tags(there):
    request = {
        "region_id": there.tenant.region_id,
        "resource_type": "CLUSTER",
        "resource_ids": [there.ids["cluster_id"]],
    }
    listed = there.ask("ListTagResources", request=request).raw["tag_resources"]["tag_resource"]
    return {tag["tag_key"]: tag["tag_value"] for tag in listed}


@row(
    "ListTagResources", given.a_cluster,
    request=lambda there: {"region_id": there.tenant.region_id, "resource_type": "CLUSTER",
                           "resource_ids": [there.ids["cluster_id"]],
                           "tags": [{"key": "team", "value": "shop"}]},
)  # fmt: skip
def _lists_tags(there, answer):
    [tag] = answer["tag_resources"]["tag_resource"]
    assert (tag["tag_key"], tag["tag_value"]) == ("team", "shop")
    assert tag["resource_id"] == there.ids["cluster_id"]


@row(
    "TagResources", given.a_cluster,
    request=lambda there: {"region_id": there.tenant.region_id, "resource_type": "CLUSTER",
                           "resource_ids": [there.ids["cluster_id"]],
                           "tags": [{"key": "stage", "value": "test"}]},
)  # fmt: skip
def _tags_a_cluster(there, answer):
    assert (_tags(there)["team"], _tags(there)["stage"]) == ("shop", "test")


@row(
    "UntagResources", given.a_cluster,
    request=lambda there: {"region_id": there.tenant.region_id, "resource_type": "CLUSTER",
                           "resource_ids": [there.ids["cluster_id"]], "tag_keys": ["team"]},
)  # fmt: skip
def _takes_a_tag_off(there, answer):
    assert "team" not in _tags(there)


@row(
    "ModifyClusterTags", given.a_cluster, *CLUSTER,
    request={"body": [{"key": "stage", "value": "test"}]},
)  # fmt: skip
def _replaces_tags(there, answer):
    assert _tags(there)["stage"] == "test"
    assert "team" not in _tags(there)


# Metadata


@row(
    "DescribeKubernetesVersionMetadata", given.nothing,
    request=lambda there: {"Region": there.tenant.region_id, "ClusterType": "ManagedKubernetes",
                           "Profile": "Default", "Mode": "supported",
                           "QueryUpgradableVersion": True},
)  # fmt: skip
def _tells_versions(there, answer):
    assert all(version["runtimes"] and version["images"] for version in answer)
    assert any(version["upgradable_versions"] for version in answer)
