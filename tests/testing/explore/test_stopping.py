"""Client code that does not end by itself is ended, whatever it catches."""

# ruff: noqa: BLE001, SIM105 - this is what careless clients look like

import asyncio
import sys
import threading
import time
import weakref

import pytest
from cs_simulator.domain.instants import HOUR
from cs_simulator.testing.explore.limits import Limits, Progress, excess
from cs_simulator.testing.explore.raising import is_finalizing
from cs_simulator.testing.explore.stopping import Watch

LIMITS = Limits(calls=10, time=HOUR, silence=0.3)
# For clients that call all the time: on a busy machine a call may take longer than that.
PATIENT = Limits(calls=10, time=HOUR)


class StoppedError(BaseException):
    pass


class Client:
    """What a client does, and how many calls it has made."""

    def __init__(self):
        self.calls = 0
        self.is_cut_off = False

    def call(self):
        self.calls += 1
        time.sleep(0.001)  # as long as a call takes
        if self.is_cut_off:
            raise ConnectionError

    def cut_off(self):
        self.is_cut_off = True

    def ended(self, code, limits=LIMITS):
        """Why *code* had to be ended, and what it raised."""
        watch = Watch(self.cut_off, StoppedError)
        with watch.watching():
            run = watch.begin(lambda: Progress(self.calls, 0), limits)
            try:
                watch.during(run, code)
            except BaseException as error:
                return run.ended, type(error)
            finally:
                watch.end()
        return run.ended, None


@pytest.fixture
def client():
    return Client()


def test_the_limits_of_a_run():
    assert excess(Progress(10, HOUR), LIMITS) == ""
    assert excess(Progress(11, 0), LIMITS) == "it made more than 10 calls"
    assert excess(Progress(0, HOUR + 1), LIMITS) == "it went on for more than 1h of virtual time"


def test_code_that_ends_by_itself_is_left_alone(client):
    assert client.ended(client.call) == ("", None)
    assert not client.is_cut_off


def test_a_client_that_tries_for_ever_is_ended(client):
    def code():
        while True:
            try:
                client.call()
            except Exception:
                pass

    assert client.ended(code, PATIENT) == ("it made more than 10 calls", StoppedError)
    assert client.is_cut_off


@pytest.mark.parametrize("pause", [0, 0.001])
def test_a_client_that_catches_everything_is_ended(client, pause):
    def attempt():
        try:
            client.call()
        except:  # noqa: E722
            pass

    def code():
        while True:
            try:
                attempt()
            except BaseException:
                time.sleep(pause)

    assert client.ended(code, PATIENT) == ("it made more than 10 calls", StoppedError)
    assert sys.gettrace() is None or "coverage" in repr(sys.gettrace())


@pytest.mark.parametrize("waiting", [lambda: time.sleep(60), threading.Event().wait])
def test_a_client_that_makes_no_call_is_ended(client, waiting):
    why = "it made no call for 0.3 s, and did not end"
    assert client.ended(waiting) == (why, StoppedError)


def test_tasks_are_cancelled(client, monkeypatch):
    monkeypatch.setattr("cs_simulator.testing.explore.stopping._TRIES_TO_CANCEL", 10_000)
    cleaned = []

    async def main():
        try:
            while True:
                try:
                    client.calls += 1
                    await asyncio.sleep(0.001)
                except Exception:
                    pass
        finally:
            cleaned.append(True)

    assert client.ended(lambda: asyncio.run(main()), PATIENT) == (
        "it made more than 10 calls",
        asyncio.CancelledError,
    )
    assert cleaned == [True]


def test_threads_of_the_client_are_ended(client):
    started = []

    def work():
        while True:
            try:
                client.call()
            except Exception:
                pass

    def code():
        started.append(threading.Thread(target=work, daemon=True))
        started[0].start()
        started[0].join()

    assert client.ended(code)[1] is StoppedError
    assert started[0].ident not in sys._current_frames()


def test_nothing_is_raised_where_an_object_is_finalized():
    seen = []

    class Finalized:
        def __del__(self):
            (lambda: seen.append(is_finalizing(sys._getframe())))()

    Finalized()
    assert seen == [True]
    assert not is_finalizing(sys._getframe())


def test_nothing_that_a_run_had_is_kept_once_it_has_ended(client):
    looked = threading.Event()
    watch = Watch(client.cut_off, StoppedError)

    def look():
        looked.set()
        return Progress(0, 0)

    def run():
        left = Client()
        watch.during(watch.begin(look, LIMITS), looked.wait)
        watch.end()
        return weakref.ref(left)

    with watch.watching():
        assert run()() is None
