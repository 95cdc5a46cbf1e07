"""Rancher's operators and its old driver, from the creation of a cluster to its end."""

import base64

import pytest

from tests.contracts.rancher.ack_operator import CONFLICT, DUPLICATE, AckOperator
from tests.contracts.rancher.ali_operator import AliOperator, Spec
from tests.contracts.rancher.kontainer import Driver
from tests.contracts.waiting import ClientError, run_one


@pytest.fixture
def spec(tenant):
    return Spec(
        name="ranch",
        vpc_id=tenant.vpc_id,
        vswitch_ids=[tenant.vswitch_id],
        pools=[pool("one", 2), pool("two", 1)],
    )


def pool(name, size, **more):
    return {
        "name": name,
        "desired_size": size,
        "instance_types": ["ecs.g7.xlarge"],
        **more,
    }


def sizes(pools):
    return {name: each["status"]["total_nodes"] for name, each in pools.items()}


def a_creation(tenant, **changes):
    return {
        "name": "old-ranch",
        "region_id": tenant.region_id,
        "cluster_type": "ManagedKubernetes",
        "vpcid": tenant.vpc_id,
        "vswitch_ids": [tenant.vswitch_id],
        "container_cidr": "172.20.0.0/16",
        "service_cidr": "172.21.0.0/20",
        "snat_entry": True,
        "endpoint_public_access": True,
        "timeout_mins": 60,
        **changes,
    }


# ---- the operator of today


def test_the_operator_makes_a_cluster_with_pools_and_brings_it_to_what_is_asked(wire, tenant, spec):
    operator = AliOperator(wire, spec)
    run_one(tenant.clock, operator.create())
    assert set(operator.rounds) <= {"initial", "running"}
    assert operator.server.startswith("https://")
    assert base64.b64decode(operator.authority).startswith(b"-----BEGIN CERTIFICATE")

    assert sizes(run_one(tenant.clock, operator.reconcile())) == {"one": 2, "two": 1}
    spec.pools = [pool("one", 4), pool("three", 1)]
    assert sizes(run_one(tenant.clock, operator.reconcile())) == {"one": 4, "three": 1}
    did = [said for said in operator.rounds if not said.startswith("waits")]
    assert did[-6:] == [
        "active", "resizes one", "adds three", "empties two", "deletes two", "active",
    ]  # fmt: skip

    assert operator.remove() is False
    assert operator.remove() is False  # it is deleting, and a second deletion is no error
    tenant.clock.until()
    assert operator.remove() is True


def test_the_operator_turns_auto_scaling_on_and_shows_why_it_does_not_go_off(wire, tenant, spec):
    operator = AliOperator(wire, spec)
    run_one(tenant.clock, operator.create())
    run_one(tenant.clock, operator.reconcile())
    spec.pools = [pool("one", 2, enable=True, min_instances=1, max_instances=5), pool("two", 1)]
    scaling = run_one(tenant.clock, operator.reconcile())["one"]["auto_scaling"]
    wanted = {"enable": True, "min_instances": 1, "max_instances": 5}
    assert {name: scaling[name] for name in wanted} == wanted
    spec.pools = [pool("one", 3), pool("two", 1)]  # in one call, which the service refuses
    with pytest.raises(ClientError, match="InvalidDesiredSizeOrCount"):
        run_one(tenant.clock, operator.reconcile())


def test_the_operator_upgrades_a_cluster_by_its_task(wire, tenant, spec, two_versions):
    old, new = two_versions
    spec.version = old
    operator = AliOperator(wire, spec)
    run_one(tenant.clock, operator.create())
    run_one(tenant.clock, operator.reconcile())
    spec.version = new
    run_one(tenant.clock, operator.reconcile())
    assert "waits: upgrade" in operator.rounds
    assert operator._detail()["current_version"] == new


# ---- the operator before


def test_the_operator_before_lives_through_a_cluster_and_a_pool(wire, tenant, two_versions):
    old, new = two_versions
    operator = AckOperator(wire)
    server = run_one(tenant.clock, operator.create(a_creation(tenant, kubernetes_version=old)))
    assert server.startswith("https://")
    assert operator.states[-1] == "running"
    [found] = operator.find("old-ranch")
    assert found["cluster_id"] == operator.cluster_id

    body = {
        "nodepool_info": {"name": "one"},
        "auto_scaling": {"enable": False},
        "scaling_group": {
            "vswitch_ids": [tenant.vswitch_id],
            "instance_types": ["ecs.g7.xlarge"],
            "system_disk_category": "cloud_essd",
            "system_disk_size": 120,
        },
    }
    pool_id = run_one(tenant.clock, operator.add_pool(body, 3))
    assert sizes(operator.pools())["one"] == 3
    run_one(tenant.clock, operator.shrink(pool_id, 2))
    assert sizes(operator.pools())["one"] == 1
    with pytest.raises(ClientError, match=DUPLICATE):
        run_one(tenant.clock, operator.add_pool(body, 1))
    run_one(tenant.clock, operator.upgrade(new))
    assert operator.call("GET", f"/clusters/{operator.cluster_id}")["current_version"] == new
    with pytest.raises(ClientError, match="remove them, or force"):
        run_one(tenant.clock, operator.delete_pool(pool_id))
    run_one(tenant.clock, operator.shrink(pool_id, 1))
    run_one(tenant.clock, operator.delete_pool(pool_id))
    assert "one" not in operator.pools()
    run_one(tenant.clock, operator.delete())
    assert operator.states[-1] == "deleting"


def test_the_operator_before_knows_a_conflict_by_its_words(wire, tenant):
    operator = AckOperator(wire)
    operator.cluster_id = operator.call("POST", "/clusters", a_creation(tenant))["cluster_id"]
    path = f"/api/v2/clusters/{operator.cluster_id}/upgrade"
    with pytest.raises(ClientError) as refused:
        operator.call("POST", path, {"next_version": "1.99.0-aliyun.1"})
    assert any(piece in str(refused.value) for piece in CONFLICT)


# ---- the driver of 2019


def test_the_old_driver_waits_by_state_and_log(wire, tenant):
    driver = Driver(wire)
    workers = {
        "num_of_nodes": 2,
        "worker_instance_types": ["ecs.g7.xlarge"],
        "worker_system_disk_category": "cloud_essd",
        "worker_system_disk_size": 120,
        "login_password": "Node-Passw0rd",
    }
    run_one(tenant.clock, driver.create(a_creation(tenant, **workers)))
    tenant.clock.until()
    run_one(tenant.clock, driver.scale(4))
    path = f"/clusters/{driver.cluster_id}"
    assert driver.call("DescribeClusterDetail", "GET", path)["size"] == 4
    assert all(driver.said)
    driver.remove()
    tenant.clock.until()
    driver.remove()


def test_the_old_driver_shows_why_a_creation_failed(wire, tenant):
    tenant.faults.add(
        {
            "id": "fails",
            "when": {"operation": "CreateCluster", "stage": "control_plane"},
            "then": {"fail": {"code": "InternalError", "message": "the reason"}},
        }
    )
    driver = Driver(wire)
    with pytest.raises(ClientError, match="CREATE_FAILED"):
        run_one(tenant.clock, driver.create(a_creation(tenant)))
    logs = driver.call("DescribeClusterLogs", "GET", f"/clusters/{driver.cluster_id}/logs")
    assert any("the reason" in line["cluster_log"] for line in logs)
