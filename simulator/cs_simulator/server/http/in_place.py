"""Connections whose calls are answered at the moment at which they have come.

aiohttp wakes a task for each request, which starts another one for its handler and waits for that:
three turns of the event loop. A call that waits for nothing needs none of them: it is run, and its
answer written, while its bytes are taken in. One that waits is finished by a task of its own.

Only what is simple goes this way: a whole request on a connection that has nothing else to do.
Everything else is aiohttp's, also whatever comes behind it meanwhile, so that answers keep their
order. aiohttp's own task sleeps until there is something for it; during a call that waits, it looks
to aiohttp as if that task were answering a request, which is what ``shutdown`` and
``connection_lost`` rely on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from types import coroutine
from typing import Any, NamedTuple, TypeVar, cast

from aiohttp import HttpVersion11, web
from aiohttp.http_parser import HttpRequestParser, RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler, _ErrInfo

from cs_simulator.runtime.logs import log
from cs_simulator.server.http.bounds import Bounds
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.http.responses import Refuse

T = TypeVar("T")

# What this module uses of aiohttp's RequestHandler, and what that means by it.
USED = (
    "_buffer_paused",  # nothing is read, since too much waits to be answered
    "_close",  # the connection ends after the answer in progress
    "_force_close",  # it ends now
    "_handler_waiter",  # what `shutdown` waits for while an answer is in progress
    "_keepalive_handle",  # the timer that closes the connection where nothing comes
    "_keepalive_timeout",  # after how many seconds that is
    "_messages",  # the requests that have come, each with the stream of its body
    "_next_keepalive_close_time",
    "_parser",  # has `message_consumed`, for each request that is taken out of `_messages`
    "_paused",  # the client does not read what is sent
    "_process_keepalive",  # closes the connection if `_waiter` waits
    "_request_in_progress",  # whether `shutdown` has to wait for an answer
    "_task_handler",  # the task that answers
    "_upgraded",  # what comes is no HTTP
    "_waiter",  # what aiohttp's task sleeps on; ``None`` while it answers
)


def is_possible() -> bool:
    """Whether the aiohttp that is installed has all of that; else everything goes its own way."""
    has_parser = hasattr(HttpRequestParser, "message_consumed")
    return has_parser and all(hasattr(RequestHandler, name) for name in USED)


Answer = Callable[[RawRequestMessage, bytes, Connection], Coroutine[Any, Any, bytes]]
"""Answers a request, given its body; returns what is to be sent."""


class InPlace(NamedTuple):
    """What is answered in place, and how."""

    takes: Callable[[RawRequestMessage, int], bool]
    """Whether it answers a request, which has a body of so many bytes."""
    answer: Answer


class ConnectionInPlace(Connection):
    """A connection of one client, whose calls are answered in place."""

    __slots__ = ("_aiohttp_task", "_asleep", "_calls")

    def __init__(
        self, server: web.Server, bounds: Bounds, refuse: Refuse, calls: InPlace, **options: Any
    ) -> None:
        super().__init__(server, bounds, refuse, **options)
        self._calls = calls
        self._aiohttp_task: asyncio.Task[None] | None = None
        self._asleep: asyncio.Future[None] | None = None
        """What that sleeps on, while a task of ours stands in its place."""

    def data_received(self, data: bytes) -> None:
        """Take in what came, and answer it if that can be done in place."""
        waiter = self._waiter
        if waiter is None or waiter.done():
            super().data_received(data)
            return
        self._waiter = None  # so that aiohttp is not woken yet
        try:
            super().data_received(data)
        finally:
            self._waiter = waiter
        if self._messages:
            self._go_on(waiter)

    def connection_lost(self, exc: BaseException | None) -> None:
        """End; a call in progress is finished, for nobody."""
        asleep, self._asleep, self._aiohttp_task = self._asleep, None, None
        super().connection_lost(exc)
        if asleep is not None:
            asleep.cancel()

    def _go_on(self, waiter: asyncio.Future[None]) -> None:
        """Answer what has come, up to a request that is for aiohttp, or that waits itself."""
        self._waiter = None  # what comes meanwhile is only put behind the others
        try:
            while self._messages and not self.has_left():
                message, payload = self._messages[0]
                if isinstance(message, _ErrInfo) or not self._is_for_us(message, payload):
                    waiter.set_result(None)
                    break
                self._messages.popleft()
                self._parser.message_consumed()  # type: ignore[union-attr]
                call = self._calls.answer(message, payload.read_nowait(), self)
                if self._begin(call, waiter):
                    return  # it waits
        except Exception:  # noqa: BLE001 - it ends this connection, and no other
            log.exception("http.failed")
            self._force_close = True
        self._waiter = waiter
        if self._force_close:
            self.force_close()

    def _is_for_us(self, message: RawRequestMessage, payload: StreamReader) -> bool:
        """Whether a request is whole and simple, and its answer can be written at once."""
        if self._paused or self._buffer_paused or self._upgraded or self._close:
            return False
        if message.should_close or message.upgrade or self.is_ending:
            return False
        if message.chunked or message.version != HttpVersion11 or not payload.is_eof():
            return False
        return self._calls.takes(message, payload.total_bytes)

    def _begin(self, call: Coroutine[Any, Any, bytes], waiter: asyncio.Future[None]) -> bool:
        """Run a call up to its answer, or up to what it waits for; returns whether it waits."""
        try:
            awaited = call.send(None)
        except StopIteration as end:
            self._send(end.value, self.last_received)
            return False
        self._aiohttp_task, self._asleep = self._task_handler, waiter
        self._request_in_progress = True
        self._task_handler = self._loop.create_task(self._finish(_rest_of(call, awaited)))
        return True

    async def _finish(self, rest: Awaitable[bytes]) -> None:
        """Wait for the rest of a call; whether it ends well or not, the connection is free then."""
        answer = None
        try:
            answer = await rest
        except Exception:  # noqa: BLE001 - it ends this connection, and no other
            log.exception("http.failed")
        finally:
            self._come_back(answer)

    def _come_back(self, answer: bytes | None) -> None:
        """Send the answer, and go on with what has come meanwhile; without one, close."""
        self._request_in_progress = False
        if self._handler_waiter is not None and not self._handler_waiter.done():
            self._handler_waiter.set_result(None)
        waiter, self._asleep = self._asleep, None
        if waiter is None:
            return  # the client has left
        self._waiter, self._task_handler, self._aiohttp_task = waiter, self._aiohttp_task, None
        if answer is not None:
            self._send(answer, self._loop.time())
        if answer is None or self._close or self._force_close or self.is_ending:
            self.force_close()
        else:
            self._go_on(waiter)

    def _send(self, answer: bytes, now: float) -> None:
        """Send an answer, and keep the connection open for the next request."""
        if answer and self._wire is not None and not self._wire.is_closing():
            self._wire.write(answer)
        self._next_keepalive_close_time = now + self._keepalive_timeout
        if self._keepalive_handle is None:
            self._keepalive_handle = self._loop.call_at(
                self._next_keepalive_close_time, self._process_keepalive
            )


@coroutine
def _rest_of(call: Coroutine[Any, Any, T], awaited: object) -> Generator[Any, Any, T]:
    """Go on with a coroutine that was begun outside of a task, and waits for something."""
    while True:
        try:
            given = yield awaited
        except BaseException as problem:  # noqa: BLE001 - the coroutine's to handle
            step = partial(call.throw, problem)
        else:
            step = partial(call.send, given)
        try:
            awaited = step()
        except StopIteration as end:
            return cast("T", end.value)
