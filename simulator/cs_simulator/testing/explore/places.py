"""Where a fault may act: the calls and the steps that ``when`` may say of each kind.

They come from the words that scenarios may use, so operations and stages that are added are here.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, TypeVar

from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file.checks.names import chosen
from cs_simulator.scenarios.rules.effects import Phase
from cs_simulator.scenarios.rules.fault import Fault
from cs_simulator.scenarios.vocabulary import OperationWords, names_operation
from cs_simulator.testing.explore.alphabet import words
from cs_simulator.testing.explore.values import Json

T = TypeVar("T")

_USUAL = (
    "CreateCluster", "DescribeClusterDetail", "DeleteCluster", "DescribeClustersV1",
    "CreateClusterNodePool", "DescribeClusterNodePoolDetail", "DescribeClusterNodePools",
    "ScaleClusterNodePool", "ModifyClusterNodePool", "DeleteClusterNodepool", "DescribeTaskInfo",
    "DescribeClusterNodes", "DescribeClusterV2UserKubeconfig", "DescribeClusters",
    "DescribeClusterTasks", "ScaleOutCluster", "ScaleCluster", "RemoveNodePoolNodes",
    "ModifyCluster",
)  # fmt: skip
"""What most clients call, the most usual first."""
_MOST_USUAL = 4
_DELETIONS = ("Delete", "Remove", "UnInstall", "ScaleIn", "Revoke", "Clean", "Untag")


class Scope(NamedTuple):
    """The operations that rules are about."""

    names: tuple[str, ...] = ()
    """Those that were asked for, of which nothing is left out; without any, all of them."""
    called: tuple[str, ...] = ()
    """Those that the client is known to call, if that is known."""

    @property
    def usual(self) -> tuple[str, ...]:
        """What is tried more often: what the client calls, or what most clients call."""
        return self.called or _USUAL

    def has(self, name: str) -> bool:
        """Whether rules are about an operation.

        Where it is known what the client calls, they are about that, and about what it may call
        once something has gone wrong: to see, or to clean up.
        """
        if self.names:
            return name in self.names
        return not self.called or name in self.called or name in _called_later(self.called)


@cache
def _called_later(called: tuple[str, ...]) -> frozenset[str]:
    """What a client may call that calls these as long as nothing goes wrong."""
    has_pools = any(map(_is_of_pools, called))
    found = [name for name in _USUAL if has_pools or not _is_of_pools(name)]
    return frozenset(name for name in found if not _is_change(words().operations[name]))


class Subject(NamedTuple):
    """What a rule has to be about."""

    kind: type[Fault]
    phase: Phase
    is_lasting: bool
    """Whether the fault fails for good."""
    of_nodes: bool
    """Whether it is about nodes, and not about whole clusters."""
    scope: Scope


class Follows(NamedTuple):
    """In place of what ``when`` says: what a client calls after what the rule before is about."""

    how: Literal["again", "reads", "deletions"]
    place: int = 0
    """Which of these operations."""


When = Json | Follows

_FOLLOWS = (
    Follows("again"),
    Follows("reads"),
    Follows("deletions"),
    Follows("reads", 1),
    Follows("again"),
    Follows("reads", 2),
)
_OFTEN = 5
"""So many times what is plain is tried more often."""
_OF_PODS: tuple[When, ...] = ({}, {"kind": "Deployment"}, {"namespace": "kube-system"})
_MOST_OF_USUAL, _MOST_OF_OTHERS = 44, 20


@cache
def whens_of(subject: Subject) -> tuple[When, ...]:
    """What ``when`` may say, at most a hundred, the plainest first and several times.

    Of what is seldom called there is some, another part for each kind; it is empty if the rule can
    be about nothing.
    """
    if subject.phase == "pod":
        return () if subject.scope.names else _OF_PODS
    names = [name for name in _by_use(subject) if _suits(name, subject)]
    often = subject.scope.usual
    usual = [when for name in names if name in often for when in _of(name, subject)]
    others = [when for name in names if name not in often for when in _of(name, subject)]
    nothing: list[Json] = [{}] if names and _may_leave_out(subject) else []
    plainest = nothing if subject.kind.implies else (usual or others)[:1]
    return (
        *plainest * _OFTEN,
        *[when for when in usual if when.keys() == {"operation"}][:_MOST_USUAL] * (_OFTEN - 2),
        *some(usual, _MOST_OF_USUAL),
        *nothing * _OFTEN,
        *(_FOLLOWS if names else ()),
        *some(others, _MOST_OF_OTHERS, offset=[*all_kinds()].index(subject.kind.kind())),
    )


def some(values: Sequence[T], most: int, offset: int = 0) -> Sequence[T]:
    """At most so many of the values, evenly, from the first on or from another one."""
    step = -(-len(values) // most) or 1
    return values[offset % step :: step]


def _by_use(subject: Subject) -> list[str]:
    """All operations, those first that most clients call.

    Those of clusters' own APIs are among them only for a kind that acts on no others, or by name.
    """
    known = _named(subject.kind.only or subject.scope.names or None)
    return [*_USUAL, *(name for name in known if name not in _USUAL)]


@cache
def _named(globs: tuple[str, ...] | None) -> tuple[str, ...]:
    """The operations that patterns name, as rules do."""
    return tuple(name for name in words().operations if names_operation(globs, name))


def _may_leave_out(subject: Subject) -> bool:
    """Whether a rule may name no operation: its kind implies enough, or it may hurt any call."""
    implied = subject.kind.implies
    if subject.scope.names or (subject.phase == "provision" and "stage" not in implied):
        return False
    return "operation" in implied or subject.phase == "provision" or not subject.is_lasting


def _suits(name: str, subject: Subject) -> bool:
    """Whether a rule may be about an operation."""
    found, scope = words().operations[name], subject.scope
    if not found.is_modelled or not scope.has(name):
        return False
    implied = subject.kind.implies.get("operation")
    if not chosen(implied, [name]):
        return False
    if subject.is_lasting and not (implied or scope.names or _is_change(found)):
        return False
    if subject.phase == "provision":
        return bool(_stages(name, subject))
    return {"apply": found.is_write, "read": not found.is_write}.get(subject.phase, True)


def _is_change(found: OperationWords) -> bool:
    """Whether an operation makes or changes something: what fails for good is tried on these."""
    return found.is_write and not is_deletion(found)


def is_deletion(found: OperationWords) -> bool:
    """Whether an operation removes something."""
    return found.name.startswith(_DELETIONS) or any(
        call.startswith("DELETE") for call in found.calls
    )


def _stages(name: str, subject: Subject) -> list[str]:
    """The stages of an operation's tasks in which the fault may act."""
    known, of_nodes = words().stages.get(name, ()), words().node_stages.get(name, ())
    stages = [stage for stage in known if stage in of_nodes or not subject.of_nodes]
    return chosen(subject.kind.implies.get("stage"), stages)


