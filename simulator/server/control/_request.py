"""What a control-plane handler is given and what it may raise."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from simulator.runtime.simulator import Simulator
from simulator.runtime.tenant import Tenant
from simulator.runtime.tenants import DEFAULT


class Refused(Exception):  # noqa: N818 - told to the caller as it stands
    """The control plane cannot do that; the text says what to change."""

    def __init__(self, message: str, *, status: int = 400, code: str = "BadRequest") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class ControlCall:
    """One call of the control plane."""

    simulator: Simulator
    request: web.Request
    body: dict[str, Any]
    subject: str = ""
    """What stands for the placeholder of the path."""

    async def tenant(self) -> Tenant:
        """The tenant that the call is about."""
        name = self.request.query.get("tenant") or self.request.headers.get("X-Simulator-Tenant")
        return await self.simulator.tenants.get(name or DEFAULT)

    def only(self, *known: str) -> None:
        """Refuse fields of the body that are not among the known ones."""
        for name in self.body:
            if name not in known:
                raise Refused(f"unknown field {name!r}; known are {', '.join(known)}")


Handler = Callable[[ControlCall], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One thing that the control plane can do: the table of the README is made of these."""

    method: str
    path: str
    """Below ``/_simulator/``, with at most one placeholder in braces."""
    handle: Handler
    reads_body: bool = True
    """Whether the body is JSON for the handler; if not, the handler reads the request itself."""

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return (self.handle.__doc__ or "").strip().partition("\n")[0]

    def subject_of(self, path: str) -> str | None:
        """What stands for the placeholder in a path that this route answers, else ``None``."""
        asked, own = path.split("/"), self.path.split("/")
        if len(asked) != len(own):
            return None
        subject = ""
        for given, known in zip(asked, own, strict=True):
            if known.startswith("{"):
                subject = unquote(given)
            elif given != known:
                return None
        return subject


def route(method: str, path: str, *, reads_body: bool = True) -> Callable[[Handler], Route]:
    """Declare the handler of a route; the first line of its docstring says what it does."""

    def declare(handle: Handler) -> Route:
        return Route(method=method, path=path, handle=handle, reads_body=reads_body)

    return declare
