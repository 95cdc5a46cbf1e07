"""Rules about the blocks of addresses of a new cluster: those of its pods and of its services."""

from collections.abc import Iterator
from ipaddress import IPv6Network
from typing import Any

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.network_plugins import FLANNEL, TERWAY
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.cluster_types.ack.request.network_rules import (
    plugin_of_request,
    pod_vswitches_of,
)
from cs_simulator.domain import network
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.network import Block

DEFAULT_SERVICE_BLOCK = "172.19.0.0/20"
DEFAULT_NODE_MASK = "26"
_LONGEST_POD_PREFIX = 24
_SERVICE_PREFIXES = range(16, 25)
_LONGEST_POD_SWITCH_PREFIX = 25
_UNIQUE_LOCAL = IPv6Network("fc00::/7")
_IPV6_PREFIXES = range(112, 121)


def _block(text: str | None) -> Block | None:
    try:
        return network.block(text) if text else None
    except ValueError:
        return None


def service_block_of(request: Any) -> str:
    """The IPv4 block of the services, as text; empty for a registered cluster that gives none."""
    if request.service_cidr:
        return str(request.service_cidr).partition(",")[0]
    return "" if kind_of_request(request) is Kind.REGISTERED else DEFAULT_SERVICE_BLOCK


class PodAddressesFit:
    """With Flannel the pods have a block of their own, with Terway addresses of vSwitches."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each thing that does not go with the plugin."""
        plugin, text = plugin_of_request(request), request.container_cidr or ""
        field, switches = f"{path}container_cidr", pod_vswitches_of(request)
        if plugin == FLANNEL:
            if not text:
                yield _about(field, ack_errors.EMPTY_CIDR())
            if switches:
                yield _about(f"{path}pod_vswitch_ids", ack_errors.INVALID_POD_VSWITCHES())
            yield from _pod_block_problems(request, field, text)
        elif plugin == TERWAY:
            if text:
                yield _about(field, ack_errors.INVALID_POD_VSWITCHES())
            if not switches:
                yield ack_errors.MISSING_FIELD(f"{path}pod_vswitch_ids")
            yield from _pod_switch_problems(request, lookup, path, switches)
        if request.ip_stack == "dual" and plugin != TERWAY:
            yield ack_errors.INVALID_FIELD(f"{path}ip_stack", "dual needs Terway")


def _about(field: str, error: ApiError) -> ApiError:
    """The error with the field that it is about; its message is the service's and stays."""
    error.field = field
    return error


def _pod_block_problems(request: Any, field: str, text: str) -> Iterator[ApiError]:
    block = _block(text)
    mask = int(request.node_cidr_mask or DEFAULT_NODE_MASK) if _has_mask(request) else 0
    if block is None:
        yield _about(field, ack_errors.INVALID_CIDR(kind="pod", cidr=text))
    elif not network.is_private(block):
        yield ack_errors.INVALID_FIELD(
            field, "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
        )
    elif block.prefixlen > _LONGEST_POD_PREFIX:
        yield ack_errors.INVALID_FIELD(
            field, f"at most /{_LONGEST_POD_PREFIX}, not /{block.prefixlen}"
        )
    elif mask and mask <= block.prefixlen:
        yield ack_errors.INVALID_FIELD(
            field.replace("container_cidr", "node_cidr_mask"),
            f"longer than /{block.prefixlen} of container_cidr, not {mask}",
        )


def _has_mask(request: Any) -> bool:
    return (request.node_cidr_mask or DEFAULT_NODE_MASK).isdigit()


def _pod_switch_problems(
    request: Any, lookup: AckLookup, path: str, switches: tuple[str, ...]
) -> Iterator[ApiError]:
    """What is wrong with the vSwitches of pods: they are large, and in the zones of the nodes."""
    zones = {
        switch.zone_id
        for vswitch_id in request.vswitch_ids or ()
        if (switch := lookup.vswitch(vswitch_id, request.vpcid or ""))
    }
    for vswitch_id in switches:
        switch = lookup.vswitch(vswitch_id, request.vpcid or "")
        if switch is None:
            continue
        block = network.block(switch.cidr_block)
        if block.prefixlen > _LONGEST_POD_SWITCH_PREFIX:
            yield ack_errors.INVALID_FIELD(
                f"{path}pod_vswitch_ids",
                f"{vswitch_id} has /{block.prefixlen}; at most /{_LONGEST_POD_SWITCH_PREFIX}",
            )
        if zones and switch.zone_id not in zones:
            yield ack_errors.INVALID_FIELD(
                f"{path}pod_vswitch_ids", f"{vswitch_id} is in {switch.zone_id}, no node is"
            )


class ServiceBlockFits:
    """The services have a private block from /16 to /24, with two stacks another of IPv6."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if one of the blocks is none, or another one."""
        text, field = service_block_of(request), f"{path}service_cidr"
        block = _block(text)
        if text and block is None:
            yield _about(field, ack_errors.INVALID_CIDR(kind="service", cidr=text))
        elif block and not network.is_private(block):
            yield ack_errors.INVALID_FIELD(
                field, "must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
            )
        elif block and block.prefixlen not in _SERVICE_PREFIXES:
            yield ack_errors.INVALID_FIELD(field, f"from /16 to /24, not /{block.prefixlen}")
        second = (request.service_cidr or "").partition(",")[2]
        if second and (request.ip_stack != "dual" or not _is_unique_local(second)):
            yield ack_errors.INVALID_FIELD(
                field, "a second block is for dual stacks, of IPv6 in fc00::/7, from /112 to /120"
            )


def _is_unique_local(text: str) -> bool:
    try:
        block = IPv6Network(text.strip())
    except ValueError:
        return False
    return block.subnet_of(_UNIQUE_LOCAL) and block.prefixlen in _IPV6_PREFIXES


class BlocksAreFree:
    """The blocks overlap neither each other, nor the VPC, nor the pods of other clusters."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each two blocks that overlap."""
        has_pods = plugin_of_request(request) == FLANNEL
        pods = _block(request.container_cidr) if has_pods else None
        services = _block(service_block_of(request))
        if pods and services and pods.overlaps(services):
            yield ack_errors.INVALID_FIELD(
                f"{path}service_cidr", f"{services} overlaps container_cidr {pods}"
            )
        vpc = lookup.vpc(request.vpcid) if request.vpcid else None
        if vpc is None:
            return
        around = network.block(vpc.cidr_block)
        for field, block in (("container_cidr", pods), ("service_cidr", services)):
            if block and block.overlaps(around):
                yield ack_errors.INVALID_FIELD(
                    f"{path}{field}", f"{block} overlaps {around} of {vpc.vpc_id}"
                )
        if pods and lookup.overlaps_cluster(vpc.vpc_id, pods):
            yield ack_errors.INVALID_FIELD(
                f"{path}container_cidr",
                f"{pods} overlaps the pods of another cluster in {vpc.vpc_id}",
            )


RULES = (PodAddressesFit(), ServiceBlockFits(), BlocksAreFree())
