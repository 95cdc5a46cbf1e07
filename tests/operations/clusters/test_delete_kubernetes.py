"""DeleteCluster of Kubernetes clusters, and the resources that it takes away or keeps."""

import json

import pytest
from cs_simulator.cluster_types import left_resources
from cs_simulator.domain.records import ClusterState, Event
from cs_simulator.operations.vpc._networks import nat_gateways

from tests.support.kubernetes import (
    ABSENT,
    a_body,
    a_dedicated_body,
    a_running,
    create,
    detail,
    state,
)
from tests.support.worlds import a_tenant, call, put_in_state, settle

ZONE = {"vpcid": ABSENT, "vswitch_ids": ABSENT, "zone_ids": ["cn-beijing-a"]}


def delete(tenant, cluster_id, query=""):
    return call(tenant, "DELETE", f"/clusters/{cluster_id}{query}")


def resources(tenant, cluster_id):
    return call(tenant, "GET", f"/clusters/{cluster_id}/resources").ok()


def kept_events(tenant):
    return [
        entry.message
        for entry in tenant.changes.entries
        if isinstance(entry, Event) and entry.reason == "ResourcesKept"
    ]


def test_a_deleted_cluster_is_deleting_then_gone_and_its_task_stays():
    tenant = a_tenant()
    cluster_id = a_running(tenant, a_dedicated_body())

    answer = delete(tenant, cluster_id)
    again = delete(tenant, cluster_id)

    assert answer.status == 202
    assert answer.body.keys() == {"cluster_id", "request_id", "task_id"}
    assert again.body["task_id"] == answer.body["task_id"]
    assert detail(tenant, cluster_id)["state"] == "deleting"
    settle(tenant)
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["code"] == "ErrorClusterNotFound"
    assert call(tenant, "GET", f"/tasks/{answer.body['task_id']}").ok()["state"] == "success"
    assert not tenant.world.nodes_of(cluster_id)


def test_a_protected_cluster_is_not_deleted():
    tenant = a_tenant()
    cluster_id = a_running(tenant, deletion_protection=True)

    answer = delete(tenant, cluster_id)

    assert (answer.status, answer.body["code"]) == (400, "OperationDenied.DeletionProtection")
    assert state(tenant, cluster_id) is ClusterState.RUNNING


def test_a_cluster_is_deleted_while_it_is_being_created():
    tenant = a_tenant()
    cluster_id = create(tenant)

    delete(tenant, cluster_id).ok()
    settle(tenant)

    assert cluster_id not in tenant.world.clusters.records


@pytest.mark.parametrize("busy", ["updating", "upgrading", "migrating", "scaling", "removing"])
def test_a_busy_cluster_is_not_deleted(busy):
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    put_in_state(tenant, cluster_id, ClusterState(busy))

    answer = delete(tenant, cluster_id)

    assert answer.body["code"] == "InvalidStatus.Forbidden"
    assert answer.body["message"] == f"cannot operate cluster where state is {busy}"


@pytest.mark.parametrize("left", ["failed", "delete_failed", "waiting", "disconnected"])
def test_a_cluster_that_is_no_use_is_deleted(left):
    tenant = a_tenant()
    cluster_id = a_running(tenant)
    put_in_state(tenant, cluster_id, ClusterState(left))

    delete(tenant, cluster_id).ok()
    settle(tenant)

    assert cluster_id not in tenant.world.clusters.records


def test_resources_are_those_that_were_made_and_those_that_were_given():
    tenant = a_tenant()
    log = {"controlplane_log_components": ["apiserver"]}
    cluster_id = a_running(tenant, snat_entry=True, endpoint_public_access=True, **log)

    found = {
        (one["resource_type"], one["auto_create"]): one for one in resources(tenant, cluster_id)
    }

    assert found.keys() == {
        ("ALIYUN::ECS::VPC", 0),
        ("ALIYUN::ECS::VSwitch", 0),
        ("ALIYUN::ECS::SecurityGroup", 1),
        ("ALIYUN::SLB::LoadBalancer", 1),
        ("ALIYUN::VPC::EIP", 1),
        ("ALIYUN::VPC::NatGateway", 1),
        ("ALIYUN::RAM::Role", 1),
        ("ALIYUN::ROS::Stack", 1),
        ("ALIYUN::SLS::Project", 1),
    }
    gateway = found["ALIYUN::VPC::NatGateway", 1]
    info = json.loads(gateway["resource_info"])
    assert (info["Id"], info["PhysicalId"]) == ("k8s_nat_gateway", gateway["instance_id"])
    assert gateway["delete_behavior"] == {"delete_by_default": True, "changeable": True}
    project = found["ALIYUN::SLS::Project", 1]
    assert project["instance_id"] == f"k8s-log-{cluster_id}"
    assert project["delete_behavior"]["delete_by_default"] is False
    assert found["ALIYUN::ECS::VPC", 0]["creator_type"] == "user"
    assert {one["state"] for one in found.values()} == {"CREATE_COMPLETE"}


