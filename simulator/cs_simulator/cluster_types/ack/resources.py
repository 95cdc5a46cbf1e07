"""The cloud resources behind a Kubernetes cluster: those made for it, and those that it was given.

Node pools and nodes are not among them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cs_simulator.cluster_types.ack import kept, kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.domain.records import Cluster


class Resource(NamedTuple):
    """A resource of a cluster."""

    kind: str
    """As the vendor's Resource Orchestration Service names it."""
    instance_id: str
    logical_id: str
    """Its name in the template of the cluster."""
    is_made: bool
    """Whether it was made for the cluster, and is not the customer's."""
    stays_by_default: bool = False
    """Whether it stays when the cluster is deleted, if nothing else is said."""
    service: str = ""
    """``namespace/name`` of the Service for which it was made; empty for none."""


def resources_of(cluster: Cluster) -> Iterator[Resource]:
    """All resources of a cluster, as far as they exist by now."""
    sent, made = kept.sent_of(cluster), kept.made_of(cluster)
    yield from _network(cluster, sent, made)
    balancer = sent.get("load_balancer_id") or made.get("load_balancer_id", "")
    given = "load_balancer_id" in sent
    found = (
        Resource(
            "ALIYUN::ECS::SecurityGroup",
            cluster.security_group_id,
            "k8s_sg",
            made.get("security_group_id") == cluster.security_group_id,
        ),
        Resource("ALIYUN::SLB::LoadBalancer", balancer, "k8s_master_slb", not given),
        Resource("ALIYUN::VPC::EIP", made.get("eip_id", ""), "k8s_master_eip", not given),
        Resource(
            "ALIYUN::VPC::NatGateway", made.get("nat_gateway_id", ""), "k8s_nat_gateway", True
        ),
        Resource("ALIYUN::VPC::EIP", made.get("nat_eip_id", ""), "k8s_nat_gateway_eip", True),
        Resource("ALIYUN::RAM::Role", made.get("worker_role", ""), "KubernetesWorkerRole", True),
        Resource("ALIYUN::ROS::Stack", made.get("stack_id", ""), "k8s_stack", True),
        Resource(
            "ALIYUN::SLS::Project",
            made.get("log_project", ""),
            "k8s_log_project",
            is_made=True,
            stays_by_default=True,
        ),
    )
    yield from (resource for resource in found if resource.instance_id)


def _network(cluster: Cluster, sent: kept.Fields, made: kept.Fields) -> Iterator[Resource]:
    own = made.get("network", ())
    if cluster.vpc_id:
        yield Resource("ALIYUN::ECS::VPC", cluster.vpc_id, "k8s_vpc", cluster.vpc_id in own)
    # Terraform reads the vSwitches of serverless clusters from entries of this kind.
    is_serverless = kinds.kind_of(sent.get("cluster_type"), sent.get("profile")) is (
        Kind.SERVERLESS
    )
    kind = "VSWITCH" if is_serverless else "ALIYUN::ECS::VSwitch"
    for number, vswitch_id in enumerate(made.get("vswitch_ids", ()), start=1):
        yield Resource(kind, vswitch_id, f"k8s_vswitch_{number}", vswitch_id in own)
