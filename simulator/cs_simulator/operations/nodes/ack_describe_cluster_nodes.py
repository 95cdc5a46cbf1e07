"""``GET /clusters/{cluster_id}/nodes``: the nodes of a Kubernetes cluster, in pages.

What the service does: answers ``nodes`` and ``page``. ``nodepool_id``, ``state``, ``instanceIds``,
``nodeNames``, ``nodeIps`` and ``nodeLabels`` filter the nodes, all of them together; ``pageSize``
and ``pageNumber`` select the page. A machine that does not run yet is not listed, though its pool
counts it. Words of the filter ``state`` are not those of the nodes: ``initial`` is a node that is
joining, ``failed`` one that could not.

Differs from the service: what it answers to an unknown word of ``state`` is not known; here it is
refused. An unknown pool has no nodes. ``page_number`` and ``page_size`` are understood, too.
"""

from collections.abc import Callable, Mapping

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.pools import nodes
from cs_simulator.cluster_types.ack.pools.properties import node_properties
from cs_simulator.domain.records import Cluster, Node
from cs_simulator.engine import poll_targets
from cs_simulator.engine.unit import Unit
from cs_simulator.operations._clusters import cluster_id_of, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._paging import page_of
from cs_simulator.operations._query import texts

DEFAULT_PAGE_SIZE = 10
_PAGE = ("pageNumber", "pageSize")
STATES = ("all", "running", "removing", "initial", "failed")


@operation(
    "DescribeClusterNodes",
    "GET",
    "/clusters/{cluster_id}/nodes",
    cluster_type="ack",
    poll_target=lambda world, call: poll_targets.nodes_target(world, cluster_id_of(call)),
    is_kept=True,
)
def describe_nodes_of_kubernetes(call: Call, unit: Unit) -> Reply:
    """Answer one page of the nodes."""
    cluster = existing_cluster(call, unit)
    number, size = ("page_number", "page_size") if "page_number" in call.query else _PAGE
    page = page_of(call, number, size, DEFAULT_PAGE_SIZE)
    wanted = [node for node in _candidates(call, unit, cluster) if nodes.is_registered(node)]
    for name, matches in _FILTERS.items():
        values = texts(call, name)
        if values:
            wanted = [node for node in wanted if matches(cluster, node, values)]
    found = [nodes.node_object(cluster, node) for node in page.of(wanted)]
    return Reply(
        body={"nodes": found, "page": page.info(len(wanted))}, cluster_id=cluster.cluster_id
    )


def _candidates(call: Call, unit: Unit, cluster: Cluster) -> list[Node]:
    """The nodes of the pool and in the state that the call names."""
    pool, state = call.query.get("nodepool_id"), call.query.get("state") or "all"
    if state not in STATES:
        raise ack_errors.INVALID_FIELD("state", f"one of {', '.join(STATES)}, not {state[:100]!r}")
    return [
        node
        for node in unit.world.nodes_of(cluster.cluster_id)
        if (not pool or node.group_id == pool) and state in ("all", nodes.filter_state(node))
    ]


def _has_labels(_cluster: Cluster, node: Node, wanted: list[str]) -> bool:
    """Whether a node has all of the labels, each given as ``key=value``."""
    labels = {
        f"{label['key']}={label.get('value', '')}"
        for label in node_properties(node).get("labels", ())
    }
    return labels.issuperset(wanted)


_FILTERS: Mapping[str, Callable[[Cluster, Node, list[str]], bool]] = {
    "instanceIds": lambda _, node, wanted: node.instance_id in wanted,
    "nodeNames": lambda cluster, node, wanted: nodes.name_of(cluster, node) in wanted,
    "nodeIps": lambda _, node, wanted: node.ip_address in wanted,
    "nodeLabels": _has_labels,
}
"""Whether a node is one that a list in the query wants, by the name of the list."""
