"""What the stages of Kubernetes clusters create and delete."""

from collections.abc import Mapping, Sequence
from typing import Any

from cs_simulator.cluster_types import left_resources, resource_effects
from cs_simulator.cluster_types.ack import kept, logs, service_balancers
from cs_simulator.cluster_types.ack.pools.make import begin_creation
from cs_simulator.cluster_types.ack.resources import Resource, resources_of
from cs_simulator.domain import ids, network
from cs_simulator.domain.plans import Changes
from cs_simulator.domain.records import Cluster, Node, Task
from cs_simulator.engine import naming, stage_history
from cs_simulator.engine.unit import Unit

# The API server's address is one of the last quarter of its vSwitch: nodes take the first ones.
_SHARE_OF_NODES = 3, 4


def prepare_resources(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Make what the cluster needs before its control plane: security group, roles, NAT gateway."""
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    changes: Changes = {}
    if not cluster.security_group_id:
        changes = resource_effects.create_security_group(unit, cluster, task)
        made["security_group_id"] = changes["security_group_id"]
        unit.log(cluster, f"Create security group {made['security_group_id']} successfully")
    role = unit.random_for("role", cluster.cluster_id)
    made["worker_role"] = f"KubernetesWorkerRole-{ids.template_id(role)}"
    made["stack_id"] = ids.template_id(unit.random_for("stack", cluster.cluster_id))
    if sent.get("snat_entry") or sent.get("nat_gateway"):
        _make_nat_gateway(unit, cluster, made)
    if logs.is_on(sent):
        made["log_project"] = logs.project_of(cluster, sent)
    return {**changes, "properties": kept.written(sent, made)}


def _make_nat_gateway(unit: Unit, cluster: Cluster, made: kept.Fields) -> None:
    made["nat_gateway_id"] = _resource_id(unit, cluster, "ngw")
    made["nat_eip_id"], made["nat_eip_address"] = _elastic_address(unit, cluster, "nat")
    unit.log(cluster, f"Create NAT gateway {made['nat_gateway_id']} successfully")


def start_control_plane(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Make the load balancer of the API server, and its address in public if it has one."""
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    changes: Changes = {}
    if not sent.get("load_balancer_id"):
        changes = resource_effects.create_load_balancer(unit, cluster, task)
        made["load_balancer_id"] = changes["external_loadbalancer_id"]
        unit.log(cluster, f"Create SLB {made['load_balancer_id']} successfully")
    made["intranet_ip"] = _intranet_address(unit, cluster)
    if sent.get("endpoint_public_access"):
        made["eip_id"], made["eip_address"] = _elastic_address(unit, cluster, "apiserver")
        unit.log(cluster, f"Allocate EIP {made['eip_address']} for {made['eip_id']}")
    return {**changes, "properties": kept.written(sent, made)}


def _intranet_address(unit: Unit, cluster: Cluster) -> str:
    switch = unit.world.vswitches.get(cluster.vswitch_id)
    if switch is None:
        return ""
    usable = network.usable(network.block(switch.cidr_block))
    part, whole = _SHARE_OF_NODES
    late = usable[len(usable) * part // whole :] or usable
    return network.address(late[unit.random_for("apiserver", cluster.cluster_id).below(len(late))])


def _elastic_address(unit: Unit, cluster: Cluster, purpose: str) -> tuple[str, str]:
    """The id and the address of a new elastic address."""
    resource_effects.check_addresses(unit)
    address = ids.public_address(unit.random_for("eip", cluster.cluster_id, purpose))
    return _resource_id(unit, cluster, "eip", purpose), address


def _resource_id(unit: Unit, cluster: Cluster, prefix: str, *names: object) -> str:
    return naming.resource_id(unit, prefix, cluster.region_id, cluster.cluster_id, *names)


def install_addons(unit: Unit, cluster: Cluster, _task: Task) -> Changes:
    """Let the components run, and begin with the pools that were asked for with the cluster.

    One whose state was forced meanwhile is left as it is.
    """
    for group in unit.world.groups_of(cluster.cluster_id):
        if group.state == "initial":
            begin_creation(unit, cluster, group)
    made = kept.made_of(cluster)
    made["addons"] = {
        name: {**addon, "state": "active"} for name, addon in made.get("addons", {}).items()
    }
    return {"properties": kept.written(kept.sent_of(cluster), made)}


def create_master(unit: Unit, cluster: Cluster, node: Node) -> Changes:
    """Create the instance of a master: each has its own type and vSwitch."""
    sent = kept.sent_of(cluster)
    config = sent.get("control_plane_config", {})
    types = config.get("instance_types") or sent.get("master_instance_types") or [""]
    switches = sent.get("master_vswitch_ids") or sent.get("vswitch_ids") or [node.vswitch_id]
    own = {
        "instance_type": types[(node.number - 1) % len(types)],
        "vswitch_id": switches[(node.number - 1) % len(switches)],
    }
    return {**own, **resource_effects.create_instance(unit, cluster, node._replace(**own))}


def delete_resources(unit: Unit, cluster: Cluster, task: Task) -> Changes:
    """Delete what was made for the cluster, save what is to stay; an event says what that is."""
    asked = stage_history.parameters_of(task)
    everything = (*resources_of(cluster), *service_balancers.resources_of(unit.world, cluster))
    staying = [resource for resource in everything if _stays(resource, asked)]
    for resource in staying:
        if resource.kind not in _NETWORK:
            left_resources.keep(unit, resource.kind, resource.instance_id, _details(cluster))
    service_balancers.drop_all(unit, cluster)
    _delete_network(unit, cluster, [resource.instance_id for resource in staying])
    if staying:
        names = ", ".join(resource.instance_id for resource in staying)
        unit.log(cluster, f"Keep {names}")
        kept_ones = f"Kept: {names}"
        unit.event(cluster, "cluster_delete", "ResourcesKept", kept_ones, task_id=task.task_id)
    return {"external_loadbalancer_id": "", "security_group_id": ""}


# These are records of their own.
_NETWORK = frozenset({"ALIYUN::ECS::VPC", "ALIYUN::ECS::VSwitch", "VSWITCH"})


def _details(cluster: Cluster) -> dict[str, object]:
    """What there is to know of a resource that outlives its cluster."""
    made = kept.made_of(cluster)
    gateway = ("nat_gateway_id", "nat_eip_id", "nat_eip_address")
    return {
        "cluster_id": cluster.cluster_id,
        "region_id": cluster.region_id,
        "vpc_id": cluster.vpc_id,
        "vswitch_id": cluster.vswitch_id,
        "created": cluster.created,
        **{name: made[name] for name in gateway if name in made},
    }


def _stays(resource: Resource, asked: Mapping[str, Any]) -> bool:
    """Whether a resource that was made for the cluster outlives it."""
    if not resource.is_made:
        return False
    if resource.service and service_balancers.stay(asked):
        return True
    if asked.get("retain_all_resources") or resource.instance_id in asked.get(
        "retain_resources", ()
    ):
        return True
    mode = asked.get("delete_options", {}).get("SLS_ControlPlane", "retain")
    return resource.stays_by_default and mode == "retain"


def _delete_network(unit: Unit, cluster: Cluster, staying: Sequence[str]) -> None:
    """Delete the vSwitches that were made with the cluster, then its VPC if it has none left."""
    world = unit.world
    vpc_id, *vswitch_ids = kept.made_of(cluster).get("network") or [""]
    for vswitch_id in vswitch_ids:
        switch = world.vswitches.get_own(vswitch_id)
        if switch is not None and vswitch_id not in staying:
            unit.drop(world.vswitches, switch)
    vpc = world.vpcs.get_own(vpc_id)
    if vpc is not None and vpc_id not in staying and not world.switch_groups[vpc_id]:
        unit.drop(world.vpcs, vpc)
