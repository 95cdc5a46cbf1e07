"""What a scenario expects at the end of a run, as files declare it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cs_simulator.scenarios.declaration import Before, Limits, NameOf, given
from cs_simulator.scenarios.expectations.bounds import AT_LEAST_ONE, Bounds, read_bounds
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.scenarios.expectations.cluster_calls import ClusterCallFilter
from cs_simulator.scenarios.expectations.invariants import AnyInvariant
from cs_simulator.scenarios.expectations.judge import CHECKS, judge
from cs_simulator.scenarios.expectations.objects import ObjectPattern
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.values import Duration, Globs


def _as_it_is(source: Any) -> Any:
    """What is checked by :func:`check`; its declared form is for the schema only."""
    return source


OperationName = Annotated[str, NameOf("operation")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What must hold of the time between two calls."""

    min: Duration | None = None
    """The least time."""
    max: Duration | None = None
    """The most time."""
    growing: bool = False
    """Whether each gap must be longer than the one before, less a share ``jitter``."""
    jitter: Annotated[float, Limits(ge=0, lt=1)] = 0.0
    """The share by which a gap may be shorter than the one before it."""


def _bounds(source: Any) -> Bounds:
    if isinstance(source, Bounds):
        return source
    return read_bounds("it", source) if source != {} else AT_LEAST_ONE


if TYPE_CHECKING:
    DeclaredBounds = Bounds
