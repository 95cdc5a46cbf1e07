"""Randomness without a generator: each random value is a function of the seed and of its purpose.

There is no generator that advances, so an additional draw never changes another one, a restart
does not repeat values, and any value can be computed again from the journal.
"""

from hashlib import blake2b
from typing import NamedTuple

_SEPARATOR = "\x1f"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_PAIRS = [low + high for high in _ALPHABET for low in _ALPHABET]


class DerivedRandom:
    """Sixty-four random bytes for one purpose, to be read as a number, a UUID, or text.

    Every read returns the same value: for another one, call :func:`derive` with another name.
    """

    __slots__ = ("digest",)

    def __init__(self, digest: bytes) -> None:
        self.digest = digest

    def uniform(self) -> float:
        """A number from 0 (included) to 1 (excluded), with the 53 bits a float can hold."""
        return (int.from_bytes(self.digest[:8], "big") >> 11) / 9007199254740992.0

    def below(self, limit: int) -> int:
        """A whole number from 0 to *limit* - 1."""
        return int.from_bytes(self.digest[:16], "big") % limit

    def number(self, bits: int) -> int:
        """A whole number of at most *bits* bits; *bits* is at most 512."""
        return int.from_bytes(self.digest, "big") >> (512 - bits)

    def hex(self, digits: int) -> str:
        """*digits* hexadecimal digits in lower case, at most 128."""
        return self.digest.hex()[:digits]

    def uuid4(self) -> str:
        """A version 4 UUID as 32 hexadecimal digits in lower case."""
        digits = self.digest[:16].hex()
        variant = "89ab"[self.digest[8] >> 4 & 3]
        return f"{digits[:12]}4{digits[13:16]}{variant}{digits[17:]}"

    def dashed_uuid4(self) -> str:
        """The same in its five groups."""
        digits = self.digest[:16].hex()
        variant = "89ab"[self.digest[8] >> 4 & 3]
        return (
            f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
        )

    def letters(self, count: int) -> str:
        """*count* characters of ``a-z0-9``, at most 40."""
        number = int.from_bytes(self.digest, "big")
        out = []
        for _ in range(0, count, 2):
            number, rest = divmod(number, 1296)
            out.append(_PAIRS[rest])
        return "".join(out)[:count]


class DerivedSequence:
    """Random values of one purpose that differ by a number only, made faster than one by one.

    ``sequence.chance(7)`` equals ``derive(seed, *names, 7)``.
    """

    __slots__ = ("_begun",)

    def __init__(self, seed: int | str, *names: object) -> None:
        purpose = _SEPARATOR.join([str(seed), *map(str, names), ""])
        self._begun = blake2b(purpose.encode("utf-8", "surrogatepass"))

    def chance(self, number: int) -> DerivedRandom:
        """The random value with that number."""
        state = self._begun.copy()
        state.update(b"%d" % number)
        return DerivedRandom(state.digest())


class Purpose(NamedTuple):
    """The beginning of the names of several random values: those of one rule, for instance."""

    seed: int | str
    names: tuple[object, ...]

    def __call__(self, *names: object) -> DerivedRandom:
        """The random value that further names tell from the others."""
        return derive(self.seed, *self.names, *names)


def derive(seed: int | str, *names: object) -> DerivedRandom:
    """The random value for one purpose, which is named by the words and numbers after the seed."""
    purpose = _SEPARATOR.join(map(str, (seed, *names)))
    return DerivedRandom(blake2b(purpose.encode("utf-8", "surrogatepass")).digest())
