"""Recently used nonces: a key may use each of them once while its date is accepted."""

from collections import deque

from cs_simulator.domain.instants import MINUTE

# Twice the window in which a date is accepted, since a date may also lie in the future.
REMEMBERED_FOR = 30 * MINUTE
LIMIT = 100_000


class Nonces:
    """The nonces of the last half hour; beyond a limit, the oldest are forgotten."""

    def __init__(self) -> None:
        self._used: set[tuple[str, str]] = set()
        self._order: deque[tuple[int, tuple[str, str]]] = deque()

    def check_and_remember(self, access_key_id: str, nonce: str, wall_now: int) -> bool:
        """Whether the nonce is new for the key; it is remembered as used from now on."""
        self._forget(wall_now)
        pair = (access_key_id, nonce)
        if pair in self._used:
            return False
        self._used.add(pair)
        self._order.append((wall_now, pair))
        return True

    def _forget(self, wall_now: int) -> None:
        order = self._order
        while order and (order[0][0] < wall_now - REMEMBERED_FOR or len(order) >= LIMIT):
            self._used.discard(order.popleft()[1])
