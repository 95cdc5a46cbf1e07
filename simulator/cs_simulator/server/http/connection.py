"""One connection: aiohttp's, with bounds in time, and refusals in the dialect of the plane."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader
from aiohttp.web_protocol import RequestHandler, _ErrInfo

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.runtime.logs import log
from cs_simulator.server.http.body import RequestFailedError
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.resetting import reset
from cs_simulator.server.http.responses import Refuse
from cs_simulator.server.http.unparsable import BEGINNING, error_of, target_of

# What happens when clients leave, or have been refused in the middle of their body.
_EXPECTED = (OSError, RequestFailedError, web.RequestPayloadError, web.PayloadAccessError)


class Connection(RequestHandler):
    """A connection of one client."""

    __slots__ = (
        "_beginning",
        "_body",
        "_bounds",
        "_is_stale",
        "_moved",
        "_part",
        "_refuse",
        "_since",
        "_target",
        "_unsent",
        "_wire",
        "last_received",
        "on_lost",
    )  # fmt: skip

    def __init__(self, server: web.Server, bounds: Bounds, refuse: Refuse, **options: Any) -> None:
        super().__init__(server, **options)
        self._bounds = bounds
        self._refuse = refuse
        self._wire: asyncio.Transport | None = None
        self._body: StreamReader = EMPTY_PAYLOAD
        self._beginning, self._target = b"", ""
        self._is_stale = False
        self._part = ""
        """What has not come whole yet: ``headers``, ``body`` or nothing."""
        self._since = 0.0
        self._unsent, self._moved = 0, 0.0
        self.last_received = self._loop.time()
        self.on_lost: Callable[[], None] | None = None
        """Called once the connection is gone."""

    # ---- bounds

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin; the bounds look after it from here on."""
        super().connection_made(transport)
        self._wire = self.transport
        self._bounds.add(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        """End."""
        self._bounds.discard(self)
        self._wire = None
        super().connection_lost(exc)
        if self.on_lost is not None:
            self.on_lost()

    @property
    def is_awaited(self) -> bool:
        """Whether the server waits for a request, or for the rest of one."""
        return bool(self._part) or self._waiter is not None

    @property
    def is_idle(self) -> bool:
        """Whether it has been used, and nothing is under way on it."""
        return self._request_count > 0 and not self._part and self._waiter is not None

    @property
    def is_ending(self) -> bool:
        """Whether it is to be closed after the answer in progress, or the next one."""
        return self._bounds.is_ending

    def abort(self) -> None:
        """Close it at once, whatever is still to be sent."""
        if self._wire is not None:
            self._wire.abort()

    def has_left(self) -> bool:
        """Whether the client has closed it, or it is being closed."""
        return self._wire is None or self._wire.is_closing()

    def check(self, now: float) -> None:
        """Refuse a request that takes too long to come; give up an answer that nobody reads."""
        waited = now - self._since
        if self._part == "headers" and waited > self._bounds.header_time:
            self._refuse_headers(errors.REQUEST_TOO_SLOW(part="head", seconds=f"{waited:.0f}"))
        elif self._part == "body" and waited > self._bounds.body_time:
            self._fail_body(errors.REQUEST_TOO_SLOW(part="body", seconds=f"{waited:.0f}"))
        unsent = self._wire.get_write_buffer_size() if self._wire else 0
        if unsent != self._unsent:
            self._unsent, self._moved = unsent, now
        elif unsent and now - self._moved > self._bounds.body_time:
            log.warning("http.unread", bytes=unsent)
            self.abort()

    def go_stale(self, idle: float) -> None:
        """Close it once no request has come for *idle* seconds; with 0, reset the next request."""
        if idle:
            self._loop.call_later(idle, self._close_if_idle, self._request_count)
        else:
            self._is_stale = True

    def _close_if_idle(self, count: int) -> None:
        if self._request_count == count and not self._part and self._wire is not None:
            self._wire.close()

    # ---- what comes

    def data_received(self, data: bytes) -> None:
        """Take in what came: see which part of a request is under way, and what is no request."""
        if self._is_stale:
            self.reset()
            return
        count, body = self._request_count, self._body
        super().data_received(data)
        now = self.last_received = self._loop.time()
        is_new = self._request_count != count
        if is_new:
            message, self._body = self._messages[-1]
            self._part = ""
            if isinstance(message, _ErrInfo):
                self._refuse_unparsable(message.exc, body, data)
        if not self._body.is_eof():
            part = "body"
        elif is_new or self._part == "body":
            part = ""
        else:
            part = "headers" if data else self._part
        if part != self._part:
            self._part, self._since = part, now
        if part == "headers":
            self._beginning = self._beginning or data[:BEGINNING]
        else:
            self._beginning = b""

    def _refuse_unparsable(self, problem: BaseException, body: StreamReader, data: bytes) -> None:
        """Refuse what cannot be parsed: a request, or the rest of the *body* of the last one."""
        error = error_of(problem, self.max_line_size)
        if body.is_eof():
            log.warning("http.refused", code=error.code, message=error.message, bytes=len(data))
            self._target = target_of(self._beginning or data)
        else:
            self._messages.pop()
            self._body = body
            self._fail_body(error)

    def _refuse_headers(self, error: ApiError) -> None:
        """Answer a request whose headers do not come with an error, as its last one."""
        log.warning("http.refused", code=error.code, message=error.message)
        self._part, self._target = "", target_of(self._beginning)
        info = _ErrInfo(status=error.status, exc=RequestFailedError(error), message="")
        self._messages.append((info, EMPTY_PAYLOAD))
        self._close = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail_body(self, error: ApiError) -> None:
        """Have whoever reads the body get an error, and log it; the connection ends with that."""
        self._part = ""
        self._body.set_exception(RequestFailedError(error))
        self._body.feed_eof()
        self._close = True

    # ---- what is answered, and logged

    async def write(self, raw: bytes) -> None:
        """Send bytes, and wait until there is room for more; raises ``ConnectionError``."""
        if self._wire is None or self._wire.is_closing():
            raise ConnectionError("the client has left")
        self._wire.write(raw)
        await self._drain_helper()

    def close_when_sent(self) -> None:
        """Close it once everything written to it is sent."""
        if self._wire is not None:
            self._wire.close()

    def reset(self) -> None:
        """Reset it, which no client takes for the end of an answer."""
        if self._wire is not None:
            reset(self._wire)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,  # noqa: ARG002 - aiohttp's signature
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        """Refuse what could not be parsed, or what broke, in the dialect of its plane."""
        target = self._target
        if isinstance(exc, OSError):  # the client has left
            raise ConnectionError
        if isinstance(exc, RequestFailedError):
            error = exc.error
        elif isinstance(exc, HttpProcessingError):
            error = error_of(exc, self.max_line_size)
        else:
            log.exception("http.failed")
            error, target = errors.INTERNAL_ERROR(), request.raw_path
        if request.writer.output_size > 0:
            raise ConnectionError("a part of the answer has left already")
        response = self._refuse(error, target)
        response.force_close()
        return response

    def log_exception(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Log what aiohttp says of an exception: one line, unless it is a mistake of ours."""
        problem = options.get("exc_info")
        if isinstance(problem, _EXPECTED):
            log.debug("http.abandoned", problem=type(problem).__name__)
        else:
            log.exception("http.failed")


def connection_of(request: web.BaseRequest) -> Connection:
    """The connection by which a request came; every port of ours has such."""
    connection = request.protocol
    assert isinstance(connection, Connection)  # noqa: S101 - see HttpServer
    return connection
