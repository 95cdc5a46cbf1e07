"""Setting what an account may have and has granted, and what a zone still has."""

from cs_simulator.domain.records import MissingRole, Quota, Stock
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

EVERY_TYPE = "*"
"""The instance type of the stock of a zone that is lost as a whole."""


def has_stock(world: World, zone_id: str, instance_type: str) -> bool:
    """Whether a zone has an instance of a type left; it has where no stock was set."""
    if not world.stock.records:
        return True
    kept = (world.stock.get(Stock.key_of(zone_id, name)) for name in (instance_type, EVERY_TYPE))
    return all(stock is None or stock.available > 0 for stock in kept)


def set_stock(unit: Unit, zone_id: str, instance_type: str, available: int) -> None:
    """Set the number of instances of a type that are available in a zone."""
    table, key = unit.world.stock, Stock.key_of(zone_id, instance_type)
    present = table.get(key)
    stock = Stock(
        serial=present.serial if present else unit.serial(),
        key=key,
        zone_id=zone_id,
        instance_type=instance_type,
        available=available,
    )
    unit.put(table, stock)


def set_quota(unit: Unit, name: str, amount: int) -> None:
    """Set a limit of the account."""
    table = unit.world.quotas
    present = table.get(name)
    serial = present.serial if present else unit.serial()
    unit.put(table, Quota(serial=serial, name=name, amount=amount))


def set_role(unit: Unit, name: str, *, is_granted: bool) -> None:
    """Grant the service a role, or take it away."""
    table = unit.world.missing_roles
    present = table.get(name)
    if is_granted and present:
        unit.drop(table, present)
    elif not is_granted and not present:
        unit.put(table, MissingRole(serial=unit.serial(), name=name))
