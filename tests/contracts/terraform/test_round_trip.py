"""What a client sent comes back as it was sent; what it did not send is not invented.

An attribute that is optional and not computed is a change in every plan where the service answers
with a value that nobody asked for. Each row here is one configuration: it is applied, and the next
plan has nothing to do; two reads after each other are equal.
"""

import pytest

from tests.contracts.terraform.core import CLUSTER

WINDOW = {
    "enable": True,
    "maintenance_time": "2026-01-01T03:00:00.000+08:00",
    "duration": "3h",
    "weekly_period": "Monday,Thursday",
}
CLUSTERS = {
    "nothing": {},
    "timezone": {"timezone": "Asia/Shanghai"},
    "tags": {"tags": {"team": "one", "cost": "two", "a": ""}},
    "deletion_protection": {"deletion_protection": False},
    "cluster_spec": {"cluster_spec": "ack.standard"},
    "node_cidr_mask": {"node_cidr_mask": 26},
    "proxy_mode": {"proxy_mode": "iptables"},
    "cluster_domain": {"cluster_domain": "example.test"},
    "maintenance_window": {"maintenance_window": WINDOW},
    "no maintenance_window": {"maintenance_window": {"enable": False}},
    "operation_policy": {
        "operation_policy": {"cluster_auto_upgrade": {"enabled": True, "channel": "patch"}}
    },
    "enable_rrsa": {"enable_rrsa": True},
    "control_plane_log": {"control_plane_log_components": ["apiserver", "kcm"]},
    "resource_group_id": {"resource_group_id": "rg-acfm2wjlnb2yabc"},
    "snat_entry": {"snat_entry": True},
    "no public address": {"endpoint_public_access": False},
    "enterprise group": {"is_enterprise_security_group": True},
    "load_balancer_spec": {"load_balancer_spec": "slb.s2.small"},
}
DISK = {"category": "cloud_essd", "size": 100, "performance_level": "PL1"}
POOLS = {
    "nothing": {},
    "no size": {"desired_size": None},
    "zero": {"desired_size": 0},
    "no labels": {"labels": None},
    "labels": {"labels": [{"key": "z", "value": "1"}, {"key": "a", "value": ""}]},
    "taints": {
        "taints": [
            {"key": "z", "value": "1", "effect": "NoExecute"},
            {"key": "a", "value": "2", "effect": "PreferNoSchedule"},
        ]
    },
    "instance_types": {"instance_types": ["ecs.g7.2xlarge", "ecs.c7.xlarge", "ecs.g7.xlarge"]},
    "system_disk": {"system_disk_category": "cloud_essd", "system_disk_size": 200},
    "system_disk_performance_level": {
        "system_disk_category": "cloud_essd",
        "system_disk_size": 500,
        "system_disk_performance_level": "PL1",
    },
    "data_disks": {"data_disks": [DISK, {**DISK, "size": 40}]},
    "tags": {"tags": {"team": "one"}},
    "key_pair": {"key_pair": "mine"},
    "login_password": {"login_password": "Node-Passw0rd"},
    "unschedulable": {"unschedulable": True},
    "schedulable": {"unschedulable": False},
    "no monitor": {"cms_enabled": False},
    "runtime": {"runtime": "containerd"},
    "internet": {"internet_charge_type": "PayByTraffic", "internet_max_bandwidth_out": 5},
    "policies": {"multi_az_policy": "BALANCE", "scaling_policy": "release"},
    "spot": {
        "spot_strategy": "SpotWithPriceLimit",
        "spot_price_limit": [{"instance_type": "ecs.g7.xlarge", "price_limit": "0.98"}],
    },
    "cost": {
        "multi_az_policy": "COST_OPTIMIZED",
        "on_demand_base_capacity": 1,
        "on_demand_percentage_above_base_capacity": 20,
        "spot_instance_pools": 5,
        "spot_instance_remedy": True,
        "compensate_with_on_demand": True,
    },
    "image_type": {"image_type": "AliyunLinux3"},
    "management": {
        "management": {
            "enable": True,
            "auto_repair": True,
            "upgrade_config": {"max_unavailable": 1},
        }
    },
    "auto_scaling": {
        "desired_size": None,
        "auto_scaling": {"enable": True, "min_instances": 0, "max_instances": 3, "type": "cpu"},
    },
    "soc_enabled": {"soc_enabled": True},
    "login_as_non_root": {"login_as_non_root": True},
}


@pytest.mark.parametrize("terraform", [True], indirect=True, ids=[""])
@pytest.mark.parametrize("changes", CLUSTERS.values(), ids=CLUSTERS)
def test_a_new_cluster_has_nothing_to_change(terraform, cluster, changes):
    config = {CLUSTER: {**cluster, **changes}}
    terraform.apply(config)
    first = terraform.cluster.read(terraform.cluster_id)
    assert terraform.plan(config) == {}
    assert terraform.cluster.read(terraform.cluster_id) == first


@pytest.mark.parametrize("terraform", [True], indirect=True, ids=[""])
@pytest.mark.parametrize("changes", POOLS.values(), ids=POOLS)
def test_a_new_pool_has_nothing_to_change(terraform, cluster, pool, changes):
    wanted = {name: value for name, value in {**pool, **changes}.items() if value is not None}
    if "management" in wanted:  # nodes are repaired by what an add-on reports of them
        cluster = {**cluster, "addons": [{"name": "ack-node-problem-detector"}]}
    config = {CLUSTER: cluster, "pool": wanted}
    terraform.apply(config)
    pool_id = terraform.state["pool"].resource_id
    first = terraform.pool.read(terraform.cluster_id, pool_id)
    assert terraform.plan(config) == {}
    assert terraform.pool.read(terraform.cluster_id, pool_id) == first


@pytest.mark.parametrize("terraform", [True], indirect=True, ids=[""])
def test_the_order_of_vswitches_is_that_of_the_request(terraform, tenant, cluster):
    vpc = tenant.vpc_id
    others = [
        {"vswitch_id": f"vsw-{zone}", "zone_id": f"{tenant.region_id}-{zone}", "cidr": cidr}
        for zone, cidr in (("h", "10.200.0.0/24"), ("g", "10.201.0.0/24"))
    ]
    tenant.fixtures(
        {"vpcs": [{"vpc_id": vpc, "region_id": tenant.region_id, "cidr": "10.0.0.0/8",
                   "vswitches": others}]}
    )  # fmt: skip
    wanted = {**cluster, "vswitch_ids": ["vsw-h", "vsw-g"]}
    terraform.apply({CLUSTER: wanted})
    assert terraform.state[CLUSTER].attributes["vswitch_ids"] == ["vsw-h", "vsw-g"]
    assert terraform.plan({CLUSTER: wanted}) == {}
