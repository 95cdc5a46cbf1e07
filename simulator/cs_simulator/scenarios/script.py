"""The script of a scenario: the calls that it makes by itself, and the ids in their paths."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from cs_simulator.scenarios.declaration import Limits, given
from cs_simulator.scenarios.values import Duration, Positive

CREATION = "POST /clusters"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep:
    """One step of the script: a call, or a wait."""

    call: Annotated[str, Limits(pattern=r"^(GET|POST|PUT|DELETE) /\S*$")] | None = None
    """Method and path: ``POST /clusters``. ``{cluster_id}`` and ``{task_id}`` are those of the last
    answer that had one, ``{cluster_id:NAME}`` is that of the cluster of that name."""
    body: dict[str, Any] | None = None
    """The body; of ``POST /clusters``, the fields that differ from those of a valid creation."""
    headers: dict[str, str] = field(default_factory=dict)
    expect_status: Annotated[int, Limits(ge=0, le=599, strict=True)] | None = None
    """The status that the answer must have; 0 for a connection that breaks."""
    repeat: Positive = 1
    advance: Duration | None = None
    """Move the clock forward by this."""
    until: Literal["idle"] | None = None
    """Run everything that is in progress."""

    def __post_init__(self) -> None:
        keys = given(self).keys()
        subject = keys & {"call", "advance", "until"}
        if len(subject) != 1:
            raise ValueError("a step of the script is exactly one of call, advance and until")
        if "call" not in keys and keys - subject:
            raise ValueError(f"{' and '.join(sorted(keys - subject))} goes with call only")


def fill_path(path: str, last_ids: Mapping[str, str], named: Callable[[str], str | None]) -> str:
    """The path with ids for its placeholders; raises ``ValueError`` for one without a value.

    *last_ids* are the ids that answers had last; *named* returns the id of the cluster of a name.
    """

    def value(placeholder: re.Match[str]) -> str:
        what, colon, name = placeholder[1].partition(":")
        if colon and what == "cluster_id":
            found = named(name)
            if found is None:
                raise ValueError(f"{placeholder[0]}: there is no cluster {name!r} at this moment")
            return found
        if colon or what not in ("cluster_id", "task_id"):
            known = "{cluster_id}, {cluster_id:NAME} and {task_id}"
            raise ValueError(f"{placeholder[0]}: unknown; there are {known}")
        if what not in last_ids:
            raise ValueError(f"{placeholder[0]}: no answer has had one so far")
        return last_ids[what]

    return _PLACEHOLDER.sub(value, path)
