"""How long a stage takes, as a distribution that turns a number from 0 to 1 into microseconds.

A distribution is its quantile function: chance comes in as an argument, so the same draw gives
the same time in every run.
"""

from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from cs_simulator.domain.instants import SECOND

if TYPE_CHECKING:
    from statistics import NormalDist

# The draw is kept away from 0 and 1, where the normal quantile is infinite: 53 bits is the limit.
_SMALLEST = 2.0**-53


@cache
def _standard() -> "NormalDist":
    from statistics import NormalDist  # loads decimals, fractions and more: not at the start

    return NormalDist()


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same number of seconds."""

    seconds: float

    def quantile(self, draw: float) -> int:  # noqa: ARG002 - the same for every draw
        """Microseconds, whatever *draw* is."""
        return round(self.seconds * SECOND)


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any time between two bounds, in seconds, all equally likely."""

    least: float
    most: float

    def quantile(self, draw: float) -> int:
        """Microseconds for a *draw* between 0 and 1."""
        return round((self.least + (self.most - self.least) * draw) * SECOND)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A long-tailed time: half of the draws below *median* seconds, none above *most*."""

    median: float
    sigma: float
    most: float

    def quantile(self, draw: float) -> int:
        """Microseconds for a *draw* between 0 and 1."""
        score = _standard().inv_cdf(min(max(draw, _SMALLEST), 1 - _SMALLEST))
        return round(min(exp(log(self.median) + self.sigma * score), self.most) * SECOND)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Straight lines between measured points: pairs of (share from 0 to 1, seconds), ascending."""

    points: tuple[tuple[float, float], ...]

    def quantile(self, draw: float) -> int:
        """Microseconds for a *draw* between 0 and 1; outside the points, the nearest one's."""
        lower_share, lower = self.points[0]
        for share, seconds in self.points:
            if draw <= share:
                width = share - lower_share
                part = (draw - lower_share) / width if width else 1.0
                return round((lower + (seconds - lower) * max(part, 0.0)) * SECOND)
            lower_share, lower = share, seconds
        return round(lower * SECOND)


Distribution = Fixed | Uniform | Lognormal | Percentiles
