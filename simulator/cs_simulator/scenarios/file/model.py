"""A scenario file, ``apiVersion: simulator/v1``: its parts, their rules, and their meaning.

Only what a file can say by itself is checked here; whether it names what exists is for
:mod:`cs_simulator.scenarios.file.lint` to say.
"""

import re
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    WithJsonSchema,
    create_model,
    model_validator,
)

from cs_simulator.domain import instants
from cs_simulator.domain.quotas import Quotas
from cs_simulator.scenarios.expectations.judge import bounds, judge
from cs_simulator.scenarios.faults import Fault, all_kinds
from cs_simulator.scenarios.file.fixtures import Fixtures
from cs_simulator.scenarios.file.problems import perhaps
from cs_simulator.scenarios.file.values import (
    Count,
    Distribution,
    DistributionValues,
    Duration,
    Globs,
    Positive,
    Share,
    Strict,
    bad_time,
)
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.firing import FirePolicy
from cs_simulator.scenarios.rules.selection import Selection

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")]
LARGEST_SEED = 2**63 - 1


class Metadata(Strict):
    """What people call it."""

    name: Name
    description: str = ""
    tags: tuple[str, ...] = ()


def _an_instant(text: str) -> str:
    instants.from_text(text)
    return text


class ScenarioClock(Strict):
    """What moves time, for tenants that are born with the scenario."""

    mode: Literal["realtime", "scaled", "frozen", "polling"] | None = None
    rate: Annotated[float, Field(gt=0, le=1e6)] | None = None
    start: Annotated[str, AfterValidator(_an_instant)] | None = None


