"""What an operation does not know of a body is reported, for every operation that reads one."""

import json
from dataclasses import fields

import pytest
from cs_simulator.cluster_types import all_types
from cs_simulator.domain.errors import ApiError
from cs_simulator.operations import Incoming, all_operations
from cs_simulator.runtime.calls.perform import begin, route, run

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.pools import a_pool_body
from tests.support.worlds import a_running_cluster, a_tenant, call, settle

MISSPELT = "no_field_has_this_name"
WITH_BODY = [operation for operation in all_operations() if operation.request is not None]
RULE = {
    "incidents": [{"name": "Node.FaultNeedReboot.HOST", "type": "system"}],
    "repair_procedure": [{"name": "RestartNode"}],
}


@pytest.fixture
def world():
    """A tenant, and values of the paths' placeholders: those for a cluster of each type."""
    tenant = a_tenant()
    template = call(tenant, "POST", "/templates", {"name": "t", "template": "a: b"}).ok()
    swarm, kubernetes = a_running_cluster(tenant), a_kubernetes_cluster(tenant)
    path = f"/clusters/{kubernetes}"
    policy = call(tenant, "POST", f"{path}/auto_repair_policies", {"name": "p", "rules": [RULE]})
    node = next(node for node in tenant.world.nodes_of(swarm))
    pool = call(tenant, "POST", f"{path}/nodepools", a_pool_body(size=0)).ok()
    settle(tenant)
    shared = {
        "component_id": "coredns",
        "instance_id": node.instance_id,
        "nodepool_id": pool["nodepool_id"],
        "policy_id": policy.ok()["policy_id"],
        "policy_name": "ACKPSPPrivilegedContainer",
        "template_id": template["template_id"],
        "uid": "234567890123456789",
    }
    return tenant, [{**shared, "cluster_id": cluster_id} for cluster_id in (swarm, kubernetes)]


def bodies(operation):
    """Bodies with a field that nothing reads; an operation of several types has one for each."""
    if any([field.name for field in fields(record)] == ["body"] for record in operation.requests):
        return [[{MISSPELT: 1}], {"body": [], MISSPELT: 1}]
    if len(operation.requests) == 1:
        return [{MISSPELT: 1}]
    kinds = [kind for found in all_types() for kind in found.kind_names or (found.name,)]
    return [{"cluster_type": kind.partition("/")[0], MISSPELT: 1} for kind in kinds]


def send(tenant, operation, path, body):
    """Make a call; returns its record, and the refusal, if it is refused."""
    raw = json.dumps(body).encode()
    incoming = Incoming(operation.method, path, path, {}, raw, "application/json", "")
    record, refusal = begin(tenant, incoming, 0.0), None
    try:
        record.answer(run(record, route(record)))
    except ApiError as error:
        refusal = error
    return record, refusal


def test_it_is_reported_of_a_call_that_is_done_and_of_one_that_is_refused(world):
    tenant, _ = world
    grant = next(found for found in WITH_BODY if found.name == "GrantPermissions")
    path = "/permissions/users/234567890123456789"
    right = {"role_name": "view", "role_type": "all-clusters", "is_custom": True, "is_owner": 1}

    done, refusal = send(tenant, grant, path, {"body": [right], "mode": "apply"})
    assert (refusal, done.unread) == (None, ("mode", "body.is_owner"))
    refused, refusal = send(tenant, grant, path, [{"rolename": "view"}, "x", {"is_owner": 1}])
    assert (refusal is None, refused.unread) == (False, ("body.rolename", "body.is_owner"))


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda found: found.handle.__name__)
def test_a_misspelt_field_is_reported(world, operation):
    tenant, places = world
    for body in bodies(operation):
        calls = [
            send(tenant, operation, operation.path.format_map(values), body) for values in places
        ]
        reports = [
            (list(record.unread), refusal)
            for record, refusal in calls
            if record.operation is operation
        ]
        assert any(MISSPELT in " ".join(unread) for unread, _ in reports), (body, reports)
