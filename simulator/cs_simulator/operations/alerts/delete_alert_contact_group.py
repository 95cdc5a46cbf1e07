"""``DELETE /alert/contact_groups``: delete groups of alert contacts of the account.

What the service does: answers for each of the ``contact_group_ids`` whether it was deleted. The
alert rules of clusters do not notify a deleted group any more.

Differs from the service: every number is that of a group until it is deleted, for no call of this
API makes one. What happens to rules that name the group is not known; here they name it no more.
"""

from collections.abc import Collection

from cs_simulator.cluster_types.ack import alert_rules
from cs_simulator.cluster_types.ack.alert_rules import Group
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations.alerts import _contacts as contacts
from cs_simulator.operations.alerts._rules import chosen_rules


@operation(
    "DeleteAlertContactGroup",
    "DELETE",
    "/alert/contact_groups",
    is_write=True,
    returns_array=True,
)
def delete_alert_contact_group(call: Call, unit: Unit) -> Reply:
    """Delete the groups, also from the rules that name them."""
    numbers = contacts.ids_of(call, "contact_group_ids")
    results = contacts.delete(unit, contacts.GROUPS, numbers)
    gone = {str(number) for number in numbers}
    for cluster in list(unit.world.clusters):
        _forget(unit, cluster, gone)
    found = [
        {
            "status": is_done,
            "msg": "success" if is_done else "contact group not found",
            "contact_group_id": str(number),
        }
        for number, is_done in results
    ]
    return Reply(body=found)


def _forget(unit: Unit, cluster: Cluster, gone: Collection[str]) -> None:
    """Take the groups from all rules of a cluster."""
    for namespace, name in alert_rules.places_of(unit.world, cluster):
        groups = alert_rules.groups_of(unit.world, cluster, namespace, name) or []
        if _without(groups, gone):
            alert_rules.put_groups(unit, cluster, groups, namespace, name)


def _without(groups: list[Group], gone: Collection[str]) -> bool:
    """Take the groups of contacts from the rules; returns whether a rule had one."""
    is_changed = False
    for rule in chosen_rules(groups, None):
        named = rule.get("contactGroups")
        if not isinstance(named, list):
            continue
        left = [each for each in named if not (isinstance(each, dict) and each.get("id") in gone)]
        is_changed |= len(left) < len(named)
        rule["contactGroups"] = left
    return is_changed
