"""What each endpoint is about is declared, and is true."""

import pytest
from cs_simulator.domain.collecting import public_modules
from cs_simulator.server.control.contract.endpoint import Endpoint, Scope

from tests.support.http import control, create
from tests.support.scenario_files import SHRINKABLE

ENDPOINTS = {
    f"{endpoint.method} {endpoint.path}": endpoint
    for module in public_modules("cs_simulator.server.control.contract")
    for endpoint in vars(module).values()
    if isinstance(endpoint, Endpoint)
}
ARRIVING = "PUT tenants/{name}/move/file"
"""What makes the tenant that it is about."""
NOWHERE = {"tenant": "nowhere"}
SUBJECTS = {"GET scenarios/{name}": "healthy", "GET examples/{operation}": "CreateCluster"}
# Without such a body a call is refused before it looks for anything.
BODIES = {
    "PUT clock": {"mode": "frozen"},
    "POST clock/advance": {"by": "1s"},
    "POST calls": {"method": "GET", "path": "/clusters"},
    "POST calls/verify": {"expectations": []},
    "PUT fixtures": {},
    "PUT scenario": {"name": "healthy"},
    "PUT faults": {"rules": []},
    "PATCH faults": {"rules": []},
    "PATCH clusters/{cluster_id}": {"state": "failed"},
    "PATCH pools/{nodepool_id}": {"state": "failed"},
    "PATCH nodes/{instance_id}": {"is_lost": True},
    "PATCH tasks/{task_id}": {"is_held": True},
    "PATCH faults/{id}": {"enabled": False},
    "POST snapshots/{name}/fork": {},
    "POST validate": {"name": "x"},
    "POST scenario/lint": {"text": SHRINKABLE},
    "POST scenario/run": {"text": SHRINKABLE},
    "POST scenario/sweep": {"text": SHRINKABLE, "first": 1, "last": 2},
}


def of(*scopes):
    return [name for name, endpoint in ENDPOINTS.items() if endpoint.scope in scopes]


async def asked(api, name, subject="", **query):
    """Status, and the body as it is, of the answer to a call that makes no tenant."""
    endpoint = ENDPOINTS[name]
    headers = {"X-Simulator-Make-Tenant": "no"}
    body = {"json": BODIES[name]} if name in BODIES else {}
    if endpoint.body is bytes and name not in BODIES:
        body = {"data": b"a file"}
        headers["Content-Type"] = endpoint.accepts[0]
    path = f"/_simulator/{endpoint.filled(subject or SUBJECTS.get(name, 'nowhere'))}"
    answer = await api.request(endpoint.method, path, params=query, headers=headers, **body)
    return answer.status, await answer.text()


@pytest.fixture
async def two(an_api, tmp_path):
    """Two replicas with an authority in common; either has a tenant that the other has not."""
    replicas = []
    for name in ("one", "two"):
        api = await an_api(db=str(tmp_path / f"{name}.db"), replica=name)
        await control(api, "POST", "tenants", {"seed": len(replicas)}, tenant=f"of-{name}")
        await create(api, tenant=f"of-{name}")
        replicas.append(api)
    return replicas


@pytest.mark.parametrize("name", [name for name in of(Scope.TENANT) if name != ARRIVING])
async def test_what_is_about_a_tenant_is_not_found_for_one_that_is_not_there(api, name):
    status, body = await asked(api, name, **NOWHERE)
    assert status == 404, body
    assert "there is no tenant 'nowhere'" in body


@pytest.mark.parametrize("name", of(Scope.SAME))
async def test_what_is_about_nothing_is_answered_the_same_by_all_replicas(two, name):
    here, there = [await asked(api, name, **NOWHERE) for api in two]
    assert here[0] == 200, here
    assert here == there


@pytest.mark.parametrize("name", of(Scope.EACH))
async def test_what_is_about_each_replica_is_answered_by_whichever_is_asked(two, name):
    for api in two:
        status, body = await asked(api, name, **NOWHERE)
        assert status == 200, body


@pytest.mark.parametrize("name", of(Scope.ONE))
async def test_what_is_about_one_replica_is_answered_by_the_one_that_is_named(two, name):
    answers = []
    for api, replica in zip(two, ("one", "two"), strict=True):
        status, body = await asked(api, name, **NOWHERE)
        assert (status, "ReplicaRequired" in body) == (421, True), body
        assert f"?replica={replica}" in body
        answers.append(await asked(api, name, replica=replica))
    assert [status for status, _ in answers] == [200, 200]
    assert answers[0] != answers[1]


@pytest.mark.parametrize("name", of(Scope.NAMED_TENANT))
async def test_what_is_about_a_named_tenant_is_refused_without_one(two, name):
    status, body = await asked(two[0], name, replica="one")
    assert (status, "TenantRequired" in body) == (421, True), body


@pytest.mark.parametrize("name", ENDPOINTS)
async def test_a_call_for_another_replica_is_refused_by_every_endpoint(two, name):
    status, body = await asked(two[0], name, replica="two")
    assert (status, "WrongReplica" in body) == (421, True), body
    assert "this simulator is the replica 'one', and the call is for 'two'" in body


@pytest.mark.parametrize("name", of(Scope.ONE, Scope.NAMED_TENANT))
async def test_a_simulator_that_stands_alone_needs_no_names(api, name):
    status, body = await asked(api, name)
    assert status != 421, body
