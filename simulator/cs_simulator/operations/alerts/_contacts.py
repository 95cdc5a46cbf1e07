"""Alert contacts and groups of contacts, which belong to the whole account.

Nothing is kept of them but which were deleted: calls of this API name and delete them only.
"""

from collections.abc import Collection, Sequence

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import AccountEntry
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._operation import Call
from cs_simulator.operations._query import values

CONTACTS, GROUPS = "contacts", "contact_groups"
_MOST = 100
_LONGEST = 19  # digits


def ids_of(call: Call, name: str) -> list[int]:
    """The numbers in the query: a JSON array, with commas between them, or a repeated name.

    Raises the refusal of a query without one, with more than a hundred, or with anything else.
    """
    given = [text for text in values(call, name) if text.strip()]
    if not given:
        raise ack_errors.MISSING_FIELD(name)
    digits = [part for text in given for part in _parts(text.strip())]
    if len(digits) > _MOST or not all(map(_is_number, digits)):
        raise ack_errors.INVALID_FIELD(name, f"1 to {_MOST} numbers")
    return [int(each) for each in digits]


def _parts(text: str) -> list[str]:
    parts = text.removeprefix("[").removesuffix("]").split(",")
    return [part.strip().strip('"') for part in parts]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST


class AreNumbers:
    """A list of numbers that contacts and groups of them can have."""

    def check(self, field: str, value: Sequence[int]) -> ApiError | None:
        """A problem if one is negative, or has too many digits."""
        if all(0 <= number < 10**_LONGEST for number in value):
            return None
        return ack_errors.INVALID_FIELD(field, f"1 to {_MOST} numbers")


def deleted(world: World, kind: str) -> Collection[int]:
    """The numbers of the contacts, or of the groups, that were deleted."""
    entry = world.account_entries.get(_name(kind))
    found: list[int] = orjson.loads(entry.value)["deleted"] if entry else []
    return found


def delete(unit: Unit, kind: str, numbers: Sequence[int]) -> list[tuple[int, bool]]:
    """Delete contacts or groups; returns each number, and whether it was there until now."""
    gone = dict.fromkeys(deleted(unit.world, kind))
    results = []
    for number in numbers:
        results.append((number, number not in gone))
        gone[number] = None
    table, name = unit.world.account_entries, _name(kind)
    present = table.get(name)
    value = orjson.dumps({"deleted": list(gone)}).decode()
    serial = present.serial if present else unit.serial()
    unit.put(table, AccountEntry(serial=serial, name=name, value=value))
    return results


def _name(kind: str) -> str:
    return f"alerts/{kind}"
