"""``POST /clusters/{cluster_id}/attach``: make nodes of existing instances.

What the service does: answers 202 with a result for each instance, and one task for those that
can be nodes; their system disks are replaced. An instance must be in the cluster's region and
network, and must have an elastic address: it needs a way to the Internet.

Differs from the service: codes and texts for instances that cannot be nodes are not known; ours are
an HTTP status, like the known one of success, and the code and text of ECS. If none can be a node,
there is no task and its id is empty. Unknown instances are always refused: the fixtures list those
that exist.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.catalog import errors
from cs_simulator.cluster_types.swarm.properties import properties_of
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster, Instance
from cs_simulator.engine import cluster_nodes, provisioning
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.engine.world_lookup import WorldLookup
from cs_simulator.operations._clusters import SCALABLE, existing_cluster
from cs_simulator.operations._operation import Call, Reply, operation
from cs_simulator.operations._strict_bodies import body_of, parsed
from cs_simulator.validation import field_rules
from cs_simulator.validation.cross_field_rules import hardware, sizes
from cs_simulator.validation.field_types import Boolean, Text, TextList
from cs_simulator.validation.request_records import RecordRule


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachInstancesRequest:
    """The body of the request. Problems are reported in the order of the fields."""

    RULES: ClassVar[tuple[RecordRule, ...]] = (
        sizes.InstancesWithinQuota(),
        hardware.ImageRunsNodes(),
    )

    password: Annotated[str, Text(), field_rules.Password()]
    instances: Annotated[tuple[str, ...], TextList(), field_rules.NotEmpty()]
    ecs_image_id: Annotated[str, Text()] = ""
    release_eip_flag: Annotated[bool, Boolean()] = False


@operation(
    "AttachInstances",
    "POST",
    "/clusters/{cluster_id}/attach",
    request=AttachInstancesRequest,
    is_write=True,
    allowed_in=SCALABLE,
    plan="AttachInstances",
)
def attach_instances(call: Call, unit: Unit) -> Reply:
    """Validate the request and the instances, and start the stages of those that can be nodes."""
    cluster = existing_cluster(call, unit)
    body = body_of(call)
    lookup = WorldLookup(unit, cluster.region_id)
    known = {"present_size": cluster.size, "region_id": cluster.region_id}
    request = parsed(call, AttachInstancesRequest, body, lookup, known)

    results, fitting = [], []
    for instance_id in dict.fromkeys(request.instances):
        found = _instance_for(unit.world, cluster, instance_id)
        if isinstance(found, Instance):
            fitting.append(found)
        results.append(_result(instance_id, found))
    task_id = ""
    if fitting:
        lookup.adopt()
        nodes = cluster_nodes.attach(
            unit,
            cluster,
            fitting,
            ecs_image_id=request.ecs_image_id or properties_of(cluster)["ecs_image_id"],
            releases_eip=request.release_eip_flag,
        )
        task_id = provisioning.begin(unit, cluster, "AttachInstances", nodes).task_id

    return Reply(
        status=202,
        body={"list": results, "task_id": task_id},
        cluster_id=cluster.cluster_id,
        task_id=task_id,
    )


def _instance_for(world: World, cluster: Cluster, instance_id: str) -> Instance | ApiError:
    """The instance if it can become a node of the cluster, or the error that says why not."""
    if instance_id in world.nodes.records:
        return errors.INSTANCE_BUSY("instances", f"{instance_id} is a node already")
    instance = world.instances.get(instance_id)
    if instance is None or instance.is_released:
        return errors.INSTANCE_NOT_FOUND("instances", f"no instance {instance_id!r}")
    if instance.region_id != cluster.region_id:
        advice = f"{instance_id} is in {instance.region_id}, the cluster in {cluster.region_id}"
    elif instance.network_type != properties_of(cluster)["network_mode"]:
        advice = f"{instance_id} is in a {instance.network_type} network"
    elif instance.vpc_id != cluster.vpc_id:
        advice = f"{instance_id} is in {instance.vpc_id}, the cluster in {cluster.vpc_id}"
    elif not instance.eip_address:
        advice = f"{instance_id} has no elastic address, and no other way out of the VPC"
    else:
        return instance
    return errors.INSTANCE_MISMATCH("instances", advice)


def _result(instance_id: str, found: Instance | ApiError) -> dict[str, str]:
    if isinstance(found, Instance):
        return {"code": "200", "instanceId": instance_id, "message": "successful"}
    message = f"{found.code}: {found.message}"
    return {"code": str(found.status), "instanceId": instance_id, "message": message}
