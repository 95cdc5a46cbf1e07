"""Streams that wait for something of a tenant to be committed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Watchers:
    """The events that watchers of a tenant wait for, by the tenant's name."""

    def __init__(self, limit: int = 0) -> None:
        self._limit = limit
        self._events: dict[str, set[asyncio.Event]] = {}
        self._wakes: dict[str, int] = {}
        self._counted = 0
        self.is_closed = False

    def __len__(self) -> int:
        """How many of those are open that count."""
        return self._counted

    def problem(self, name: str) -> str:
        """Why that tenant may have no further watcher, in words; empty if it may."""
        amount = len(self._events.get(name, ()))
        if not self._limit or amount < self._limit:
            return ""
        what = f"{amount} event streams and watches of the tenant are open"
        return f"{what}; see --tenant-stream-limit"

    def wakes(self, name: str) -> int:
        """How often the watchers of that tenant were woken since the first of them came."""
        return self._wakes.get(name, 0)

    @contextmanager
    def watch(self, name: str, *, is_counted: bool = True) -> Iterator[asyncio.Event]:
        """An event that is set whenever something of that tenant is committed, and at the end."""
        event = asyncio.Event()
        self._events.setdefault(name, set()).add(event)
        self._counted += is_counted
        try:
            yield event
        finally:
            self._counted -= is_counted
            self._events[name].discard(event)
            if not self._events[name]:
                del self._events[name]
                self._wakes.pop(name, None)

    def wake(self, name: str) -> None:
        """Wake the watchers of that tenant."""
        if name in self._events:
            self._wakes[name] = self.wakes(name) + 1
        for event in self._events.get(name, ()):
            event.set()

    def close(self) -> None:
        """Wake all watchers for the last time."""
        self.is_closed = True
        for name in self._events:
            self.wake(name)
