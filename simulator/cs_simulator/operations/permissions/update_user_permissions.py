"""``POST /permissions/users/{uid}/update``: change the rights of a user in clusters.

What the service does: takes an array of rights. With the mode ``patch`` they are added to those
that the user has, with ``delete`` taken away, and with ``apply``, the default, they replace all.
The answer is empty.

Differs from the service: as GrantPermissions. Of two roles in the same place, the later one counts.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.user_rights import Right, put_rights, rights_of
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._kubeconfig_users import user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import array_body_of, checked_array
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
    uid, mode = user_in_path(call), call.query.get("mode") or "apply"
    if mode not in MODES:
        raise ack_errors.INVALID_FIELD("mode", f"one of {', '.join(MODES)}, not {mode!r:.100}")
    request, present = checked_array(RightsRequest, array_body_of(call)), []
    given = asked_for(call, unit.world, request)
    if mode == "patch":
        places = [_place(right) for right in given]
        present = [right for right in rights_of(unit.world, uid) if _place(right) not in places]
    if mode == "delete":
        given = [right for right in rights_of(unit.world, uid) if right not in given]
    put_rights(unit, uid, [*present, *given])
    return Reply(body=None)


def _place(right: Right) -> tuple[str, str]:
    return right["cluster"], right["namespace"]
