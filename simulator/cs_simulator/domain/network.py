"""Questions about IPv4 blocks: is it private, has it host bits, which addresses can be given.

Plain arithmetic on whole numbers: every creation asks these questions, and the standard library's
network objects take ten times as long to make as all other checks of a request together.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_ADDRESS_BITS = 32
_LARGEST_OCTET = 255
# No sign, no blanks, no leading zeros (which some read as octal).
_DECIMAL = "(0|[1-9][0-9]{0,2})"
_ADDRESS = re.compile(r"\.".join([_DECIMAL] * 4))
_BLOCK = re.compile(rf"({_ADDRESS.pattern})/{_DECIMAL}")


class Block(NamedTuple):
    """An IPv4 block: its first and its last address as numbers, and the length of its prefix."""

    first: int
    last: int
    prefixlen: int

    def overlaps(self, other: "Block") -> bool:
        """Whether the blocks have an address in common."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{address(self.first)}/{self.prefixlen}"


def _block(inside: int, prefixlen: int) -> Block:
    """The block of that length around an address."""
    others = (1 << (_ADDRESS_BITS - prefixlen)) - 1
    return Block(inside & ~others, inside | others, prefixlen)


@lru_cache(maxsize=4096)
def block(text: str) -> Block:
    """The block written as ``192.168.0.0/16``.

    Raises ``ValueError`` saying what is wrong: no prefix length, no such address, or host bits.
    """
    if "/" not in text:
        raise ValueError("it has no prefix length; write it like 172.28.1.0/24")
    found = _BLOCK.fullmatch(text)
    first = _number(found[2], found[3], found[4], found[5]) if found else None
    prefixlen = int(found[6]) if found else 0
    if first is None or prefixlen > _ADDRESS_BITS:
        raise ValueError("it is not an IPv4 block; write it like 172.28.1.0/24")
    inside = _block(first, prefixlen)
    if inside.first != first:
        raise ValueError(f"it has host bits set; the block is {inside}")
    return inside


def number(text: str) -> int:
    """The address as a number; ``ValueError`` if it is none."""
    found = _ADDRESS.fullmatch(text)
    value = _number(*found.groups()) if found else None
    if value is None:
        raise ValueError(f"{text!r} is not an IPv4 address")
    return value


def _number(*octets: str) -> int | None:
    value = 0
    for octet in map(int, octets):
        if octet > _LARGEST_OCTET:
            return None
        value = value << 8 | octet
    return value


def address(value: int) -> str:
    """The address of that number: the inverse of :func:`number`."""
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


PRIVATE = tuple(map(block, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))

# A vSwitch keeps its first and its last three addresses for itself: a /24 hands out 252.
RESERVED_AT_START = 1
RESERVED_AT_END = 3


def is_private(candidate: Block) -> bool:
    """Whether the block lies inside one of the three private ranges of RFC 1918."""
    first, last, _ = candidate
    return any(private.first <= first and last <= private.last for private in PRIVATE)


def usable(switch: Block) -> range:
    """The addresses, as numbers, that a vSwitch of this block hands out: 252 for a /24."""
    return range(switch.first + RESERVED_AT_START, switch.last + 1 - RESERVED_AT_END)
