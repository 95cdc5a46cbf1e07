"""Streams that wait for something of a tenant to be committed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Watchers:
    """The events that watchers of a tenant wait for, by the tenant's name."""

    def __init__(self) -> None:
        self._events: dict[str, set[asyncio.Event]] = {}
        self.is_closed = False

    @contextmanager
    def watch(self, name: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something of that tenant is committed, and at the end."""
        event = asyncio.Event()
        self._events.setdefault(name, set()).add(event)
        try:
            yield event
        finally:
            self._events[name].discard(event)
            if not self._events[name]:
                del self._events[name]

    def wake(self, name: str) -> None:
        """Wake the watchers of that tenant."""
        for event in self._events.get(name, ()):
            event.set()

    def close(self) -> None:
        """Wake all watchers for the last time."""
        self.is_closed = True
        for name in self._events:
            self.wake(name)
