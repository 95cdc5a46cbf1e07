"""``POST /clusters/{cluster_id}/scalein``: reduce the number of nodes.

What the service does: the path is known from the SDKs; automatic scaling called it. The body and
the answer are not known.

Differs from the service: all of it is our proposal. The body has the new ``size``; the nodes
that joined last are removed first, and instances that the service created are released.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import WITH_NODES, accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.validation import field_rules
from cs_simulator.validation.cross_field_rules import sizes
from cs_simulator.validation.field_types import Integer
from cs_simulator.validation.request_records import RecordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleInClusterRequest:
    """The body of the request."""

    RULES: ClassVar[tuple[RecordRule, ...]] = (sizes.SizeShrinks(),)

    size: Annotated[int, Integer(or_text=True), field_rules.AtLeast(0)]


@operation(
    "ScaleInCluster",
    "POST",
    "/clusters/{cluster_id}/scalein",
    request=ScaleInClusterRequest,
    is_write=True,
    allowed_in=WITH_NODES,
    plan="DeleteClusterNode",
)
def scale_in_cluster(call: Call, unit: Unit) -> Reply:
    """Start the removal of the nodes that joined last."""
    cluster = existing_cluster(call, unit)
    body = body_of(call)
    lookup = WorldLookup(unit, cluster.region_id)
    known = {"present_size": cluster.size}
    request = parsed(call, ScaleInClusterRequest, body, lookup, known)

    last = sorted(unit.world.nodes_of(cluster.cluster_id), key=lambda node: node.number)
    nodes = [
        cluster_nodes.mark_removing(unit, node, releases=not node.is_attached)
        for node in last[request.size :]
    ]
    task = provisioning.begin(unit, cluster, "DeleteClusterNode", nodes)

    return accepted(call, cluster, task)
