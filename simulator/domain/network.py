"""Questions about IPv4 blocks: is it private, has it host bits, which addresses can be given."""

from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv4Network, NetmaskValueError

Block = IPv4Network

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))

# A vSwitch keeps its first and its last three addresses for itself: a /24 hands out 252.
RESERVED_AT_START = 1
RESERVED_AT_END = 3


@lru_cache(maxsize=4096)
def block(text: str) -> Block:
    """The block written as ``192.168.0.0/16``.

    Raises ``ValueError`` saying what is wrong: no prefix length, no such address, or host bits.
    """
    if "/" not in text:
        raise ValueError("it has no prefix length; write it like 172.28.1.0/24")
    try:
        return IPv4Network(text)
    except (AddressValueError, NetmaskValueError):
        raise ValueError("it is not an IPv4 block; write it like 172.28.1.0/24") from None
    except ValueError:
        inside = IPv4Network(text, strict=False)
        raise ValueError(f"it has host bits set; the block is {inside}") from None


def is_private(candidate: Block) -> bool:
    """Whether the block lies inside one of the three private ranges of RFC 1918."""
    return any(candidate.subnet_of(private) for private in PRIVATE)


def usable(switch: Block) -> range:
    """The addresses, as numbers, that a vSwitch of this block hands out: 252 for a /24."""
    first = int(switch.network_address)
    return range(first + RESERVED_AT_START, first + switch.num_addresses - RESERVED_AT_END)


def number(text: str) -> int:
    """The address as a number."""
    return int(IPv4Address(text))


def address(value: int) -> str:
    """The address of that number: the inverse of :func:`number`."""
    return str(IPv4Address(value))
