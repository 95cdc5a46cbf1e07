"""``PUT /clusters/{cluster_id}``: expand a cluster to a new, larger number of nodes.

What the service does: answers 202 and adds the missing nodes while the cluster is ``scaling``;
then it is ``running``, also if it was ``inactive``. Only growth is possible. After a failed
scale-out the cluster is as before, without the new nodes, and only the log shows the reason.

Differs from the service: ``size`` shows the old number until the new nodes are ready. Fields
of the data disk that are left out are those of the creation; no answer shows them per node.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.cluster_types.swarm import field_rules as swarm_rules
from cs_simulator.cluster_types.swarm.properties import properties_of
from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import SCALABLE, accepted, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.validation import field_rules
from cs_simulator.validation.cross_field_rules import hardware, resources, sizes
from cs_simulator.validation.field_types import Boolean, Integer, Text
from cs_simulator.validation.request_records import Absent, RecordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleClusterRequest:
    """The body of the request. Problems are reported in the order of the fields."""

    RULES: ClassVar[tuple[RecordRule, ...]] = (
        sizes.SizeGrows(),
        sizes.NodesWithinQuota(),
        hardware.InstanceTypeAuthorized(),
        hardware.IoOptimizedFitsType(),
        hardware.DiskFitsInstance(),
        hardware.DiskSizeInRange(),
        hardware.ImageRunsNodes(),
        resources.TypeOfferedInZone(),
    )

    size: Annotated[int, Integer(or_text=True), field_rules.AtLeast(1)]
    instance_type: Annotated[str, Text(), swarm_rules.SwarmInstanceType()]
    password: Annotated[str, Text(), field_rules.Password()]
    data_disk_category: Annotated[str, Text(), swarm_rules.SwarmDiskCategory()] = ""
    data_disk_size: Annotated[int, Integer(or_text=True), Absent((0,))] = 0
    io_optimized: Annotated[str, Text(or_boolean=True), field_rules.IoOptimized()] = "optimized"
    ecs_image_id: Annotated[str, Text()] = ""
    release_eip_flag: Annotated[bool, Boolean()] = False


@operation(
    "ScaleCluster",
    "PUT",
    "/clusters/{cluster_id}",
    request=ScaleClusterRequest,
    is_write=True,
    allowed_in=SCALABLE,
    plan="ScaleCluster",
)
def scale_cluster(call: Call, unit: Unit) -> Reply:
    """Validate the request, make the new nodes, and start their stages."""
    cluster = existing_cluster(call, unit)
    body = body_of(call)
    properties = properties_of(cluster)
    body = {
        **body,
        "size": call.query.get("size") if body.get("size") in (None, "") else body["size"],
        "data_disk_category": body.get("data_disk_category") or properties["data_disk_category"],
        "data_disk_size": body.get("data_disk_size") or properties["data_disk_size"],
    }
    lookup = WorldLookup(unit, cluster.region_id)
    known = {
        "present_size": cluster.size,
        "region_id": cluster.region_id,
        "vpc_id": cluster.vpc_id,
        "vswitch_id": cluster.vswitch_id,
    }
    request = parsed(call, ScaleClusterRequest, body, lookup, known)

    lookup.adopt()
    template = cluster_nodes.template_for(unit.world, cluster)
    nodes = cluster_nodes.make(
        unit,
        cluster,
        request.size - cluster.size,
        made_by="ScaleCluster",
        template=template._replace(
            instance_type=request.instance_type,
            ecs_image_id=request.ecs_image_id or template.ecs_image_id,
        ),
        releases_eip=request.release_eip_flag,
    )
    task = provisioning.begin(unit, cluster, "ScaleCluster", nodes)

    return accepted(call, cluster, task)
