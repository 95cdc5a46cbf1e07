"""The script of a scenario: the calls that it makes by itself, and the ids in their paths."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from cs_simulator.scenarios.declaration import After, Limits, given
from cs_simulator.scenarios.values import Duration

CREATION = "POST /clusters"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


_FIRST_STATUS = 100


def _status(status: int) -> int:
    if 0 < status < _FIRST_STATUS:
        raise ValueError("write a status such as 202, or 0 for a connection that breaks")
    return status


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep:
    """One step of the script: a call, or a wait."""

    call: Annotated[str, Limits(pattern=r"^(GET|POST|PUT|DELETE) /\S*$")] | None = None
    """Method and path: ``POST /clusters``. ``{cluster_id}`` and ``{task_id}`` are those of the last
    answer that had one, ``{cluster_id:NAME}`` is that of the cluster of that name."""
    body: dict[str, Any] | None = None
    """The body; of ``POST /clusters``, the fields that differ from those of a valid creation."""
    headers: dict[str, str] = field(default_factory=dict)
    expect_status: Annotated[int, Limits(ge=0, le=599, strict=True), After(_status)] | None = None
    """The status that the answer must have; 0 for a connection that breaks."""
    repeat: Annotated[int, Limits(ge=1, le=1000, strict=True)] = 1
    advance: Duration | None = None
    """Move the clock forward by this."""
    until: Literal["idle"] | None = None
    """Run everything that is in progress."""

    def __post_init__(self) -> None:
        keys = given(self).keys()
        subject = keys & {"call", "advance", "until"}
        if len(subject) != 1:
            raise ValueError(
                "write each step of the script as exactly one of call, advance and until"
            )
        if "call" not in keys and keys - subject:
            raise ValueError(
                f"{' and '.join(sorted(keys - subject))} goes with call only; leave it out"
            )


def fill_path(path: str, last_ids: Mapping[str, str], named: Callable[[str], str | None]) -> str:
    """The path with ids for its placeholders; raises ``ValueError`` for one without a value.

    *last_ids* are the ids that answers had last; *named* returns the id of the cluster of a name.
    """

    def value(placeholder: re.Match[str]) -> str:
        what, colon, name = placeholder[1].partition(":")
        if colon and what == "cluster_id":
            found = named(name)
            if found is None:
                raise ValueError(
                    f"{placeholder[0]}: there is no cluster {name!r} at this moment;"
                    " write a creation before it"
                )
            return found
        if colon or what not in ("cluster_id", "task_id"):
            known = "{cluster_id}, {cluster_id:NAME} or {task_id}"
            raise ValueError(f"{placeholder[0]}: unknown; write {known}")
        if what not in last_ids:
            raise ValueError(
                f"{placeholder[0]}: no answer has had one so far; write a call that gives one first"
            )
        return last_ids[what]

    return _PLACEHOLDER.sub(value, path)
