"""Requests and answers of node pools and nodes have the fields and types of today's SDK."""

import pytest
from cs_simulator.cluster_types.ack.pools.request import ModifyNodePoolRequest, NodePoolRequest
from cs_simulator.operations.node_pools.create_autoscaling_config import AutoscalingConfigRequest
from cs_simulator.operations.node_pools.modify_node_pool_node_config import ModifyNodeConfigRequest
from cs_simulator.operations.node_pools.repair_cluster_node_pool import RepairNodePoolRequest
from cs_simulator.operations.node_pools.upgrade_cluster_nodepool import UpgradeNodePoolRequest
from cs_simulator.validation.strict import strict_fields
from cs_simulator.validation.strict_types import Object, Objects

from tests.sdk.schemas.walker import problems, schemas
from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool_body, instances_of, nodes, pool
from tests.support.worlds import a_tenant, call, settle

REQUESTS = {
    "CreateClusterNodePool": NodePoolRequest,
    "ModifyClusterNodePool": ModifyNodePoolRequest,
    "ModifyNodePoolNodeConfig": ModifyNodeConfigRequest,
    "UpgradeClusterNodepool": UpgradeNodePoolRequest,
    "RepairClusterNodePool": RepairNodePoolRequest,
    "CreateAutoscalingConfig": AutoscalingConfigRequest,
}
FULL = a_pool_body(
    "full",
    2,
    scaling_group={
        "data_disks": [{"category": "cloud_essd", "size": 40, "encrypted": "true"}],
        "instance_metadata_options": {"http_tokens": "optional"},
        "instance_patterns": [{"cores": 2, "memory": 4}],
        "login_password": "Secret-Pass1",
        "on_demand_base_capacity": 1,
        "private_pool_options": {"id": "eap-1", "match_criteria": "Open"},
        "security_group_ids": ["sg-1"],
        "spot_price_limit": [{"instance_type": "ecs.g7.xlarge", "price_limit": "1"}],
        "system_disk_size": 120,
        "tags": [{"key": "a", "value": "b"}],
    },
    kubernetes_config={
        "labels": [{"key": "a", "value": ""}],
        "taints": [{"key": "a", "effect": "NoSchedule"}],
    },
    management={
        "auto_repair": True,
        "auto_repair_policy": {"restart_node": True},
        "auto_upgrade_policy": {"auto_upgrade_kubelet": True},
        "auto_vul_fix_policy": {"vul_level": "asap"},
        "upgrade_config": {"surge": 1},
    },
    node_config={
        "kubelet_configuration": {"maxPods": 9, "reservedMemory": [{"numaNode": 0}]},
        "node_os_config": {"hugepage": {"transparentEnabled": "never"}},
    },
    tee_config={"tee_enable": False},
    interconnect_config={"bandwidth": 1},
    eflo_node_group={"group_id": "g"},
)
BODIES = {
    "minimal": a_pool_body("minimal", None),
    "full": {**FULL, "host_network": True, "intranet": False, "node_components": [{"name": "n"}]},
    "auto scaling": a_pool_body(
        "scaled", None, auto_scaling={"enable": True, "min_instances": 1, "max_instances": 2}
    ),
}
# Nothing that the caller did not set: clients take any value for a setting.
NEVER_INVENTED = {
    "scaling_group": (
        "desired_size", "data_disks", "system_disk_size", "system_disk_encrypted",
        "system_disk_encrypt_algorithm", "system_disk_kms_key_id", "system_disk_provisioned_iops",
        "system_disk_bursting_enabled", "system_disk_snapshot_policy_id",
        "system_disk_performance_level", "tags", "key_pair", "internet_charge_type",
        "internet_max_bandwidth_out", "spot_instance_pools", "spot_instance_remedy",
        "spot_price_limit", "rds_instances", "compensate_with_on_demand", "private_pool_options",
        "deploymentset_id", "cis_enabled", "soc_enabled", "login_as_non_root", "login_password",
        "security_hardening_os",
    ),
    "kubernetes_config": ("labels", "taints", "unschedulable", "user_data", "pre_user_data"),
    "node_config": ("kubelet_configuration", "node_os_config"),
}  # fmt: skip


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.mark.parametrize("operation", REQUESTS)
def test_every_field_of_a_request_is_read(operation):
    declared = _names_of_schema(schemas()[operation]["body"])
    assert _names_of_record(REQUESTS[operation]) >= declared


def _names_of_schema(schema, path=""):
    if isinstance(schema, list):
        return _names_of_schema(schema[0], path)
    if not isinstance(schema, dict) or "*" in schema:
        return {path}
    return {
        name
        for key, value in schema.items()
        for name in _names_of_schema(value, f"{path}.{key.rstrip('!~')}")
    }


