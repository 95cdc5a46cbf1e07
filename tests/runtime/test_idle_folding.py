"""What is logged is put into the tables while nothing else is to be done."""

import asyncio

import pytest

from tests.support.broken_storage import input_output_error
from tests.support.simulators import create, names, opened


@pytest.fixture
async def simulator(tmp_path):
    async with opened(tmp_path / "x.db") as simulator:
        yield simulator


async def until(simulator, is_so):
    """Wait until something is so; the store, which is asked meanwhile, folds nothing for that."""
    async with asyncio.timeout(30):
        while not is_so():
            await simulator.store.check(within=30)


async def test_what_was_committed_is_in_the_tables_soon(simulator):
    await create(simulator, "one")
    assert simulator.store.is_behind

    await until(simulator, lambda: not simulator.store.is_behind)

    await create(simulator, "two")
    await until(simulator, lambda: not simulator.store.is_behind)
    assert await names(simulator) == ["one", "two"]


async def test_what_cannot_be_folded_is_a_reason_until_it_can(simulator):
    await create(simulator, "one")
    async with input_output_error(simulator):
        await until(simulator, lambda: simulator.supervision.reasons)
        assert list(simulator.supervision.reasons) == ["database"]
        assert simulator.store.is_behind

    await until(simulator, lambda: not simulator.store.is_behind)
    await simulator.recover()
    assert simulator.supervision.problems() == {}
    assert await names(simulator) == ["one"]
