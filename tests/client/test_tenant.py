"""A tenant's client: every part of it does with a running simulator what it says."""

import json

import pytest
from cs_simulator.client import RefusedError, Tenant
from cs_simulator.client.calls import call_line
from cs_simulator.client.part import Part
from cs_simulator.testing import Simulator

pytestmark = pytest.mark.every_type


@pytest.fixture(scope="module")
def simulator():
    with Simulator(clock="frozen") as one:
        yield one


@pytest.fixture
def tenant(simulator):
    made = simulator.tenant(clock="frozen")
    yield made
    made.delete()


def create(simulator, tenant, **given):
    headers = {"Content-Type": "application/json", "Authorization": f"acs {tenant.name}:x"}
    raw = json.dumps(tenant.creation(**given)).encode()
    status, answer = simulator.connection.send("POST", "/clusters", raw, headers)
    assert status == 202, answer
    return json.loads(answer)


def test_tasks_are_listed_held_released_and_ended(simulator, tenant):
    first, second = create(simulator, tenant), create(simulator, tenant)
    assert [task["state"] for task in tenant.tasks.list()] == ["running", "running"]
    held = tenant.tasks.hold(first["task_id"])
    assert {step["status"] for step in held["steps"]} == {"held"}
    released = tenant.tasks.release(first["task_id"])
    assert {step["status"] for step in released["steps"]} == {"running"}
    assert tenant.tasks.finish(first["task_id"])["state"] == "success"
    failed = tenant.tasks.fail(second["task_id"], "QuotaExceed.Eip", "None is left.")
    assert (failed["state"], failed["error_code"]) == ("failed", "QuotaExceed.Eip")


PLANNED = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "planned"},
    "timeline": [{"at": "10h", "do": "set_balance", "amount": 0}],
}


def test_what_is_planned_is_waited_for_by_who_waits_for_all(simulator, tenant):
    tenant.scenario(PLANNED)
    create(simulator, tenant)
    settled = tenant.clock.settle()
    assert settled["ran"] > 1
    assert settled["next"]
    assert [task["state"] for task in tenant.tasks.list()] == ["success"]
    assert tenant.clock.settle()["now"] == settled["now"]
    idle = tenant.clock.until()
    assert (idle["now"], idle["next"]) == (settled["next"], None)


def test_nodes_are_lost_and_recovered(simulator, tenant):
    created = create(simulator, tenant, size=1)
    tenant.clock.until(task=created["task_id"])
    [node] = tenant.clusters.get(created["cluster_id"])["nodes"]
    assert tenant.clusters.lose_node(node["instance_id"])["is_lost"]
    assert not tenant.clusters.recover_node(node["instance_id"])["is_lost"]


def test_a_creation_is_one_of_the_type_that_is_asked_for(simulator, tenant):
    assert tenant.creation().get("cluster_type") is None
    managed = create(simulator, tenant, type="ManagedKubernetes", name="managed")
    serverless = create(simulator, tenant, type="ManagedKubernetes/Serverless", name="serverless")
    found = {cluster["cluster_id"]: cluster for cluster in tenant.clusters.list()}
    for created, profile in ((managed, None), (serverless, "Serverless")):
        cluster = found[created["cluster_id"]]
        sent = cluster["properties"]["sent"]
        assert (cluster["cluster_type"], sent["cluster_type"]) == ("ack", "ManagedKubernetes")
        assert sent.get("profile") == profile
        assert (cluster["vpc_id"], cluster["vswitch_id"]) == (tenant.vpc_id, tenant.vswitch_id)


def test_a_node_pool_has_the_fields_that_are_given(tenant):
    first, second = tenant.node_pool(), tenant.node_pool()
    assert first["nodepool_info"]["name"] != second["nodepool_info"]["name"]
    assert first["scaling_group"]["vswitch_ids"] == [tenant.vswitch_id]
    assert first["scaling_group"]["desired_size"] == 0
    body = tenant.node_pool(
        name="workers",
        desired_size=2,
        scaling_group={"instance_types": ["ecs.c7.large"]},
        auto_scaling={"enable": False},
        count=3,
    )
    assert body["nodepool_info"] == {"name": "workers"}
    group = body["scaling_group"]
    assert (group["desired_size"], group["instance_types"]) == (2, ["ecs.c7.large"])
    assert group["vswitch_ids"] == [tenant.vswitch_id]
    assert (body["auto_scaling"], body["count"]) == ({"enable": False}, 3)


