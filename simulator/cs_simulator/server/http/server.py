"""The HTTP server of one port: who may come in is decided here, for all planes alike."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple

from aiohttp import HttpVersion10, HttpVersion11, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.http import in_place
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.http.hosts import Hosts
from cs_simulator.server.http.responses import Refuse

_VERSIONS = (HttpVersion11, HttpVersion10)
# Methods whose answers have no body, or another meaning.
_FRAMED_OTHERWISE = ("HEAD", "CONNECT")

Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Calls(NamedTuple):
    """The requests of a port that may be answered in place."""

    are_at: Callable[[str], bool]
    """Whether they have that target."""
    answer: in_place.Answer
    """Answers one, given its body."""


class HttpServer(web.Server):
    """Makes a connection for each client of a port, and answers their requests."""

    def __init__(
        self,
        handle: Handle,
        refuse: Refuse,
        hosts: Hosts,
        bounds: Bounds,
        settings: Settings,
        calls: Calls | None = None,
    ) -> None:
        super().__init__(self._admit, request_factory=self._request)  # type: ignore[arg-type]
        self.bounds = bounds
        self.refuse = refuse
        self._handle = handle
        self._in_place = None
        if calls is not None and in_place.is_possible():
            takes = partial(_takes, calls, hosts, settings.body_limit)
            self._in_place = in_place.InPlace(takes, calls.answer)
        self._hosts = hosts
        self._body_limit = settings.body_limit
        self._options: dict[str, Any] = {
            "access_log": None,
            "auto_decompress": False,
            "keepalive_timeout": settings.idle_time,
            # Well above our own limit, so that a URL that is too long gets the API's own error.
            "max_line_size": 8 * settings.url_limit,
        }

    def __call__(self) -> RequestHandler:
        """A connection that is about to be made."""
        if self._in_place is None:
            return Connection(self, self.bounds, self.refuse, loop=self._loop, **self._options)
        return in_place.ConnectionInPlace(
            self, self.bounds, self.refuse, self._in_place, loop=self._loop, **self._options
        )

    def _request(
        self,
        message: RawRequestMessage,
        payload: StreamReader,
        protocol: RequestHandler,
        writer: AbstractStreamWriter,
        task: "asyncio.Task[None]",
    ) -> web.Request:
        if message.version not in _VERSIONS:  # else the answer would claim to be of it too
            message = message._replace(version=HttpVersion10)
        if self.bounds.is_ending:
            message = message._replace(should_close=True)
        return web.Request(
            message, payload, protocol, writer, task, self._loop, client_max_size=self._body_limit
        )

    async def _admit(self, request: web.Request) -> web.StreamResponse:
        """Answer a request; the connection is closed after that if the server is about to end."""
        response = await self._answer(request)
        if self.bounds.is_ending:
            response.force_close()
        return response

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, unless it is refused before anything looks at it."""
        headers = request.headers
        error = self._hosts.problem(headers, request.raw_path)
        if error is None and request.method == "CONNECT":
            error = errors.METHOD_NOT_SUPPORTED()
        if error is None and "Expect" in headers:
            error = await _meet_expectation(request)
        if error is None:
            return await self._handle(request)
        log.warning("http.refused", code=error.code, method=request.method)
        response = self.refuse(error, request.raw_path)
        if request.body_exists:
            response.force_close()
        return response


def _takes(
    calls: Calls, hosts: Hosts, body_limit: int, message: RawRequestMessage, length: int
) -> bool:
    """Whether a request is a call that nothing here has to refuse, decode or frame otherwise."""
    headers, target = message.headers, message.path
    if message.method in _FRAMED_OTHERWISE or "Expect" in headers or not calls.are_at(target):
        return False
    if length and (length > body_limit or "Content-Encoding" in headers):
        return False
    return hosts.problem(headers) is None


async def _meet_expectation(request: web.Request) -> ApiError | None:
    """Tell a client that waits for that to send its body; the error for any other expectation."""
    if request.headers["Expect"].lower() != "100-continue":
        return errors.EXPECTATION_UNKNOWN()
    if request.version == HttpVersion11 and request.body_exists:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # nothing of the answer itself has left
    return None


def serve_with(
    app: web.Application,
    handle: Handle,
    refuse: Refuse,
    bounds: Bounds,
    settings: Settings,
    calls: Calls | None = None,
) -> None:
    """Have an application's ports served by :class:`HttpServer`, whatever runs it.

    Raises :class:`~cs_simulator.domain.errors.UsageError` for names that are none.
    """
    hosts = Hosts(settings)

    def make(**options: Any) -> web.Server:  # noqa: ARG001 - those of aiohttp's own server
        return HttpServer(handle, refuse, hosts, bounds, settings, calls)

    # aiohttp has no other place to say of which class its connections are.
    app._make_handler = make  # type: ignore[method-assign]  # noqa: SLF001
