"""Virtual time moves when all threads of the user's code wait, and to what comes first."""

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from cs_simulator.client.virtual_time import VirtualTimeError


@pytest.fixture
def seconds(tenant):
    """Virtual seconds since the test began."""
    with tenant.virtual_time():
        began = time.monotonic()
        yield lambda: round(time.monotonic() - began, 6)


def in_threads(*work):
    """Run functions in threads, to their end."""
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_an_event_that_nobody_sets_ends_in_its_time_out(seconds):
    assert threading.Event().wait(30) is False
    assert seconds() == 30


def test_an_event_is_set_at_its_time(seconds):
    event = threading.Event()
    threading.Timer(20, event.set).start()

    assert event.wait(30) is True
    assert seconds() == 20


def test_threads_sleep_side_by_side(seconds):
    log = []

    def work(pause):
        for _ in range(3):
            time.sleep(pause)
            log.append((seconds(), pause))

    in_threads(lambda: work(2), lambda: work(3), lambda: work(7))

    assert [one for one in log if one[0] != 6] == [
        (2, 2), (3, 3), (4, 2), (7, 7), (9, 3), (14, 7), (21, 7),
    ]  # fmt: skip
    assert sorted(one for one in log if one[0] == 6) == [(6, 2), (6, 3)]


def test_a_queue_gives_up_at_its_time(seconds):
    items, got = queue.Queue(), []

    def produce():
        for item in range(3):
            time.sleep(4)
            items.put(item)

    threading.Thread(target=produce).start()
    with pytest.raises(queue.Empty):
        while True:
            got.append((items.get(timeout=5), seconds()))

    assert got == [(0, 4), (1, 8), (2, 12)]
    assert seconds() == 17


def test_a_join_gives_up_at_its_time(seconds):
    thread = threading.Thread(target=lambda: time.sleep(10))
    thread.start()
    thread.join(4)
    assert (seconds(), thread.is_alive()) == (4, True)
    thread.join(60)
    assert (seconds(), thread.is_alive()) == (10, False)
    thread.join(60)
    assert seconds() == 10


def test_jobs_of_a_pool_sleep_side_by_side(seconds):
    def job(pause):
        time.sleep(pause)
        return seconds()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(job, [10, 20, 30, 40])) == [10, 20, 30, 40]


def test_jobs_that_have_to_wait_for_a_thread_come_after_the_others(seconds):
    def job(pause):
        time.sleep(pause)
        return seconds()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(job, [10, 20, 30])) == [10, 20, 40]


def test_a_pool_from_before_has_its_jobs_in_virtual_time(tenant):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        with tenant.virtual_time():
            pool.submit(time.sleep, 10).result()

    assert tenant.clock.now == "2026-09-01T09:00:10Z"


def test_a_future_gives_up_at_its_time(seconds):
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(time.sleep, 60)
        with pytest.raises(TimeoutError):
            future.result(timeout=15)
        assert seconds() == 15


def test_a_job_that_was_cancelled_is_waited_for_by_nobody(seconds):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(time.sleep, 10)
        assert pool.submit(time.sleep, 1000).cancel()

    time.sleep(5)
    assert seconds() == 15


def test_a_pool_that_is_shut_down_takes_no_job(seconds):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()

    with pytest.raises(RuntimeError, match="shutdown"):
        pool.submit(int)
    time.sleep(5)
    assert seconds() == 5


def test_who_waits_for_a_lock_does_not_hold_up_time(seconds):
    lock = threading.Lock()

    def work():
        with lock:
            time.sleep(10)

    in_threads(work, work, work)

    assert seconds() == 30


def test_a_barrier_is_passed_when_the_last_has_come(seconds):
    barrier, passed = threading.Barrier(3, timeout=60), []

    def work(pause):
        time.sleep(pause)
        barrier.wait()
        passed.append(seconds())

    in_threads(lambda: work(1), lambda: work(5), lambda: work(9))

    assert passed == [9, 9, 9]


def test_a_condition_is_owned_by_who_waits(seconds):
    with pytest.raises(RuntimeError, match="un-acquired"):
        threading.Condition().wait(5)
    with (condition := threading.Condition()):
        assert condition.wait(0) is False
        assert condition.wait(-1) is False
        assert condition.wait_for(lambda: False, timeout=3) is False
    assert seconds() == 3


def test_other_threads_keep_real_time(tenant):
    ask, answer = queue.Queue(), queue.Queue()

    def outsider():
        ask.get()
        answer.put(time.monotonic() - time.clock_gettime(time.CLOCK_MONOTONIC))
        answer.put(time.time() - time.clock_gettime(time.CLOCK_REALTIME))

    thread = threading.Thread(target=outsider)
    thread.start()
    with tenant.virtual_time():
        time.sleep(1000)
        ask.put(None)
        assert abs(answer.get()) < 1
        assert abs(answer.get()) < 1
    thread.join()


def test_what_still_sleeps_when_virtual_time_is_left_goes_on_in_real_time(tenant):
    began = time.perf_counter()
    with tenant.virtual_time():
        thread = threading.Thread(target=lambda: time.sleep(0.25))
        thread.start()
    thread.join()

    assert time.perf_counter() - began >= 0.25
    assert tenant.clock.now == "2026-09-01T09:00:00Z"


def test_threads_have_virtual_times_of_their_own(simulator):
    ends, barrier = {}, threading.Barrier(2)

    def work(length):
        tenant = simulator.tenant(clock="frozen")
        with tenant.virtual_time():
            barrier.wait()
            for _ in range(10):
                time.sleep(length)
        ends[length] = tenant.clock.now

    in_threads(lambda: work(1), lambda: work(6))

    assert ends == {1: "2026-09-01T09:00:10Z", 6: "2026-09-01T09:01:00Z"}


def test_threads_can_enter_the_time_of_one_tenant(simulator, tenant):
    barrier = threading.Barrier(2)

    def work(length):
        with tenant.virtual_time():
            barrier.wait()
            time.sleep(length)
            barrier.wait()

    in_threads(lambda: work(10), lambda: work(15))

    assert tenant.clock.now == "2026-09-01T09:00:15Z"


def test_a_thread_cannot_mix_its_time_with_that_of_another(simulator, tenant):
    entered, done = threading.Event(), threading.Event()

    def work():
        with tenant.virtual_time():
            entered.set()
            PATIENT.wait(done)

    thread = threading.Thread(target=work)
    thread.start()
    entered.wait()
    with simulator.tenant(clock="frozen").virtual_time():
        with pytest.raises(VirtualTimeError, match="let one thread enter both"):
            with tenant.virtual_time():
                pass
        done.set()
    thread.join()


class PATIENT:
    """Waits for an event without a deadline."""

    @staticmethod
    def wait(event):
        event.wait()