def _names_of_record(record, path=""):
    names = set()
    for field in strict_fields(record):
        name = f"{path}.{field.name}"
        nested = isinstance(field.type, Object | Objects)
        names |= _names_of_record(field.type.record, name) if nested else {name}
    return names


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_reads_are_as_declared_in_every_state(tenant, body):
    addons = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
    cluster_id = a_kubernetes_cluster(tenant, addons=addons)
    path = f"/clusters/{cluster_id}/nodepools"
    nodepool_id = call(tenant, "POST", path, body).ok()["nodepool_id"]
    found = _wrong(tenant, cluster_id, nodepool_id)
    settle(tenant)
    found |= _wrong(tenant, cluster_id, nodepool_id)
    call(tenant, "DELETE", f"{path}/{nodepool_id}?force=true").ok()
    found |= _wrong(tenant, cluster_id, nodepool_id)
    assert found == set()


def _wrong(tenant, cluster_id, nodepool_id):
    """What is not as declared in any read, in the present state."""
    reads = {
        "DescribeClusterNodePoolDetail": f"/nodepools/{nodepool_id}",
        "DescribeClusterNodePools": "/nodepools",
        "DescribeClusterNodes": "/nodes",
    }
    return {
        (operation, problem)
        for operation, path in reads.items()
        for problem in problems(
            operation, call(tenant, "GET", f"/clusters/{cluster_id}{path}").ok()
        )
    }


def test_answers_of_changes_are_as_declared(tenant):
    cluster_id = a_kubernetes_cluster(tenant)
    path = f"/clusters/{cluster_id}"
    pools = f"{path}/nodepools"
    created = call(tenant, "POST", pools, a_pool_body("p", 2)).ok()
    settle(tenant)
    nodepool = f"{pools}/{created['nodepool_id']}"
    [first, second] = nodes(tenant, cluster_id)
    free, other, *_ = instances_of(tenant)
    changes = {
        "ModifyClusterNodePool": ("PUT", nodepool, {}),
        "ScaleClusterNodePool": ("POST", nodepool, {"count": 1}),
        "AttachInstancesToNodePool": ("POST", f"{nodepool}/attach", {"instances": [free]}),
        "AttachInstances": ("POST", f"{path}/attach", {"instances": [other, "i-unknown"]}),
        "RepairClusterNodePool": ("POST", f"{nodepool}/repair", {}),
        "UpgradeClusterNodepool": ("POST", f"{nodepool}/upgrade", {}),
        "ModifyNodePoolNodeConfig": ("PUT", f"{nodepool}/node_config", {"os_config": {}}),
        "SyncClusterNodePool": ("POST", f"{path}/sync_nodepools", None),
        "CreateAutoscalingConfig": ("POST", f"/cluster/{cluster_id}/autoscale/config/", {}),
        "DescribeClusterAttachScripts": ("POST", f"{path}/attachscript", {"arch": "amd64"}),
        "DeleteClusterNodes": ("POST", f"{path}/nodes", {"nodes": [first["node_name"]]}),
        "RemoveNodePoolNodes": (
            "DELETE", f"{nodepool}/nodes?instance_ids={second['instance_id']}", None,
        ),
        "DeleteClusterNodepool": ("DELETE", f"{nodepool}?force=true", None),
    }  # fmt: skip
    for operation, (method, route, body) in changes.items():
        answer = call(tenant, method, route, body).ok()
        declared = schemas()[operation]["answer"]
        assert problems(operation, answer) == [], operation
        if isinstance(declared, dict):
            assert answer.keys() == declared.keys(), operation
        settle(tenant)
    assert problems("CreateClusterNodePool", created) == []


def test_nothing_is_invented_that_nobody_set(tenant):
    cluster_id = a_kubernetes_cluster(tenant)
    path = f"/clusters/{cluster_id}/nodepools"
    body = {**BODIES["minimal"], "kubernetes_config": {}}
    nodepool_id = call(tenant, "POST", path, body).ok()["nodepool_id"]
    settle(tenant)

    found = pool(tenant, cluster_id, nodepool_id)

    for group, names in NEVER_INVENTED.items():
        for name in names:
            assert found[group].get(name) in (None, False, 0, "", [], {}), name
    for name in ("on_demand_base_capacity", "on_demand_percentage_above_base_capacity"):
        assert name not in found["scaling_group"]
    again = pool(tenant, cluster_id, nodepool_id)
    assert again == found
