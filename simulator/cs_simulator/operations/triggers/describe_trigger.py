"""``GET /clusters/{cluster_id}/triggers``: the triggers of an application.

What the service does: answers the triggers of the application that ``Namespace`` and ``Name`` say,
each with the token by which it is called. ``Type`` and ``action`` choose among them.

Differs from the service: the name of a trigger is that of its application. The signature of a
token is made up.
"""

from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.triggers import _triggers as triggers


@operation(
    "DescribeTrigger",
    "GET",
    "/clusters/{cluster_id}/triggers",
    cluster_type="ack",
    is_secret=True,
    returns_array=True,
)
def describe_trigger(call: Call, unit: Unit) -> Reply:
    """Answer the triggers."""
    return triggers.listed(call, unit, kubernetes_cluster(call, unit))