def _of(name: str, subject: Subject) -> Iterator[Json]:
    """What ``when`` may say to be about an operation."""
    if subject.phase != "provision":
        yield {"operation": name}
        return
    stages, implied = _stages(name, subject), subject.kind.implies.get("stage", ())
    if implied or not subject.of_nodes:
        yield {"operation": name}
    if len(implied) != 1:
        yield from ({"operation": name, "stage": stage} for stage in stages)


# ---- what goes together


def following(subject: Subject, follows: Follows, before: str) -> Json:
    """What ``when`` says of the rule after one about the operation *before*.

    It is the plainest if the rule cannot be about what follows.
    """
    names = [name for name in _after(before, follows.how) if _suits(name, subject)]
    if not names:
        return next(when for when in whens_of(subject) if not isinstance(when, Follows))
    return next(_of(names[follows.place % len(names)], subject))


def _after(name: str, how: str) -> list[str]:
    """What a client calls once an operation has gone wrong: again, or to see, or to clean up."""
    known = words().operations
    if how == "again":
        return [name]
    alike = [other for other in _USUAL if _is_of_pools(other) is _is_of_pools(name)]
    if how == "reads":
        return [other for other in alike if not known[other].is_write]
    return [other for other in alike if is_deletion(known[other])]


def _is_of_pools(name: str) -> bool:
    return "nodepool" in name.lower()


# ---- what a rule is about


def has_nodes(when: Json, subject: Subject) -> bool:
    """Whether the rule is about a stage of nodes, among which it may select."""
    given = {key: (value,) for key, value in when.items()}
    condition = {**subject.kind.implies, **given}
    if subject.phase != "provision" or "stage" not in condition:
        return False
    names = chosen(condition.get("operation"), words().node_stages)
    stages = {stage for name in names for stage in words().node_stages[name]}
    return bool(chosen(condition["stage"], stages))


def has_cluster(when: Json, subject: Subject) -> bool:
    """Whether the rule is about calls of clusters that are there, which have a state."""
    name = when.get("operation", "")
    return subject.phase != "provision" and bool(name) and words().operations[name].has_cluster
