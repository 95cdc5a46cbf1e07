"""The gate of the tenants: what is done to a tenant as a whole has it for itself.

A tenant is closed by its name while it is loaded, made, reset, replaced or deleted: whoever looks
for it waits. Calls that have it in hand are counted by the tenant itself, and waited for.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from cs_simulator.runtime.tenants.tenant import Tenant


@dataclass(slots=True)
class Alone:
    """A tenant that something has for itself."""

    name: str
    tenant: Tenant | None
    """What memory has of it."""

    @property
    def usable(self) -> Tenant | None:
        """The tenant if it agrees with the store: at the end, what calls find."""
        tenant = self.tenant
        return None if tenant is None or tenant.is_stale or tenant.is_blank else tenant


class Gate:
    """The tenants that are closed now."""

    def __init__(self) -> None:
        self._closed: dict[str, asyncio.Future[None]] = {}
        """By name; each is done when the tenant can be looked for again."""

    def is_closed(self, name: str) -> bool:
        """Whether that tenant is not to be used now."""
        return name in self._closed

    async def opened(self, name: str) -> None:
        """Wait until that tenant can be looked for again: it may be closed again by then.

        Raises what its loading raised.
        """
        if closed := self._closed.get(name):
            await asyncio.shield(closed)

    async def opened_anyhow(self, name: str) -> None:
        """Wait until that tenant is not closed, whatever went wrong meanwhile for others."""
        while name in self._closed:
            with suppress(Exception):
                await self.opened(name)

    @contextmanager
    def closed(self, name: str, *, fails_for_all: bool = False) -> Iterator[None]:
        """Close a tenant that is open while the block runs.

        What the block raises is raised for those that wait too if it *fails_for_all*; else they
        look again.
        """
        opened = self._closed[name] = asyncio.get_running_loop().create_future()
        try:
            yield
        except BaseException as problem:
            if fails_for_all:
                opened.set_exception(problem)
                opened.exception()  # retrieved: asyncio would warn where no call waits
            raise
        finally:
            del self._closed[name]
            if not opened.done():
                opened.set_result(None)
