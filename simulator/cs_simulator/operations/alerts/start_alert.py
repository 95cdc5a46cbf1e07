"""``POST /alert/{cluster_id}/alert_rule/start``: switch alert rules of a cluster on.

What the service does: switches a rule, or all rules of a group, on. The answer says whether that is
done, and else what was wrong. Rules and groups are those of the object ``default`` of the kind
``AckAlertRule`` in the namespace ``kube-system`` of the cluster, and are switched there.

Differs from the service: no alert is ever sent. The object is made by the first call that changes a
rule. It has most of the service's rules; the names of most groups are our own. The rules of a
cluster that is ``unavailable`` are changed, since its Kubernetes API still answers here.
"""

from cs_simulator.cluster_types.ack import allowed
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.alerts import _rules as rules


@operation(
    "StartAlert",
    "POST",
    "/alert/{cluster_id}/alert_rule/start",
    request=rules.AlertRuleRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def start_alert(call: Call, unit: Unit) -> Reply:
    """Switch the rules on."""
    return rules.switched(call, unit, rules.ON)