def test_resources_that_were_given_are_shown_as_such():
    tenant = a_tenant()
    given = {"load_balancer_id": "lb-2zemine", "security_group_id": "sg-2zemine"}

    found = resources(tenant, a_running(tenant, **given))

    shown = {one["instance_id"]: one["auto_create"] for one in found}
    assert (shown["lb-2zemine"], shown["sg-2zemine"]) == (0, 0)


def test_a_serverless_cluster_s_vswitches_have_their_own_kind():
    tenant = a_tenant()
    serverless = a_body(profile="Serverless", container_cidr=ABSENT, addons=ABSENT)

    found = resources(tenant, a_running(tenant, serverless))

    assert [one["instance_id"] for one in found if one["resource_type"] == "VSWITCH"] == [
        "vsw-2zedefaultb"
    ]


def test_a_new_cluster_has_only_what_it_was_given():
    tenant = a_tenant()

    found = resources(tenant, create(tenant))

    assert {one["auto_create"] for one in found} == {0}


@pytest.mark.parametrize("query", ["?retain_all_resources=true", "?retain_all_resources=True"])
def test_everything_stays_where_that_is_asked_for(query):
    tenant = a_tenant()
    cluster_id = a_running(tenant, snat_entry=True, **ZONE)
    made = [one["instance_id"] for one in resources(tenant, cluster_id) if one["auto_create"]]
    vpc_id = detail(tenant, cluster_id)["vpc_id"]

    delete(tenant, cluster_id, query).ok()
    settle(tenant)

    [message] = kept_events(tenant)
    assert all(instance_id in message for instance_id in made)
    assert tenant.world.vpcs.get(vpc_id)


def test_what_stays_still_counts_and_a_gateway_is_still_shown():
    tenant = a_tenant(quota=("slbs=1", "security_groups=10", "eips=10"))
    cluster_id = a_running(tenant, snat_entry=True)
    found = {one["resource_type"]: one["instance_id"] for one in resources(tenant, cluster_id)}
    balancer, gateway = found["ALIYUN::SLB::LoadBalancer"], found["ALIYUN::VPC::NatGateway"]

    delete(tenant, cluster_id, f"?retain_resources={balancer},{gateway}").ok()
    settle(tenant)
    next_one = call(tenant, "POST", "/clusters", a_body())

    assert next_one.body["code"] == "QuotaExceeded.SLBInstancesQuota"
    assert left_resources.count(tenant.world, left_resources.LOAD_BALANCER) == 1
    assert left_resources.count(tenant.world, left_resources.SECURITY_GROUP) == 0
    [(owner, made)] = nat_gateways(tenant.world)
    assert (owner.vpc_id, made["nat_gateway_id"]) == ("vpc-2zedefault", gateway)


@pytest.mark.parametrize("form", ['["{0}"]', "{0}", "{0},lb-other"])
def test_single_resources_stay(form):
    tenant = a_tenant()
    cluster_id = a_running(tenant, **ZONE)
    found = detail(tenant, cluster_id)
    [switch] = found["vswitch_ids"]

    delete(tenant, cluster_id, f"?retain_resources={form.format(switch)}").ok()
    settle(tenant)

    assert kept_events(tenant) == [f"Kept: {switch}"]
    assert tenant.world.vswitches.get(switch)
    assert tenant.world.vpcs.get(found["vpc_id"])  # it is not empty


@pytest.mark.parametrize(
    ("options", "stays"),
    [
        ("", True),
        ('[{"resource_type":"SLS_ControlPlane","delete_mode":"delete"}]', False),
        ('[{"resource_type":"SLS_ControlPlane","delete_mode":"retain"}]', True),
    ],
)
def test_a_log_project_stays_unless_it_is_to_go(options, stays):
    tenant = a_tenant()
    cluster_id = a_running(tenant, controlplane_log_components=["apiserver"])

    delete(tenant, cluster_id, f"?delete_options={options}&keep_slb=true").ok()
    settle(tenant)

    assert bool(kept_events(tenant)) is stays


@pytest.mark.parametrize(
    "query",
    [
        "delete_options=x",
        "delete_options={}",
        "delete_options=[1]",
        'delete_options=[{"resource_type":"VPC","delete_mode":"delete"}]',
        'delete_options=[{"resource_type":"SLB","delete_mode":"maybe"}]',
        "retain_resources=[1]",
        "retain_resources=[",
        "retain_all_resources=perhaps",
    ],
)
def test_wrong_options_are_refused(query):
    tenant = a_tenant()
    cluster_id = a_running(tenant)

    answer = delete(tenant, cluster_id, f"?{query}")

    assert answer.status == 400
    assert answer.body["code"].startswith("InvalidParameter.")
    assert state(tenant, cluster_id) is ClusterState.RUNNING
