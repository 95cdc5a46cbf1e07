"""``GET /clusters/{cluster_id}/tokens/{token}``: one token of a cluster.

What the service does: answers the token; a client of 2019 has the call.

Differs from the service: the name of the operation is ours.
"""

from cs_simulator.catalog import errors
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.tokens._tokens import existing_token, token_object


@operation("DescribeClusterToken", "GET", "/clusters/{cluster_id}/tokens/{token}", is_secret=True)
def describe_cluster_token(call: Call, unit: Unit) -> Reply:
    """Answer the token."""
    cluster, token = existing_cluster(call, unit), existing_token(call, unit)
    if token.cluster_id != cluster.cluster_id:
        raise errors.TOKEN_NOT_FOUND()
    return Reply(body=token_object(unit, token), cluster_id=cluster.cluster_id)
