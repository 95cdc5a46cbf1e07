"""The conditions of a rule, as files declare them: ``when``, ``fire`` and ``select``.

They are evaluated by :mod:`cs_simulator.scenarios.rules.matching`, ``firing`` and ``selection``,
which do without this module where there is no scenario.
"""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Annotated, Any, Literal

from cs_simulator.scenarios.declaration import After, Before, Description, Key, Limits, given
from cs_simulator.scenarios.rules.patterns import problem_of
from cs_simulator.scenarios.suggestions import short
from cs_simulator.scenarios.values import Count, Duration, Globs, Positive, Share

# ---- when


class _Absent:
    """An operator that is not given; ``null`` is an operand like any other."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Any = _Absent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """What must hold of a field of the body: everything that is given."""

    eq: Any = ABSENT
    ne: Any = ABSENT
    gt: float | None = None
    gte: float | None = None
    lt: float | None = None
    lte: float | None = None
    is_in: Annotated[tuple[Any, ...] | None, Key("in")] = None
    glob: str | None = None
    exists: bool | None = None

    def given(self) -> list[tuple[str, Any]]:
        """The operators that are given, by name, with their operands."""
        return sorted(given(self).items(), key=itemgetter(0))


BodyFields = dict[
    str,
    Annotated[
        Operators,
        Before(
            lambda value: value if isinstance(value, dict) else {"eq": value},
            Operators | str | float | bool,
        ),
    ],
]
"""Fields of a JSON body by path, each with what must hold of it; a value stands for equality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """Between two virtual times of day, in UTC; past midnight if the second is the earlier."""

    after: Annotated[str, Limits(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "00:00"
    before: Annotated[str, Limits(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")] = "24:00"


def _compilable(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for problem in filter(None, map(problem_of, patterns)):
        raise ValueError(problem)
    return patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Which calls or steps a rule is about: everything that is given must match."""

    operation: Globs | None = None
    stage: Globs | None = None
    account: Globs | None = None
    """The tenant, which is the AccessKey id."""
    region_id: Globs | None = None
    zone_id: Globs | None = None
    instance_type: Globs | None = None
    cluster: Annotated[Globs, After(_compilable)] | None = None
    """The cluster's name; ``/…/`` is a regular expression."""
    cluster_type: Globs | None = None
    """The type: the simulator's name for it, the API's, or that with a profile after a slash."""
    node_pool: Annotated[Globs, After(_compilable)] | None = None
    """The pool's name or id; ``/…/`` is a regular expression."""
    task: Globs | None = None
    """The type of the task as the API spells it: ``nodepool_create``."""
    state: Globs | None = None
    headers: dict[str, Globs] = field(default_factory=dict)
    body: BodyFields = field(default_factory=dict)
    """Fields by path, ``labels[0].key``, with what must hold of them."""
    time: TimeOfDay | None = None


# ---- fire


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span of virtual time: when it opens after the scenario began, and whether it repeats."""

    after: Duration = 0
    lasts: Annotated[Duration | None, Key("for")] = None
    """How long it stays open; without it, for ever."""
    every: Duration | None = None
    """The time from one opening to the next; without it, it opens once."""


def _ranges(value: Any) -> list[tuple[int, int]]:
    """``2``, ``"2-4"``, ``[1, "3-5"]`` as pairs of first and last."""
    if isinstance(value, int | str):
        value = [value]
    if not isinstance(value, list) or not value:
        raise ValueError("write nth as a number, a range such as 2-4, or a list of them")
    return [_range(item) for item in value]


def _range(value: Any) -> tuple[int, int]:
    first, _, last = str(value).partition("-")
    texts = (first, last or first)
    if isinstance(value, bool) or not all(text.isascii() and text.isdigit() for text in texts):
        raise ValueError(f"{short(value)}: write a number from 1, or a range such as 2-4")
    if not 1 <= int(texts[0]) <= int(texts[1]) < 10**9:
        raise ValueError(f"{short(value)} must be ascending, from 1; write it like 2-4")
    return int(texts[0]), int(texts[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class FirePolicy:
    """On which matches a rule fires; matches are counted from 1."""

    skip: Count = 0
    times: Positive | None = None
    nth: Annotated[
        tuple[tuple[int, int], ...],
        Before(_ranges, int | str | list),
        Description(
            "The matches on which the rule acts: 2, 2-4 or a list. Calls and steps on which an"
            " earlier rule of the same phase acted are no matches, and are not counted."
        ),
    ] = ()
    """First and last of each range of matches; without it, any match. What a rule before this one
    acted on is no match, and is not counted."""
    every: Positive = 1
    probability: Share = 1.0
    window: Window = Window()
    per: str | None = None
    """What is counted separately: ``all``, ``cluster`` or ``node_pool`` (their names), or a path of
    the body. With a probability ``cluster`` is the default, so that the order of other calls does
    not matter."""

    @property
    def counts_per(self) -> str:
        """What is counted separately, the default included."""
        return self.per or ("cluster" if self.probability < 1 else "all")


# ---- select


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which of the nodes that go through a stage together; all of them if nothing is given."""

    count: Count | None = None
    percent: Share | None = None
    index: tuple[int, ...] | None = None
    """Positions from 0 in the order of the nodes' numbers; negative ones from the end."""

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.count, self.percent, self.index)) > 1:
            raise ValueError("give one of count, percent and index")


def _all_as_nothing(value: Any) -> Any:
    return {} if value == "all" else value


NodesSelected = Annotated[Selection, Before(_all_as_nothing, Selection | Literal["all"])]
