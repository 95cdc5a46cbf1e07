"""CreateClusterNodePool: a table of accepted and refused values, with code, status and field.

What is accepted comes back as it was sent. What is refused is refused with 400, by a code whose
last part is the field's name, and is the first finding in ``data``, which has the field's path.

It is long because it is a table.
"""

from typing import Any

import pytest
from cs_simulator.engine import limits

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool_body
from tests.support.worlds import PLENTY, a_tenant, call

S, K, A, M, I = "scaling_group", "kubernetes_config", "auto_scaling", "management", "nodepool_info"  # noqa: E741
SCRIPT = "IyEvYmluL3NoCmVjaG8gaGk="
PREPAID = {"instance_charge_type": "PrePaid", "period": 1}
ESSD, AUTO = {"system_disk_category": "cloud_essd"}, {"system_disk_category": "cloud_auto"}
SCALING = {"enable": True, "min_instances": 0, "max_instances": 2}
LABEL = {"key": "a", "value": "b"}


def disk(**fields: Any) -> list[dict[str, Any]]:
    return [{"category": "cloud_essd", "size": 100, **fields}]


# Group, field, value, and other fields of the group that the value needs.
ACCEPTED: list[tuple[Any, ...]] = [
    (I, "name", "p"),
    (I, "name", "1-pool"),
    (I, "name", "节点池-1"),
    (I, "name", "n" * 63),
    (I, "type", "ess"),
    (I, "resource_group_id", "rg-acfm1"),
    (S, "vswitch_ids", ["vsw-2zedefaulta", "vsw-2zedefaultb"]),
    (S, "instance_types", ["ecs.g7.xlarge", "ecs.c7.large"]),
    (S, "instance_types", ["ecs.g9i.4xlarge"]),
    (S, "instance_patterns", [{"cores": 4, "memory": 16.0}], {"instance_types": None}),
    (S, "instance_patterns", [{"min_cpu_cores": 2, "max_cpu_cores": 8}]),
    (S, "instance_charge_type", "PostPaid"),
    (S, "instance_charge_type", None),
    (S, "period", 1, {"instance_charge_type": "PrePaid"}),
    (S, "period", 9, {"instance_charge_type": "PrePaid", "period_unit": "Month"}),
    (S, "period", 60, {"instance_charge_type": "PrePaid"}),
    (S, "period", 4, {"instance_charge_type": "PrePaid", "period_unit": "Week"}),
    (S, "period", 77),
    (S, "auto_renew_period", 48, {**PREPAID, "auto_renew": True}),
    (S, "auto_renew_period", 3, {**PREPAID, "auto_renew": True, "period_unit": "Week"}),
    (S, "desired_size", 0),
    (S, "desired_size", 1000),
    (S, "key_pair", "my-key"),
    (S, "login_password", "Secret-Pass1"),
    (S, "login_as_non_root", True, {"key_pair": "k"}),
    (S, "system_disk_category", "cloud_efficiency"),
    (S, "system_disk_category", "cloud_ssd"),
    (S, "system_disk_category", "cloud_essd_entry"),
    (S, "system_disk_categories", ["cloud_essd", "cloud_auto"]),
    (S, "system_disk_size", 20),
    (S, "system_disk_size", 2048),
    (S, "system_disk_performance_level", "PL0", ESSD),
    (S, "system_disk_performance_level", "PL2", {**ESSD, "system_disk_size": 461}),
    (S, "system_disk_performance_level", "PL3", {**ESSD, "system_disk_size": 1261}),
    (S, "system_disk_encrypted", True),
    (S, "system_disk_encrypt_algorithm", "aes-256", {"system_disk_encrypted": True}),
    (S, "system_disk_kms_key_id", "key-1", {"system_disk_encrypted": True}),
    (S, "system_disk_provisioned_iops", 1000, {**AUTO, "system_disk_size": 40}),
    (S, "system_disk_bursting_enabled", True, AUTO),
    (S, "system_disk_bursting_enabled", False),
    (S, "system_disk_snapshot_policy_id", "sp-1"),
    (S, "data_disks", disk()),
    (S, "data_disks", disk(category="cloud")),
    (S, "data_disks", disk(category="elastic_ephemeral_disk_premium")),
    (S, "data_disks", disk(encrypted="true", kms_key_id="key-1")),
    (S, "data_disks", disk(size=40, performance_level="PL1", device="/dev/xvdz")),
    (S, "data_disks", disk(disk_name="data", mount_target="/var", file_system="ext4")),
    (S, "data_disks", 10 * disk()),
    (S, "disk_init", [{"disk_name": "data", "mkfs_type": "xfs", "mount_for_runtime": True}]),
    (S, "image_type", "AliyunLinux3"),
    (S, "image_type", "ContainerOS", {"key_pair": "k"}),
    (S, "image_type", "Windows"),
    (S, "image_id", "aliyun_3_x64_20G_alibase_20240819.vhd"),
    (S, "image_id", "m-2zemyownimage00000000"),
    (S, "multi_az_policy", "COST_OPTIMIZED"),
    (S, "spot_strategy", "SpotAsPriceGo"),
    (S, "spot_price_limit", [{"instance_type": "ecs.g7.xlarge", "price_limit": "0.5"}]),
    (S, "spot_instance_pools", 10),
    (S, "spot_instance_remedy", True),
    (S, "compensate_with_on_demand", False),
    (S, "on_demand_base_capacity", 0),
    (S, "on_demand_base_capacity", 1000),
    (S, "on_demand_percentage_above_base_capacity", 100),
    (S, "scaling_policy", "recycle"),
    (S, "internet_charge_type", "PayByTraffic"),
    (S, "internet_max_bandwidth_out", 100),
    (S, "security_group_ids", ["sg-1", "sg-2"]),
    (S, "ram_role_name", "MyWorkerRole"),
    (S, "deploymentset_id", "ds-1"),
    (S, "rds_instances", ["rm-1"]),
    (S, "private_pool_options", {"id": "eap-1", "match_criteria": "Target"}),
    (S, "resource_pool_options", {"strategy": "PrivatePoolFirst", "private_pool_ids": ["eap-1"]}),
    (S, "tags", [LABEL, {"key": "c", "value": ""}]),
    (S, "instance_metadata_options", {"http_tokens": "required"}),
    (S, "cpu_options", {"nested_virtualization": "enabled"}),
    (S, "security_hardening_os", True),
    (S, "soc_enabled", False),
    (K, "runtime", "containerd"),
    (K, "runtime_version", "2.1.4"),
    (K, "cms_enabled", False),
    (K, "cpu_policy", "static"),
    (K, "labels", 20 * [LABEL]),
    (K, "labels", [{"key": "k" * 64, "value": "v" * 128}]),
    (K, "taints", [{"key": "a", "value": "b", "effect": "NoExecute"}]),
    (K, "taints", [{"key": "a", "effect": "PreferNoSchedule"}]),
    (K, "node_name_mode", "customized,dev,ip,com"),
    (K, "unschedulable", True),
    (K, "user_data", SCRIPT),
    (K, "pre_user_data", SCRIPT),
    (M, "enable", False),
    (M, "enable", True),
    (M, "auto_repair", True, {"enable": True}),
    (M, "auto_repair_policy", {"restart_node": True, "max_parallel_repairing_nodes": "10%"}),
    (M, "auto_upgrade_policy", {"auto_upgrade_kubelet": True, "auto_upgrade_os": False}),
    (M, "auto_vul_fix_policy", {"vul_level": "asap,later", "restart_node": False}),
    (M, "upgrade_config", {"max_unavailable": 1000, "surge": 5, "auto_upgrade": True}),
]

