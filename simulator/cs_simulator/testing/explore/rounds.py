"""Exploration in rounds: small, independent searches, each with a seed of its own.

Rounds make a long search interruptible and parallel. They belong to *waves* of growing width. A
round knows the finds of the waves before its own, and nothing of its neighbours; so which scenarios
it tries depends on its number, never on how many rounds are under way at the same time.
"""

from collections.abc import Callable, Container, Iterator
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


def first_of_wave(number: int) -> int:
    """The first round of the wave of a round."""
    if number >= WIDEST:
        return number - number % WIDEST
    return 1 << number.bit_length() - 1 if number else 0


def seed_of(seed: int, number: int) -> int:
    """The seed of a round."""
    return derive(seed, "explore", number).number(63)


def size_of(number: int, examples: int | None) -> int:
    """How many examples a round has, where there are so many in all."""
    return EXAMPLES if examples is None else min(EXAMPLES, examples - number * EXAMPLES)


def run_waves(
    rounds: int | None,
    run: Callable[[int], Result],
    done: Container[int],
    jobs: int,
    finished: Finished[Result],
    is_over: Callable[[], bool],
    stop: Callable[[], None],
) -> None:
    """Run each round that is not done, up to *jobs* of them at the same time.

    *finished* is called in the caller's thread, with the results in the order of their numbers.
    Once *is_over* is true, no further round begins. Before anything is raised, be it by a round or
    because of a signal, *stop* is called, which has to end the rounds that are under way.
    """
    with ThreadPoolExecutor(jobs, thread_name_prefix="cs-explore") as pool:
        try:
            for wave in waves(rounds):
                if is_over():
                    return
                waiting = [number for number in wave if number not in done]
                for number, result in _in_order(pool, waiting, run, jobs, is_over):
                    finished(number, result)
        except BaseException:
            stop()
            raise


def _in_order(
    pool: ThreadPoolExecutor,
    waiting: list[int],
    run: Callable[[int], Result],
    jobs: int,
    is_over: Callable[[], bool],
) -> Iterator[tuple[int, Result]]:
    under_way: dict[Future[Result], int] = {}
    ended: dict[int, Result] = {}
    begun: list[int] = []  # and not handed over
    while under_way or (waiting and not is_over()):
        while waiting and len(under_way) < jobs and not is_over():
            begun.append(waiting.pop(0))
            under_way[pool.submit(run, begun[-1])] = begun[-1]
        for future in wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED).done:
            ended[under_way.pop(future)] = future.result()
        while begun and begun[0] in ended:
            number = begun.pop(0)
            yield number, ended.pop(number)
