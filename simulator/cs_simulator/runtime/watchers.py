"""Who wants to know when something of a tenant has been kept."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Watchers:
    """Wakes whoever watches a tenant, by its name."""

    def __init__(self) -> None:
        self._awake: dict[str, set[asyncio.Event]] = {}
        self.is_closed = False

    @contextmanager
    def watch(self, name: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something of that tenant has been kept, and at the end."""
        awake = asyncio.Event()
        self._awake.setdefault(name, set()).add(awake)
        try:
            yield awake
        finally:
            self._awake[name].discard(awake)
            if not self._awake[name]:
                del self._awake[name]

    def wake(self, name: str) -> None:
        """Wake those who watch that tenant."""
        for awake in self._awake.get(name, ()):
            awake.set()

    def close(self) -> None:
        """Wake everybody for the last time."""
        self.is_closed = True
        for name in self._awake:
            self.wake(name)
