"""Loading tenants: once for all who wait, and not at all if it fails."""

import asyncio

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.directory import TenantExistsError
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.registry import IDLE, Tenants
from cs_simulator.runtime.tenants.spec import TenantSpec
from cs_simulator.storage.store import Store

WALL = 1_000


class SlowStore:
    """A store whose loads wait for the test, and fail as often as it says."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.loads = 0
        self.failures = 0
        self.may_load = asyncio.Event()

    async def load(self, name):
        self.loads += 1
        await self.may_load.wait()
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is gone")
        return await self._store.load(name)

    def __getattr__(self, name):
        return getattr(self._store, name)


@pytest.fixture
async def store():
    store = await Store.open(":memory:")
    yield SlowStore(store)
    await store.close()


@pytest.fixture
async def tenants(store):
    """The tenants of a store that has one, by the name of known."""
    clock = SystemClock(monotonic=lambda: 0.0, wall=lambda: WALL)
    settings = Settings(db=":memory:", clock="frozen")
    factory = TenantFactory(settings, clock, registry())
    known = factory.new(1, "known", TenantSpec(seed=7))
    await store.write([(known.row(0.0), known.changes)])
    tenants = Tenants(store, factory, clock)
    await tenants.open()
    return tenants


async def both(tenants):
    """Two calls that look for the same tenant at once."""
    loading = [asyncio.create_task(tenants.get("known")) for _ in range(2)]
    await asyncio.sleep(0)
    tenants._store.may_load.set()
    return await asyncio.gather(*loading, return_exceptions=True)


async def test_two_calls_at_once_get_the_same_tenant_by_one_load(tenants, store):
    one, other = await both(tenants)

    assert one is other
    assert (one.world.seed, store.loads) == (7, 1)


async def test_a_load_that_fails_fails_for_all_who_wait_and_is_tried_again(tenants, store):
    store.failures = 1

    assert [type(answer) for answer in await both(tenants)] == [OSError, OSError]

    assert (await tenants.get("known")).world.seed == 7
    assert store.loads == 2


async def test_calls_wait_while_a_tenant_is_replaced_and_find_another(tenants, store):
    store.may_load.set()
    before = await tenants.get("known")

    async with tenants.alone("known") as alone:
        waiting = asyncio.create_task(tenants.get("known"))
        await asyncio.sleep(0)
        assert not waiting.done()
        tenants.drop(alone)

    after = await waiting
    assert after is not before
    assert (before.is_stale, after.is_stale) == (True, False)


async def test_what_is_done_to_a_tenant_as_a_whole_waits_for_its_calls(tenants, store):
    store.may_load.set()
    order = []

    async def replace():
        async with tenants.alone("known"):
            order.append("alone")

    async with tenants.held("known") as tenant:
        replacing = asyncio.create_task(replace())
        await asyncio.sleep(0)
        assert tenant.is_being_drained
        order.append("call")

    await replacing
    assert order == ["call", "alone"]
    assert await tenants.get("known") is tenant
    assert not tenant.is_being_drained


async def test_one_thing_at_a_time_is_done_to_a_tenant_as_a_whole(tenants):
    inside = 0

    async def replace():
        nonlocal inside
        async with tenants.alone("known"):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*[replace() for _ in range(5)])


async def test_whoever_gives_up_waiting_for_the_calls_leaves_the_tenant_as_it_is(tenants, store):
    store.may_load.set()
    async with tenants.held("known") as tenant:
        async with asyncio.timeout(5):
            replacing = asyncio.create_task(tenants.alone("known").__aenter__())
            await asyncio.sleep(0)
            replacing.cancel()
            await asyncio.gather(replacing, return_exceptions=True)
            assert await tenants.get("known") is tenant
    assert not tenant.is_stale


async def test_what_is_given_up_in_the_middle_is_loaded_again(tenants, store):
    store.may_load.set()
    before = await tenants.get("known")
    with pytest.raises(asyncio.CancelledError):
        async with tenants.alone("known"):
            raise asyncio.CancelledError

    after = await tenants.get("known")
    assert after is not before
    assert before.is_stale


async def test_a_tenant_in_use_is_not_evicted(tenants, store):
    store.may_load.set()
    async with tenants.held("known") as tenant:
        tenant.last_used = -10 * IDLE
        tenants.evict_idle()
        assert tenants.loaded == {"known": tenant}
    tenants.evict_idle()
    assert tenants.loaded == {}


async def test_looking_for_a_tenant_makes_none(tenants, store):
    store.may_load.set()
    assert await tenants.find("nobody") is None
    assert await tenants.find("known") is not None
    assert tenants.names() == ["known"]


async def test_a_name_is_claimed_once(tenants):
    number = tenants.directory.claim("new")

    assert number > 1
    with pytest.raises(TenantExistsError, match="'new'"):
        tenants.directory.claim("new")


async def test_a_forgotten_number_is_never_used_again(tenants):
    async with tenants.alone("brief") as alone:
        tenant = tenants.make(alone, TenantSpec())
        tenants.forget(alone)

    assert tenants.directory.claim("brief") == tenant.number + 1
    assert "brief" not in tenants.loaded


async def test_a_tenant_expires_at_its_instant(tenants):
    for expires in (0, WALL, WALL + 1):
        async with tenants.alone(f"until-{expires}") as alone:
            tenants.make(alone, TenantSpec(), expires)

    assert tenants.directory.ended() == [f"until-{WALL}"]


async def test_an_end_can_be_taken_back(tenants):
    async with tenants.alone("brief") as alone:
        tenants.make(alone, TenantSpec(), WALL)
    tenants.directory.set_end("brief", 0)

    assert tenants.directory.ended() == []
