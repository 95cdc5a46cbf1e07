"""Arithmetic on IPv4 blocks: host bits, private ranges, overlaps, usable addresses.

On plain integers: each creation parses several blocks, and making the standard library's network
objects takes ten times as long as all other checks of a request together.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_ADDRESS_BITS = 32
_LARGEST_OCTET = 255
# No sign, no blanks, no leading zeros (some parsers read those as octal).
_DECIMAL = "(0|[1-9][0-9]{0,2})"
_ADDRESS = re.compile(r"\.".join([_DECIMAL] * 4))
_BLOCK = re.compile(rf"({_ADDRESS.pattern})/{_DECIMAL}")


class Block(NamedTuple):
    """An IPv4 block: its first and last address as numbers, and the length of its prefix."""

    first: int
    last: int
    prefixlen: int

    def overlaps(self, other: "Block") -> bool:
        """Whether the blocks have a common address."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{address(self.first)}/{self.prefixlen}"


def _block_around(inside: int, prefixlen: int) -> Block:
    """The block with that prefix length that contains an address."""
    host_bits = (1 << (_ADDRESS_BITS - prefixlen)) - 1
    return Block(inside & ~host_bits, inside | host_bits, prefixlen)


@lru_cache(maxsize=4096)
def block(text: str) -> Block:
    """Parse a block such as ``192.168.0.0/16``.

    Raises ``ValueError`` with what is wrong: no prefix length, no valid address, or host bits.
    """
    if "/" not in text:
        raise ValueError("it has no prefix length; write it like 172.28.1.0/24")
    found = _BLOCK.fullmatch(text)
    first = _number(*found.group(2, 3, 4, 5)) if found else None
    if found is None or first is None or int(found[6]) > _ADDRESS_BITS:
        raise ValueError("it is not an IPv4 block; write it like 172.28.1.0/24")
    found_block = _block_around(first, int(found[6]))
    if found_block.first != first:
        raise ValueError(f"it has host bits set; the block is {found_block}")
    return found_block


def number(text: str) -> int:
    """The number of an address; raises ``ValueError`` for any other text."""
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
    """The address with that number: the inverse of :func:`number`."""
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


PRIVATE = tuple(map(block, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))

# The first and the last three addresses of a vSwitch are reserved (VPC user guide).
RESERVED_AT_START = 1
RESERVED_AT_END = 3


def is_private(candidate: Block) -> bool:
    """Whether the block lies inside one of the three private ranges of RFC 1918."""
    first, last, _ = candidate
    return any(private.first <= first and last <= private.last for private in PRIVATE)


def usable(switch: Block) -> range:
    """The addresses, as numbers, that a vSwitch with this block assigns: 252 for a /24."""
    return range(switch.first + RESERVED_AT_START, switch.last + 1 - RESERVED_AT_END)
