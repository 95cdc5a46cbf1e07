"""A tenant's client: every part of it does with a running simulator what it says."""

import json

import pytest
from cs_simulator.client import RefusedError, Tenant
from cs_simulator.client.calls import call_line
from cs_simulator.client.part import Part
from cs_simulator.testing import Simulator


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


def test_nodes_are_lost_and_recovered(simulator, tenant):
    created = create(simulator, tenant, size=1)
    tenant.clock.until(task=created["task_id"])
    [node] = tenant.clusters.get(created["cluster_id"])["nodes"]
    assert tenant.clusters.lose_node(node["instance_id"])["is_lost"]
    assert not tenant.clusters.recover_node(node["instance_id"])["is_lost"]


def test_calls_are_counted_followed_and_cleared(simulator, tenant):
    created = create(simulator, tenant)
    assert tenant.calls.count(operation="CreateCluster") == 1
    assert tenant.calls.find(limit=0) == {"total": 1, "calls": []}
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
    assert tenant.environment()["CS_ENDPOINT"] == tenant.host
    tenant.delete()


def test_every_part_of_a_tenant_is_asked_about_that_tenant(tenant):
    parts = [part for part in vars(tenant).values() if isinstance(part, Part)]
    assert len(parts) == 6
    assert {part._tenant for part in parts} == {tenant.name}