def test_a_tenant_without_pools_lists_none(tenant):
    assert tenant.pools.list() == tenant.pools.list("c1") == []
    with pytest.raises(RefusedError, match="np1"):
        tenant.pools.get("np1")
    with pytest.raises(RefusedError, match="np1"):
        tenant.pools.force("np1", "active")


def test_calls_are_counted_followed_and_cleared(simulator, tenant):
    created = create(simulator, tenant)
    assert tenant.calls.count(operation="CreateCluster") == 1
    assert tenant.calls.find(limit=0) == {"total": 1, "position": 1, "dropped": 0, "calls": []}
    call = next(tenant.calls.follow(from_start=True))
    assert call["cluster_id"] == created["cluster_id"]
    assert call_line(call) == f"{call['time']} POST /clusters -> 202"
    assert tenant.calls.clear() == 1
    assert tenant.calls.list() == []


def test_rules_are_added_with_numbers_for_names_and_removed(tenant):
    tenant.faults.add({"then": "forbidden"}, {"id": "mine", "then": "reset"})
    assert [rule["id"] for rule in tenant.faults.list()] == ["rule-1", "mine"]
    assert [rule["id"] for rule in tenant.faults.remove("rule-1")] == ["mine"]
    assert tenant.faults.hits("mine") == 0
    tenant.faults.clear()
    assert tenant.faults.list() == []


def test_snapshots_are_saved_exported_imported_forked_and_deleted(simulator, tenant):
    create(simulator, tenant)
    tenant.snapshot("one")
    tenant.snapshots.upload("two", tenant.snapshots.download("one"))
    assert [saved["name"] for saved in tenant.snapshots.list()] == ["one", "two"]
    tenant.reset()
    assert tenant.clusters.list() == []
    tenant.restore("two")
    assert len(tenant.clusters.list()) == 1
    assert len(tenant.fork("one").clusters.list()) == 1
    tenant.snapshots.delete("one")
    with pytest.raises(RefusedError, match="there is no snapshot 'one'"):
        tenant.fork("one")


def test_a_tenant_of_a_name_exists_from_then_on(simulator):
    tenant = Tenant.of_name(simulator.connection, "somebody")
    assert (tenant.name, tenant.access_key_id, tenant.access_key_secret) == (
        "somebody", "somebody", "",
    )  # fmt: skip
    variables = tenant.environment()
    assert variables["CS_ENDPOINT"] == variables["VPC_ENDPOINT"] == tenant.host
    tenant.delete()


def test_every_part_of_a_tenant_is_asked_about_that_tenant(tenant):
    parts = [part for part in vars(tenant).values() if isinstance(part, Part)]
    assert len(parts) == 7
    assert {part._tenant for part in parts} == {tenant.name}


def test_snapshots_are_compared_with_each_other_and_with_now(simulator, tenant):
    tenant.snapshots.save("before")
    created = create(simulator, tenant)
    tenant.snapshots.save("after")
    now, after = tenant.snapshots.compare("before"), tenant.snapshots.compare("before", "after")
    assert (now["to"], after["to"]) == (None, "after")
    assert now["tables"] == after["tables"]
    assert now["tables"]["cluster"]["added"] == [created["cluster_id"]]


def test_a_call_of_the_api_is_made_for_the_tenant(tenant):
    example = tenant.calls.example("CreateCluster", type="swarm")
    made = tenant.calls.make(example["method"], example["path"], example["body"])
    assert (made["status"], made["body"]["request_id"]) == (202, made["request_id"])
    listed = tenant.calls.make("GET", "/clusters", query={"name": example["body"]["name"]})
    assert [cluster["name"] for cluster in listed["body"]] == [example["body"]["name"]]
    assert tenant.calls.list()[0]["operation"] == "CreateCluster"
