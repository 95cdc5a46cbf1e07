"""Rights of the account's users in clusters: where they are kept, and how they are taken away.

A right is a JSON object: ``cluster`` (empty for all clusters), ``namespace`` (empty for all of
them), ``role_name``, ``is_custom`` and ``is_ram_role``.
"""

from collections.abc import Collection, Sequence
from typing import Any

import orjson

from cs_simulator.domain.records import AccountEntry
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World

Right = dict[str, Any]


def rights_of(world: World, uid: str) -> list[Right]:
    """The rights of a user, without those in clusters that are gone."""
    entry = world.account_entries.get(_name(uid))
    rights: list[Right] = orjson.loads(entry.value)["rights"] if entry else []
    present = world.clusters.records
    return [right for right in rights if not right["cluster"] or right["cluster"] in present]


def has_right_in(world: World, uid: str, cluster_id: str) -> bool:
    """Whether a user has a right in a cluster, or in a namespace of it."""
    return any(right["cluster"] in ("", cluster_id) for right in rights_of(world, uid))


def put_rights(unit: Unit, uid: str, rights: Sequence[Right]) -> None:
    """Keep the rights of a user, each once."""
    table, name = unit.world.account_entries, _name(uid)
    present = table.get(name)
    each_once = {orjson.dumps(right): right for right in rights}
    value = orjson.dumps({"rights": list(each_once.values())}).decode()
    serial = present.serial if present else unit.serial()
    unit.put(table, AccountEntry(serial=serial, name=name, value=value))


def take_rights(unit: Unit, uid: str, cluster_ids: Collection[str]) -> None:
    """Take away the rights of a user in clusters; an empty id stands for those in all clusters."""
    rights = rights_of(unit.world, uid)
    left = [right for right in rights if right["cluster"] not in cluster_ids]
    if left != rights:
        put_rights(unit, uid, left)


def _name(uid: str) -> str:
    return f"permissions/{uid}"
