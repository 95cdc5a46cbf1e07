"""A tenant's client in front of a simulator that is one of several behind a proxy."""

import pytest
from cs_simulator.client import Connection, RefusedError, Tenant
from cs_simulator.client.server import put_credential
from cs_simulator.server.control.contract.server import LIST_CREDENTIALS
from cs_simulator.server.control.contract.tenants import LIST_TENANTS
from cs_simulator.testing import AsyncSimulator

NAME = "cs-1"


@pytest.fixture
def connection(serve):
    served = serve("--clock=frozen", f"--replica={NAME}", "--snapshot-size=1000000")
    with Connection(served.url) as opened:
        yield opened


def names(connection):
    return connection.call(LIST_TENANTS, replica=NAME)["tenants"]


def test_each_new_tenant_has_a_name_of_its_own(connection):
    one, two = Tenant.make(connection), Tenant.make(connection, seed=7)
    assert names(connection) == sorted([one.name, two.name])
    assert one.name.startswith("LTAI")
    assert one.access_key_secret


def test_a_new_tenant_has_the_name_that_it_is_given(connection):
    assert Tenant.make(connection, name="mine").name == "mine"


def test_a_tenant_of_a_snapshot_is_refused_with_the_way_around(connection):
    with pytest.raises(RefusedError, match="upload the file to it"):
        Tenant.make(connection, from_snapshot="one")


def test_a_fork_is_made_by_the_snapshots_file(connection):
    tenant = Tenant.make(connection, seed=7)
    tenant.calls.make("POST", "/clusters", tenant.creation())
    tenant.snapshot("one")
    fork = tenant.fork("one")
    assert fork.name != tenant.name
    assert fork.access_key_secret
    assert (fork.seed, fork.clusters.list()) == (7, tenant.clusters.list())
    assert fork.snapshots.list() == []
    assert tenant.snapshots.fork("one", "named")["tenant"] == "named"


def test_a_fork_that_fails_leaves_no_tenant(connection):
    tenant = Tenant.make(connection)
    tenant.snapshot("one")
    before = names(connection)
    with pytest.raises(RefusedError, match="there is no snapshot 'two'"):
        tenant.fork("two")
    with pytest.raises(RefusedError, match="there is a tenant"):
        tenant.snapshots.fork("one", tenant.name)
    assert names(connection) == before


def test_a_key_is_added_for_its_tenant(connection):
    put_credential(connection, "key", "secret-of-the-key", "mine")
    listed = connection.call(LIST_CREDENTIALS, replica=NAME)["credentials"]
    assert [(one["access_key_id"], one["tenant"]) for one in listed] == [("key", "mine")]


async def test_tenants_whose_methods_are_awaited_are_made_the_same_way():
    async with AsyncSimulator(replica=NAME) as simulator:
        tenant = await simulator.tenant(seed=7)
        await tenant.snapshot("one")
        assert (await tenant.fork("one")).seed == 7
