"""Answers with a transport fault: truncated, malformed, slow, mislabelled, or none at all."""

import asyncio

from cs_simulator.operations import Answer
from cs_simulator.scenarios.rules.effects import TransportFault, sent_part
from cs_simulator.server.http.connection import Connection
from cs_simulator.server.http.rendering import Framing, head, is_without_body, whole

# Real seconds between two pieces of a slow answer.
_SLICE = 0.05


async def send(
    answer: Answer,
    fault: TransportFault,
    connection: Connection,
    framing: Framing,
    is_over: asyncio.Event,
) -> None:
    """Send the answer with the fault; where nothing is sent, the connection is closed.

    *is_over* is set once the server is to stop. Raises ``ConnectionError`` if the client leaves.
    """
    match fault.how:
        case "reset" | "empty" | "hang":
            await _send_nothing(fault, connection, is_over)
        case "slow":
            await _send_slowly(answer, fault.amount, connection, framing)
        case "truncate":
            await _send_a_part(answer, sent_part(fault, answer.body), connection, framing)
        case "malformed":
            answer = answer._replace(body=sent_part(fault, answer.body))
            await connection.write(whole(answer, framing))
        case "wrong_content_type":
            await connection.write(whole(answer._replace(content_type=fault.text), framing))
        case "stale" | "close":
            connection.go_stale(fault.amount)
            await connection.write(whole(answer, framing))


async def _send_nothing(
    fault: TransportFault, connection: Connection, is_over: asyncio.Event
) -> None:
    if fault.how == "reset":
        connection.reset()
        return
    if fault.how == "hang":
        await _hang(fault.amount, connection, is_over)
    connection.close_when_sent()


async def _hang(seconds: float, connection: Connection, is_over: asyncio.Event) -> None:
    """Let real *seconds* pass; fewer if the client leaves, or the server is to stop."""
    has_left = asyncio.Event()
    connection.on_lost = has_left.set
    if connection.transport is None:
        return
    waits = [asyncio.ensure_future(event.wait()) for event in (has_left, is_over)]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def _send_a_part(
    answer: Answer, part: bytes, connection: Connection, framing: Framing
) -> None:
    """Announce the whole answer, send a *part* of its body, and close."""
    sent = b"" if is_without_body(answer, framing) else part
    await connection.write(head(answer, framing) + sent)
    if len(part) < len(answer.body):
        connection.close_when_sent()


async def _send_slowly(
    answer: Answer, pace: float, connection: Connection, framing: Framing
) -> None:
    """Announce the whole answer, and send it at *pace* bytes a second."""
    await connection.write(head(answer, framing))
    if is_without_body(answer, framing):
        return
    piece = max(1, int(pace * _SLICE))
    for start in range(0, len(answer.body), piece):
        await connection.write(answer.body[start : start + piece])
        await asyncio.sleep(piece / pace)