# Group, field, value, code; and other fields of the group, or which field is named instead.
REFUSED: list[tuple[Any, ...]] = [
    (I, "name", None, "MissingParameter.Name"),
    (I, "name", "", "MissingParameter.Name"),
    (I, "name", "-pool", "InvalidParameter.Name"),
    (I, "name", "a pool", "InvalidParameter.Name"),
    (I, "name", "pool_1", "InvalidParameter.Name"),
    (I, "name", "n" * 64, "InvalidParameter.Name"),
    (I, "type", "spot", "InvalidParameter.Type"),
    (S, "vswitch_ids", None, "MissingParameter.VswitchIds"),
    (S, "vswitch_ids", [], "InvalidParameter.VswitchIds"),
    (S, "vswitch_ids", 9 * ["vsw-2zedefaultb"], "InvalidParameter.VswitchIds"),
    (S, "vswitch_ids", [""], "InvalidParameter.VswitchIds"),
    (S, "vswitch_ids", ["nonsense"], "InvalidVSwitchId.NotFound"),
    (S, "vswitch_ids", ["vsw-bp1defaultb"], "InvalidParameter.VswitchIds"),
    (S, "instance_types", None, "MissingParameter.InstanceTypes"),
    (S, "instance_types", [], "MissingParameter.InstanceTypes"),
    (S, "instance_types", 11 * ["ecs.g7.xlarge"], "InvalidParameter.InstanceTypes"),
    (S, "instance_types", ["g7.xlarge"], "InvalidParameter.InstanceTypes"),
    (S, "instance_types", ["ecs.g7.huge"], "InvalidParameter.InstanceTypes"),
    (S, "instance_charge_type", "Spot", "InvalidParameter.InstanceChargeType"),
    (S, "period", None, "MissingParameter.Period", {"instance_charge_type": "PrePaid"}),
    (S, "period", 10, "InvalidParameter.Period", {"instance_charge_type": "PrePaid"}),
    (S, "period", 5, "InvalidParameter.Period", {**PREPAID, "period_unit": "Week"}),
    (S, "period_unit", "Year", "InvalidParameter.PeriodUnit"),
    (
        S,
        "auto_renew_period",
        4,
        "InvalidParameter.AutoRenewPeriod",
        {**PREPAID, "auto_renew": True},
    ),
    (S, "desired_size", -1, "InvalidParameter.DesiredSize"),
    (S, "desired_size", 10_001, "InvalidParameter.DesiredSize"),
    (S, "desired_size", 10_000, "QuotaExceeded.Node"),
    (S, "login_password", "Secret-Pass1", "InvalidParameter.LoginPassword", {"key_pair": "k"}),
    (S, "login_password", "short1A", "InvalidParameter.LoginPassword"),
    (S, "login_password", "lowercaseonly", "InvalidParameter.LoginPassword"),
    (
        S,
        "login_password",
        "Secret-Pass1",
        "InvalidParameter.LoginPassword",
        {"image_type": "ContainerOS"},
    ),
    (S, "system_disk_category", "cloud", "InvalidParameter.SystemDiskCategory"),
    (S, "system_disk_category", "CLOUD_ESSD", "InvalidParameter.SystemDiskCategory"),
    (S, "system_disk_categories", ["cloud_essd", "cloud"], "InvalidParameter.SystemDiskCategories"),
    (S, "system_disk_size", 19, "InvalidParameter.SystemDiskSize"),
    (S, "system_disk_size", 2049, "InvalidParameter.SystemDiskSize"),
    (
        S,
        "system_disk_size",
        30,
        "InvalidParameter.SystemDiskSize",
        {"image_id": "centos_7_3_64_40G_base_20170322"},
    ),
    (
        S,
        "system_disk_performance_level",
        "PL4",
        "InvalidParameter.SystemDiskPerformanceLevel",
        ESSD,
    ),
    (S, "system_disk_performance_level", "PL1", "InvalidParameter.SystemDiskPerformanceLevel"),
    (
        S,
        "system_disk_size",
        460,
        "InvalidParameter.SystemDiskSize",
        {**ESSD, "system_disk_performance_level": "PL2"},
    ),
    (S, "system_disk_encrypt_algorithm", "rot13", "InvalidParameter.SystemDiskEncryptAlgorithm"),
    (S, "system_disk_kms_key_id", "key-1", "InvalidParameter.SystemDiskKmsKeyId"),
    (S, "system_disk_provisioned_iops", 1, "InvalidParameter.SystemDiskProvisionedIops", ESSD),
    (S, "system_disk_provisioned_iops", 50_001, "InvalidParameter.SystemDiskProvisionedIops", AUTO),
    (
        S,
        "system_disk_provisioned_iops",
        36_201,
        "InvalidParameter.SystemDiskProvisionedIops",
        {**AUTO, "system_disk_size": 40},
    ),
    (S, "system_disk_bursting_enabled", True, "InvalidParameter.SystemDiskBurstingEnabled"),
    (S, "data_disks", 11 * disk(), "InvalidParameter.DataDisks"),
    (S, "data_disks", disk(size=39), "InvalidParameter.Size", "data_disks[0].size"),
    (S, "data_disks", disk(size=32_769), "InvalidParameter.Size", "data_disks[0].size"),
    (S, "data_disks", disk(category="tape"), "InvalidParameter.Category", "data_disks[0].category"),
    (
        S,
        "data_disks",
        disk(encrypted="yes"),
        "InvalidParameter.Encrypted",
        "data_disks[0].encrypted",
    ),
    (S, "data_disks", disk(device="/dev/sda"), "InvalidParameter.Device", "data_disks[0].device"),
    (S, "data_disks", disk(disk_name="d"), "InvalidParameter.DiskName", "data_disks[0].disk_name"),
    (S, "data_disks", disk(performance_level="PL3"), "InvalidParameter.Size", "data_disks[0].size"),
    (
        S,
        "data_disks",
        disk() + disk(provisioned_iops=9),
        "InvalidParameter.ProvisionedIops",
        "data_disks[1].provisioned_iops",
    ),
    (S, "disk_init", [{"mkfs_type": "xfs"}], "MissingParameter.DiskName", "disk_init[0].disk_name"),
    (S, "image_type", "Debian", "InvalidParameter.ImageType"),
    (S, "image_type", "AliyunLinux", "InvalidParameter.ImageType"),
    (S, "image_id", "nonsense", "InvalidImageId.NotFound"),
    (S, "multi_az_policy", "RANDOM", "InvalidParameter.MultiAzPolicy"),
    (S, "spot_strategy", "Spot", "InvalidParameter.SpotStrategy"),
    (S, "spot_instance_pools", 11, "InvalidParameter.SpotInstancePools"),
    (S, "on_demand_base_capacity", 1001, "InvalidParameter.OnDemandBaseCapacity"),
    (
        S,
        "on_demand_percentage_above_base_capacity",
        101,
        "InvalidParameter.OnDemandPercentageAboveBaseCapacity",
    ),
    (S, "scaling_policy", "stop", "InvalidParameter.ScalingPolicy"),
    (S, "internet_charge_type", "Free", "InvalidParameter.InternetChargeType"),
    (S, "internet_max_bandwidth_out", 101, "InvalidParameter.InternetMaxBandwidthOut"),
    (S, "ram_role_name", "KubernetesMasterRole-1", "InvalidParameter.RamRoleName"),
    (S, "ram_role_name", "KubernetesWorkerRole-1", "InvalidParameter.RamRoleName"),
    (
        S,
        "private_pool_options",
        {"match_criteria": "Any"},
        "InvalidParameter.MatchCriteria",
        "private_pool_options.match_criteria",
    ),
    (S, "tags", [{"value": "v"}], "MissingParameter.Key", "tags[0].key"),
    (K, "runtime", "rkt", "InvalidParameter.Runtime"),
    (K, "runtime", "docker", "InvalidParameter.Runtime"),
    (K, "cpu_policy", "dynamic", "InvalidParameter.CpuPolicy"),
    (K, "labels", 21 * [LABEL], "InvalidParameter.Labels"),
    (K, "labels", [{"key": "k" * 65}], "InvalidParameter.Key", "labels[0].key"),
    (K, "labels", [{"key": "k", "value": "v" * 129}], "InvalidParameter.Value", "labels[0].value"),
    (K, "taints", [{"key": "k", "effect": "Never"}], "InvalidParameter.Effect", "taints[0].effect"),
    (K, "node_name_mode", "customized,a,b,c", "InvalidParameter.NodeNameMode"),
    (K, "user_data", "#!/bin/sh", "InvalidParameter.UserData"),
    (K, "pre_user_data", 40_000 * "QUJD", "InvalidParameter.PreUserData"),
    (A, "max_instances", None, "MissingParameter.MaxInstances", {"enable": True}),
    (A, "min_instances", 3, "InvalidParameter.MinInstances", SCALING),
    (A, "min_instances", -1, "InvalidParameter.MinInstances", SCALING),
    (A, "max_instances", 2001, "InvalidParameter.MaxInstances", SCALING),
    (A, "type", "tpu", "InvalidParameter.Type", SCALING),
    (
        M,
        "auto_repair_policy",
        {"max_parallel_repairing_nodes": "all"},
        "InvalidParameter.MaxParallelRepairingNodes",
        "auto_repair_policy.max_parallel_repairing_nodes",
    ),
    (
        M,
        "auto_vul_fix_policy",
        {"vul_level": "soon"},
        "InvalidParameter.VulLevel",
        "auto_vul_fix_policy.vul_level",
    ),
    (
        M,
        "upgrade_config",
        {"max_unavailable": 1001},
        "InvalidParameter.MaxUnavailable",
        "upgrade_config.max_unavailable",
    ),
]

