"""What operations on the alert rules of a cluster share: finding rules, and switching them."""

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack import addons, alert_rules
from cs_simulator.cluster_types.ack.alert_rules import Group
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._strict_bodies import read_body
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Text

ON, OFF = "enable", "disable"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRuleRequest:
    """The body of StartAlert and StopAlert."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    alert_rule_group_name: Annotated[str | None, Text()] = None
    alert_rule_name: Annotated[str | None, Text()] = None


def cluster_with_alerts(call: Call, unit: Unit) -> Cluster:
    """The cluster that the path names; raises ``AddonNotFound`` without the component of alerts."""
    cluster = kubernetes_cluster(call, unit)
    if alert_rules.COMPONENT not in addons.installed(cluster):
        raise ack_errors.ADDON_NOT_FOUND(name=alert_rules.COMPONENT)
    return cluster


def switched(call: Call, unit: Unit, value: str) -> Reply:
    """Switch the rules that the body names to *value*; the reply says whether there are any."""
    cluster = cluster_with_alerts(call, unit)
    request = read_body(call, AlertRuleRequest)
    if not (request.alert_rule_group_name or request.alert_rule_name):
        raise ack_errors.MISSING_FIELD("alert_rule_group_name")
    groups = alert_rules.groups_of(unit.world, cluster) or []
    chosen = chosen_rules(groups, request.alert_rule_group_name, request.alert_rule_name)
    if not chosen:
        return outcome(cluster, "alert rule not found")
    for rule in chosen:
        rule["enable"] = value
    alert_rules.put_groups(unit, cluster, groups)
    return outcome(cluster)


def chosen_rules(
    groups: list[Group], group_name: str | None, rule_name: str | None = None
) -> list[dict[str, Any]]:
    """The rules of that group, or of all groups, and of that name, or of all names."""
    return [
        rule
        for group in groups
        if not group_name or group.get("name") == group_name
        for rule in alert_rules.rules_of(group)
        if not rule_name or rule.get("name") == rule_name
    ]


def outcome(cluster: Cluster, problem: str = "") -> Reply:
    """The reply that says whether it was done, and else what was wrong."""
    body = {"status": not problem, "msg": problem or "success"}
    return Reply(body=body, cluster_id=cluster.cluster_id)
