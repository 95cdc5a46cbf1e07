"""Resetting a connection, where closing it would end it properly."""

import asyncio
import socket
import struct

# Linger on, for 0 seconds: closing the socket then sends a reset.
_LINGER = struct.pack("ii", 1, 0)


def reset(transport: asyncio.Transport) -> None:
    """Reset a connection, which no client takes for the end of a response."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
    transport.abort()
