"""Which tenants are on their way to another simulator, or live there: their calls are refused."""

from collections.abc import Iterable

from cs_simulator.catalog import errors
from cs_simulator.domain.errors import TenantAwayError, UsageError
from cs_simulator.runtime.logs import log
from cs_simulator.storage.moves import Move


class MoveError(UsageError):
    """The step is refused, and nothing has changed: the text says why."""


class NoMoveError(MoveError):
    """There is no such move here."""


class TenantInUseError(MoveError):
    """Calls have the tenant in hand, and do not end."""


class ArrivedError(MoveError):
    """The tenant has come here by that move: it cannot be taken back any more."""


class KnownMoves:
    """What is noted of the moves of the tenants of one store, by their names."""

    def __init__(self) -> None:
        self._noted: dict[str, Move] = {}

    def add(self, moves: Iterable[Move]) -> None:
        """Add what the store has; what is damaged in it is logged."""
        for move in moves:
            self.note(move)
            if move.damage:
                log.error("move.damaged", tenant=move.name, reason=move.damage)

    def note(self, move: Move) -> None:
        """Note a move that the store has, in place of an earlier one of that tenant."""
        self._noted[move.name] = move

    def forget(self, name: str) -> None:
        """Note nothing of that name any more."""
        self._noted.pop(name, None)

    def get(self, name: str) -> Move | None:
        """The last move of that name."""
        return self._noted.get(name)

    def away(self) -> list[Move]:
        """Those that are leaving or have left, in the order of their names."""
        found = [move for move in self._noted.values() if move.state in ("leaving", "left")]
        return sorted(found)

    def has_left(self, name: str) -> bool:
        """Whether the tenant of that name lives elsewhere now."""
        move = self._noted.get(name)
        return move is not None and move.state == "left"

    def is_leaving(self, name: str) -> bool:
        """Whether the tenant of that name is here, and closed."""
        move = self._noted.get(name)
        return move is not None and move.state == "leaving"

    def check(self, name: str) -> None:
        """Raise :class:`TenantAwayError` for a tenant that is leaving or has left."""
        move = self._noted.get(name)
        if move is not None and move.state in ("leaving", "left"):
            raise away(move)


def away(move: Move) -> TenantAwayError:
    """What is to be said of a tenant that is leaving or has left."""
    name, there = move.name, f"{move.url} (replica {move.replica})" if move.replica else move.url
    if move.damage:
        reason = (
            f"the tenant {name!r} was moving, and what is noted of that is damaged: {move.damage};"
            " cancel the move"
        )
        return TenantAwayError(errors.TENANT_LEAVING.code, reason)
    if move.state == "leaving":
        reason = f"the tenant {name!r} is being moved to {there}: try again in a moment"
        return TenantAwayError(errors.TENANT_LEAVING.code, reason)
    moved = f"the tenant {name!r} was moved to {there}"
    return TenantAwayError(
        errors.TENANT_MOVED.code,
        f"{moved}: call again if you call through a proxy, else call it there",
        move.replica,
        f"{moved}: fetch the kubeconfig of the cluster, or its certificates, again",
    )
