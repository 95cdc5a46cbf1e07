"""``POST /alert/{cluster_id}/alert_rule/stop``: switch alert rules of a cluster off.

What the service does: as StartAlert, for rules that are to be off.

Differs from the service: as StartAlert does.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.alerts import _rules as rules


@operation(
    "StopAlert",
    "POST",
    "/alert/{cluster_id}/alert_rule/stop",
    request=rules.AlertRuleRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def stop_alert(call: Call, unit: Unit) -> Reply:
    """Switch the rules off."""
    return rules.switched(call, unit, rules.OFF)
