"""The script of a scenario: the calls that it makes by itself, and the ids in their paths."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from cs_simulator.scenarios.declaration import After, Limits, given
from cs_simulator.scenarios.expectations.expectation import Expectation
from cs_simulator.scenarios.rules.conditions import BodyFields
from cs_simulator.scenarios.values import Duration, Globs

CREATION = "POST /clusters"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_POOL_CREATION = re.compile(r"POST /clusters/[^/]+/nodepools/?")


_FIRST_STATUS = 100


def _status(status: int) -> int:
    if 0 < status < _FIRST_STATUS:
        raise ValueError("write a status such as 202, or 0 for a connection that breaks")
    return status


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep:
    """One step of the script: a call, a wait, or a check of what there is."""

    call: Annotated[str, Limits(pattern=r"^(GET|POST|PUT|DELETE) /\S*$")] | None = None
    """Method and path: ``POST /clusters``. ``{cluster_id}``, ``{nodepool_id}`` and ``{task_id}``
    are those of the last answer that had one, ``{cluster_id:NAME}`` is that of the cluster of that
    name. ``{instance_id}`` is that of the node that was made last, ``{instance_id:NAME}`` of the
    one in the node pool of that name."""
    body: dict[str, Any] | None = None
    """The body; of the creation of a cluster or a node pool, what differs from a valid one."""
    headers: dict[str, str] = field(default_factory=dict)
    expect_status: Annotated[int, Limits(ge=0, le=599, strict=True), After(_status)] | None = None
    """The status that the answer must have; 0 for a connection that breaks."""
    expect_code: Globs | None = None
    """The error code that the answer must have; of a call that a rule answered, ``(reset)``."""
    expect_body: BodyFields = field(default_factory=dict)
    """Fields of the answer's body by path, ``nodes[*].state``, with what must hold of them."""
    repeat: Annotated[int, Limits(ge=1, le=1000, strict=True)] = 1
    advance: Duration | None = None
    """Move the clock forward by this."""
    until: Literal["idle"] | None = None
    """Run everything that is in progress."""
    check: Expectation | None = None
    """What must hold at this point, as in ``expect``."""

    def __post_init__(self) -> None:
        keys = given(self).keys()
        subject = keys & {"call", "advance", "until", "check"}
        if len(subject) != 1:
            raise ValueError(
                "write each step of the script as exactly one of call, advance, until and check"
            )
        if "call" not in keys and keys - subject:
            raise ValueError(
                f"{' and '.join(sorted(keys - subject))} goes with call only; leave it out"
            )


PLACEHOLDERS = {
    "cluster_id": "cluster", "nodepool_id": "node pool", "instance_id": "node of a pool",
    "task_id": "",
}  # fmt: skip
"""What a script may write in braces, and what it may name after a colon, if it may."""
KNOWN = "{cluster_id}, {nodepool_id}, {instance_id}, {task_id} or {cluster_id:NAME}"

Named = Callable[[str, str], str | None]
"""Takes a placeholder and a name; returns the id of what has the name, if it is there."""


def fill_path(path: str, last_ids: Mapping[str, str], named: Named) -> str:
    """The path with ids for its placeholders; raises ``ValueError`` for one without a value.

    *last_ids* are the ids that answers had last.
    """

    def value(placeholder: re.Match[str]) -> str:
        what, colon, name = placeholder[1].partition(":")
        if what not in PLACEHOLDERS or (colon and not PLACEHOLDERS[what]):
            raise ValueError(f"{placeholder[0]}: unknown; write {KNOWN}")
        if not colon and what in last_ids:
            return last_ids[what]
        found = named(what, name) if colon or what == "instance_id" else None
        if found is not None:
            return found
        if colon:
            raise ValueError(
                f"{placeholder[0]}: there is no {PLACEHOLDERS[what]} {name!r} at this moment;"
                " write a creation before it"
            )
        raise ValueError(
            f"{placeholder[0]}: no answer has had one so far; write a call that gives one first"
        )

    return _PLACEHOLDER.sub(value, path)


def makes_pool(call: str) -> bool:
    """Whether a call creates a node pool."""
    return _POOL_CREATION.fullmatch(call) is not None
