"""``GET /clusters/{cluster_id}/vuls``: the vulnerabilities of a cluster's nodes, by node pool.

What the service does: Security Center scans the nodes from time to time; each vulnerability that it
found in a pool is answered with the number of nodes that have it.

Differs from the service: the vulnerabilities are made up, by the image of the nodes; nodes with
ContainerOS, Windows or a custom image have none. The service scans by itself once a day.
"""

from collections.abc import Iterator

from cs_simulator.catalog.vulnerabilities import Vulnerability
from cs_simulator.cluster_types.ack.pools import vulnerabilities
from cs_simulator.domain.records import Cluster, NodeGroup
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, kubernetes_cluster
from cs_simulator.operations._operation import Call, Reply, operation


@operation(
    "DescribeClusterVuls",
    "GET",
    "/clusters/{cluster_id}/vuls",
    cluster_type="ack",
    poll_target=lambda world, call: poll_targets.groups_target(world, cluster_id_of(call)),
)
def describe_cluster_vuls(call: Call, unit: Unit) -> Reply:
    """Answer what was found in each pool."""
    cluster = kubernetes_cluster(call, unit)
    records = [
        record
        for group in unit.world.groups_of(cluster.cluster_id)
        for record in _records(unit, cluster, group)
    ]
    return Reply(body={"vul_records": records}, cluster_id=cluster.cluster_id)


def _records(unit: Unit, cluster: Cluster, group: NodeGroup) -> Iterator[dict[str, object]]:
    """What was found in one pool, each once, with the number of its nodes."""
    counts: dict[Vulnerability, int] = {}
    for found in vulnerabilities.found_in(unit.world, cluster, group, unit.now):
        for each in found.vulnerabilities:
            counts[each] = counts.get(each, 0) + 1
    for each, count in counts.items():
        yield {
            "cve_list": list(each.cves),
            "necessity": each.necessity,
            "node_count": count,
            "nodepool_id": group.group_id,
            "nodepool_name": group.name,
            "vul_alias_name": each.alias,
            "vul_name": each.name,
            "vul_type": "cve",
        }
