"""Exceptions: errors of the service, made from rows of the catalogue, and errors of usage.

The rows are in :mod:`cs_simulator.catalog.errors`; ``operations/_answers.py`` renders an
:class:`ApiError` as a response body.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

Dialect = Literal["service", "gateway"]
AWAY_FOR = 1
"""The seconds after which a call is worth another try whose tenant is elsewhere."""
MOVED_TO = "X-Simulator-Moved-To"
"""The header that tells a proxy where a tenant lives now."""


class ErrorKeys(StrEnum):
    """Which spelling of the keys a service error has.

    In the style RPC all errors are alike, and so are they in the Kubernetes API of a cluster.
    """

    BOTH = "both"
    SERVICE = "service"
    RPC = "rpc"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class ErrorSpec:
    """One row of the catalogue: a code, its HTTP status and its message.

    Code and message may have placeholders in braces; calling the row with their values returns the
    error to raise. In a code ``{name}`` is the last part of the field's path in camel case, so that
    ``nodepool_info.name`` becomes ``Name``. *dialect* is the shape of the response body:
    ``gateway`` for requests that are refused before they reach the service, ``service`` for the
    rest. The simulator never answers by itself with a row that is *only_in_scenarios*.
    """

    code: str
    status: int
    message: str
    dialect: Dialect = "service"
    only_in_scenarios: bool = False

    def __call__(self, field: str = "", advice: str = "", **details: object) -> "ApiError":
        """The error to raise, about a *field* of the request, with *advice* on what it accepts."""
        message = (
            self.message.format(field=field, **details) if "{" in self.message else self.message
        )
        if advice:
            message = f"{message} ({field}: {advice})"
        elif field and field not in message:
            message = f"{message} ({field})"
        code = self.code
        if "{" in code:
            code = code.format(name=_camel_case(field), **details)
        return ApiError(self, message, field, code=code)


def _camel_case(field: str) -> str:
    """The last part of a field's path, without indexes: ``data_disks[0].size`` is ``Size``."""
    last = field.rpartition(".")[2].partition("[")[0]
    return "".join(word[:1].upper() + word[1:] for word in last.split("_"))


class ApiError(Exception):
    """An error that the service answers with; raising it rolls the unit of work back."""

    def __init__(
        self,
        spec: ErrorSpec,
        message: str,
        field: str = "",
        headers: tuple[tuple[str, str], ...] = (),
        *,
        code: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code or spec.code
        """The service's code, such as ``ErrorClusterNotFound``."""
        self.findings: tuple[ApiError, ...] = ()
        """Everything that is wrong with the request, this error first, where all of it is said."""
        self.headers = headers
        self.details: Mapping[str, object] = {}
        """What the Kubernetes API says of it besides: the ``details`` of a Status."""
        self.access_denied: Mapping[str, str] = {}
        """Who was refused what by which kind of policy: ``accessDeniedDetail``; empty for most."""
        self.aftermath: Callable[[Any], None] | None = None
        """Writes down, in a unit of work of its own, what is kept of the refusal, if anything."""
        self.spec = spec
        self.message = message
        self.field = field

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self.spec.status


class UsageError(Exception):
    """The simulator was asked for something it cannot do: about what, why, and what to change.

    As a text it is ``subject: cause; advice``, without what is empty.
    """

    def __init__(self, cause: str, *, subject: str = "", advice: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.subject = subject
        """What it is about: an option, a file, a field."""
        self.advice = advice

    def __str__(self) -> str:
        subject = f"{self.subject}: " if self.subject else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{subject}{self.cause}{advice}"


class DamagedTenantError(Exception):
    """What the store has of a tenant cannot be loaded; the text says of which tenant, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"the tenant {name!r} cannot be loaded: {reason}; reset or delete it, or load a"
            " snapshot of it"
        )
        self.name = name
        self.reason = reason


class TenantAwayError(Exception):
    """The tenant is being moved to another simulator, or was: none of its calls is answered here.

    *moved_to* is the name of that one among several behind a proxy, once it is there; empty
    without one. *at_clusters* is the reason for those who call a cluster at its own address, if
    they must do something else than callers of the service.
    """

    def __init__(self, code: str, reason: str, moved_to: str = "", at_clusters: str = "") -> None:
        super().__init__(reason)
        self.code = code
        """``TenantLeaving`` or ``TenantMoved``."""
        self.at_clusters = at_clusters or reason
        self.headers: tuple[tuple[str, str], ...] = (("Retry-After", str(AWAY_FOR)),)
        """Those of every answer that says so."""
        if moved_to:
            self.headers += ((MOVED_TO, moved_to),)


class DamagedSnapshotError(Exception):
    """What the store has of a snapshot makes no tenant; the text says of which, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"the snapshot {name!r} cannot be loaded: {reason}")


class LimitError(Exception):
    """There would be more of something than a setting allows; the text says of what, and which."""


class HookError(Exception):
    """A hook that has to succeed before the simulator is ready failed; the message says which."""
