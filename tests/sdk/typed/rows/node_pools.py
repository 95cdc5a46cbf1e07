"""Node pools: made, described, changed, scaled, repaired, upgraded, deleted."""

import json

from tests.sdk.typed import bodies
from tests.sdk.typed import there as given
from tests.sdk.typed.bodies import part_of
from tests.sdk.typed.rows._row import CLUSTER, POOL, row


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


@row(
    "ModifyNodePoolNodeConfig", given.a_pool, *POOL, task="nodepool_node_kubelet_config_rollout",
    request=lambda there: {
        "kubelet_config": {"maxPods": 64, "evictionHard": {"memory.available": "500Mi"}},
        "os_config": {"sysctl": {"vm.max_map_count": "262144"}},
        "containerd_config": {"registryMirrors": ["https://mirror.example.com"]},
        "node_names": there.ids["node_names"],
        "rolling_policy": {"max_parallelism": 1, "max_failed_nodes": 1},
    },
)  # fmt: skip
def _sets_up_kubelets(there, answer):
    config = there.pool()["node_config"]
    kubelet = config["kubelet_configuration"]
    assert (kubelet["maxPods"], kubelet["cpuManagerPolicy"]) == (64, "none")
    assert kubelet["evictionHard"] == {"memory.available": "500Mi"}
    assert config["node_os_config"]["sysctl"] == {"vm.max_map_count": "262144"}


@row(
    "RepairClusterNodePool", given.a_lost_node, *POOL, task="nodepool_repair",
    request=lambda there: {"nodes": [there.ids["lost"]], "auto_restart": True,
                           "operations": [{"operation_id": "restart.kubelet", "args": []}]},
)  # fmt: skip
def _repairs_a_pool(there, answer):
    assert there.pool()["status"]["healthy_nodes"] == 2
    assert [node["node_status"] for node in there.nodes()] == ["Ready", "Ready"]


@row("SyncClusterNodePool", given.a_pool, *CLUSTER)
def _finds_pools_in_step(there, answer):
    assert len(answer["RequestId"]) == 36
    assert there.pool()["status"]["healthy_nodes"] == 2


@row(
    "CreateAutoscalingConfig", given.a_pool, *CLUSTER, task="cluster_configuration_modify",
    request={"scaler_type": "cluster-autoscaler", "expander": "priority", "scan_interval": "30",
             "priorities": {"10": ["asg-1"]}, "scale_down_enabled": True,
             "max_graceful_termination_sec": 600},
)  # fmt: skip
def _configures_the_autoscaler(there, answer):
    there.ids["addon"] = "cluster-autoscaler"
    config = json.loads(there.ask("GetClusterAddonInstance", "cluster_id", "addon").raw["config"])
    assert (config["expander"], config["scan_interval"]) == ("priority", "30")
    assert config["priorities"] == {"10": ["asg-1"]}
