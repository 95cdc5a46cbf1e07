"""Timers of asyncio go by virtual time, if the user's code sets them, and not while it does I/O."""

import asyncio
import threading
import time
from asyncio import sleep as early_sleep
from collections.abc import Coroutine

import aiohttp
import pytest
from cs_simulator.client.virtual_time import VirtualTimeError
from cs_simulator.testing import AsyncTenant


@pytest.fixture
def seconds(tenant):
    """Virtual seconds since the test began."""
    with tenant.virtual_time():
        began = time.monotonic()
        yield lambda: round(time.monotonic() - began, 6)


async def test_sleeping_moves_the_tenants_clock(tenant):
    async with AsyncTenant(tenant).virtual_time():
        await asyncio.sleep(60)
        await early_sleep(30)

    assert tenant.clock.now == "2026-09-01T09:01:30Z"


async def test_tasks_sleep_side_by_side(seconds):
    log = []

    async def work(pause):
        for _ in range(3):
            await asyncio.sleep(pause)
            log.append((seconds(), pause))

    await asyncio.gather(work(2), work(3), work(7))

    assert log == [
        (2, 2), (3, 3), (4, 2), (6, 3), (6, 2), (7, 7), (9, 3), (14, 7), (21, 7),
    ] or log == [
        (2, 2), (3, 3), (4, 2), (6, 2), (6, 3), (7, 7), (9, 3), (14, 7), (21, 7),
    ]  # fmt: skip


async def test_a_sleep_may_be_a_task_by_itself(seconds):
    await asyncio.gather(asyncio.sleep(3), asyncio.create_task(asyncio.sleep(8)))

    assert seconds() == 8


async def test_time_outs_end_in_virtual_time(seconds):
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(30):
            await asyncio.Event().wait()
    assert seconds() == 30
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.get_running_loop().create_future(), 15)
    assert seconds() == 45
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(99))], timeout=5)
    assert (len(done), len(pending), seconds()) == (0, 1, 50)


async def test_a_time_out_that_is_not_reached_does_not_end_anything(seconds):
    async with asyncio.timeout(30):
        await asyncio.sleep(29)
    await asyncio.sleep(10)

    assert seconds() == 39


async def test_the_loops_own_timers_and_clock_are_virtual_for_the_users_code(seconds):
    loop, event = asyncio.get_running_loop(), asyncio.Event()
    began = loop.time()
    loop.call_later(20, event.set)
    await event.wait()
    assert loop.time() - began == pytest.approx(20)

    event.clear()
    loop.call_at(began + 25, event.set)
    loop.call_later(1, event.set).cancel()
    await event.wait()
    assert seconds() == 25


async def test_a_queue_is_waited_for_until_its_time(seconds):
    items, got = asyncio.Queue(), []

    async def produce():
        for item in range(3):
            await asyncio.sleep(4)
            items.put_nowait(item)

    task = asyncio.create_task(produce())
    with pytest.raises(TimeoutError):
        while True:
            got.append((await asyncio.wait_for(items.get(), 5), seconds()))
    await task
    assert got == [(0, 4), (1, 8), (2, 12)]


async def test_threads_and_tasks_sleep_side_by_side(seconds):
    await asyncio.gather(
        asyncio.to_thread(time.sleep, 10), asyncio.sleep(4), asyncio.to_thread(time.sleep, 3)
    )
    assert seconds() == 10


async def test_a_task_waits_for_a_thread_that_sleeps(seconds):
    async with asyncio.timeout(30):
        await asyncio.to_thread(time.sleep, 20)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(30):
            await asyncio.to_thread(time.sleep, 30.1)

    assert seconds() == 50


class Awaitable(Coroutine):
    """A coroutine of a library's own making, around another one."""

    def __init__(self, inner):
        self._inner = inner

    def send(self, value):
        return self._inner.send(value)

    def throw(self, *given):
        return self._inner.throw(*given)

    def close(self):
        return self._inner.close()

    def __await__(self):
        return self._inner.__await__()