# What is of a wrong JSON type is answered alone, in the words of the service.
MISTYPED: list[tuple[dict[str, Any], str]] = [
    (
        {S: {"data_disks": disk(encrypted=True)}},
        "expected=string, got=bool, field=scaling_group.data_disks.encrypted",
    ),
    ({S: {"desired_size": "2"}}, "expected=int64, got=string, field=scaling_group.desired_size"),
    ({S: {"desired_size": 2.5}}, "expected=int64, got=number, field=scaling_group.desired_size"),
    (
        {S: {"instance_types": "ecs.g7.xlarge"}},
        "expected=[]string, got=string, field=scaling_group.instance_types",
    ),
    (
        {S: {"instance_types": [1]}},
        "expected=string, got=number, field=scaling_group.instance_types",
    ),
    ({S: {"auto_renew": "true"}}, "expected=bool, got=string, field=scaling_group.auto_renew"),
    ({S: {"tags": {"a": "b"}}}, "got=object, field=scaling_group.tags"),
    (
        {S: {"instance_patterns": [{"memory": "8"}]}},
        "expected=float64, got=string, field=scaling_group.instance_patterns.memory",
    ),
    ({K: {"labels": {"a": "b"}}}, "got=object, field=kubernetes_config.labels"),
    ({K: {"cms_enabled": 1}}, "expected=bool, got=number, field=kubernetes_config.cms_enabled"),
    ({A: {"min_instances": "0"}}, "expected=int64, got=string, field=auto_scaling.min_instances"),
    ({M: {"enable": "yes"}}, "expected=bool, got=string, field=management.enable"),
    (
        {"node_config": {"kubelet_configuration": {"maxPods": "9"}}},
        "expected=int64, got=string, field=node_config.kubelet_configuration.maxPods",
    ),
    ({"count": "1"}, "expected=int64, got=string, field=count"),
    ({"nodepool_info": "pool"}, "got=string, field=nodepool_info"),
]


