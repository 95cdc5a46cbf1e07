"""``GET /permissions/users/{uid}``: the rights of a user in clusters.

What the service does: lists what the user has in clusters, namespaces, or all clusters.

Differs from the service: the creator of a cluster is not listed as its owner.
"""

from cs_simulator.cluster_types.ack.user_rights import rights_of
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._kubeconfig_users import user_in_path
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.permissions._cleaning import rights_target
from cs_simulator.operations.permissions._rights import shown


@operation(
    "DescribeUserPermission",
    "GET",
    "/permissions/users/{uid}",
    ram_action="GetUserPermissions",
    returns_array=True,
    poll_target=rights_target,
)
def describe_user_permission(call: Call, unit: Unit) -> Reply:
    """Answer the rights."""
    return Reply(body=[shown(right) for right in rights_of(unit.world, user_in_path(call))])
