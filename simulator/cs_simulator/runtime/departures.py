"""A tenant leaves for another simulator. What the other one does is in ``arrivals.py``.

1. :meth:`Departures.leave`: it is closed, and noted as leaving. :meth:`Departures.export` writes
   everything that it has to a file, as often as needed: nothing of it changes any more.
2. There, :meth:`~cs_simulator.runtime.arrivals.Arrivals.arrive`: all of it is there in one
   transaction, noted with the same move.
3. :meth:`Departures.end`: it is deleted, and noted as having left, in one transaction.

Each of them may be repeated, whatever broke before. Until it has come there, the move can be taken
back: by :meth:`~cs_simulator.runtime.arrivals.Arrivals.withdraw` there, so that it cannot come any
more, and then by :meth:`Departures.cancel` here.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from cs_simulator.domain.errors import DamagedTenantError
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.committer import Committer
from cs_simulator.runtime.supervision import Supervision
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.gate import Alone
from cs_simulator.runtime.tenants.moves import MoveError, NoMoveError, TenantInUseError
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.runtime.watchers import Watchers
from cs_simulator.storage.moves import NOTHING, Move
from cs_simulator.storage.store import Store

# Real seconds for which calls that have the tenant in hand are waited for.
PATIENCE = 5.0


class Departures:
    """The tenants of one store that leave."""

    def __init__(
        self,
        tenants: Tenants,
        factory: TenantFactory,
        store: Store,
        committer: Committer,
        watchers: Watchers,
        supervision: Supervision,
        system_clock: SystemClock,
    ) -> None:
        self._tenants = tenants
        self._factory = factory
        self._store = store
        self._committer = committer
        self._watchers = watchers
        self._supervision = supervision
        self._system_clock = system_clock

    async def leave(
        self, name: str, url: str, replica: str = "", *, patience: float = PATIENCE
    ) -> Move:
        """Close the tenant for its move to the simulator at *url*; returns what is noted.

        One that is leaving for there already, or that has left for there, is an answer. Raises
        :class:`TenantInUseError` if calls have it in hand for longer than *patience* seconds,
        :class:`MoveError` if it is on its way to somewhere else or is not there, and
        :class:`~cs_simulator.domain.errors.DamagedTenantError` for one that cannot be loaded.
        """
        name = escape_invalid(name)
        async with self._soon_alone(name, patience) as alone:
            noted = self._tenants.moves.get(name)
            if noted is not None and noted.state in ("leaving", "left"):
                return self._going_on(noted, url, replica)
            if name not in self._tenants.directory:  # deleted while this waited
                raise NoMoveError("there is no such tenant", subject=f"the tenant {name!r}")
            tenant = await self._tenants.load(alone)
            tenant.has_changes = True  # its clock, and what polling calls have last seen
            await self._committer.require_kept(tenant, with_journal=True)
            move = Move(
                name=name,
                move=secrets.token_hex(16),
                state="leaving",
                url=url,
                replica=replica,
                came=noted.came if noted else "",
                at=self._system_clock.wall(),
                amount=NOTHING,
                came_with=noted.came_with if noted else NOTHING,
                withdrawn=noted.withdrawn if noted else "",
            )
            move = await self._store.moving.leave(tenant.number, move)
            self._tenants.moves.note(move)
            self._tenants.drop(alone)
        self._watchers.wake(name)
        return move

    def _going_on(self, noted: Move, url: str, replica: str) -> Move:
        is_there = bool(replica) and noted.replica == replica  # by another address of its
        if noted.url != url and not is_there:
            is_over = noted.state == "left"
            raise MoveError(
                f"it {'was moved' if is_over else 'is being moved'} to {noted.url}, not to {url}",
                subject=f"the tenant {noted.name!r}",
                advice="" if is_over else "finish that move, or cancel it",
            )
        return noted

    @asynccontextmanager
    async def _soon_alone(self, name: str, patience: float) -> AsyncIterator[Alone]:
        """The tenant for itself; raises :class:`TenantInUseError` if that is not to be had soon."""
        try:
            async with asyncio.timeout(patience) as limit:
                async with self._tenants.alone(name, for_move=True) as alone:
                    limit.reschedule(None)
                    yield alone
        except TimeoutError:
            tenant = self._tenants.loaded.get(name)
            calls = tenant.calls if tenant else 0
            what = f"{calls} calls are" if calls != 1 else "1 call is"
            raise TenantInUseError(
                f"{what} still under way after {patience:g} seconds",
                subject=f"the tenant {name!r}",
                advice="try again once they have ended",
            ) from None

    async def export(self, name: str, path: str) -> None:
        """Write everything that a tenant has that is leaving to a file."""
        move = self._leaving(escape_invalid(name))
        number = self._tenants.directory.number(move.name)
        if number is None or move.damage:
            raise NoMoveError(
                "what is noted of its move is damaged",
                subject=f"the tenant {move.name!r}",
                advice="cancel it",
            )
        await self._store.moving.export(number, move, path)

    async def end(self, name: str, move_id: str) -> Move:
        """Delete a tenant that has come where it was to go; returns what is noted.

        Nothing happens if that was done before.
        """
        name = escape_invalid(name)
        async with self._tenants.alone(name, for_move=True) as alone:
            noted = self._tenants.moves.get(name)
            if noted is not None and noted.state == "left" and noted.move == move_id:
                return noted
            move = self._leaving(name, move_id)
            left = move._replace(state="left", at=self._system_clock.wall())
            number = self._tenants.directory.number(name)
            await self._store.moving.end(number or 0, left)
            self._tenants.forget(alone)
            self._tenants.moves.note(left)
            self._supervision.forget(name)
            self._factory.metrics.forget(name)
        return left

    async def cancel(self, name: str, move_id: str = "") -> Move:
        """Open a tenant again that is leaving; without a *move_id*, by whatever move it is.

        Raises :class:`NoMoveError` if it is not leaving. Returns the move as it was noted.
        """
        name = escape_invalid(name)
        async with self._tenants.alone(name, for_move=True) as alone:
            move = self._leaving(name, move_id)
            if move.came:
                before = move._replace(
                    move=move.came, state="arrived", url="", replica="", amount=move.came_with
                )
                await self._store.moving.put(before)
                self._tenants.moves.note(before)
            else:
                await self._store.moving.forget(name)
                self._tenants.moves.forget(name)
            if name in self._tenants.directory:
                with suppress(DamagedTenantError):  # its calls say so
                    await self._tenants.load(alone)
        return move

    def _leaving(self, name: str, move_id: str = "") -> Move:
        """The move by which a tenant is leaving; raises :class:`NoMoveError`."""
        noted = self._tenants.moves.get(name)
        if noted is None or noted.state != "leaving" or move_id not in ("", noted.move):
            which = f" by the move {move_id}" if move_id else ""
            raise NoMoveError(f"it is not leaving{which}", subject=f"the tenant {name!r}")
        return noted

    async def forget(self, name: str) -> None:
        """Note nothing any more of a tenant that has left: the next call finds a new world."""
        name = escape_invalid(name)
        async with self._tenants.alone(name, for_move=True):
            if self._tenants.moves.has_left(name):
                await self._store.moving.forget(name)
                self._tenants.moves.forget(name)