else:
    DeclaredBounds = Annotated[
        Any, Before(_bounds, dict[Literal["exact", "min", "max"], int] | int)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPattern:
    """Clusters at the end, by name, type and state."""

    name: Globs | None = None
    """The cluster's name."""
    cluster_type: Annotated[Globs, NameOf("cluster_type")] | None = None
    """What its type is called, as in ``when``."""
    state: Annotated[Globs, NameOf("cluster_state")] | None = None
    """Its state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPattern:
    """Node pools at the end, by cluster, name and state, and whether their nodes are there."""

    cluster: Globs | None = None
    """The name of the pool's cluster."""
    name: Globs | None = None
    """The pool's name or id."""
    state: Annotated[Globs, NameOf("pool_state")] | None = None
    """Its state."""
    lacks_nodes: bool | None = None
    """Whether fewer nodes run than it wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePattern:
    """Nodes at the end, by cluster, node pool and state."""

    cluster: Globs | None = None
    """The name of the node's cluster."""
    node_pool: Globs | None = None
    """The name or the id of its node pool."""
    state: Annotated[Globs, NameOf("node_state")] | None = None
    """Its state."""
    is_lost: bool | None = None
    """Whether it cannot be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPattern:
    """Tasks at the end, by cluster, node pool, operation, type, state and error code."""

    cluster: Globs | None = None
    """The name of the task's cluster."""
    node_pool: Globs | None = None
    """The name or the id of the node pool that it is about."""
    operation: Annotated[Globs, NameOf("task_operation")] | None = None
    """The operation that started it."""
    type: Annotated[Globs, NameOf("task_type")] | None = None
    """Its type, as the API spells it."""
    state: Annotated[Globs, NameOf("task_state")] | None = None
    """Its state."""
    error_code: Annotated[Globs, NameOf("code")] | None = None
    """The code of its error."""


Pattern = ClusterPattern | PoolPattern | NodePattern | TaskPattern


def matches(pattern: Pattern, shown: Mapping[str, Any]) -> bool:
    """Whether everything that the pattern gives is so of a cluster, a pool, a node or a task."""
    return all(_fits(wanted, shown[name]) for name, wanted in given(pattern).items())


def _fits(wanted: Any, value: Any) -> bool:
    """Whether a value, or one of several names of a thing, is one that is wanted."""
    if isinstance(wanted, bool):
        return bool(value == wanted)
    names = value if isinstance(value, tuple) else (value,)
    return any(matches_one(wanted, name) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must hold at the end of the run: about a rule, resources or calls, or an invariant."""

    invariant: AnyInvariant | None = None
    """What holds for every careful client: the name of an invariant, or that with parameters."""
    rule: str | None = None
    """The id of a rule; how often it acted must be within ``hits``."""
    hits: DeclaredBounds | None = None
    """How often the rule acted."""
    clusters: ClusterPattern | None = None
    """Clusters at the end; how many match must be within ``count``."""
    pools: PoolPattern | None = None
    """Node pools at the end; how many match must be within ``count``."""
    nodes: NodePattern | None = None
    """Nodes at the end; how many match must be within ``count``."""
    tasks: TaskPattern | None = None
    """Tasks at the end; how many match must be within ``count``."""
    kubernetes: ObjectPattern | None = None
    """Objects of the Kubernetes APIs of clusters at the end; how many match must be within
    ``count``."""
    calls: Annotated[dict[str, Any], Before(_as_it_is, CallFilter)] | None = None
    """The calls that were made, chosen by everything that is given; all of them by ``{}``."""
    kubernetes_calls: Annotated[dict[str, Any], Before(_as_it_is, ClusterCallFilter)] | None = None
    """The calls of the Kubernetes APIs of clusters, chosen by everything that is given; all of them
    by ``{}``."""
    count: DeclaredBounds | None = None
    """How many there are."""
    attempts: DeclaredBounds | None = None
    """How many equal calls (method, path and body) there are up to one that succeeds; with a
    ``min``, there is at least one call."""
    concurrency: DeclaredBounds | None = None
    """How many calls were in progress at once, in real time, at most."""
    order: Annotated[list[str], Before(_as_it_is, tuple[OperationName, ...])] | None = None
    """The operations were called in this order; others may come in between."""
    gap: Annotated[dict[str, Any], Before(_as_it_is, Gap)] | None = None
    """The time between two calls; there is at least one call."""
    no_call_after: Annotated[dict[str, Any], Before(_as_it_is, CallFilter)] | None = None
    """None of the calls came after a successful call that this chooses."""
    retry_after: Literal["honoured"] | None = None
    """``honoured``: nobody came back earlier than ``Retry-After`` said; there is at least one
    call."""
    time: Literal["virtual", "real"] | None = None
    """The clock by which ``gap`` and ``retry_after`` measure; by default ``virtual``."""

    def pattern(self) -> tuple[str, Pattern] | None:
        """The name and the pattern of the resources that it is about, if it is about some."""
        subjects: dict[str, Pattern | None] = {
            "clusters": self.clusters,
            "pools": self.pools,
            "nodes": self.nodes,
            "tasks": self.tasks,
        }
        return next(((name, pattern) for name, pattern in subjects.items() if pattern), None)


OF_SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "invariant": (),
    "rule": ("hits",),
    "clusters": ("count",),
    "pools": ("count",),
    "nodes": ("count",),
    "tasks": ("count",),
    "kubernetes": ("count",),
}
"""What an expectation may be about, with the keys that go with it, and no others."""
OF_CALLS = (*sorted(CHECKS), "time")
"""The keys of an expectation about calls."""


def check(source: Mapping[str, Any]) -> None:
    """Raise ``ValueError`` for an expectation that expects nothing, or is about two things."""
    keys = {key for key, value in source.items() if value is not None}
    subjects = keys & OF_SUBJECTS.keys()
    if len(subjects) > 1:
        raise ValueError(f"it is about {' and '.join(sorted(subjects))}; give one of them")
    if not subjects:
        judge({key: source[key] for key in keys}, ())
        return
    (subject,) = subjects
    if subject == "invariant":
        if keys != subjects:
            raise ValueError(
                "an invariant goes with nothing else; write its parameters with its name:"
                " {invariant: {ends_within: 2h}}"
            )
        return
    (wanted,) = OF_SUBJECTS[subject]
    if keys - subjects != {wanted}:
        raise ValueError(f"{subject} goes with {wanted}, and with nothing else; write that")