async def read(session, tenant):
    key = {"Authorization": f"acs {tenant.access_key_id}:x"}
    async with session.get(f"{tenant.endpoint}/clusters", headers=key) as answer:
        return await answer.json()


async def reads(session, tenant):
    """Read, as an asynchronous generator."""
    yield await read(session, tenant)


WAYS = {
    "a coroutine": read,
    "a coroutine of a library": lambda *given: Awaitable(read(*given)),
    "a generator": lambda *given: anext(reads(*given)),
}


@pytest.mark.parametrize("way", WAYS)
async def test_time_stands_still_while_an_answer_is_awaited(tenant, seconds, way):
    async with aiohttp.ClientSession() as session:
        for _ in range(20):
            assert await asyncio.wait_for(WAYS[way](session, tenant), 0.001) == []
        async with asyncio.timeout(0.001):
            await session.get(f"{tenant.endpoint}/clusters")

    assert seconds() == 0


async def test_a_task_that_sleeps_waits_for_the_answers_to_others(tenant, seconds):
    async def poll():
        for _ in range(5):
            await read(session, tenant)
            await asyncio.sleep(10)

    async with aiohttp.ClientSession() as session, asyncio.timeout(51):
        await asyncio.gather(poll(), *(asyncio.sleep(n) for n in range(50)))

    assert seconds() == 50


async def test_streams_are_waited_for_too(tenant, seconds):
    host, _, port = tenant.host.partition(":")
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, int(port)), 0.001)
    writer.write(b"GET /_simulator/livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
    line = await asyncio.wait_for(reader.readline(), 0.001)
    writer.close()

    assert (line[:12], seconds()) == (b"HTTP/1.1 200", 0)


async def test_time_outs_of_the_network_are_real(tenant, seconds):
    limits = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=limits) as session:
        async with session.get(f"{tenant.endpoint}/clusters") as answer:
            await asyncio.sleep(3600)
            assert await answer.json() == []


async def test_a_server_that_never_answers_holds_up_no_real_time_out(tenant, seconds):
    tenant.faults.add(
        {"id": "silent", "when": {"operation": "DescribeClusters"}, "then": {"delay": "30s"}}
    )
    limits = aiohttp.ClientTimeout(total=0.1)
    async with aiohttp.ClientSession(timeout=limits) as session:
        with pytest.raises(TimeoutError):
            await read(session, tenant)

    assert seconds() == 0


def test_a_loop_may_run_in_a_thread(seconds):
    ends = []

    async def work():
        await asyncio.sleep(20)
        ends.append(seconds())

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    time.sleep(10)
    ends.append(seconds())
    thread.join()

    assert ends == [10, 20]


async def test_a_blocking_sleep_holds_up_the_tasks_of_the_loop(seconds):
    ends = []

    async def work():
        await asyncio.sleep(1)
        ends.append(seconds())

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    time.sleep(10)
    await task

    assert ends == [10]


async def test_what_still_sleeps_when_virtual_time_is_left_goes_on_in_real_time(tenant):
    began = time.perf_counter()
    async with tenant.virtual_time():
        short, long = asyncio.create_task(asyncio.sleep(0.25)), asyncio.create_task(forever())
        await asyncio.sleep(0)
    await short

    assert time.perf_counter() - began >= 0.25
    long.cancel()
    with pytest.raises(asyncio.CancelledError):
        await long


async def forever():
    await asyncio.sleep(3600)


async def test_loops_of_other_threads_keep_real_time(tenant):
    lasted = []

    async def work():
        began = time.perf_counter()
        await asyncio.sleep(0.2)
        lasted.append(time.perf_counter() - began)

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    async with tenant.virtual_time():
        await asyncio.sleep(3600)
    thread.join()

    assert lasted[0] >= 0.2


def test_a_loop_that_is_not_asyncios_is_refused(tenant):
    uvloop = pytest.importorskip("uvloop")

    async def work():
        async with tenant.virtual_time():
            pass

    with pytest.raises(VirtualTimeError, match=r"asyncio's own event loop.*uvloop"):
        uvloop.run(work())
