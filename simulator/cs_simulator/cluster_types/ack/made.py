"""What the service makes or chooses for a Kubernetes cluster, besides the fields of its record."""

from typing import Any, TypedDict


class ClusterMade(TypedDict, total=False):
    """The part ``made`` of a cluster's properties. What is absent was not made, or not yet."""

    version: str
    """The Kubernetes version in force."""
    init_version: str
    plugin: str
    """The network plugin, ``flannel`` or ``terway``; empty for the kinds that have none."""
    vswitch_ids: list[str]
    """The vSwitches of the control plane."""
    pod_vswitch_ids: list[str]
    service_cidr: str
    node_cidr_mask: str
    proxy_mode: str
    addons: dict[str, dict[str, str]]
    """The installed components by name: ``version``, ``state``, and ``config`` if it was given."""
    network: list[str]
    """The ids of VPC and vSwitches, if they were made with the cluster."""
    security_group_id: str
    """The security group, if it was made with the cluster."""
    load_balancer_id: str
    """The load balancer of the API server, if it was made with the cluster."""
    ingress_load_balancer_id: str
    """The load balancer of the ingress, if a caller named another one."""
    intranet_ip: str
    """The address of the API server within the VPC, once it is up."""
    eip_id: str
    eip_address: str
    """The public address of the API server, if it has one."""
    nat_gateway_id: str
    nat_eip_id: str
    nat_eip_address: str
    worker_role: str
    stack_id: str
    encryption_changed: int
    """The instant at which the encryption of secrets was switched on or off last."""
    log_project: str
    log_account: str
    """The account whose log project it is, where a caller named one."""
    kubeconfig: dict[str, Any]
