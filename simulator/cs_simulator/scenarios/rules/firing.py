"""Whether a rule that is meant acts this time: counts, chance and windows of virtual time."""

from typing import NamedTuple


class FireCount(NamedTuple):
    """What a rule has seen so far, of one subject or of all."""

    matched: int = 0
    fired: int = 0


class FirePolicy(NamedTuple):
    """When a rule acts. Counts are of the matches before, and include the present one."""

    skip: int = 0
    times: int | None = None
    nth: tuple[tuple[int, int], ...] = ()
    """First and last of each range; empty for any."""
    every: int = 1
    probability: float = 1.0
    after: int = 0
    lasts: int | None = None
    repeats: int | None = None
    """The window: from so long after the scenario began, for so long, again and again."""
    per: str = "all"
    """What is counted by itself: ``all``, ``cluster``, or a path of the body."""


ACTS = ""


def skip_reason(firing: FirePolicy, before: FireCount, draw: float, since: int) -> str:
    """Why the rule does not act, or :data:`ACTS`; *since* is how long the scenario is on."""
    if not _is_open(firing, since):
        return "outside of its window"
    number = before.matched + 1
    if number <= firing.skip:
        return f"skips the first {firing.skip}"
    if firing.times is not None and before.fired >= firing.times:
        return "used up"
    if firing.nth and not any(first <= number <= last for first, last in firing.nth):
        return f"not for match {number}"
    if (number - firing.skip - 1) % firing.every:
        return f"only for every {firing.every}"
    if draw >= firing.probability:
        return f"drew {draw:.4f}, not below {firing.probability:g}"
    return ACTS


def _is_open(firing: FirePolicy, since: int) -> bool:
    elapsed = since - firing.after
    if elapsed < 0:
        return False
    if firing.repeats:
        elapsed %= firing.repeats
    return firing.lasts is None or elapsed < firing.lasts


def remaining(firing: FirePolicy, tally: FireCount) -> int | None:
    """How often the rule may act yet; ``None`` for as often as it is asked."""
    if firing.times is not None:
        return max(0, firing.times - tally.fired)
    if firing.nth:
        return sum(max(0, last - max(first - 1, tally.matched)) for first, last in firing.nth)
    return None
