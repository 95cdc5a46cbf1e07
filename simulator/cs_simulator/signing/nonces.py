"""Nonces that were used: one is good once for each key, for as long as its date is."""

from collections import deque

from cs_simulator.domain.instants import MINUTE

# Twice the window in which a date is good, since a date may also lie in the future.
REMEMBERED_FOR = 30 * MINUTE
MOST = 100_000


class Nonces:
    """The nonces of the last half hour; the oldest are forgotten first when there are too many."""

    def __init__(self) -> None:
        self._used: set[tuple[str, str]] = set()
        self._order: deque[tuple[int, tuple[str, str]]] = deque()

    def is_replayed(self, access_key_id: str, nonce: str, wall_now: int) -> bool:
        """Whether the key has used the nonce lately; if not, it now has."""
        self._forget(wall_now)
        pair = (access_key_id, nonce)
        if pair in self._used:
            return True
        self._used.add(pair)
        self._order.append((wall_now, pair))
        return False

    def _forget(self, wall_now: int) -> None:
        order = self._order
        while order and (order[0][0] < wall_now - REMEMBERED_FOR or len(order) >= MOST):
            self._used.discard(order.popleft()[1])