@pytest.fixture(scope="module")
def tenant():
    more = ("pools_per_cluster=1000", "nodes_per_kubernetes_cluster=5000")
    return a_tenant(quota=(*PLENTY, *more))


@pytest.fixture(scope="module")
def path(tenant):
    addons = [{"name": "flannel"}, {"name": "ack-node-problem-detector"}]
    return f"/clusters/{a_kubernetes_cluster(tenant, addons=addons)}/nodepools"


def body_with(number, group, field, value, others=None):
    """A body with a name of its own; auto scaling leaves out the desired size."""
    groups = {group: {**(others or {}), field: value}}
    size = None if group == A else 0
    return a_pool_body(f"pool-{number}", size, **groups)


def named(row):
    group, field, value, *_ = row
    return f"{group}.{field}={str(value)[:40]}"


NUMBERED = list(enumerate(ACCEPTED))


@pytest.mark.parametrize(("number", "row"), NUMBERED, ids=[named(row) for row in ACCEPTED])
def test_an_accepted_value_comes_back_as_it_was_sent(tenant, path, number, row):
    group, field, value, *others = row
    body = body_with(number, group, field, value, *others)

    answer = call(tenant, "POST", path, body)

    assert answer.status == 200, answer.body
    found = call(tenant, "GET", f"{path}/{answer.body['nodepool_id']}").body
    for name, fields in body.items():
        for key, sent in fields.items():
            shown = "********" if key == "login_password" else sent
            assert _within(found[name].get(key), shown), (name, key, found[name].get(key))
    call(tenant, "DELETE", f"{path}/{answer.body['nodepool_id']}?force=true").ok()


