"""HMAC (RFC 2104) with the key put in beforehand.

The standard library's does the same; for texts of a few hundred bytes, in a process that does many
other things in between, this takes half its time, and verifying is paid by every call.
"""

import hashlib
from collections.abc import Callable

_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


class Mac:
    """The codes of one key under one digest."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes, digest: "Callable[[bytes], hashlib._Hash]") -> None:
        begun = digest(b"")
        if len(key) > begun.block_size:
            key = digest(key).digest()
        key = key.ljust(begun.block_size, b"\0")
        self._inner, self._outer = digest(key.translate(_INNER)), digest(key.translate(_OUTER))

    def of(self, text: bytes) -> bytes:
        """The code of a text."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(text)
        outer.update(inner.digest())
        return outer.digest()
