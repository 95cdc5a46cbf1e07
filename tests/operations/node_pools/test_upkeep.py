"""Attaching instances, repairing, upgrading, settings of nodes, and what belongs to no pool."""

import pytest
from cs_simulator.domain.records import NodeState

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool, counts, instances_of, nodes, pool, state_of, task_of
from tests.support.worlds import call, run_one_step, settle

# ---- attaching


@pytest.mark.parametrize("keeps", [None, False])
def test_instances_join_a_pool_which_grows(tenant, cluster_id, keeps):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    free = instances_of(tenant)[:2]
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/attach"
    body = {"instances": free, "password": "Secret-Pass1", "keep_instance_name": keeps}

    answer = call(tenant, "POST", path, body)

    assert answer.body.keys() == {"request_id", "task_id"}
    assert task_of(tenant, answer)["task_type"] == "nodepool_node_attach"
    assert state_of(tenant, cluster_id, nodepool_id) == "scaling"
    settle(tenant)
    assert pool(tenant, cluster_id, nodepool_id)["scaling_group"]["desired_size"] == 3
    attached = nodes(tenant, cluster_id, f"instanceIds={','.join(free)}")
    assert {node["source"] for node in attached} == {"ess_attach"}
    named = [node["instance_name"] for node in attached]
    renamed = f"worker-k8s-for-cs-{cluster_id}"
    assert named == ([renamed, renamed] if keeps is False else free)


def test_attached_instances_stay_the_customers_when_their_pool_goes(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    [free, *_] = instances_of(tenant)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}"
    call(tenant, "POST", f"{path}/attach", {"instances": [free]}).ok()
    settle(tenant)
    call(tenant, "DELETE", f"{path}?force=true").ok()
    settle(tenant)
    assert not tenant.world.instances[free].is_released