def _within(found, sent):
    """Whether everything that was sent is in what was found, in the same order."""
    if isinstance(sent, dict):
        return all(_within(found.get(key), value) for key, value in sent.items())
    if isinstance(sent, list):
        return len(found) == len(sent) and all(map(_within, found, sent))
    return found == sent


@pytest.mark.parametrize("row", REFUSED, ids=[named(row) for row in REFUSED])
def test_a_refused_value_is_named_with_its_field(tenant, path, row):
    group, field, value, code, *more = row
    others = more[0] if more and isinstance(more[0], dict) else None
    where = more[0] if more and isinstance(more[0], str) else field
    before = call(tenant, "GET", path).body

    answer = call(tenant, "POST", path, body_with("x", group, field, value, others))

    assert (answer.status, answer.code) == (400, code), answer.body
    assert answer.body["message"] == answer.body["data"][0]["message"]
    assert answer.body["data"][0]["code"] == code
    if not code.startswith("QuotaExceeded"):
        assert f"{group}.{where}" in answer.body["data"][0]["message"]
    assert call(tenant, "GET", path).body == before


@pytest.mark.parametrize(("groups", "piece"), MISTYPED, ids=[piece for _, piece in MISTYPED])
def test_a_value_of_a_wrong_type_is_answered_alone(tenant, path, groups, piece):
    answer = call(tenant, "POST", path, a_pool_body("x", None, **groups))

    assert (answer.status, answer.code) == (400, "InvalidParameter")
    assert answer.body["message"].startswith("Unmarshal type error: expected=")
    assert piece in answer.body["message"]
    assert "data" not in answer.body


