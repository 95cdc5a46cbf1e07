"""Distributions of durations, each as its quantile function: a number from 0 to 1 to microseconds.

The random draw is an argument, so that the same draw gives the same duration in every run.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from cs_simulator.domain.instants import SECOND

if TYPE_CHECKING:
    from statistics import NormalDist

# Draws are kept this far from 0 and 1, where the normal quantile is infinite; it is the resolution
# of a draw (see DerivedRandom.uniform).
_SMALLEST = 2.0**-53


@cache
def _standard() -> "NormalDist":
    from statistics import NormalDist  # slow to import, and not needed at start-up

    return NormalDist()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A constant duration, in seconds."""

    seconds: float

    def quantile(self, _draw: float) -> int:
        """The duration in microseconds, for every draw."""
        return round(self.seconds * SECOND)


@dataclass(frozen=True, slots=True)
class Uniform:
    """A uniform distribution between two bounds, in seconds."""

    least: float
    most: float

    def quantile(self, draw: float) -> int:
        """The duration in microseconds for a *draw* from 0 to 1."""
        return round((self.least + (self.most - self.least) * draw) * SECOND)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A long-tailed distribution: half of the seconds below *median*, none above *most*."""

    median: float
    sigma: float
    most: float

    def quantile(self, draw: float) -> int:
        """The duration in microseconds for a *draw* from 0 to 1."""
        score = _standard().inv_cdf(min(max(draw, _SMALLEST), 1 - _SMALLEST))
        return round(min(exp(log(self.median) + self.sigma * score), self.most) * SECOND)


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Linear interpolation between measured points: (share from 0 to 1, seconds), ascending."""

    points: tuple[tuple[float, float], ...]

    def quantile(self, draw: float) -> int:
        """The duration in microseconds for a *draw* from 0 to 1; constant outside the points."""
        first_share, first = self.points[0]
        if draw <= first_share:
            return round(first * SECOND)
        for (lower_share, lower), (share, seconds) in pairwise(self.points):
            if draw <= share:
                part = (draw - lower_share) / (share - lower_share)
                return round((lower + (seconds - lower) * part) * SECOND)
        return round(self.points[-1][1] * SECOND)


Distribution = Fixed | Uniform | Lognormal | Percentiles
