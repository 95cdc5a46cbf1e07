"""Exploration in rounds: small, independent searches, each with a seed of its own.

Rounds make a long search interruptible and parallel. They belong to *waves* of growing width. A
round knows the finds of the waves before its own, and nothing of its neighbours; so which scenarios
it tries depends on its number, never on how many rounds are under way at the same time.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from cs_simulator.domain.randomness import derive

Result = TypeVar("Result")
Finished = Callable[[int, Result], None]

EXAMPLES = 20
"""Examples of one round: enough for a search that follows what it has seen, few to lose."""
WIDEST = 8
"""The most rounds of a wave, and so the most that can be under way at the same time."""
_LOOK = 0.2  # seconds between two looks at whether the search is over


def waves(rounds: int | None) -> Iterator[range]:
    """The numbers of the rounds, wave by wave: one, one, two, four, then :data:`WIDEST` each.

    Without a number of rounds there is no end.
    """
    start, width = 0, 1
    while rounds is None or start < rounds:
        end = start + width
        yield range(start, end if rounds is None else min(end, rounds))
        start, width = end, min(end, WIDEST)


def seed_of(seed: int, number: int) -> int:
    """The seed of a round."""
    return derive(seed, "explore", number).number(63)


def size_of(number: int, examples: int | None) -> int:
    """How many examples a round has, where there are so many in all."""
    return EXAMPLES if examples is None else min(EXAMPLES, examples - number * EXAMPLES)


def run_waves(
    rounds: int | None,
    run: Callable[[int], Result],
    done: Mapping[int, Result],
    jobs: int,
    finished: Finished[Result],
    is_over: Callable[[], bool],
) -> None:
    """Run each round that is not done, up to *jobs* of them at the same time.

    *finished* is called in the caller's thread, with each result as it comes. Once *is_over* is
    true, no further round begins. Raises what a round raises, once the others have ended.
    """
    with ThreadPoolExecutor(jobs, thread_name_prefix="cs-explore") as pool:
        for wave in waves(rounds):
            if is_over():
                return
            waiting = [number for number in wave if number not in done]
            _run_wave(pool, waiting, run, jobs, finished, is_over)


def _run_wave(
    pool: ThreadPoolExecutor,
    waiting: list[int],
    run: Callable[[int], Result],
    jobs: int,
    finished: Finished[Result],
    is_over: Callable[[], bool],
) -> None:
    under_way: dict[Future[Result], int] = {}
    while under_way or (waiting and not is_over()):
        while waiting and len(under_way) < jobs and not is_over():
            number = waiting.pop(0)
            under_way[pool.submit(run, number)] = number
        ended, _ = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
        for future in ended:
            finished(under_way.pop(future), future.result())
