"""``POST /permissions/users/{uid}/update``: change the rights of a user in clusters.

What the service does: takes an array of rights. With the mode ``patch`` they are added to those
that the user has, with ``delete`` taken away, and with ``apply``, the default, they replace all.
The answer is empty.

Differs from the service: as GrantPermissions. With ``patch`` and ``apply``, of two roles in one
place the later one counts, also within one body. With ``delete``, ``is_ram_role`` makes no
difference, and what the user does not have is passed over. Other keys of the query than ``mode``
are refused, since a misspelt one would replace all rights.
"""

from collections.abc import Sequence

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.user_rights import Right, put_rights, rights_of
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._kubeconfig_users import user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import only
from cs_simulator.operations._strict_bodies import read_array
from cs_simulator.operations.permissions._rights import RightsRequest, asked_for

MODES = ("apply", "delete", "patch")


@operation(
    "UpdateUserPermissions",
    "POST",
    "/permissions/users/{uid}/update",
    request=RightsRequest,
    is_write=True,
    returns_nothing=True,
)
def update_user_permissions(call: Call, unit: Unit) -> Reply:
    """Change the rights."""
    only(call, "mode")
    uid, mode = user_in_path(call), call.query.get("mode") or "apply"
    if mode not in MODES:
        raise ack_errors.INVALID_FIELD("mode", f"one of {', '.join(MODES)}, not {mode!r:.100}")
    given = asked_for(call, unit.world, read_array(call, RightsRequest))
    put_rights(unit, uid, _changed(rights_of(unit.world, uid), given, mode))
    return Reply(body=None)


def _changed(present: Sequence[Right], given: Sequence[Right], mode: str) -> list[Right]:
    """The rights that a user has after the change."""
    if mode == "delete":
        named = [_role(right) for right in given]
        return [right for right in present if _role(right) not in named]
    by_place = {_place(right): right for right in given}
    stay = [right for right in present if _place(right) not in by_place] if mode == "patch" else []
    return [*stay, *by_place.values()]


def _role(right: Right) -> tuple[object, ...]:
    """What names a right that is to be deleted: its place and its role."""
    return *_place(right), right["role_name"], right["is_custom"]


def _place(right: Right) -> tuple[str, str]:
    return right["cluster"], right["namespace"]
