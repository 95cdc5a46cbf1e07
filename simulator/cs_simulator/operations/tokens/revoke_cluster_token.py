"""``DELETE /token/{token}/revoke``: revoke a cluster token.

What the service does: deactivates the token at once.

Differs from the service: the answer is not known; ours names the cluster and the request.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.tokens._tokens import existing_token


@operation("RevokeClusterToken", "DELETE", "/token/{token}/revoke", is_write=True)
def revoke_cluster_token(call: Call, unit: Unit) -> Reply:
    """Revoke the token."""
    token = existing_token(call, unit)
    unit.put(unit.world.tokens, token._replace(is_revoked=True, updated=unit.now))
    return Reply(
        body={"cluster_id": token.cluster_id, "request_id": call.request_id},
        cluster_id=token.cluster_id,
    )
