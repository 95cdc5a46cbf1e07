"""How these clients wait: their sleeps are moves of the simulator's frozen clock.

What a client does is a generator that yields the seconds for which it would sleep. Several of them
run beside each other, as Terraform's resources do.
"""

import heapq
from collections.abc import Callable, Collection, Generator
from typing import Any, TypeAlias

Work: TypeAlias = Generator[float, None, Any]
"""What a client does; it yields seconds of sleep and returns its result."""

_GIVES_UP_AFTER = 20  # answers "not found" in a row while a state is wanted
HOUR = 3600.0


class ClientError(Exception):
    """What the client shows as an error."""


class PanicError(ClientError):
    """What makes the client crash, in place of an error that it would show."""


def run(clock: Any, *works: Work) -> list[Any]:
    """Run works beside each other in virtual time; returns their results, errors among them."""
    results: list[Any] = [None] * len(works)
    now = 0.0
    queue = [(0.0, number) for number in range(len(works))]
    while queue:
        due, number = heapq.heappop(queue)
        if due > now:
            clock.advance(due - now)
            now = due
        try:
            heapq.heappush(queue, (now + next(works[number]), number))
        except StopIteration as end:
            results[number] = end.value
        except ClientError as error:
            results[number] = error
    return results


def run_one(clock: Any, work: Work) -> Any:
    """Run one work; returns its result, or raises its error."""
    [result] = run(clock, work)
    if isinstance(result, ClientError):
        raise result
    return result


def wait_for_state(
    refresh: Callable[[], str | None],
    *,
    target: Collection[str],
    pending: Collection[str] = (),
    delay: float,
    timeout: float = HOUR,
    fails: Collection[str] = (),
) -> Work:
    """Terraform's StateChangeConf; returns the states that were seen.

    *refresh* returns the state, or ``None`` for what is not there. A state outside of *pending* and
    *target* is an error where *pending* is not empty; with no target, "not there" is the target.
    """
    seen: list[str | None] = []
    missing = 0
    waited, pause = delay, 3.0
    yield delay
    while waited <= timeout:
        state = refresh()
        seen.append(state)
        if state is None and not target:
            return seen
        missing = missing + 1 if state is None else 0
        if missing > _GIVES_UP_AFTER:
            raise ClientError(f"couldn't find resource ({missing} retries)")
        if state in target:
            return seen
        if state in fails or (state and pending and state not in pending):
            wanted = "', '".join(target)
            raise ClientError(f"unexpected state '{state}', wanted target '{wanted}'. seen {seen}")
        yield pause
        waited += pause
        pause = min(pause * 2, 10.0)
    raise ClientError(f"timeout while waiting for state to become {target}; seen {seen}")
