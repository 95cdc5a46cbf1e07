"""What a control-plane handler is given and what it may raise."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

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
    """What the path names at its end, where the route has ``{id}`` there."""

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
Routes = dict[tuple[str, str], Handler]
"""Handlers by method and path below ``/_simulator/``."""
