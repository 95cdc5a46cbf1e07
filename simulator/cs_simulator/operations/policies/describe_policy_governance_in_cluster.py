"""``GET /clusters/{cluster_id}/policygovernance``: how a cluster keeps to the policies in force.

What the service does: counts, by severity, the policies of the catalogue and those in force; and
the violations of them, by action and severity and by action and policy, which are found among the
objects of the cluster. It answers the log of what was refused and warned of, too.

Differs from the service: violations are counted when they are asked for, where the service looks
for them every minute. ``ACKCheckNginxPath``, ``ACKCheckNginxAnnotation`` and ``RatifyVerification``
find none, since what they look for is not known. Without the component that enforces policies there
are no violations. The log has the last hundred entries; the project and the store that it names do
not exist.
"""

from collections import Counter
from collections.abc import Iterable

from cs_simulator.catalog.policies import DENY, SEVERITIES, WARN, Policy, all_policies
from cs_simulator.cluster_types.ack.policies.admissions import newest_first
from cs_simulator.cluster_types.ack.policies.instances import instances_of, is_enforced
from cs_simulator.cluster_types.ack.policies.violations import found_in
from cs_simulator.domain.instants import as_text
from cs_simulator.engine.account import account_number
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribePolicyGovernanceInCluster",
    "GET",
    "/clusters/{cluster_id}/policygovernance",
    cluster_type="ack",
)
def describe_policy_governance_in_cluster(call: Call, unit: Unit) -> Reply:
    """Count the policies and what violates them."""
    cluster, world = kubernetes_cluster(call, unit), unit.world
    instances = list(instances_of(world, cluster.cluster_id))
    counts: dict[str, Counter[str]] = {DENY: Counter(), WARN: Counter()}
    if is_enforced(cluster):
        for found in found_in(world, cluster.cluster_id, instances):
            counts[found.instance.action][found.instance.policy.name] += 1
    logs = _log(world, cluster.cluster_id)
    return Reply(
        body={
            "Violation": {
                "totalViolations": {
                    DENY: _by_severity(counts[DENY], as_text=True),
                    WARN: _by_severity(counts[WARN]),
                },
                "violations": {action: _by_policy(found) for action, found in counts.items()},
            },
            "admit_log": {
                "count": len(logs),
                "log_project": f"k8s-log-{cluster.cluster_id}",
                "log_store": f"policyadmit-{cluster.cluster_id}",
                "logs": logs,
                "progress": "Complete",
            },
            "on_state": _on_state({each.policy.name: each.policy for each in instances}.values()),
        },
        cluster_id=cluster.cluster_id,
    )


def _log(world: World, cluster_id: str) -> list[dict[str, object]]:
    common = {"cluster_id": cluster_id, "request_userinfo": str(account_number(world))}
    return [
        {**common, **each.fields, "time": as_text(each.time)}
        for each in newest_first(world, cluster_id)
    ]


def _by_severity(counts: Counter[str], *, as_text: bool = False) -> list[dict[str, object]]:
    """The violations of each severity; those that are refused are counted in texts."""
    known, totals = all_policies(), Counter[str]()
    for name, count in counts.items():
        totals[known[name].severity] += count
    return [
        {"severity": each, "violations": str(totals[each]) if as_text else totals[each]}
        for each in SEVERITIES
    ]


def _by_policy(counts: Counter[str]) -> list[dict[str, object]]:
    known = all_policies()
    return [
        {
            "policyDescription": known[name].description,
            "policyName": name,
            "severity": known[name].severity,
            "violations": count,
        }
        for name, count in counts.items()
    ]


def _on_state(in_force: Iterable[Policy]) -> list[dict[str, object]]:
    enabled = Counter(policy.severity for policy in in_force)
    total = Counter(policy.severity for policy in all_policies().values())
    return [
        {"enabled_count": enabled[each], "severity": each, "total": total[each]}
        for each in SEVERITIES
    ]
