"""``GET /clusters/{cluster_id}/tokens``: the cluster's tokens, as a bare array.

What the service does: answers every token with its expiry and whether it is active.

Differs from the service: the order is that of creation; revoked and expired tokens stay listed.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.tokens._tokens import token_object


@operation(
    "DescribeClusterTokens",
    "GET",
    "/clusters/{cluster_id}/tokens",
    is_secret=True,
    returns_array=True,
)
def describe_cluster_tokens(call: Call, unit: Unit) -> Reply:
    """Answer the tokens."""
    world, cluster = unit.world, existing_cluster(call, unit)
    numbers = world.token_groups[cluster.cluster_id]
    return Reply(
        body=[token_object(unit, world.tokens[number]) for number in numbers],
        cluster_id=cluster.cluster_id,
    )
