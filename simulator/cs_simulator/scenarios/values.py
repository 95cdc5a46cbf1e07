"""The values that files write in their own way: durations, shares, patterns, distributions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cs_simulator.domain import durations, instants
from cs_simulator.scenarios.declaration import (
    After,
    Before,
    Description,
    Limits,
    NameOf,
    TimeValueError,
    Tried,
)
from cs_simulator.scenarios.suggestions import short


def _duration(value: object) -> int:
    text = value.removeprefix("+") if isinstance(value, str) else value
    try:
        return instants.duration(text)
    except ValueError as problem:
        raise TimeValueError(str(problem)) from None


def _share(value: object) -> float:
    if isinstance(value, str) and value.endswith("%"):
        try:
            value = float(value[:-1]) / 100
        except ValueError:
            value = -1.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("write a share from 0 to 1, or a percentage such as 30%")
    return float(value)


def _instant(text: str) -> str:
    instants.showable(instants.from_text(text))
    return text


_ALL = 100


def _patterns(value: object) -> object:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list | tuple):
        raise ValueError("write a text, or a list of texts; quotes turn a number into one")
    return value


Duration = Annotated[
    int,
    Before(_duration, str | float),
    Description("A duration: 90s, 5m, 1h30m, 250ms, or seconds as a number."),
    Tried(("1m", "5m", "10s", "2m", "10m", "30s", "30m", "1h", "1s", "3h")),
]
"""Microseconds."""

Share = Annotated[
    float,
    Before(_share, str | float),
    Description("A share from 0 to 1, or a percentage such as 30%."),
    Tried(("50%", "30%", "80%")),
]

Instant = Annotated[str, After(_instant)]
"""An instant as RFC 3339 writes it."""

Name = Annotated[str, Limits(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
Glob = Annotated[str, Limits(min_length=1, max_length=256)]
Globs = Annotated[
    tuple[Glob, ...],
    Limits(min_length=1, max_length=100),
    Before(_patterns, str | list[str]),
]
"""Patterns with ``*``, ``?`` and ``[…]``, of which one must match."""

Texts = Annotated[
    tuple[Glob, ...],
    Limits(max_length=100),
    Before(_patterns, str | list[str]),
]
"""One text, or several."""

ErrorCode = Annotated[str, NameOf("code")]
"""An error code; scenarios may make one up."""

Count = Annotated[int, Limits(ge=0, lt=10**9, strict=True)]
Positive = Annotated[int, Limits(ge=1, lt=10**9, strict=True)]
_REFUSALS = Tried((500, 503, 502, 504, 429, 400, 403, 404))
HttpError = Annotated[int, Limits(ge=400, le=599), _REFUSALS]
"""An HTTP status that refuses."""
ServerError = Annotated[int, Limits(ge=400, le=599), Tried((500, 503, 502, 504))]
"""The same, where it is mostly the server's fault."""

HttpStatus = Annotated[int, Limits(ge=200, le=599), _REFUSALS]
"""An HTTP status that ends a call."""
HeaderName = Annotated[str, Limits(pattern=r"^[A-Za-z0-9-]{1,64}$")]
HeaderValue = Annotated[str, Limits(pattern=r"^[ -~]*$", max_length=1024)]
Headers = dict[HeaderName, HeaderValue]
"""Headers of an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LognormalValues:
    """A long-tailed time: half of the draws below the median, none above the maximum."""

    median: Duration
    """Half of the draws are below it."""
    sigma: Annotated[float, Limits(gt=0, le=5)] = 0.4
    """How long the tail is."""
    max: Duration
    """No draw is above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionValues:
    """How long something takes: exactly one of these."""

    fixed: Duration | None = None
    """Always the same."""
    uniform: tuple[Duration, Duration] | None = None
    """The shortest and the longest, ``[5s, 15s]``, and evenly anything between."""
    lognormal: LognormalValues | None = None
    """A long-tailed time, with ``median``, ``sigma`` and ``max``."""
    percentiles: Annotated[dict[str, Duration] | None, Tried(({"50%": "30s", "100%": "5m"},))] = (
        None
    )
    """Shares such as ``50%``, ascending, with times that do not decrease."""

    def distribution(self) -> durations.Distribution:
        """The distribution; raises :class:`TimeValueError` unless exactly one is given."""
        values = (self.fixed, self.uniform, self.lognormal, self.percentiles)
        if sum(value is not None for value in values) != 1:
            raise TimeValueError("give exactly one of fixed, uniform, lognormal and percentiles")
        if self.fixed is not None:
            return durations.Fixed(self.fixed / instants.SECOND)
        if self.uniform is not None:
            return _uniform(*self.uniform)
        if self.lognormal is not None:
            return _lognormal(self.lognormal)
        return durations.Percentiles(_points(self.percentiles or {}))


def _uniform(least: int, most: int) -> durations.Uniform:
    if most < least:
        raise TimeValueError("write uniform as the least and the most, in that order")
    return durations.Uniform(least / instants.SECOND, most / instants.SECOND)


def _lognormal(values: LognormalValues) -> durations.Lognormal:
    if not values.median:
        raise TimeValueError("lognormal.median must be more than 0; write a duration")
    return durations.Lognormal(
        values.median / instants.SECOND, values.sigma, values.max / instants.SECOND
    )


def _points(values: dict[str, int]) -> tuple[tuple[float, float], ...]:
    points = [(_point(share), time / instants.SECOND) for share, time in values.items()]
    times = [time for _, time in points]
    if not points or points != sorted(points) or times != sorted(times):
        raise TimeValueError(
            'write percentiles as shares with times, both growing: {"50%": 20s, "100%": 5m}'
        )
    return tuple(points)


def _point(text: str) -> float:
    """The share of a percentile; people also know them as ``p50``."""
    try:
        return _share(text)
    except ValueError:
        number = text.strip().lower().removeprefix("p").removesuffix("%")
        is_share = number.replace(".", "", 1).isdecimal() and 0 <= float(number) <= _ALL
        example = f"{number}%" if is_share else "50%"
        raise TimeValueError(f'{short(text)} is no share; write "{example}"') from None


if TYPE_CHECKING:
    Distribution = durations.Distribution
else:
    Distribution = Annotated[
        DistributionValues,
        Before(
            lambda value: {"fixed": value} if isinstance(value, str | int | float) else value,
            DistributionValues | str | float,
        ),
        After(DistributionValues.distribution),
    ]
"""A :data:`cs_simulator.domain.durations.Distribution`."""
