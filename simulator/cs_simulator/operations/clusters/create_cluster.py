"""``POST /clusters``: create a Swarm cluster of a number of new nodes.

What the service does: checks the request, answers 202 at once, and builds load balancer, security
group and nodes over the next minutes; what goes wrong then is told by the cluster's state and log
only. A cluster of size 0 becomes ``inactive``.

Differs from the service: which checks are made at once, their order and part of their codes are
not documented; the choice here is listed under the README's *Assumptions*. A ``cluster_type`` that
asks for Kubernetes is refused.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import images
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.plans import CREATE_CLUSTER
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import naming, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import accepted
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.validation import field_rules
from cs_simulator.validation.body import parse_body
from cs_simulator.validation.cross_field_rules import hardware, resources, sizes
from cs_simulator.validation.field_types import Boolean, Integer, Text, TextList
from cs_simulator.validation.parser import Absent, RecordRule, parse, problems, unread


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateClusterRequest:
    """The body of the request; the fields' order is the order in which problems are told."""

    RULES: ClassVar[tuple[RecordRule, ...]] = (
        sizes.NodesWithinQuota(),
        hardware.InstanceTypeAuthorized(),
        hardware.IoOptimizedFitsType(),
        hardware.DiskFitsInstance(),
        hardware.DiskSizeInRange(),
        hardware.ImageRunsNodes(),
        resources.NetworkExists(),
        resources.TypeOfferedInZone(),
        resources.BlockIsFree(),
        resources.DatabasesExist(),
        resources.NameIsFree(),
        sizes.ClustersWithinQuota(),
    )

    cluster_type: Annotated[str, Text(), field_rules.SwarmType()] = ""
    region_id: Annotated[str, Text(), field_rules.Region()]
    name: Annotated[str, Text(), field_rules.ClusterName()]
    size: Annotated[int, Integer(), field_rules.AtLeast(0)]
    instance_type: Annotated[str, Text(), field_rules.SwarmInstanceType()]
    network_mode: Annotated[str, Text(), field_rules.NetworkMode()]
    vpc_id: Annotated[str, Text()]
    vswitch_id: Annotated[str, Text()]
    subnet_cidr: Annotated[str, Text(), field_rules.ContainerBlock()]
    password: Annotated[str, Text(), field_rules.Password()]
    data_disk_category: Annotated[str, Text(), field_rules.DataDiskCategory()]
    # aliyungo sends 0 for a size that its caller did not give.
    data_disk_size: Annotated[int, Integer(or_text=True), Absent((0,))]
    io_optimized: Annotated[str, Text(or_boolean=True), field_rules.IoOptimized()] = "optimized"
    need_slb: Annotated[bool, Boolean()] = True
    release_eip_flag: Annotated[bool, Boolean()] = False
    ecs_image_id: Annotated[str, Text()] = ""
    rds_instances: Annotated[tuple[str, ...], TextList()] = ()


def _surroundings(call: Call, unit: Unit) -> tuple[dict[str, object], WorldLookup]:
    """The body, its region filled in, and what it may refer to.

    The region comes from the body, else from the header ``x-acs-region-id``, else from the query
    parameter ``RegionId``, else it is that of the VPC, else the default.
    """
    body = parse_body(call.incoming.body, call.incoming.content_type)
    if body.get("region_id") in (None, ""):
        body["region_id"] = (
            call.incoming.region_header or call.query.get("RegionId") or _default_region(body, unit)
        )
    region_id = body["region_id"]
    return body, WorldLookup(
        unit, region_id if isinstance(region_id, str) else "", body.get("subnet_cidr")
    )


def _default_region(body: dict[str, object], unit: Unit) -> str:
    vpc = unit.world.vpcs.get(str(body.get("vpc_id")))
    return vpc.region_id if vpc else unit.world.options.default_region


def problems_of(call: Call, unit: Unit) -> list[ApiError]:
    """Everything that is wrong with the request, in the order of telling."""
    try:
        body, surroundings = _surroundings(call, unit)
    except ApiError as problem:
        return [problem]
    return problems(CreateClusterRequest, body, surroundings)


@operation(
    "CreateCluster",
    "POST",
    "/clusters",
    request=CreateClusterRequest,
    is_write=True,
    dry_run=problems_of,
    is_task=True,
)
def create_cluster(call: Call, unit: Unit) -> Reply:
    """Check the request, put the cluster, and begin its plan."""
    body, surroundings = _surroundings(call, unit)
    request = parse(CreateClusterRequest, body, surroundings)

    surroundings.adopt()
    cluster = _new_cluster(request, unit)
    unit.put(unit.world.clusters, cluster)
    task = provisioning.begin(unit, cluster, CREATE_CLUSTER)

    return accepted(call, cluster, task, unread(CreateClusterRequest, body))


def _new_cluster(request: CreateClusterRequest, unit: Unit) -> Cluster:
    """The cluster as it is before anything was provisioned. The password is not part of it."""
    switch = unit.world.vswitches.get(request.vswitch_id)
    return Cluster(
        serial=unit.serial(),
        cluster_id=naming.cluster_id(unit),
        name=request.name,
        state=ClusterState.INITIAL,
        size=request.size,
        created=unit.now,
        updated=unit.now,
        region_id=request.region_id,
        zone_id=switch.zone_id if switch else "",
        network_mode=request.network_mode,
        vpc_id=request.vpc_id,
        vswitch_id=request.vswitch_id,
        subnet_cidr=request.subnet_cidr,
        instance_type=request.instance_type,
        ecs_image_id=request.ecs_image_id or images.default_image().image_id,
        io_optimized=field_rules.IO_OPTIMIZED[request.io_optimized],
        data_disk_category=request.data_disk_category,
        data_disk_size=request.data_disk_size,
        need_slb=request.need_slb,
        release_eip_flag=request.release_eip_flag,
        rds_instances=" ".join(request.rds_instances),
    )
