"""The request that creates a Swarm cluster, and the cluster that it makes."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import images
from cs_simulator.cluster_types import named_type
from cs_simulator.cluster_types.swarm import field_rules as swarm_rules
from cs_simulator.cluster_types.swarm.properties import SwarmProperties, written
from cs_simulator.domain.records import Cluster, ClusterState
from cs_simulator.engine import naming
from cs_simulator.engine.call_region import region_of
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.validation import field_rules
from cs_simulator.validation.cross_field_rules import hardware, resources, sizes
from cs_simulator.validation.field_types import Boolean, Integer, Text, TextList
from cs_simulator.validation.request_records import Absent, RecordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateClusterRequest:
    """The body of the request. Problems are reported in the order of the fields."""

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
        sizes.ClustersWithinQuota("swarm"),
    )

    cluster_type: Annotated[str, Text(), swarm_rules.SwarmType()] = ""
    region_id: Annotated[str, Text(), swarm_rules.SwarmRegion()]
    name: Annotated[str, Text(), field_rules.ClusterName()]
    size: Annotated[int, Integer(), field_rules.AtLeast(0)]
    instance_type: Annotated[str, Text(), swarm_rules.SwarmInstanceType()]
    network_mode: Annotated[str, Text(), swarm_rules.NetworkMode()]
    vpc_id: Annotated[str, Text()]
    vswitch_id: Annotated[str, Text()]
    subnet_cidr: Annotated[str, Text(), field_rules.ContainerBlock()]
    password: Annotated[str, Text(), field_rules.Password()]
    data_disk_category: Annotated[str, Text(), swarm_rules.SwarmDiskCategory()]
    # aliyungo sends 0 for a size that its caller did not give.
    data_disk_size: Annotated[int, Integer(or_text=True), Absent((0,))]
    io_optimized: Annotated[str, Text(or_boolean=True), field_rules.IoOptimized()] = "optimized"
    need_slb: Annotated[bool, Boolean()] = True
    release_eip_flag: Annotated[bool, Boolean()] = False
    ecs_image_id: Annotated[str, Text()] = ""
    rds_instances: Annotated[tuple[str, ...], TextList()] = ()


def prepare(body: dict[str, object], unit: Unit, region_id: str) -> WorldLookup:
    """Complete the region of a body; returns what the body may refer to.

    *region_id* is the region that the call names outside of its body, or empty. Raises the error
    for a body that is of no type of cluster.
    """
    problem = None if named_type.is_of_swarm(body) else named_type.problem_of(body)
    if problem:
        raise problem
    if body.get("region_id") in (None, ""):
        body["region_id"] = region_of(unit.world, body, region_id)
    known = body["region_id"]
    return WorldLookup(unit, known if isinstance(known, str) else "", body.get("subnet_cidr"))


def make(request: CreateClusterRequest, unit: Unit) -> Cluster:
    """Put the cluster as it is before anything is provisioned. Its password is not kept."""
    switch = unit.world.vswitches.get(request.vswitch_id)
    properties = SwarmProperties(
        network_mode=request.network_mode,
        instance_type=request.instance_type,
        ecs_image_id=request.ecs_image_id or images.default_image().image_id,
        io_optimized=field_rules.IO_OPTIMIZED[request.io_optimized],
        data_disk_category=request.data_disk_category,
        data_disk_size=request.data_disk_size,
        need_slb=request.need_slb,
        release_eip_flag=request.release_eip_flag,
        rds_instances=list(request.rds_instances),
    )
    cluster = Cluster(
        serial=unit.serial(),
        cluster_id=naming.cluster_id(unit),
        cluster_type="swarm",
        name=request.name,
        state=ClusterState.INITIAL,
        size=request.size,
        created=unit.now,
        updated=unit.now,
        region_id=request.region_id,
        zone_id=switch.zone_id if switch else "",
        vpc_id=request.vpc_id,
        vswitch_id=request.vswitch_id,
        container_cidr=request.subnet_cidr,
        properties=written(properties),
    )
    return unit.put(unit.world.clusters, cluster)