def _ordered_regex(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for each in patterns:
        if len(each) > 1 and each.startswith("/") and each.endswith("/"):
            try:
                re.compile(each[1:-1])
            except re.error as problem:
                raise ValueError(f"{each} is no regular expression: {problem}") from None
    return patterns


class Operators(Strict):
    """What must hold of a field of the body."""

    eq: Any = None
    ne: Any = None
    gt: float | None = None
    gte: float | None = None
    lt: float | None = None
    lte: float | None = None
    is_in: tuple[Any, ...] | None = Field(default=None, alias="in")
    glob: str | None = None
    exists: bool | None = None


def _operators(value: Any) -> Any:
    return value if isinstance(value, dict) else {"eq": value}


class TimeOfDay(Strict):
    """Between two virtual times of day, in UTC; past midnight if the second is the earlier."""

    after: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "00:00"
    before: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")] = "24:00"


class When(Strict):
    """Which calls or steps are meant: everything that is said must hold."""

    operation: Globs | None = None
    stage: Globs | None = None
    account: Globs | None = None
    """The tenant, which is the AccessKey id."""
    region_id: Globs | None = None
    zone_id: Globs | None = None
    instance_type: Globs | None = None
    cluster: Annotated[Globs, AfterValidator(_ordered_regex)] | None = None
    """The cluster's name; ``/…/`` is a regular expression."""
    state: Globs | None = None
    headers: dict[str, Globs] = Field(default={})
    body: dict[
        str,
        Annotated[
            Operators,
            BeforeValidator(_operators, json_schema_input_type=Operators | str | float | bool),
        ],
    ] = Field(default={})
    """Fields by path, ``labels[0].key``, with what must hold of them."""
    time: TimeOfDay | None = None


class Window(Strict):
    """A time from so long after the scenario began, for so long, again and again."""

    after: Duration = 0
    lasts: Duration | None = Field(default=None, alias="for")
    every: Duration | None = None


def _ranges(value: Any) -> Any:
    """``2``, ``"2-4"``, ``[1, "3-5"]`` as pairs."""
    if isinstance(value, int | str):
        value = [value]
    if not isinstance(value, list) or not value:
        raise ValueError("nth is a number, a range such as 2-4, or a list of them")
    return [_range(each) for each in value]


def _range(value: Any) -> tuple[int, int]:
    first, _, last = str(value).partition("-")
    texts = (first, last or first)
    if isinstance(value, bool) or not all(t.isascii() and t.isdigit() for t in texts):
        raise ValueError(f"{value!r} is neither a number from 1 nor a range such as 2-4")
    if not 1 <= int(texts[0]) <= int(texts[1]) < 10**9:
        raise ValueError(f"{value!r} counts from 1, and upwards")
    return int(texts[0]), int(texts[1])


class Fire(Strict):
    """Which of the matches it acts on; the matches are counted from 1."""

    skip: Count = 0
    times: Positive | None = None
    nth: Annotated[
        tuple[tuple[int, int], ...],
        BeforeValidator(_ranges),
        WithJsonSchema({"type": ["integer", "string", "array"]}),
    ] = ()
    every: Positive = 1
    probability: Share = 1.0
    window: Window = Window()
    per: str | None = None
    """What is counted by itself: ``all``, ``cluster`` (its name), or a path of the body. With a
    probability ``cluster`` is the rule, so that the order of other calls does not matter."""

    def firing(self) -> FirePolicy:
        """As the engine reads it."""
        window = self.window
        per = self.per or ("cluster" if self.probability < 1 else "all")
        return FirePolicy(
            self.skip, self.times, self.nth, self.every, self.probability,
            window.after, window.lasts, window.every, per,
        )  # fmt: skip


class Select(Strict):
    """Which of the nodes that go through a stage together."""

    count: Count | None = None
    percent: Share | None = None
    index: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _only_one(self) -> "Select":
        if len(self.model_fields_set) > 1:
            raise ValueError("give one of count, percent and index")
        return self

    def selection(self) -> Selection:
        """As the engine reads it."""
        return Selection(self.count, self.percent, self.index)


class _Then(Strict):
    """What happens: exactly one kind of fault, with its parameters."""

    @property
    def fault(self) -> Fault:
        """The fault that is given."""
        (name,) = self.model_fields_set
        found: Fault = getattr(self, name)
        return found

    @model_validator(mode="before")
    @classmethod
    def _named(cls, given: Any) -> Any:
        """``reset`` and ``{transport: reset}`` are short for ``{reset: {}}``."""
        if isinstance(given, dict) and given.keys() == {"transport"}:
            given = given["transport"]
        return {given: {}} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _only_one(self) -> "_Then":
        if len(self.model_fields_set) != 1:
            raise ValueError("then is exactly one kind of fault: {fail: {code: …}}")
        return self


def _spelled_out(kind: type[Fault]) -> Callable[[Any], Any]:
    """Makes of the short form of a kind, ``delay: 3s``, the long one."""

    def read(given: Any) -> Any:
        if given is None:
            return {}
        words = DistributionValues.model_fields.keys()
        is_main = not isinstance(given, dict) or given.keys() <= words
        return {kind.main: given} if kind.main and given != {} and is_main else given

    return read


def _short_form(kind: type[Fault]) -> Any:
    """What may stand in the place of a kind's parameters."""
    return kind | DistributionValues | str | float | None if kind.main else kind | None


_made: type[_Then] = create_model(
    "Then",
    __base__=_Then,
    **{
        name: (
            Annotated[
                kind,
                BeforeValidator(_spelled_out(kind), json_schema_input_type=_short_form(kind)),
            ],
            None,
        )
        for name, kind in all_kinds().items()
    },  # type: ignore[call-overload]
)


if TYPE_CHECKING:
    Then = _Then
else:
    _Kind = Literal[tuple(all_kinds())]
    Then = Annotated[
        _made,
        BeforeValidator(
            lambda value: value,
            json_schema_input_type=_made | _Kind | dict[Literal["transport"], _Kind],
        ),
    ]

NodesSelected = Annotated[
    Select,
    BeforeValidator(
        lambda value: {} if value == "all" else value,
        json_schema_input_type=Select | Literal["all"],
    ),
]


class Rule(Strict):
    """One thing that goes wrong: where, when, how often, for whom, and how."""

    id: Name
    description: str = ""
    phase: Phase | None = None
    """Where it acts; each kind of fault has a phase of its own if this is left out."""
    when: When = When()
    fire: Fire = Fire()
    select: NodesSelected = Select()
    then: Then
    ttl: Duration | None = None
    """How long the rule stays, in virtual time, from when it was given."""

    @property
    def fault(self) -> Fault:
        """What it does."""
        found: Fault = self.then.fault
        return found

    @property
    def acts_in(self) -> Phase:
        """The phase that it acts in."""
        return self.phase or self.fault.phases[0]


def _due(at: str | float, start: int) -> int:
    """The instant of ``+12m``, of seconds, or of an instant; never one before the start."""
    if isinstance(at, str) and "T" in at and at[:1].isdigit():
        return max(instants.from_text(at), start)
    return start + instants.duration(at.removeprefix("+") if isinstance(at, str) else at)


def _readable_time(at: str | float) -> str | float:
    try:
        _due(at, 0)
    except ValueError as problem:
        raise bad_time(str(problem)) from None
    return at


def _known_quota(name: str) -> str:
    known = [each.name for each in fields(Quotas)]
    if name not in known:
        raise ValueError(f"there is no quota {name!r}{perhaps(name, known)}")
    return name


# What each action needs, and what else it may be given.
_ACTIONS: dict[str, tuple[set[str], set[str]]] = {
    "lose_node": (set(), {"cluster", "select", "lasts"}),
    "recover_node": (set(), {"cluster", "select"}),
    "restart_node": (set(), {"cluster", "select"}),
    "set_stock": ({"zone_id", "instance_type", "available"}, set()),
    "set_quota": ({"quota", "amount"}, set()),
    "set_balance": ({"amount"}, set()),
    "start_outage": (set(), {"region_id", "operation", "lasts"}),
    "end_outage": (set(), set()),
    "expire_token": (set(), {"cluster"}),
    "delete_cluster": (set(), {"cluster"}),
    "load_scenario": ({"scenario"}, set()),
}


class TimelineAction(Strict):
    """Something that happens at a time, whoever calls."""

    at: Annotated[
        str | int | float,
        AfterValidator(_readable_time),
        Field(description="+12m after the beginning, or an instant."),
    ]
    do: Literal[
        "lose_node", "recover_node", "restart_node", "set_stock", "set_quota", "set_balance",
        "start_outage", "end_outage", "expire_token", "delete_cluster", "load_scenario",
    ]  # fmt: skip
    cluster: Globs | None = None
    """Names of the clusters that are meant; all of them without it."""
    select: NodesSelected = Select()
    zone_id: str | None = None
    instance_type: str | None = None
    available: Count | None = None
    quota: Annotated[str, AfterValidator(_known_quota)] | None = None
    amount: Annotated[int, Field(ge=-(10**9), le=10**9, strict=True)] | None = None
    region_id: str | None = None
    operation: Globs | None = None
    lasts: Annotated[Duration | None, Field(alias="for")] = None
    scenario: str | dict[str, Any] | None = None
    """The file or the shipped name of a scenario, or a scenario itself."""

    @model_validator(mode="after")
    def _as_the_action_wants(self) -> "TimelineAction":
        needed, possible = _ACTIONS[self.do]
        given = {name for name in self.model_fields_set if getattr(self, name) is not None}
        if missing := sorted(needed - given):
            raise ValueError(f"{self.do} needs {' and '.join(missing)}")
        if idle := sorted(given - needed - possible - {"at", "do"}):
            raise ValueError(f"{self.do} takes no {' and no '.join(idle)}".replace("lasts", "for"))
        return self

    def due(self, start: int) -> int:
        """When it happens, if what it belongs to began at *start*."""
        return _due(self.at, start)


class ClustersMeant(Strict):
    """Clusters at the end, by name and state."""

    name: Globs | None = None
    state: Globs | None = None


class NodesMeant(Strict):
    """Nodes at the end, by cluster and state."""

    cluster: Globs | None = None
    state: Globs | None = None
    is_lost: bool | None = None


class TasksMeant(Strict):
    """Tasks at the end, by cluster, operation, state and error code."""

    cluster: Globs | None = None
    operation: Globs | None = None
    state: Globs | None = None
    error_code: Globs | None = None


def _can_be_met(value: dict[Any, int]) -> dict[Any, int]:
    if value:
        bounds("it", value)
    return value


Bounds = Annotated[
    dict[Literal["exact", "min", "max"], Count],
    AfterValidator(_can_be_met),
    BeforeValidator(
        lambda value: {"exact": value} if type(value) is int else value,
        json_schema_input_type=dict[Literal["exact", "min", "max"], int] | int,
    ),
]


class Expectation(Strict):
    """What must hold at the end of the run: exactly one thing is meant, and something of it."""

    rule: str | None = None
    hits: Bounds | None = None
    clusters: ClustersMeant | None = None
    nodes: NodesMeant | None = None
    tasks: TasksMeant | None = None
    calls: dict[str, Any] | None = None
    count: Bounds | None = None
    attempts: Bounds | None = None
    concurrency: Bounds | None = None
    order: list[str] | None = None
    gap: dict[str, Any] | None = None
    no_call_after: dict[str, Any] | None = None
    retry_after: Literal["honoured"] | None = None
    time: Literal["virtual", "real"] | None = None

    def check(self) -> None:
        """Raise ``ValueError`` for an expectation that says nothing, or two things at once."""
        said = self.model_fields_set
        about = said & {"rule", "clusters", "nodes", "tasks"}
        if len(about) > 1:
            raise ValueError(f"it is about {' and '.join(sorted(about))}; give one of them")
        if not about:
            judge(self.model_dump(exclude_none=True, exclude_unset=True), ())
            return
        (subject,) = about
        wanted = "hits" if subject == "rule" else "count"
        if said - about != {wanted}:
            raise ValueError(f"{subject} goes with {wanted}, and with nothing else")


class ScriptCall(Strict):
    """One step of the scenario's own script: a call, or a wait."""

    call: Annotated[str, Field(pattern=r"^(GET|POST|PUT|DELETE) /\S*$")] | None = None
    """Method and path: ``POST /clusters``. ``{cluster_id}`` and ``{task_id}`` are those told last,
    ``{cluster_id:NAME}`` is that of the cluster of that name."""
    body: dict[str, Any] | None = None
    """Of ``POST /clusters``, what differs from a creation that is valid."""
    headers: dict[str, str] = Field(default={})
    expect_status: Annotated[int, Field(ge=0, le=599, strict=True)] | None = None
    """What the call must be answered with; 0 for a connection that breaks."""
    repeat: Positive = 1
    advance: Duration | None = None
    """Move the clock by so much."""
    until: Literal["idle"] | None = None
    """Run everything that is under way."""

    @model_validator(mode="after")
    def _only_one(self) -> "ScriptCall":
        said = self.model_fields_set
        about = said & {"call", "advance", "until"}
        if len(about) != 1:
            raise ValueError("a step of the script is exactly one of call, advance and until")
        if "call" not in said and said - about:
            raise ValueError(f"{' and '.join(sorted(said - about))} goes with call only")
        return self


class Scenario(Strict):
    """A scenario file."""

    api_version: Literal["simulator/v1"] = Field(alias="apiVersion")
    kind: Literal["Scenario"]
    metadata: Metadata
    include: tuple[str, ...] = ()
    seed: Annotated[int, Field(ge=-LARGEST_SEED, le=LARGEST_SEED, strict=True)] | None = None
    clock: ScenarioClock | None = None
    fixtures: Fixtures = Fixtures()
    durations: dict[str, dict[str, Distribution]] = Field(default={})
    """By operation and stage."""
    rules: tuple[Rule, ...] = ()
    timeline: tuple[TimelineAction, ...] = ()
    expect: tuple[Expectation, ...] = ()
    script: tuple[ScriptCall, ...] = ()
