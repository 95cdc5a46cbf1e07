"""``POST /clusters/{cluster_id}/instances/{instance_id}/reset``: set up a node again.

What the service does: answers 202, replaces the system disk of the node, which then joins
again. The node is identified by the id of its instance, not by its address.

Differs from the service: the cluster is ``scaling`` meanwhile; what it really shows is not known.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.domain.records import NodeState
from cs_simulator.engine import provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import WITH_NODES, accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.operations.nodes._nodes import node_of_instance
from cs_simulator.validation import field_rules
from cs_simulator.validation.cross_field_rules import hardware
from cs_simulator.validation.field_types import Boolean, Text
from cs_simulator.validation.request_records import RecordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetClusterNodeRequest:
    """The body of the request. Problems are reported in the order of the fields."""

    RULES: ClassVar[tuple[RecordRule, ...]] = (hardware.ImageRunsNodes(),)

    password: Annotated[str, Text(), field_rules.Password()]
    ecs_image_id: Annotated[str, Text()]
    release_eip_flag: Annotated[bool, Boolean()] = False


@operation(
    "ResetClusterNode",
    "POST",
    "/clusters/{cluster_id}/instances/{instance_id}/reset",
    request=ResetClusterNodeRequest,
    is_write=True,
    allowed_in=WITH_NODES,
    plan="ResetClusterNode",
)
def reset_cluster_node(call: Call, unit: Unit) -> Reply:
    """Validate the request, and start the stages of the node again."""
    cluster = existing_cluster(call, unit)
    body = body_of(call)
    lookup = WorldLookup(unit, cluster.region_id)
    known = {"region_id": cluster.region_id}
    request = parsed(call, ResetClusterNodeRequest, body, lookup, known)
    node = node_of_instance(unit.world, cluster, call.parameters["instance_id"])

    lookup.adopt()
    node = unit.put(
        unit.world.nodes,
        node._replace(
            state=NodeState.INITIAL,
            instance_status="Stopping",
            ecs_image_id=request.ecs_image_id,
            releases_eip=request.release_eip_flag,
            is_lost=False,
            error_message="",
            updated=unit.now,
        ),
    )
    task = provisioning.begin(unit, cluster, "ResetClusterNode", [node])

    return accepted(call, cluster, task)
