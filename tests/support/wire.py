"""A transport in memory, for tests that decide which bytes a server reads at once."""

import asyncio
from typing import Any


class Wire(asyncio.Transport):
    """Keeps what is written, write by write, and closes as a socket's transport does."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.protocol: asyncio.Protocol | None = None
        self._is_closing = False

    def connect(self, protocol: asyncio.Protocol) -> asyncio.Protocol:
        """Make it the transport of a protocol."""
        self.protocol = protocol
        protocol.connection_made(self)
        return protocol

    @property
    def sent(self) -> bytes:
        return b"".join(self.writes)

    def write(self, data: Any) -> None:
        self.writes.append(bytes(data))

    def is_closing(self) -> bool:
        return self._is_closing

    def get_write_buffer_size(self) -> int:
        return 0

    def pause_reading(self) -> None:
        """Whoever feeds the protocol has no more than it feeds."""

    def resume_reading(self) -> None:
        """The same."""

    def close(self) -> None:
        if not self._is_closing:
            self._is_closing = True
            if self.protocol is not None:
                asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)

    abort = close
