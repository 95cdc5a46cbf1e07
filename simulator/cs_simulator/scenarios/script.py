"""The script of a scenario: the calls that it makes by itself, and the ids in their paths."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NamedTuple

from cs_simulator.scenarios.declaration import After, Limits, NameOf, given
from cs_simulator.scenarios.expectations.expectation import Expectation
from cs_simulator.scenarios.rules.conditions import BodyFields
from cs_simulator.scenarios.values import Duration, Globs

CREATION = "POST /clusters"
TIMED_OUT = "(timeout)"
"""The code of a call whose answer the script did not wait for."""
_POOL = r"/clusters/[^/]+/nodepools"
_FILLED = {
    "cluster": re.compile(CREATION),
    "pool": re.compile(rf"POST {_POOL}/?"),
    "pool_change": re.compile(rf"PUT {_POOL}/[^/]+"),
    "scale": re.compile(r"(PUT /clusters|POST /api/v2/clusters)/[^/]+"),
}
"""The calls whose bodies are filled up to valid ones, by what they make or change."""
_FIRST_STATUS = 100


def _status(status: int) -> int:
    if 0 < status < _FIRST_STATUS:
        raise ValueError("write a status such as 202, or 0 for a connection that breaks")
    return status


def _timeout(timeout: int) -> int:
    if not timeout:
        raise ValueError("with a timeout of 0 there is no answer; write how long, or leave it out")
    return timeout


SUBJECTS = ("call", "parallel", "advance", "until", "check")
"""What a step may be: exactly one of these."""
CallText = Annotated[str, NameOf("call"), Limits(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /\S*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallKeys:
    """What a step says of its call."""

    body: dict[str, Any] | None = None
    """The body; of the creation of a cluster or a node pool, of a change of a node pool and of
    scaling a cluster, what differs from a valid one. Its texts have placeholders, too."""
    headers: dict[str, str] = field(default_factory=dict)
    """The headers; they have placeholders, too."""
    expect_status: Annotated[int, Limits(ge=0, le=599, strict=True), After(_status)] | None = None
    """The status that the answer must have; 0 for a connection that breaks, and for no answer
    before the timeout."""
    expect_code: Annotated[Globs, NameOf("code")] | None = None
    """The error code that the answer must have; of a call that a rule answered, ``(reset)``."""
    expect_body: BodyFields = field(default_factory=dict)
    """Fields of the answer's body by path, ``nodes[*].state``, with what must hold of them."""
    repeat: Annotated[int, Limits(ge=1, le=1000, strict=True)] = 1
    """How many times the call is made."""
    timeout: Annotated[Duration, After(_timeout)] | None = None
    """Virtual time after which the answer is not waited for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCall(CallKeys):
    """One of several calls that are under way at the same time."""

    call: CallText
    """Method and path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep(CallKeys):
    """One step of the script: a call, several at once, a wait, or a check of what there is."""

    call: CallText | None = None
    """Method and path: ``POST /clusters``. ``{cluster_id}``, ``{nodepool_id}`` and ``{task_id}``
    are those of the last answer that had one, ``{cluster_id:NAME}`` is that of the cluster of that
    name. ``{instance_id}``, ``{ip}`` and ``{node_name}`` are those of the node that was made last,
    ``{instance_id:NAME}`` of the one in the node pool of that name. ``{fresh}`` is a new token,
    ``{fresh:NAME}`` always the same one. A path that begins with the id of a cluster is one of its
    Kubernetes API: ``GET /{cluster_id}/api/v1/pods``."""
    parallel: Annotated[tuple[ScriptCall, ...], Limits(min_length=1, max_length=100)] | None = None
    """Calls that are sent at one instant, in this order; none waits for the answer of another."""
    advance: Duration | None = None
    """Move the clock forward by this."""
    until: Literal["idle", "settled"] | None = None
    """``idle``: run everything that is in progress or planned; ``settled``: everything that is in
    progress, without waiting for what the timeline has planned."""
    check: Expectation | None = None
    """What must hold at this point, as in ``expect``."""

    def __post_init__(self) -> None:
        keys = given(self).keys()
        subject = keys & set(SUBJECTS)
        if len(subject) != 1:
            raise ValueError(
                "write each step of the script as exactly one of call, parallel, advance, until"
                " and check"
            )
        if "call" not in keys and keys - subject:
            raise ValueError(
                f"{' and '.join(sorted(keys - subject))} goes with call only; leave it out"
            )
        if self.parallel is not None and sum(call.repeat for call in self.parallel) == 1:
            raise ValueError("one call is not parallel to any; give another one, or a repeat")


