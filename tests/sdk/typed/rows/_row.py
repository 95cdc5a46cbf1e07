"""What a row is: what there is, a typed call, and what must be so after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.sdk.typed.there import There

Request = Callable[[There], Mapping[str, Any]]
Check = Callable[[There, Any], None]

CLUSTER = ("cluster_id",)
POOL = ("cluster_id", "nodepool_id")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One typed call, and what must be so after it."""

    operation: str
    given: Callable[[There], None]
    then: Check
    path: tuple[str, ...] = ()
    request: Request | None = None
    task: str = ""
    """The type of the task that is answered; it must end well."""
    status: int = 200
    refusal: str = ""
    """The code of the error that is the only answer of the operation."""


ROWS: list[Row] = []


def row(
    operation: str,
    has: Callable[[There], None],
    *path: str,
    request: Request | Mapping[str, Any] | None = None,
    **more: Any,
) -> Callable[[Check], Check]:
    """Add a row, whose outcome is checked by the decorated function."""
    made = request if callable(request) or request is None else lambda _: request

    def add(check: Check) -> Check:
        ROWS.append(
            Row(operation=operation, given=has, path=path, request=made, then=check, **more)
        )
        return check

    return add
