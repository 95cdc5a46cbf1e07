"""Identifiers and addresses in the shapes of real ones, as found in documents and issues.

Each function derives one from a :class:`~cs_simulator.domain.randomness.DerivedRandom`.
"""

from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.randomness import DerivedRandom


def cluster_id(chance: DerivedRandom) -> str:
    """``c`` and a version 4 UUID without dashes: 33 characters."""
    return "c" + chance.uuid4()


def node_pool_id(chance: DerivedRandom) -> str:
    """``np`` and a version 4 UUID without dashes: 34 characters."""
    return "np" + chance.uuid4()


def task_id(at: int, chance: DerivedRandom) -> str:
    """``T-`` and an ObjectId whose first eight digits are the Unix time of *at*."""
    return f"T-{_object_id(at, chance)}"


def cleaning_task_id(uid: str, at: int, chance: DerivedRandom) -> str:
    """``clean-user-permissions-``, the number of the user, and an ObjectId as in other tasks."""
    return f"clean-user-permissions-{uid}-{_object_id(at, chance)}"


def _object_id(at: int, chance: DerivedRandom) -> str:
    return f"{at // SECOND & 0xFFFFFFFF:08x}{chance.hex(16)}"


def request_id(chance: DerivedRandom) -> str:
    """A version 4 UUID in upper case, with dashes."""
    return chance.dashed_uuid4().upper()


def event_id(chance: DerivedRandom) -> str:
    """Three groups of four hexadecimal digits in upper case, as in the only published sample."""
    digits = chance.hex(12).upper()
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def kubernetes_event_id(chance: DerivedRandom) -> str:
    """``e-`` and a version 4 UUID in lower case, with dashes."""
    return f"e-{template_id(chance)}"


def template_id(chance: DerivedRandom) -> str:
    """A version 4 UUID in lower case, with dashes."""
    return chance.dashed_uuid4()


def trigger_id(chance: DerivedRandom) -> str:
    """Seventeen digits, the first of them not 0."""
    return str(10**16 + chance.below(9 * 10**16))


def resource_id(prefix: str, infix: str, chance: DerivedRandom) -> str:
    """``i-2zee3oiwcyoz7kwdo8bt``: a prefix, the region's three letters, seventeen characters more.

    Prefixes: ``i`` instance, ``vpc``, ``vsw`` vSwitch, ``sg`` security group, ``lb`` load balancer,
    ``eip`` elastic address, ``d`` disk, ``m`` custom image, ``rm`` database instance.
    """
    return f"{prefix}-{infix}{chance.letters(20 - len(infix))}"


def public_address(chance: DerivedRandom) -> str:
    """A public IPv4 address in 203.0.113.0/24 or 198.51.100.0/24.

    Both blocks are reserved for documentation (RFC 5737): a client that connects to such an address
    reaches nobody. There are 508, so they repeat in large worlds; nothing depends on them.
    """
    block = ("203.0.113", "198.51.100")[chance.below(2)]
    return f"{block}.{1 + chance.below(508) // 2}"


def node_name(cluster: str, index: int) -> str:
    """The host name of the node with that number, from 1: ``c68a…c7b-node2``."""
    return f"{cluster}-node{index}"