def test_everything_that_is_wrong_is_in_data_in_the_order_of_the_fields(tenant, path):
    body = {
        "nodepool_info": {"type": "spot"},
        "scaling_group": {"vswitch_ids": [], "system_disk_size": 1},
        "kubernetes_config": {"cpu_policy": "x"},
        "auto_scaling": {"enable": True},
    }

    answer = call(tenant, "POST", path, body)

    assert [each["code"] for each in answer.body["data"]] == [
        "InvalidParameter.Type",
        "InvalidParameter.VswitchIds",
        "InvalidParameter.SystemDiskSize",
        "InvalidParameter.CpuPolicy",
        "MissingParameter.Name",
        "MissingParameter.InstanceTypes",
        "MissingParameter.MaxInstances",
    ]


def test_what_does_not_exist_is_looked_for_only_when_all_fields_are_right(tenant, path):
    wrong = {"vswitch_ids": ["nonsense"], "image_id": "nonsense", "desired_size": 5001}
    answer = call(tenant, "POST", path, a_pool_body("x", scaling_group=wrong))
    assert [each["code"] for each in answer.body["data"]] == [
        "InvalidVSwitchId.NotFound",
        "InvalidImageId.NotFound",
        "QuotaExceeded.Node",
    ]
    both = {**wrong, "scaling_policy": "stop"}
    answer = call(tenant, "POST", path, a_pool_body("x", scaling_group=both))
    assert [each["code"] for each in answer.body["data"]] == ["InvalidParameter.ScalingPolicy"]


def test_sizes_and_auto_scaling_exclude_each_other(tenant, path):
    for groups in ({S: {"desired_size": 1}}, {"count": 1}):
        body = a_pool_body("x", None, **{A: SCALING}, **groups)
        answer = call(tenant, "POST", path, body)
        assert (answer.status, answer.code) == (400, "InvalidDesiredSizeOrCount.NotNull")
        assert answer.body["message"] == (
            "Parameter desired_size/count setting or modification is not supported for"
            " autoscaling-enabled nodepool"
        )


def test_a_managed_pool_needs_a_key_pair_and_the_problem_detector(tenant, path):
    managed = {M: {"enable": True, "auto_repair": True}}
    password = a_pool_body("x", 0, scaling_group={"login_password": "Secret-Pass1"}, **managed)
    assert call(tenant, "POST", path, password).code == "InvalidParameter.LoginPassword"
    other = f"/clusters/{a_kubernetes_cluster(tenant)}/nodepools"
    answer = call(tenant, "POST", other, a_pool_body("x", 0, **managed))
    assert (answer.code, answer.body["message"]) == (
        "InvalidParameter.Management",
        "addon ack-node-problem-detector is not installed; please install the addon",
    )


