"""The account that a tenant stands for: its number, which names the owner of what it has."""

from cs_simulator.domain.randomness import derive
from cs_simulator.engine.world import World

_SMALLEST, _NUMBERS = 10**15, 9 * 10**15


def account_number(world: World) -> int:
    """The number of the account, of sixteen digits."""
    return _SMALLEST + derive(world.seed, world.origin, "account").below(_NUMBERS)
