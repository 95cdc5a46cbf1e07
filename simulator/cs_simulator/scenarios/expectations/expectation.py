"""What a scenario expects at the end of a run, as files declare it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cs_simulator.scenarios.declaration import Before, given
from cs_simulator.scenarios.expectations.bounds import AT_LEAST_ONE, Bounds, read_bounds
from cs_simulator.scenarios.expectations.invariants import AnyInvariant
from cs_simulator.scenarios.expectations.judge import judge
from cs_simulator.scenarios.rules.patterns import matches_one
from cs_simulator.scenarios.values import Globs


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
    cluster_type: Globs | None = None
    state: Globs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPattern:
    """Node pools at the end, by cluster, name and state, and whether their nodes are there."""

    cluster: Globs | None = None
    name: Globs | None = None
    state: Globs | None = None
    lacks_nodes: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePattern:
    """Nodes at the end, by cluster, node pool and state."""

    cluster: Globs | None = None
    node_pool: Globs | None = None
    state: Globs | None = None
    is_lost: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPattern:
    """Tasks at the end, by cluster, node pool, operation, type, state and error code."""

    cluster: Globs | None = None
    node_pool: Globs | None = None
    operation: Globs | None = None
    type: Globs | None = None
    state: Globs | None = None
    error_code: Globs | None = None


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
    rule: str | None = None
    hits: DeclaredBounds | None = None
    clusters: ClusterPattern | None = None
    pools: PoolPattern | None = None
    nodes: NodePattern | None = None
    tasks: TaskPattern | None = None
    calls: dict[str, Any] | None = None
    count: DeclaredBounds | None = None
    attempts: DeclaredBounds | None = None
    concurrency: DeclaredBounds | None = None
    order: list[str] | None = None
    gap: dict[str, Any] | None = None
    no_call_after: dict[str, Any] | None = None
    retry_after: Literal["honoured"] | None = None
    time: Literal["virtual", "real"] | None = None

    def pattern(self) -> tuple[str, Pattern] | None:
        """The name and the pattern of the resources that it is about, if it is about some."""
        subjects: dict[str, Pattern | None] = {
            "clusters": self.clusters,
            "pools": self.pools,
            "nodes": self.nodes,
            "tasks": self.tasks,
        }
        return next(((name, pattern) for name, pattern in subjects.items() if pattern), None)


def check(source: Mapping[str, Any]) -> None:
    """Raise ``ValueError`` for an expectation that expects nothing, or is about two things."""
    keys = {key for key, value in source.items() if value is not None}
    subjects = keys & {"invariant", "rule", "clusters", "pools", "nodes", "tasks"}
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
    wanted = "hits" if subject == "rule" else "count"
    if keys - subjects != {wanted}:
        raise ValueError(f"{subject} goes with {wanted}, and with nothing else; write that")