def test_a_name_is_given_once_in_a_cluster(tenant, path):
    call(tenant, "POST", path, a_pool_body("twice", 0)).ok()
    answer = call(tenant, "POST", path, a_pool_body("twice", 0))
    cluster_id = path.split("/")[2]
    assert (answer.status, answer.code) == (400, "InvalidParameter.Name")
    assert answer.body["message"] == (
        f"nodepool name twice is already exist in cluster {cluster_id}."
    )
    other = f"/clusters/{a_kubernetes_cluster(tenant)}/nodepools"
    call(tenant, "POST", other, a_pool_body("twice", 0)).ok()


def test_pools_and_nodes_have_quotas():
    tenant = a_tenant()
    path = f"/clusters/{a_kubernetes_cluster(tenant)}/nodepools"
    for number in range(10):
        call(tenant, "POST", path, a_pool_body(f"p{number}", 10)).ok()
    answer = call(tenant, "POST", path, a_pool_body("more", 1))
    codes = [each["code"] for each in answer.body["data"]]
    assert codes == ["QuotaExceeded.NodePool", "QuotaExceeded.Node"]


def test_a_desired_size_needs_the_role_of_its_life_cycle_hook():
    tenant = a_tenant()
    path = f"/clusters/{a_kubernetes_cluster(tenant)}/nodepools"
    for role in ("AliyunOOSLifecycleHook4CSRole", "AliyunCSManagedSecurityRole"):
        tenant.change(0.0, lambda unit, name=role: limits.set_role(unit, name, is_granted=False))
    answer = call(tenant, "POST", path, a_pool_body("x", 1))
    assert (answer.status, answer.code) == (400, "MissingAuth.AliyunOOSLifecycleHook4CSRole")
    assert call(tenant, "POST", path, a_pool_body("y", None)).status == 200
    hardened = a_pool_body("z", None, scaling_group={"security_hardening_os": True})
    assert call(tenant, "POST", path, hardened).code == "MissingAuth.AliyuncsManagedSecurityRole"


def test_small_instance_types_have_no_addresses_for_pods_of_terway():
    tenant = a_tenant()
    config = '{"PodVswitchId":{"cn-beijing-b":["vsw-2zedefaultb"]}}'
    terway = a_kubernetes_cluster(
        tenant, addons=[{"name": "terway-eniip", "config": config}], container_cidr=None
    )
    path = f"/clusters/{terway}/nodepools"
    small = {"instance_types": ["ecs.n4.small"]}
    answer = call(tenant, "POST", path, a_pool_body("x", 0, scaling_group=small))
    assert (answer.status, answer.code) == (400, "InsufficientInstanceIP")
    assert answer.body["message"].startswith(
        "insufficient ENI IP address of instance type ecs.n4.small for terway"
    )


@pytest.mark.parametrize("kind", ["edge", "lingjun", "hybrid"])
def test_pools_of_the_callers_own_machines_need_no_scaling_group(tenant, path, kind):
    body = {"nodepool_info": {"name": f"own-{kind}", "type": kind}, "max_nodes": 8}
    answer = call(tenant, "POST", path, body)
    found = call(tenant, "GET", f"{path}/{answer.ok()['nodepool_id']}").body
    assert (found["nodepool_info"]["type"], found["max_nodes"]) == (kind, 8)


def test_whole_groups_may_be_missing(tenant, path):
    answer = call(tenant, "POST", path, {})
    assert [each["code"] for each in answer.body["data"]] == [
        "MissingParameter.NodepoolInfo",
        "MissingParameter.ScalingGroup",
    ]


def test_an_image_of_32_bits_runs_no_nodes(tenant, path):
    old = {"image_id": "centos_6_08_32_40G_alibase_20170710"}
    answer = call(tenant, "POST", path, a_pool_body("x", 0, scaling_group=old))
    assert answer.code == "InvalidParameter.ImageId"


@pytest.mark.parametrize("form", ["", ".vhd"])
def test_an_image_without_what_the_version_needs_is_unfit(tenant, path, form):
    image_id = f"centos_7_9_x64_20G_alibase_20230718{form}"
    answer = call(tenant, "POST", path, a_pool_body("x", 0, scaling_group={"image_id": image_id}))
    assert (answer.status, answer.code) == (400, "InvalidImageId.NotFound")
    assert f"The specified image {image_id} does not support cgroup v2" in answer.body["message"]


def test_there_are_enough_rows():
    assert len(ACCEPTED) + len(REFUSED) + len(MISTYPED) >= 180
