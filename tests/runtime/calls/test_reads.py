"""Reads that wait for nothing: they are answered in place, the same bytes again and again."""

import asyncio

import pytest
from cs_simulator.operations import Incoming
from cs_simulator.runtime.settings import MEMORY

from tests.support.simulators import create, journal, opened

OF_THE_CALL = ("serial", "request_id", "received", "duration")


@pytest.fixture
async def simulator():
    async with opened(MEMORY, journal="all") as simulator:
        yield simulator


@pytest.fixture
async def paths(simulator):
    """What clients poll, of a cluster that is being created."""
    made = (await create(simulator, "polled")).ok()
    cluster, task = f"/clusters/{made['cluster_id']}", f"/tasks/{made['task_id']}"
    return ["/clusters", cluster, f"{cluster}/nodes", f"{cluster}/hosts", f"{cluster}/tasks", task]


def a_read(path, host=""):
    return Incoming("GET", path, path, {}, b"", "", "", headers={"host": host})


def answered_in_place(simulator, incoming):
    """The answer to a call that is begun outside of every task, and does not suspend."""

    def begin():
        assert asyncio.current_task() is None
        try:
            simulator.dispatcher.answer("default", incoming).send(None)
        except StopIteration as answered:
            done.set_result(answered.value)
        else:
            done.set_exception(AssertionError(f"{incoming.target} suspends"))

    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_soon(begin)
    return done


async def test_a_read_of_a_tenant_that_is_loaded_needs_no_task(simulator, paths):
    for path in [*paths, "/clusters/unknown", "/nowhere"]:
        answer = await answered_in_place(simulator, a_read(path))

        assert answer.body


async def test_entries_of_answers_that_are_kept_are_whole(simulator, paths):
    for path in paths:
        first, again = [await simulator.dispatcher.answer("default", a_read(path)) for _ in "ab"]

        one, other = (await journal(simulator))[-2:]
        differ = {name for name in one._fields if getattr(one, name) != getattr(other, name)}
        assert differ <= {*OF_THE_CALL, "answer"}
        assert [one.request_id, other.request_id] == [first.request_id, again.request_id]
        assert [one.answer, other.answer] == [first.body.decode(), again.body.decode()]
        assert (other.target, other.status, other.region_id) == (path, 200, "cn-beijing")


async def test_a_list_is_journalled_with_the_region_that_each_call_names(simulator, paths):
    for host in ("", "cs.cn-hangzhou.aliyuncs.com", ""):
        await simulator.dispatcher.answer("default", a_read("/clusters", host))

    regions = [entry.region_id for entry in (await journal(simulator))[-3:]]
    assert regions == ["cn-beijing", "cn-hangzhou", "cn-beijing"]
