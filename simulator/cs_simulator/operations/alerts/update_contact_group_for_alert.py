"""``POST /alert/{cluster_id}/alert_rule/contact_groups``: who is notified by alerts.

What the service does: sets the groups of contacts of all rules of a group. The rules are those of
an object of the kind ``AckAlertRule``, by default ``default`` in ``kube-system``. The answer says
whether that was done, and else what was wrong.

Differs from the service: nobody is notified. Every number is that of a group of contacts until
it is deleted. What is wrong is said in our own words, but for ``contact group illegal.`` The rules
of a cluster that is ``unavailable`` are changed, since its Kubernetes API still answers here.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.ack import alert_rules, allowed
from cs_simulator.cluster_types.ack.pools.field_rules import Items
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.operations.alerts import _contacts as contacts
from cs_simulator.operations.alerts import _rules as rules
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import IntegerList, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactGroupRequest:
    """The body of the request."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    alert_rule_group_name: Annotated[str, Text()]
    contact_group_ids: Annotated[
        tuple[int, ...], IntegerList(), Items(1, 100), contacts.AreNumbers()
    ]
    cr_name: Annotated[str | None, Text()] = None
    namespace: Annotated[str | None, Text()] = None


@operation(
    "UpdateContactGroupForAlert",
    "POST",
    "/alert/{cluster_id}/alert_rule/contact_groups",
    request=ContactGroupRequest,
    is_write=True,
    cluster_type="ack",
    allowed_in=allowed.REACHABLE,
)
def update_contact_group_for_alert(call: Call, unit: Unit) -> Reply:
    """Set who is notified."""
    cluster = rules.cluster_with_alerts(call, unit)
    request = read_body(call, ContactGroupRequest)
    namespace = request.namespace or alert_rules.NAMESPACE
    name = request.cr_name or alert_rules.NAME
    gone = contacts.deleted(unit.world, contacts.GROUPS)
    if any(number in gone for number in request.contact_group_ids):
        return rules.outcome(cluster, "contact group illegal.")
    groups = alert_rules.groups_of(unit.world, cluster, namespace, name)
    if groups is None:
        return rules.outcome(cluster, "alert rule object not found")
    chosen = rules.chosen_rules(groups, request.alert_rule_group_name)
    if not chosen:
        return rules.outcome(cluster, "alert rule not found")
    for rule in chosen:
        rule["contactGroups"] = [{"id": str(number)} for number in request.contact_group_ids]
    alert_rules.put_groups(unit, cluster, groups, namespace, name)
    return rules.outcome(cluster)