class FoundCall(NamedTuple):
    """A call of a script."""

    path: tuple[str | int, ...]
    """Its place in the scenario."""
    call: str
    """Method and path."""
    keys: CallKeys


def calls_of(steps: Sequence[ScriptStep]) -> Iterator[FoundCall]:
    """Every call of a script."""
    for index, step in enumerate(steps):
        if step.call is not None:
            yield FoundCall(("script", index), step.call, step)
        for inner, call in enumerate(step.parallel or ()):
            yield FoundCall(("script", index, "parallel", inner), call.call, call)


def filled(call: str) -> str:
    """Which of the bodies that are filled up the call has; empty for one that is sent as it is."""
    return next((name for name, pattern in _FILLED.items() if pattern.fullmatch(call)), "")


# ---- placeholders

_BRACES = re.compile(r"\{([^{}]*)\}")
_OF_A_NODE = "node of a pool"
PLACEHOLDERS = {
    "cluster_id": "cluster", "nodepool_id": "node pool", "instance_id": _OF_A_NODE,
    "ip": _OF_A_NODE, "node_name": _OF_A_NODE, "task_id": "", "fresh": "token",
}  # fmt: skip
"""What a script may write in braces, and what it may name after a colon, if it may."""
KNOWN = (
    "{cluster_id}, {nodepool_id}, {instance_id}, {ip}, {node_name}, {task_id}, {fresh} or"
    " {cluster_id:NAME}"
)
_KNOWN = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})(:[^{{}}]*)?\}}")

Named = Callable[[str, str], str | None]
"""Takes a placeholder and a name, which may be empty; returns what it stands for, if there is
something."""


def placeholders_of(path: str) -> set[str]:
    """The names in braces."""
    return set(_BRACES.findall(path))


def fill_path(path: str, last_ids: Mapping[str, str], named: Named) -> str:
    """The path with ids for its placeholders; raises ``ValueError`` for one without a value.

    *last_ids* are the ids that answers had last.
    """
    return _BRACES.sub(lambda found: _value(found[0], last_ids, named), path)


def fill_value(value: Any, last_ids: Mapping[str, str], named: Named) -> Any:
    """A body or a header with the same; other braces are left as they are."""
    if isinstance(value, str):
        return _KNOWN.sub(lambda found: _value(found[0], last_ids, named), value)
    if isinstance(value, dict):
        return {key: fill_value(inner, last_ids, named) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill_value(inner, last_ids, named) for inner in value]
    return value


def _value(placeholder: str, last_ids: Mapping[str, str], named: Named) -> str:
    what, colon, name = placeholder[1:-1].partition(":")
    if what not in PLACEHOLDERS or (colon and not PLACEHOLDERS[what]):
        raise ValueError(f"{placeholder}: unknown; write {KNOWN}")
    if not colon and what in last_ids:
        return last_ids[what]
    is_of_last = what not in ("cluster_id", "nodepool_id", "task_id")
    found = named(what, name) if colon or is_of_last else None
    if found is not None:
        return found
    if colon:
        raise ValueError(
            f"{placeholder}: there is no {PLACEHOLDERS[what]} {name!r} at this moment;"
            " write a creation before it"
        )
    raise ValueError(
        f"{placeholder}: no answer has had one so far; write a call that gives one first"
    )
