"""Tests with the marker, run by test_marker.py under the name test_it.py."""

# ruff: noqa: BLE001, SIM105 - this is what careless clients look like

import asyncio
import unittest

import pytest
from clients import LOST, ask, create, create_again, create_once

explore = pytest.mark.cs_explore
few = pytest.mark.cs_explore(examples=15, kinds=["lost_reply", "reset"])
set_up = []


@few
def test_careful(cs_tenant):
    create_once(cs_tenant)


@few
def test_careless(cs_tenant):
    create_again(cs_tenant)


@pytest.mark.cs_explore(examples=8, base="ack-lost-create-reply")
def test_based(cs_tenant):
    create_once(cs_tenant)


@few
async def test_awaited(cs_async_tenant):
    await asyncio.to_thread(create_again, cs_async_tenant.blocking)


@pytest.fixture
def made(cs_tenant):
    return create_again(cs_tenant)


@few
def test_fixture(made):
    assert made


@pytest.fixture
def counted():
    set_up.append("up")
    yield
    set_up.append("down")


@few
def test_counted(cs_tenant, counted):
    create_once(cs_tenant)


class Left:
    """What a client leaves behind in a cycle: a connection in the error that it caused, say."""

    alive = 0

    def __init__(self):
        type(self).alive += 1
        self.error = None

    def __del__(self):
        type(self).alive -= 1


@few
def test_leaves_something(cs_tenant):
    assert Left.alive == 0, "something is left of another run"
    left = Left()
    try:
        create(cs_tenant, cs_tenant.creation(type="ManagedKubernetes"))
    except LOST as error:
        left.error = error
        raise


def test_set_up_and_torn_down_each_time():
    assert set_up == ["up", "down"] * (len(set_up) // 2)
    assert len(set_up) >= 20


@few
@pytest.mark.parametrize("client", [create_once, create_again])
def test_parametrized(cs_tenant, client):
    client(cs_tenant)


@few
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known(cs_tenant):
    create_again(cs_tenant)


@few
@pytest.mark.xfail(strict=True)
def test_not_known(cs_tenant):
    create_once(cs_tenant)


@few
class TestClass:
    def test_method(self, cs_tenant):
        assert not hasattr(self, "made")
        self.made = create_again(cs_tenant)


@pytest.mark.usefixtures("given")
class TestCase(unittest.TestCase):
    @pytest.fixture
    def given(self, cs_tenant):
        self.tenant = cs_tenant

    @few
    def test_careful(self):
        create_once(self.tenant)

    @few
    def test_careless(self):
        create_again(self.tenant)

    @few
    def test_raises(self):
        create(self.tenant, self.tenant.creation(type="ManagedKubernetes"))


@few
def test_raises(cs_tenant):
    create(cs_tenant, cs_tenant.creation(type="ManagedKubernetes"))


@few
def test_skips(cs_tenant):
    try:
        create(cs_tenant, cs_tenant.creation(type="ManagedKubernetes"))
    except LOST:
        pytest.skip("not today")


@explore(examples=5, kinds=["reset"], operations=["CreateCluster"], calls=30)
def test_endless(cs_tenant):
    body = cs_tenant.creation(type="ManagedKubernetes")
    try:
        create(cs_tenant, body)
    except LOST:
        while True:
            try:
                ask(cs_tenant, "GET", "/nothing")
            except Exception:
                pass


@explore(examples=5, kinds=["reset"], operations=["CreateCluster"], calls=30)
async def test_endless_awaited(cs_async_tenant):
    tenant = cs_async_tenant.blocking
    try:
        create(tenant, tenant.creation(type="ManagedKubernetes"))
    except LOST:
        while True:
            try:
                await cs_async_tenant.clusters.list()
                ask(tenant, "GET", "/nothing")
            except Exception:
                pass


@few
def test_broken(cs_tenant):
    assert 1 == 2


@pytest.fixture
def broken():
    raise RuntimeError("no database")


@few
def test_broken_fixture(broken, cs_tenant):
    pass


@explore(examples=5, kinds=["reset"])
def test_calls_nothing(cs_tenant):
    pass


seen = []


@few
def test_flaky(cs_tenant):
    try:
        create(cs_tenant, cs_tenant.creation(type="ManagedKubernetes"))
    except LOST:
        seen.append(1)
        assert len(seen) > 1 and False if len(seen) < 2 else True


@few
def test_no_tenant():
    pass


@explore(examples=1, invariants=[{"ends_within": {"tiem": "2h"}}])
def test_misspelt_parameter(cs_tenant):
    pass


@explore(exampels=1)
def test_misspelt(cs_tenant):
    pass


@explore(examples=0)
def test_none(cs_tenant):
    pass


@explore(10)
def test_positional(cs_tenant):
    pass


@explore(kinds=["rest"])
def test_unknown_kind(cs_tenant):
    pass


@explore(operations=["CreateClustr"])
def test_unknown_operation(cs_tenant):
    pass


@explore(invariants=["no_duplicate"])
def test_unknown_invariant(cs_tenant):
    pass


@explore(invariants=[{"ends_within": "soon"}])
def test_bad_invariant(cs_tenant):
    pass


@explore(base="nothing.yaml")
def test_no_base(cs_tenant):
    pass


@few
@pytest.mark.cs_scenario("ack-healthy")
def test_both(cs_tenant):
    pass


@explore
@few
def test_twice(cs_tenant):
    pass


@explore(examples=5, kinds=["reset"], invariants=[{"ends_within": "1m"}])
def test_own_invariant(cs_tenant):
    try:
        create_once(cs_tenant)
    finally:
        cs_tenant.clock.advance("1h")
        ask(cs_tenant, "GET", "/api/v1/clusters")
