"""What a control-plane handler is given and what it may raise."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.tenant import Tenant


class ControlError(Exception):
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
    accepts: tuple[str, ...] | None = ("application/json",)
    """The media types that a body may have; ``None`` for any, where nothing is changed."""
    takes: tuple[str, ...] | None = None
    """The fields that the body may have; ``None`` for whatever the handler knows of."""
    gives: str = "application/json"
    """The media type of a good answer."""
    is_stream: bool = False
    """Whether the answer goes on until the caller leaves."""

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return (self.handle.__doc__ or "").strip().partition("\n")[0]

    @property
    def placeholder(self) -> str:
        """The name of the placeholder, if there is one."""
        return self.path.partition("{")[2].partition("}")[0]

    def check_fields(self, body: dict[str, Any]) -> None:
        """Refuse fields of the body that are not known."""
        for name in body:
            if self.takes is not None and name not in self.takes:
                known = f"known are {', '.join(self.takes)}" if self.takes else "there are none"
                raise ControlError(f"unknown field {name!r}; {known}")

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


def route(method: str, path: str, **more: Any) -> Callable[[Handler], Route]:
    """Declare the handler of a route; the first line of its docstring says what it does.

    *more* are fields of :class:`Route`.
    """

    def declare(handle: Handler) -> Route:
        return Route(method=method, path=path, handle=handle, **more)

    return declare
