"""``GET /clusters/{cluster_id}/nodepools/{nodepool_id}/vuls``: what was found on a pool's nodes.

What the service does: answers the vulnerabilities of each node, and whether the account has bought
the fixing of them; ``necessity`` filters, with commas between several levels.

Differs from the service: the vulnerabilities are made up, by the image of the nodes; nodes with
ContainerOS, Windows or a custom image have none. The fixing is always bought. A node on which
nothing was found is left out.
"""

from cs_simulator.catalog import ack_errors
from cs_simulator.catalog.vulnerabilities import LEVELS, Vulnerability
from cs_simulator.cluster_types.ack.pools import vulnerabilities
from cs_simulator.cluster_types.ack.pools.nodes import name_of
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import kubernetes_cluster
from cs_simulator.operations._node_pools import existing_pool, pool_target
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._query import texts


@operation(
    "DescribeNodePoolVuls",
    "GET",
    "/clusters/{cluster_id}/nodepools/{nodepool_id}/vuls",
    poll_target=pool_target,
)
def describe_node_pool_vuls(call: Call, unit: Unit) -> Reply:
    """Answer what was found on each node."""
    cluster = kubernetes_cluster(call, unit)
    group = existing_pool(call, unit, cluster)
    found = vulnerabilities.found_in(unit.world, cluster, group, unit.now, _levels(call))
    records = [
        {
            "instance_id": each.node.instance_id,
            "node_name": name_of(cluster, each.node),
            "vul_list": [_shown(vulnerability) for vulnerability in each.vulnerabilities],
        }
        for each in found
    ]
    body = {"vul_records": records, "vuls_fix_service_purchased": True}
    return Reply(body=body, cluster_id=cluster.cluster_id)


def _levels(call: Call) -> list[str]:
    """The levels that are asked for; none for all of them."""
    levels = texts(call, "necessity")
    unknown = [level for level in levels if level not in LEVELS]
    if unknown:
        advice = f"{', '.join(LEVELS)}, not {unknown[0][:100]!r}"
        raise ack_errors.INVALID_FIELD("necessity", advice)
    return levels


def _shown(vulnerability: Vulnerability) -> dict[str, object]:
    return {
        "alias_name": vulnerability.alias,
        "cve_list": list(vulnerability.cves),
        "name": vulnerability.name,
        "necessity": vulnerability.necessity,
        "need_reboot": vulnerability.needs_restart,
        "package_list": [{"name": package} for package in vulnerability.packages],
    }
