"""A tenant that is dropped from memory is gone at once: a server seldom searches for circles."""

import gc
import weakref

import pytest
from cs_simulator.kubernetes.follower import attach

from tests.support.simulators import create, opened

pytestmark = pytest.mark.every_type

WAYS = {
    "deleted": lambda simulator, tenant: simulator.lifecycle.delete(tenant.name),
    "reset": lambda simulator, tenant: simulator.lifecycle.reset(tenant.name),
    "moved": lambda simulator, tenant: simulator.departures.leave(tenant.name, "http://a:1"),
}


@pytest.fixture
def no_search():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("way", WAYS)
async def test_its_world_is_gone(tmp_path, no_search, way):
    async with opened(tmp_path / "x.db") as simulator:
        await create(simulator, "a", "one")
        tenant = simulator.tenants.loaded["one"]
        attach(tenant.world)
        world = weakref.ref(tenant.world)
        await WAYS[way](simulator, tenant)
        del tenant
        await simulator.tenants.get("another")  # what was done last is behind
        assert world() is None
