"""Responses with a transport fault: truncated, malformed, slow, mislabelled, or none at all."""

import asyncio

from aiohttp import web

from cs_simulator.operations import Answer
from cs_simulator.scenarios.rules.effects import TransportFault, sent_part
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.http.resetting import reset
from cs_simulator.server.http.responses import headers_of

# Real seconds between two pieces of a slow response.
_SLICE = 0.05


async def send(
    answer: Answer, fault: TransportFault, request: web.Request, is_over: asyncio.Event
) -> web.StreamResponse:
    """Send the answer with the fault; where nothing is sent, the connection is closed.

    *is_over* is set once the server is to stop.
    """
    part = sent_part(fault, answer.body)
    match fault.how:
        case "reset" | "empty" | "hang":
            return await _send_nothing(fault, request, is_over)
        case "malformed":
            return _response(answer, part)
        case "wrong_content_type":
            return _response(answer._replace(content_type=fault.text), answer.body)
        case "truncate":
            return await _send(answer, request, part, 0)
        case "slow":
            return await _send(answer, request, answer.body, fault.amount)
        case "stale" | "close":
            if isinstance(request.protocol, Connection):
                request.protocol.go_stale(fault.amount)
            return _response(answer, answer.body)


async def _send_nothing(
    fault: TransportFault, request: web.Request, is_over: asyncio.Event
) -> web.Response:
    if fault.how == "reset":
        return _reset(request)
    if fault.how == "hang":
        await _hang(fault.amount, request, is_over)
    return _close(request)


async def _hang(seconds: float, request: web.Request, is_over: asyncio.Event) -> None:
    """Let real *seconds* pass; fewer if the client leaves, or the server is to stop."""
    has_left = asyncio.Event()
    if isinstance(request.protocol, Connection):
        request.protocol.on_lost = has_left.set
    if request.transport is None:
        return
    waits = [asyncio.ensure_future(event.wait()) for event in (has_left, is_over)]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _response(answer: Answer, body: bytes) -> web.Response:
    return web.Response(status=answer.status, body=body, headers=headers_of(answer))


async def _send(
    answer: Answer, request: web.Request, body: bytes, pace: float
) -> web.StreamResponse:
    """Announce the whole answer, and send *body* at *pace* bytes a second; 0 sends it at once."""
    response = web.StreamResponse(status=answer.status, headers=headers_of(answer))
    response.content_length = len(answer.body)
    await response.prepare(request)
    piece = max(1, int(pace * _SLICE)) if pace else max(1, len(body))
    for start in range(0, len(body), piece):
        await response.write(body[start : start + piece])
        if pace:
            await asyncio.sleep(piece / pace)
    if len(body) < len(answer.body):
        _close(request)
    return response


def _reset(request: web.Request) -> web.Response:
    """Reset the connection, which no client takes for the end of a response."""
    if request.transport is not None:
        reset(request.transport)
    return web.Response()


def _close(request: web.Request) -> web.Response:
    """Close the connection once everything written to it is sent."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()
