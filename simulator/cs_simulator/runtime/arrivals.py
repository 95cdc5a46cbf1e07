"""A tenant comes from another simulator. What that one does is in ``departures.py``."""

from cs_simulator.domain.errors import LimitError
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.factory import TenantFactory
from cs_simulator.runtime.tenants.gate import Alone
from cs_simulator.runtime.tenants.moves import ArrivedError, MoveError
from cs_simulator.runtime.tenants.registry import Tenants
from cs_simulator.storage.moves import NOTHING, Move
from cs_simulator.storage.moving import Moved
from cs_simulator.storage.store import Store


class Arrivals:
    """The tenants that come to one store."""

    def __init__(
        self,
        tenants: Tenants,
        factory: TenantFactory,
        store: Store,
        system_clock: SystemClock,
        snapshot_limit: int,
        replica: str,
    ) -> None:
        self._tenants = tenants
        self._factory = factory
        self._store = store
        self._system_clock = system_clock
        self._snapshot_limit = snapshot_limit
        self._replica = replica

    async def arrive(self, name: str, path: str) -> Move:
        """Have the tenant of a file come here under that name; returns what is noted.

        If it has come by the same move before, that is an answer. Raises :class:`MoveError` if it
        must not come, :class:`LimitError` if there may be no further tenant or not as many
        snapshots, ``StorageError`` about the file where it is not the file of a move, and
        :class:`~cs_simulator.domain.errors.DamagedTenantError` for what makes no tenant here.
        """
        name = escape_invalid(name)
        async with self._store.moving.opened(path) as moved:
            if moved.move.name != name:
                raise MoveError(f"the file is of the tenant {moved.move.name!r}, not of {name!r}")
            async with self._tenants.alone(name, for_move=True) as alone:
                noted = self._tenants.moves.get(name)
                if noted is not None and noted.came == moved.move.move:
                    return noted._replace(move=noted.came, state="arrived", amount=noted.came_with)
                outcome = await self._store.moving.outcome(moved.move.move)
                if outcome == "came":  # and was deleted since then, or has gone and come again
                    return moved.move._replace(state="arrived", url="", replica="")
                self._check_may_come(moved, is_canceled=outcome == "canceled")
                move = await self._take(alone, moved)
        return move

    def _check_may_come(self, moved: Moved, *, is_canceled: bool) -> None:
        name, move_id = moved.move.name, moved.move.move
        noted = self._tenants.moves.get(name)
        if noted is not None and noted.state == "leaving" and noted.move == move_id:
            raise MoveError("this is the simulator that it leaves: give the address of another")
        if moved.move.replica and moved.move.replica != self._replica:
            raise MoveError(
                f"its file is for replica {moved.move.replica}: this one is called"
                f" {self._replica or 'nothing'}",
                subject=f"the tenant {name!r}",
            )
        if is_canceled:
            raise MoveError(
                "that move was canceled here",
                subject=f"the tenant {name!r}",
                advice="cancel it where it leaves, too",
            )
        self._tenants.directory.check_free(name)
        if len(moved.snapshots) > self._snapshot_limit:
            raise LimitError(f"it has {len(moved.snapshots)} snapshots; see --snapshot-limit")

    async def _take(self, alone: Alone, moved: Moved) -> Move:
        """Make and load the tenant of a file."""
        name, move_id = moved.move.name, moved.move.move
        number, expires = self._tenants.directory.claim(name), moved.tenant.tenant_row.expires
        move = Move(
            name=name,
            move=move_id,
            state="arrived",
            url="",
            replica="",
            came=move_id,
            at=self._system_clock.wall(),
            amount=NOTHING,
        )
        try:
            move = await self._store.moving.arrive(moved, number, move, self._factory.try_out)
        except BaseException:
            self._tenants.forget(alone)
            raise
        self._tenants.moves.note(move)
        self._tenants.directory.set_end(name, expires)
        self._tenants.drop(alone)
        await self._tenants.load(alone)
        return move

    async def withdraw(self, name: str, move_id: str) -> Move:
        """Have a tenant not come by that move, also if its file is under way.

        Returns what is noted. Raises :class:`ArrivedError` if it has come.
        """
        name = escape_invalid(name)
        async with self._tenants.alone(name, for_move=True):
            noted = self._tenants.moves.get(name)
            if await self._store.moving.outcome(move_id) == "came":
                raise ArrivedError(
                    "it has come here by that move",
                    subject=f"the tenant {name!r}",
                    advice="finish the move, and move it back",
                )
            if noted is not None and noted.move == move_id and noted.state in ("leaving", "left"):
                raise MoveError(
                    "this is the simulator that it leaves by that move",
                    subject=f"the tenant {name!r}",
                )
            if noted is None:
                noted = Move(
                    name=name,
                    move=move_id,
                    state="withdrawn",
                    url="",
                    replica="",
                    came="",
                    at=self._system_clock.wall(),
                    amount=NOTHING,
                )
            move = noted._replace(withdrawn=move_id)
            await self._store.moving.withdraw(move)
            self._tenants.moves.note(move)
        return move
