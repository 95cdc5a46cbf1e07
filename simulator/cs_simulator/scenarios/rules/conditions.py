"""The conditions of a rule, as files declare them: ``when``, ``fire`` and ``select``.

They are evaluated by :mod:`cs_simulator.scenarios.rules.matching`, ``firing`` and ``selection``,
which do without this module where there is no scenario.
"""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Annotated, Any, Literal

from cs_simulator.scenarios.declaration import After, Before, Key, Limits, NameOf, given
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
    """It is equal in value and type."""
    ne: Any = ABSENT
    """It is not equal in value and type."""
    gt: float | None = None
    """It is a number that is greater."""
    gte: float | None = None
    """It is a number that is as great, or greater."""
    lt: float | None = None
    """It is a number that is less."""
    lte: float | None = None
    """It is a number that is as great, or less."""
    is_in: Annotated[tuple[Any, ...] | None, Key("in")] = None
    """It is one of a list."""
    glob: str | None = None
    """It is a text that matches a pattern."""
    exists: bool | None = None
    """It exists (``true``), or it does not (``false``)."""

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
    """The first time of day, ``HH:MM``."""
    before: Annotated[str, Limits(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")] = "24:00"
    """The time of day, ``HH:MM``, that no longer counts."""


def _compilable(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for problem in filter(None, map(problem_of, patterns)):
        raise ValueError(problem)
    return patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Which calls, steps or pods a rule is about: everything that is given must match."""

    operation: Annotated[Globs, NameOf("operation")] | None = None
    """The name of the operation, such as ``CreateCluster``; of a step, the operation that started
    the task."""
    stage: Annotated[Globs, NameOf("stage")] | None = None
    """The stage of a step; those of each operation are listed with ``durations``. Of a pod:
    ``pull``, ``init``, ``start``, ``ready``, ``complete`` or ``terminate``."""
    account: Globs | None = None
    """The tenant, which is the AccessKey id."""
    region_id: Annotated[Globs, NameOf("region")] | None = None
    """The region of the cluster; else the one that the call names in its body, ``x-acs-region-id``,
    path, ``RegionId`` or host name, else that of the VPC of a creation, else the default."""
    zone_id: Annotated[Globs, NameOf("zone")] | None = None
    """The zone."""
    instance_type: Annotated[Globs, NameOf("instance_type")] | None = None
    """The instance type."""
    cluster: Annotated[Globs, After(_compilable)] | None = None
    """The cluster's name; ``/…/`` is a regular expression."""
    cluster_type: Annotated[Globs, NameOf("cluster_type")] | None = None
    """What the cluster's type is called: ``swarm`` or ``ack``; as the API says it, such as
    ``ManagedKubernetes``; or that with its profile, ``ManagedKubernetes/Serverless``; of a call
    that creates one, by its body."""
    node_pool: Annotated[Globs, After(_compilable)] | None = None
    """The name or the id of the node pool that the call names in its path, query or body, or that
    the task is about; ``/…/`` is a regular expression."""
    task: Annotated[Globs, NameOf("task_type")] | None = None
    """The type of the task as the API spells it, such as ``nodepool_create``: of a step that of its
    task, of a call that of the task in its path."""
    state: Annotated[Globs, NameOf("cluster_state")] | None = None
    """The cluster's state."""
    namespace: Globs | None = None
    """The namespace of the pod."""
    kind: Annotated[Globs, NameOf("workload_kind")] | None = None
    """``Pod``, or the kind of what controls the pod, directly or not: the pod of a ``Deployment``
    has that kind, ``ReplicaSet`` and ``Pod``."""
    name: Globs | None = None
    """The name of the pod, or of what controls it; with ``kind`` the name of that."""
    image: Globs | None = None
    """The image of a container of the pod, as it is written or with registry and tag:
    ``docker.io/library/nginx:latest``."""
    node: Globs | None = None
    """The name of the node that the pod is on."""
    headers: dict[str, Globs] = field(default_factory=dict)
    """The headers of the call, by name without regard to case."""
    body: BodyFields = field(default_factory=dict)
    """Fields of the JSON body by path, such as ``size`` or ``labels[0].key``, with what must hold
    of them."""
    time: TimeOfDay | None = None
    """The virtual time of day in UTC, ``after`` and ``before`` as ``HH:MM``; past midnight if
    ``before`` is the earlier."""


# ---- fire


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span of virtual time: when it opens after the scenario began, and whether it repeats."""

    after: Duration = 0
    """When it opens, from when the rule came into force."""
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
    """Not on the first so many matches."""
    times: Positive | None = None
    """At most so many times; without it, there is no limit."""
    nth: Annotated[
        tuple[tuple[int, int], ...],
        Before(_ranges, int | str | list),
    ] = ()
    """On the given matches only: ``2``, ``2-4``, or a list such as ``[1, "3-5"]``. Calls and steps
    on which an earlier rule of the same phase acted are no matches, and are not counted."""
    every: Positive = 1
    """On every n-th match, beginning with the first one after those skipped."""
    probability: Share = 1.0
    """With this probability. The draw is derived from the seed, the rule and what is matched, so
    that the order of other calls does not change it."""
    window: Window = Window()
    """While the window is open: ``after`` (when it opens, from when the rule came into force),
    ``for`` (how long it stays open; without it, for ever), ``every`` (the time from one opening to
    the next; needs ``for``)."""
    per: Annotated[str, NameOf("counted_per")] | None = None
    """With separate counters: one for ``all``, one for each ``cluster`` name, one for each
    ``node_pool``, or one for each value of a field of the body (``body.instance_type``). By default
    ``all``; with a probability ``cluster``."""

    @property
    def counts_per(self) -> str:
        """What is counted separately, the default included."""
        return self.per or ("cluster" if self.probability < 1 else "all")


# ---- select


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which of the nodes that go through a stage together; all of them if nothing is given."""

    count: Count | None = None
    """So many of the nodes; the seed decides which."""
    percent: Share | None = None
    """A share of the nodes; the seed decides which."""
    index: tuple[int, ...] | None = None
    """Positions in the order of the nodes' numbers: 0 is the first, -1 the last."""

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.count, self.percent, self.index)) > 1:
            raise ValueError("give one of count, percent and index")


def _all_as_nothing(value: Any) -> Any:
    return {} if value == "all" else value


NodesSelected = Annotated[Selection, Before(_all_as_nothing, Selection | Literal["all"])]
