"""What a handler of the control plane is given, what it may raise, and how it is declared."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web

from cs_simulator.domain.docstrings import first_line
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.engine import redaction
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.suggestions import did_you_mean, short
from cs_simulator.server.control.contract.endpoint import COMMON_QUERY, Answer, Endpoint

_LONGEST_NAME = 128
_MAKE_TENANT = "X-Simulator-Make-Tenant"


class ControlError(Exception):
    """The call is refused; the text says what to change."""

    def __init__(self, message: str, *, status: int = 400, code: str = "BadRequest") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details: dict[str, object] = {}
        """What the body has besides ``code`` and ``message``."""


class NotFoundError(ControlError):
    """There is no such thing; answered with 404."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"there is no {kind} {name!r}", status=404, code="NotFound")


def check_name(name: object) -> str:
    """The name of a new tenant; raises :class:`ControlError` for what is none."""
    if not isinstance(name, str) or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise ControlError(
            f"the name of a tenant is a text of at most {_LONGEST_NAME} printable characters"
        )
    if redaction.text(name) != name:  # it is stored and shown everywhere
        raise ControlError("the name of a tenant has something in it that looks like a secret")
    return name


def named(request: web.Request, what: str) -> str:
    """What the query names as its ``tenant`` or ``replica``, or else the header for it."""
    header = f"X-Simulator-{what.title()}"
    return escape_invalid(request.query.get(what, "") or request.headers.get(header, ""))


@dataclass(frozen=True, slots=True)
class ControlCall:
    """One call of the control plane."""

    simulator: Simulator
    request: web.Request
    body: dict[str, Any]
    subject: str = ""
    """What the path has in the place of the placeholder."""
    in_hand: list[Tenant] = field(default_factory=list)
    """The tenants to which nothing is done as a whole until the call is answered."""

    @property
    def reading(self) -> float:
        """The monotonic clock, now."""
        return self.simulator.system_clock.monotonic()

    @property
    def limit(self) -> int:
        """How many entries to return at most: ``?limit=``, by default 1000."""
        text = self.request.query.get("limit", "1000")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ControlError(f"limit is a whole number, not {text!r}")
        return int(text)

    @property
    def named_tenant(self) -> str:
        """The name of the tenant that the query or a header has; empty if neither has one."""
        return named(self.request, "tenant")

    @property
    def tenant_name(self) -> str:
        """The name of the tenant that the call is about.

        Raises :class:`ControlError` for one that the call would make, if it must not or if that is
        no name; ``default`` is always there.
        """
        name = self.named_tenant or DEFAULT
        if name != DEFAULT and name not in self.simulator.tenants:
            if not self._may_make_tenant:
                raise NotFoundError("tenant", name)
            check_name(name)
        return name

    @property
    def _may_make_tenant(self) -> bool:
        """Whether a tenant that is not there is made: by no read, nor if the client forbids it."""
        return self.request.method != "GET" and self.request.headers.get(_MAKE_TENANT) != "no"

    async def tenant(self) -> Tenant:
        """The tenant that the call is about, in hand until the call is answered."""
        return await self.hold(self.tenant_name)

    async def hold(self, name: str) -> Tenant:
        """The tenant of that name: nothing is done to it as a whole until the call is answered."""
        for held in self.in_hand:
            if held.name == name:
                return held
        tenants = self.simulator.tenants
        # Also if this one is deleted while the call waits for it.
        may_make = self._may_make_tenant or name == DEFAULT
        tenant = await (tenants.get(name) if may_make else tenants.find(name))
        if tenant is None:
            raise NotFoundError("tenant", name)
        return self._take(tenant)

    async def tenant_or_blank(self) -> Tenant:
        """The tenant that the call is about; a blank one in place of one that is damaged."""
        name = self.tenant_name
        for held in self.in_hand:
            if held.name == name:
                return held
        return self._take(await self.simulator.tenants.get_or_blank(name))

    def _take(self, tenant: Tenant) -> Tenant:
        tenant.calls += 1
        self.in_hand.append(tenant)
        return tenant

    async def keep(self) -> None:
        """Wait until no restart takes back what the answer may say of the tenants in hand.

        Raises ``StorageError`` if that fails.
        """
        for tenant in self.in_hand:
            if not tenant.is_stale and not tenant.is_blank:
                await self.simulator.keep(tenant)

    def let_go(self) -> None:
        """Have no tenant in hand any more, for what is done to one as a whole or goes on long."""
        while self.in_hand:
            self.in_hand.pop().leave()


class Declared(NamedTuple):
    """A route that is loaded when it is first called."""

    module: str
    """Where it is, below ``cs_simulator.server.control``."""
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class Route:
    """An endpoint with its handler."""

    endpoint: Endpoint[Any]
    handle: Callable[[ControlCall], Awaitable[object]]

    @property
    def summary(self) -> str:
        """What the call does, in one line: the first one of the handler's docstring."""
        return first_line(self.handle)

    def check_fields(self, body: dict[str, Any]) -> None:
        """Refuse fields of the body that the endpoint does not have."""
        known = self.endpoint.fields
        if known is not None:
            _refuse_unknown("field", body, known)

    def check_query(self, query: Iterable[str]) -> None:
        """Refuse names of query parameters that the endpoint does not have."""
        if not self.endpoint.passes_query:
            _refuse_unknown("query parameter", query, (*COMMON_QUERY, *self.endpoint.query))


def _refuse_unknown(what: str, given: Iterable[str], known: Collection[str]) -> None:
    for name in given:
        if name not in known:
            advice = f"known are {', '.join(known)}" if known else "there are none"
            hint = did_you_mean(name, known)
            raise ControlError(f"unknown {what} {short(name)}{hint}; {advice}")


def route(
    endpoint: Endpoint[Answer],
) -> Callable[[Callable[[ControlCall], Awaitable[Answer | web.StreamResponse]]], Route]:
    """Declare the handler of an endpoint: it returns the answer, or a response of its own."""

    def declare(handle: Callable[[ControlCall], Awaitable[Answer | web.StreamResponse]]) -> Route:
        return Route(endpoint, handle)

    return declare
