"""From what the duration of a stage was drawn, in words."""

from functools import lru_cache

from cs_simulator.domain.durations import Distribution, Fixed, Lognormal, Uniform
from cs_simulator.domain.instants import SECOND, duration_text


@lru_cache(maxsize=1024)
def drawn_from(takes: Distribution) -> str:
    """The words for a distribution: ``takes 20s to 40s``."""
    match takes:
        case Fixed(seconds):
            return f"takes {_text(seconds)}"
        case Uniform(least, most):
            return f"takes {_text(least)} to {_text(most)}"
        case Lognormal(median, _, most):
            return f"takes about {_text(median)}, at most {_text(most)}"
    shortest, longest = takes.points[0][1], takes.points[-1][1]
    return f"takes {_text(shortest)} to {_text(longest)}"


def _text(seconds: float) -> str:
    return duration_text(round(seconds * SECOND))
