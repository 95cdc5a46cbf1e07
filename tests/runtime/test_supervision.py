"""Background work: a failure never ends it, and is known until the same work succeeds."""

import asyncio
import sqlite3

import pytest
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.storage.errors import StorageError, UnstorableError


class Rounds:
    """Rounds of a task: each takes the next of the *outcomes*, once the test lets it begin."""

    def __init__(self, *outcomes):
        self._outcomes = list(outcomes)
        self.done = 0

    async def __call__(self):
        await asyncio.sleep(0)
        outcome = self._outcomes.pop(0)
        self.done += 1
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


@pytest.fixture
def supervision(monkeypatch):
    monkeypatch.setattr("cs_simulator.runtime.supervision.PAUSE", 0)
    return Supervision()


async def someone_elses_cancelled_future():
    future = asyncio.get_running_loop().create_future()
    future.cancel()
    await future


@pytest.mark.parametrize(
    "failure",
    [
        ValueError("broken"), OSError(28, "No space left on device"), RecursionError(),
        MemoryError(), StorageError("it is full"), sqlite3.OperationalError("disk I/O error"),
        asyncio.CancelledError(), asyncio.QueueEmpty(), TimeoutError(), StopAsyncIteration(),
    ],
    ids=lambda failure: type(failure).__name__,
)  # fmt: skip
async def test_a_task_goes_on_after_any_failure(supervision, failure):
    rounds = Rounds(failure, failure, True, False)

    await supervision.run("work", rounds)

    assert rounds.done == 4
    assert supervision.failures == {"work": 2}
    assert supervision.problems() == {}


async def test_a_task_goes_on_when_what_it_waits_for_is_cancelled_by_another(supervision):
    rounds = iter([someone_elses_cancelled_future, Rounds(False)])

    async def do_round():
        return await next(rounds)()

    await supervision.run("work", do_round)

    assert supervision.failures == {"work": 1}


async def test_a_task_ends_when_it_is_cancelled_itself(supervision):
    async def wait_for_ever():
        await asyncio.get_running_loop().create_future()
        return True

    task = supervision.run("work", wait_for_ever)
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert supervision.problems() == {}


def test_the_reason_is_known_until_the_work_succeeds():
    supervision = Supervision()
    with supervision.part("work"):
        raise ValueError("broken")
    with supervision.part("other work"):
        pass
    assert supervision.problems(of_all=True) == {"work": "broken"}

    with supervision.part("work"):
        pass
    assert supervision.problems() == {}


def test_a_failure_without_a_text_is_named_by_its_kind():
    supervision = Supervision()
    with supervision.part("work"):
        raise RecursionError
    assert supervision.problems() == {"work": "RecursionError"}


@pytest.mark.parametrize(
    ("failure", "is_of_all"),
    [
        (ValueError("broken"), False),
        (UnstorableError("too large a number"), False),
        (StorageError("it is full"), True),
    ],
    ids=["unexpected", "unstorable", "storage"],
)
def test_what_fails_for_one_tenant_concerns_the_others_only_if_it_is_the_store(failure, is_of_all):
    supervision = Supervision()
    with supervision.part("expiry", "one"):
        raise failure
    with supervision.part("expiry", "two"):
        pass

    name = "expiry of 'one'"
    assert list(supervision.problems()) == [name]
    assert list(supervision.problems(of_all=True)) == ([name] if is_of_all else [])

    supervision.forget("one")
    assert supervision.problems() == {}


def test_the_same_failure_again_is_counted_and_not_logged(capfd):
    supervision = Supervision()
    for _ in range(1000):
        supervision.failed("work", StorageError("it is full"))
    assert supervision.failures == {"work": 1000}
    assert capfd.readouterr().err.count("it is full") <= 1
