"""The values that files write in their own way: durations, shares, distributions."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from cs_simulator.domain import durations, instants

BAD_TIME = "bad_time"


class Strict(BaseModel):
    """A part of a file: unknown keys are errors, and it never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _duration(value: object) -> int:
    text = value.removeprefix("+") if isinstance(value, str) else value
    try:
        return instants.duration(text)
    except ValueError as problem:
        raise bad_time(str(problem)) from None


def bad_time(reason: str) -> PydanticCustomError:
    """The problem of a duration or a distribution, which has a code of its own."""
    return PydanticCustomError(BAD_TIME, "{reason}", {"reason": reason})


def _share(value: object) -> float:
    if isinstance(value, str) and value.endswith("%"):
        try:
            value = float(value[:-1]) / 100
        except ValueError:
            value = -1.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("write a share from 0 to 1, or a percentage such as 30%")
    return float(value)


Duration = Annotated[
    int,
    BeforeValidator(_duration, json_schema_input_type=str | float),
    Field(description="A duration: 90s, 5m, 1h30m, 250ms, or seconds as a number."),
]
"""Microseconds."""

Share = Annotated[
    float,
    BeforeValidator(_share, json_schema_input_type=str | float),
    Field(description="A share from 0 to 1, or a percentage such as 30%."),
]

Glob = Annotated[str, Field(min_length=1, max_length=256)]
Globs = Annotated[
    tuple[Glob, ...],
    BeforeValidator(
        lambda value: [value] if isinstance(value, str) else value,
        json_schema_input_type=str | list[str],
    ),
]
Count = Annotated[int, Field(ge=0, lt=10**9, strict=True)]
Positive = Annotated[int, Field(ge=1, lt=10**9, strict=True)]


class LognormalValues(Strict):
    """A long-tailed time: half of the draws below the median, none above the maximum."""

    median: Duration
    sigma: Annotated[float, Field(gt=0, le=5)] = 0.4
    max: Duration


class DistributionValues(Strict):
    """How long something takes: exactly one of these."""

    fixed: Duration | None = None
    uniform: tuple[Duration, Duration] | None = None
    lognormal: LognormalValues | None = None
    percentiles: dict[str, Duration] | None = None
    """Shares such as ``50%`` with times that grow."""


def _distribution(value: Any) -> Any:
    return {"fixed": value} if isinstance(value, str | int | float) else value


def _made(values: DistributionValues) -> durations.Distribution:
    if len(values.model_fields_set) != 1:
        raise bad_time("give exactly one of fixed, uniform, lognormal and percentiles")
    if values.fixed is not None:
        return durations.Fixed(values.fixed / instants.SECOND)
    if values.uniform is not None:
        least, most = (each / instants.SECOND for each in values.uniform)
        if most < least:
            raise bad_time("uniform is the least and the most, in that order")
        return durations.Uniform(least, most)
    if values.lognormal is not None:
        given = values.lognormal
        if not given.median:
            raise bad_time("lognormal.median is more than nothing")
        return durations.Lognormal(
            given.median / instants.SECOND, given.sigma, given.max / instants.SECOND
        )
    return durations.Percentiles(_points(values.percentiles or {}))


def _points(given: dict[str, int]) -> tuple[tuple[float, float], ...]:
    points = [(_share(share), time / instants.SECOND) for share, time in given.items()]
    times = [time for _, time in points]
    if not points or points != sorted(points) or times != sorted(times):
        raise bad_time("percentiles are shares such as 50%, growing, with times that grow")
    return tuple(points)


if TYPE_CHECKING:
    Distribution = durations.Distribution
else:
    Distribution = Annotated[
        DistributionValues,
        BeforeValidator(_distribution, json_schema_input_type=DistributionValues | str | float),
        AfterValidator(_made),
    ]
"""A :data:`cs_simulator.domain.durations.Distribution`."""

Policy = Literal["fail", "keep", "rollback"]
