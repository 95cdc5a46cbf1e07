"""Used nonces: a key may use each of them once, for as long as its date is accepted.

They are remembered by time and not by number. If there are too many to remember, requests with a
date before those that are remembered are refused, so that no nonce is ever accepted twice.
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from cs_simulator.domain.instants import MINUTE, SECOND

# By so much a date may differ from the real time.
WINDOW = 15 * MINUTE
# About 150 MB, and 500 calls per second for half an hour.
LIMIT = 1_000_000
_SIZE = 16

Used = tuple[bytes, int]
"""A hash of the key's id and the nonce, and the second until which it is remembered."""


class Nonces:
    """The nonces whose dates are still accepted; *keep* is given each one that is used."""

    def __init__(self, keep: Callable[[Used], None] | None = None) -> None:
        self.earliest = 0
        """Requests with a nonce and a date before this instant cannot be checked any more."""
        self._keep = keep
        self._used: dict[bytes, int] = {}
        self._by_end: dict[int, list[bytes]] = {}
        self._pruned = 0

    def __len__(self) -> int:
        return len(self._used)

    def __iter__(self) -> Iterator[Used]:
        return iter(self._used.items())

    def load(self, used: Iterable[Used]) -> None:
        """Remember nonces that were used before."""
        for hashed, end in used:
            self._remember(hashed, end)

    def check_and_remember(self, access_key_id: str, nonce: str, at: int, wall_now: int) -> bool:
        """Whether the nonce is new for the key; it is remembered as used from now on.

        *at* is the date of the request, *wall_now* real time.
        """
        self._forget(wall_now // SECOND)
        hashed = _hash(access_key_id, nonce)
        if hashed in self._used:
            return False
        end = (max(at, wall_now) + WINDOW) // SECOND + 1
        self._remember(hashed, end)
        if self._keep is not None:
            self._keep((hashed, end))
        return True

    def _remember(self, hashed: bytes, end: int) -> None:
        self._used[hashed] = end
        self._by_end.setdefault(end, []).append(hashed)
        while len(self._used) > LIMIT:
            first = min(self._by_end)
            self._drop(first)
            self.earliest = max(self.earliest, first * SECOND - WINDOW)

    def _forget(self, now: int) -> None:
        if now > self._pruned:
            self._pruned = now
            for end in [end for end in self._by_end if end < now]:
                self._drop(end)

    def _drop(self, end: int) -> None:
        for hashed in self._by_end.pop(end):
            self._used.pop(hashed, None)


def _hash(access_key_id: str, nonce: str) -> bytes:
    text = f"{access_key_id}\n{nonce}".encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=_SIZE).digest()
