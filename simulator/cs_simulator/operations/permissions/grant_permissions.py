"""``POST /permissions/users/{uid}``: set the rights of a user in clusters.

What the service does: takes an array of rights, which replaces all that the user has. The answer is
empty.

Differs from the service: nothing is refused inside of a cluster for the lack of a right, but for a
user whose rights were cleaned, and every caller may grant.
"""

from cs_simulator.cluster_types.ack.user_rights import put_rights
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._kubeconfig_users import user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_array
from cs_simulator.operations.permissions._rights import RightsRequest, asked_for


@operation(
    "GrantPermissions",
    "POST",
    "/permissions/users/{uid}",
    request=RightsRequest,
    is_write=True,
    returns_nothing=True,
)
def grant_permissions(call: Call, unit: Unit) -> Reply:
    """Replace the rights."""
    uid = user_in_path(call)
    request = read_array(call, RightsRequest)
    put_rights(unit, uid, asked_for(call, unit.world, request))
    return Reply(body=None)
