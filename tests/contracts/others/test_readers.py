"""Tools that list, read and wait, each in its own way."""

import json
from datetime import datetime, timedelta

import pytest

from tests.contracts.others import readers
from tests.contracts.waiting import run_one
from tests.contracts.wire import RefusedError


def a_creation(tenant, number, **changes):
    return {
        "name": f"cluster-{number}",
        "region_id": tenant.region_id,
        "cluster_type": "ManagedKubernetes",
        "vpcid": tenant.vpc_id,
        "vswitch_ids": [tenant.vswitch_id],
        "container_cidr": f"172.{20 + number}.0.0/20",
        "service_cidr": "192.168.0.0/20",
        "endpoint_public_access": True,
        **changes,
    }


@pytest.fixture
def cluster_ids(wire, tenant):
    """Three clusters that run."""
    made = [
        wire.typed("CreateCluster", "POST", "/clusters", a_creation(tenant, number))["cluster_id"]
        for number in range(3)
    ]
    tenant.clock.until()
    return made


def test_every_way_of_paging_finds_every_cluster_once(wire, cluster_ids):
    for size in (1, 2, 3, 50):
        found = [each["cluster_id"] for each in readers.ram_tool_list(wire, size)]
        assert sorted(found) == sorted(cluster_ids)
    steampipe = [each["cluster_id"] for each in readers.steampipe_list(wire)]
    assert sorted(steampipe) == sorted(cluster_ids)
    assert sorted(readers.spider_list(wire)) == ["cluster-0", "cluster-1", "cluster-2"]


def test_an_account_without_clusters_ends_every_way_of_paging(wire):
    assert readers.ram_tool_list(wire, 10) == []
    assert readers.steampipe_list(wire) == []
    assert readers.spider_list(wire) == []


def test_a_temporary_kubeconfig_ends_in_virtual_time(wire, tenant, cluster_ids):
    ends, server = readers.ram_tool_kubeconfig(wire, cluster_ids[0], 15)
    now = datetime.fromisoformat(tenant.clock.now)
    assert timedelta(0) < ends - now <= timedelta(minutes=15)
    assert server.startswith("https://")
    with pytest.raises(RefusedError):
        readers.ram_tool_kubeconfig(wire, cluster_ids[0], 5)


def test_roles_for_service_accounts_are_switched_on(wire, tenant, cluster_ids):
    config = run_one(tenant.clock, readers.ram_tool_rrsa(wire, cluster_ids[0]))
    assert config["enabled"] is True
    assert cluster_ids[0] in config["issuer"]


def test_everything_is_deleted_at_once(wire, tenant, cluster_ids):
    assert sorted(readers.nuke(wire)) == sorted(cluster_ids)
    tenant.clock.until()
    assert readers.nuke(wire) == []


def test_the_command_line_sends_arrays_as_bytes_and_waits_by_text(wire, tenant):
    body = json.dumps(a_creation(tenant, 1))
    cluster_id = readers.aliyun(wire, "POST", "/clusters", body)["cluster_id"]
    path = f"/clusters/{cluster_id}"
    run_one(tenant.clock, readers.aliyun_waits(wire, path, "state", "running"))

    tags = json.dumps([{"key": "team", "value": "one"}])
    readers.aliyun(wire, "POST", f"{path}/tags", tags)
    shown = readers.aliyun(wire, "GET", path)["tags"]
    assert {"key": "team", "value": "one"} in shown

    addons = json.dumps([{"name": "ack-node-problem-detector"}])
    begun = readers.aliyun(wire, "POST", f"{path}/components/install", addons)
    task = f"/tasks/{begun['task_id']}"
    run_one(tenant.clock, readers.aliyun_waits(wire, task, "state", "success"))
    listed = readers.aliyun(wire, "GET", "/api/v1/clusters", name="cluster-1", unknown="flag")
    assert [each["cluster_id"] for each in listed["clusters"]] == [cluster_id]
    with pytest.raises(RefusedError) as refused:
        readers.aliyun(wire, "GET", "/clusters/c0")
    assert {"Code", "Message", "RequestId"} <= refused.value.body.keys()
