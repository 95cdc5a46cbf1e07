"""On which of its matches a rule fires: counts, probability and windows of virtual time."""

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cs_simulator.scenarios.rules.conditions import FirePolicy, Window


class FireCount(NamedTuple):
    """What a rule has counted so far, of one subject or of all."""

    matched: int = 0
    fired: int = 0


FIRES: Literal[""] = ""


def skip_reason(policy: "FirePolicy", before: FireCount, draw: float, elapsed: int) -> str:
    """Why a rule does not fire on its next match, or :data:`FIRES`.

    *before* has the matches before this one, *draw* is a number from 0 to 1, and *elapsed* the
    microseconds since the rule came into force.
    """
    if not _is_open(policy.window, elapsed):
        return "outside of its window"
    number = before.matched + 1
    if number <= policy.skip:
        return f"skips the first {policy.skip}"
    if policy.times is not None and before.fired >= policy.times:
        return "used up"
    if policy.nth and not any(first <= number <= last for first, last in policy.nth):
        return f"not for match {number}"
    if (number - policy.skip - 1) % policy.every:
        return f"only for every {policy.every}"
    if draw >= policy.probability:
        return f"drew {draw:.4f}, not below {policy.probability:g}"
    return FIRES


def _is_open(window: "Window", elapsed: int) -> bool:
    open_for = elapsed - window.after
    if open_for < 0:
        return False
    if window.every:
        open_for %= window.every
    return window.lasts is None or open_for < window.lasts


def remaining(policy: "FirePolicy", count: FireCount) -> int | None:
    """How often the rule may fire yet; ``None`` without a limit."""
    if policy.times is not None:
        return max(0, policy.times - count.fired)
    if policy.nth:
        return sum(max(0, last - max(first - 1, count.matched)) for first, last in policy.nth)
    return None
