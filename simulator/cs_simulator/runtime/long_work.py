"""What the server does that may go on long, and that nothing is lost with if it is cut short."""

import asyncio
from collections.abc import Awaitable, Callable


class LongWork:
    """Work that ends when the server is to stop."""

    def __init__(self) -> None:
        self._ends: list[Callable[[], Awaitable[None]]] = []
        self.is_over = asyncio.Event()
        """Set once the server is to stop."""

    def add(self, end: Callable[[], Awaitable[None]]) -> None:
        """Have *end* called when the server is to stop."""
        self._ends.append(end)

    async def end(self) -> None:
        """End all of it."""
        self.is_over.set()
        for end in self._ends:
            await end()