def test_what_cannot_be_a_node_is_refused_and_nothing_is_done(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    [node] = nodes(tenant, cluster_id)
    free = instances_of(tenant)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/attach"
    elsewhere = next(
        each.instance_id
        for each in tenant.world.instances.base.values()
        if each.region_id == "cn-hangzhou"
    )
    classic = next(
        each.instance_id
        for each in tenant.world.instances.base.values()
        if each.region_id == "cn-beijing" and not each.vpc_id
    )
    for unfit in (node["instance_id"], "i-unknown", elsewhere, classic):
        refused = call(tenant, "POST", path, {"instances": [free[0], unfit]})
        assert (refused.status, refused.code) == (400, "InvalidParameter.Instances")
    assert counts(tenant, cluster_id, nodepool_id)["total"] == 1


def test_auto_scaling_bounds_what_can_be_attached(tenant, cluster_id):
    scaling = {"enable": True, "min_instances": 0, "max_instances": 1}
    nodepool_id = a_pool(tenant, cluster_id, size=None, auto_scaling=scaling)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/attach"
    free = instances_of(tenant)
    assert call(tenant, "POST", path, {"instances": free[:2]}).code == "InvalidParameter.Instances"
    call(tenant, "POST", path, {"instances": free[:1]}).ok()


def test_no_default_pool_is_made_for_instances_that_cannot_be_attached(tenant, cluster_id):
    body = {"instances": ["i-unknown"]}

    answer = call(tenant, "POST", f"/clusters/{cluster_id}/attach", body)

    assert [one["code"] for one in answer.ok()["list"]] == ["400"]
    assert not tenant.world.groups_of(cluster_id)


def test_without_a_pool_instances_join_the_default_pool(tenant, cluster_id):
    [free, *_] = instances_of(tenant)
    body = {"instances": [free, "i-unknown"], "password": "Secret-Pass1"}

    answer = call(tenant, "POST", f"/clusters/{cluster_id}/attach", body)

    good, bad = answer.body["list"]
    assert good == {"code": "200", "instanceId": free, "message": "successful"}
    assert (bad["code"], bad["instanceId"]) == ("400", "i-unknown")
    assert task_of(tenant, answer)["task_type"] == "cluster_attach"
    settle(tenant)
    [found] = call(tenant, "GET", f"/clusters/{cluster_id}/nodepools").body["nodepools"]
    assert found["nodepool_info"]["name"] == "default-nodepool"
    assert found["nodepool_info"]["is_default"] is True
    assert found["status"]["healthy_nodes"] == 1
    other = instances_of(tenant)[1]
    call(tenant, "POST", f"/clusters/{cluster_id}/attach", {"instances": [other]}).ok()
    settle(tenant)
    [found] = call(tenant, "GET", f"/clusters/{cluster_id}/nodepools").body["nodepools"]
    assert found["status"]["healthy_nodes"] == 2


def test_without_a_fitting_instance_there_is_no_task(tenant, cluster_id):
    body = {"instances": ["i-unknown"]}
    answer = call(tenant, "POST", f"/clusters/{cluster_id}/attach", body).ok()
    assert answer["task_id"] == ""


def test_settings_of_nodes_are_those_of_the_named_pool(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    [free, *_] = instances_of(tenant)
    path = f"/clusters/{cluster_id}/attach"
    body = {"instances": [free], "nodepool_id": nodepool_id}
    refused = call(tenant, "POST", path, {**body, "key_pair": "k", "cpu_policy": "static"})
    codes = [each["code"] for each in refused.body["data"]]
    assert codes == ["InvalidParameter.CpuPolicy", "InvalidParameter.KeyPair"]
    call(tenant, "POST", path, body).ok()
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 1


# ---- repairing


def test_a_repair_makes_failed_nodes_ready(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    broken, _ = tenant.world.nodes_of_group(nodepool_id)
    failed = broken._replace(state=NodeState.FAILED, error_message="no answer", is_lost=True)
    tenant.change(0.0, lambda unit: unit.put(unit.world.nodes, failed))
    [node] = nodes(tenant, cluster_id, "state=failed")
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/repair"
    body = {"nodes": [node["node_name"]], "operations": [{"operation_id": "restart.kubelet"}]}

    answer = call(tenant, "POST", path, body)

    assert answer.body.keys() == {"request_id", "task_id"}
    assert task_of(tenant, answer)["task_type"] == "nodepool_repair"
    assert state_of(tenant, cluster_id, nodepool_id) == "repairing"
    settle(tenant)
    assert counts(tenant, cluster_id, nodepool_id)["healthy"] == 2


def test_a_repair_without_a_body_is_of_all_nodes(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/repair"
    answer = call(tenant, "POST", path)
    settle(tenant)
    assert len(task_of(tenant, answer)["task_result"]) == 2
    refused = call(tenant, "POST", path, {"operations": [{"operation_id": "reboot"}]})
    assert refused.code == "InvalidParameter.OperationId"


# ---- upgrading, settings of nodes


def test_an_upgrade_goes_through_the_nodes_in_batches(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=4)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}"
    body = {"runtime_version": "9.9.9", "rolling_policy": {"max_parallelism": 2}}

    answer = call(tenant, "POST", f"{path}/upgrade", body)

    assert answer.body.keys() == {"RequestId", "task_id"}
    assert task_of(tenant, answer)["task_type"] == "nodepool_upgrade"
    assert state_of(tenant, cluster_id, nodepool_id) == "upgrading"
    under_way = []
    while tenant.world.steps.records:
        under_way.append(len(tenant.world.steps.records))
        run_one_step(tenant)
    assert under_way == [1, 1, 2, 1, 1]
    task = task_of(tenant, answer)
    assert [stage["message"] for stage in task["stages"]] == [
        "PreCheck", "UpgradeBatch-1", "UpgradeBatch-2", "UpgradeBatch-3",
    ]  # fmt: skip
    found = pool(tenant, cluster_id, nodepool_id)
    assert found["kubernetes_config"]["runtime_version"] == "9.9.9"
    assert state_of(tenant, cluster_id, nodepool_id) == "active"


def test_an_upgrade_pauses_resumes_and_ends_early(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=3)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/upgrade"
    policy = {"rolling_policy": {"pause_policy": "FirstBatch"}}
    answer = call(tenant, "POST", path, policy)
    settle(tenant)
    assert task_of(tenant, answer)["state"] == "paused"
    assert state_of(tenant, cluster_id, nodepool_id) == "upgrading"
    task_path = f"/tasks/{answer.body['task_id']}"
    tenant_call = call(tenant, "POST", f"{task_path}/cancel")
    assert tenant_call.status == 200
    settle(tenant)
    assert task_of(tenant, answer)["state"] == "canceled"
    assert state_of(tenant, cluster_id, nodepool_id) == "active"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kubernetes_version": "1.2.3-aliyun.1"}, "InvalidParameter.KubernetesVersion"),
        ({"image_id": "nonsense"}, "InvalidImageId.NotFound"),
        ({"runtime_version": "new"}, "InvalidParameter.RuntimeVersion"),
        ({"rolling_policy": {"max_parallelism": 11}}, "InvalidParameter.MaxParallelism"),
        ({"rolling_policy": {"batch_interval": 4}}, "InvalidParameter.BatchInterval"),
        ({"rolling_policy": {"pause_policy": "Never"}}, "InvalidParameter.PausePolicy"),
        ({"node_names": ["nobody"]}, "ErrorNodeNotFound"),
    ],
)
def test_an_upgrade_that_cannot_be_is_refused(tenant, cluster_id, body, code):
    nodepool_id = a_pool(tenant, cluster_id, size=1)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/upgrade"
    assert call(tenant, "POST", path, body).code == code


def test_an_upgrade_takes_the_image_and_only_the_named_nodes(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    node, other = nodes(tenant, cluster_id)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/upgrade"
    image_id = "aliyun_3_x64_20G_alibase_20240819.vhd"
    body = {"image_id": image_id, "node_names": [node["node_name"]]}
    call(tenant, "POST", path, {**body, "rolling_policy": {"batch_interval": 5}}).ok()
    settle(tenant)
    shown = {each["instance_id"]: each["image_id"] for each in nodes(tenant, cluster_id)}
    assert shown == {node["instance_id"]: image_id, other["instance_id"]: other["image_id"]}


@pytest.mark.parametrize(
    ("body", "kind", "shown"),
    [
        (
            {"kubelet_config": {"maxPods": 64, "evictionHard": {"memory.available": "1Gi"}}},
            "kubelet",
            {"kubelet_configuration": {"evictionHard": {"memory.available": "1Gi"}, "maxPods": 64}},
        ),
        (
            {"os_config": {"sysctl": {"vm.swappiness": "1"}}},
            "os",
            {"node_os_config": {"sysctl": {"vm.swappiness": "1"}}},
        ),
        ({"containerd_config": {"limitCore": 1}}, "containerd", {}),
    ],
)
def test_settings_of_nodes_are_rolled_out(tenant, cluster_id, body, kind, shown):
    nodepool_id = a_pool(tenant, cluster_id, size=2)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}"

    answer = call(tenant, "PUT", f"{path}/node_config", body)

    assert answer.body.keys() == {"nodepool_id", "request_id", "task_id"}
    assert task_of(tenant, answer)["task_type"] == f"nodepool_node_{kind}_config_rollout"
    assert state_of(tenant, cluster_id, nodepool_id) == "updating"
    settle(tenant)
    assert pool(tenant, cluster_id, nodepool_id)["node_config"] == shown


def test_settings_of_nodes_need_something_to_set(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    path = f"/clusters/{cluster_id}/nodepools/{nodepool_id}/node_config"
    assert call(tenant, "PUT", path, {}).code == "MissingParameter.KubeletConfig"
    wrong = call(tenant, "PUT", path, {"kubelet_config": {"maxPods": "many"}})
    assert wrong.body["message"].startswith(
        "Unmarshal type error: expected=int64, got=string, field=kubelet_config.maxPods, offset="
    )


# ---- of the whole cluster


def test_pools_are_always_in_step(tenant, cluster_id):
    answer = call(tenant, "POST", f"/clusters/{cluster_id}/sync_nodepools")
    assert answer.body.keys() == {"RequestId"}


def test_the_autoscaler_is_installed_with_its_settings(tenant, cluster_id):
    path = f"/cluster/{cluster_id}/autoscale/config/"
    answer = call(tenant, "POST", path, {"expander": "random", "cool_down_duration": "10"})
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
    settle(tenant)
    assert task_of(tenant, answer)["state"] == "success"
    call(tenant, "POST", path, {"expander": "priority"}).ok()
    found = call(tenant, "GET", f"/clusters/{cluster_id}/addon_instances/cluster-autoscaler").ok()
    assert found["config"] == '{"expander":"priority","cool_down_duration":"10"}'
    for body, code in (
        ({"expander": "cheapest"}, "InvalidParameter.Expander"),
        ({"cool_down_duration": "61"}, "InvalidParameter.CoolDownDuration"),
        ({"scan_interval": "7"}, "InvalidParameter.ScanInterval"),
        ({"utilization_threshold": "half"}, "InvalidParameter.UtilizationThreshold"),
    ):
        assert call(tenant, "POST", path, body).code == code


def test_the_script_that_attaches_a_machine_is_one_line(tenant, cluster_id):
    nodepool_id = a_pool(tenant, cluster_id, size=0)
    path = f"/clusters/{cluster_id}/attachscript"
    body = {"arch": "arm64", "nodepool_id": nodepool_id, "rds_instances": ["rm-1"]}
    script = call(tenant, "POST", path, body).ok()
    assert script.startswith("curl http://aliacs-k8s-cn-beijing.oss-cn-beijing-internal.")
    assert "\n" not in script
    for part in ("--openapi-token ", f"--nodepool-id {nodepool_id}", "--arch arm64", "rm-1"):
        assert part in script
    assert call(tenant, "POST", path, {"nodepool_id": "np0"}).code == "ErrorNodePoolNotFound"
    assert call(tenant, "POST", path).ok() != script


def test_edge_clusters_have_a_program_that_attaches_machines(tenant):
    edge = a_kubernetes_cluster(tenant, profile="Edge", cluster_spec="ack.pro.small")
    script = call(tenant, "POST", f"/clusters/{edge}/attachscript", {"options": "{}"}).ok()
    assert script.startswith("wget ")
    assert "edgeadm join --openapi-token=" in script
