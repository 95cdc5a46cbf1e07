"""Rules about the network of a new cluster: what exists, and which blocks of addresses fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv6Network
from typing import Any

from cs_simulator.catalog import ack_errors, errors, regions
from cs_simulator.cluster_types.ack import network_plugins
from cs_simulator.cluster_types.ack.editions import Kind
from cs_simulator.cluster_types.ack.network_plugins import FLANNEL, TERWAY
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain import network
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.network import Block

DEFAULT_SERVICE_BLOCK = "172.19.0.0/20"
DEFAULT_NODE_MASK = "26"
_LONGEST_POD_PREFIX = 24
_SERVICE_PREFIXES = range(16, 25)
_LONGEST_POD_SWITCH_PREFIX = 25
_MOST_SERVERLESS_SWITCHES = 3
_UNIQUE_LOCAL = IPv6Network("fc00::/7")
_IPV6_PREFIXES = range(112, 121)
_WITHOUT_PODS = frozenset({Kind.SERVERLESS, Kind.REGISTERED})
"""The kinds whose pods get their addresses elsewhere."""


def plugin_of_request(request: Any) -> str:
    """The network plugin of the new cluster; empty for the kinds that have none."""
    kind = kind_of_request(request)
    if kind in _WITHOUT_PODS:
        return ""
    return network_plugins.plugin_of(
        (addon.name or "" for addon in request.addons or () if not addon.disabled),
        has_pod_vswitches=bool(pod_vswitches_of(request)),
        container_cidr=request.container_cidr or "",
        auto_mode=bool(request.auto_mode and request.auto_mode.enable),
    )


def pod_vswitches_of(request: Any) -> tuple[str, ...]:
    """The vSwitches of the pods: those of Terway's settings, or else those of the old field."""
    configs = (
        addon.config
        for addon in request.addons or ()
        if network_plugins.plugin_of_addon(addon.name or "") == TERWAY
    )
    found = tuple(
        vswitch for config in configs for vswitch in network_plugins.pod_vswitches(config)
    )
    if found or request.pod_vswitch_ids:
        return found or request.pod_vswitch_ids or ()
    uses_nodes = request.auto_mode and request.auto_mode.enable
    return (request.vswitch_ids or ()) if uses_nodes else ()


class NetworkIsGiven:
    """There is a VPC with vSwitches, or zones in which to make them."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each field that is missing."""
        kind = kind_of_request(request)
        switches = request.vswitch_ids
        if kind is Kind.DEDICATED:
            switches = switches or request.master_vswitch_ids
            lacking = "vswitch_ids" if request.control_plane_config else "master_vswitch_ids"
        else:
            lacking = "vswitch_ids"
        if not request.vpcid and not switches and _makes_network(request, kind):
            return
        if not request.vpcid:
            yield ack_errors.MISSING_FIELD(f"{path}vpcid")
        if not switches:
            yield ack_errors.MISSING_FIELD(f"{path}{lacking}")
        if kind is Kind.SERVERLESS and len(switches or ()) > _MOST_SERVERLESS_SWITCHES:
            yield ack_errors.INVALID_FIELD(
                f"{path}vswitch_ids", f"at most {_MOST_SERVERLESS_SWITCHES}"
            )


def _makes_network(request: Any, kind: Kind) -> bool:
    """Whether the service makes VPC and vSwitches where none are given."""
    if kind in (Kind.DEDICATED, Kind.REGISTERED):
        return False
    return kind is Kind.EDGE or bool(zones_of(request))


def zones_of(request: Any) -> tuple[str, ...]:
    """The zones in which vSwitches are made."""
    return request.zone_ids or ((request.zone_id,) if request.zone_id else ())


class ZonesExist:
    """The zones are in the region."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem with the first one that is not."""
        region = regions.find(request.region_id or "")
        field = "zone_ids" if request.zone_ids else "zone_id"
        wrong = [zone for zone in zones_of(request) if region and zone not in region.zones]
        if region and wrong:
            yield ack_errors.INVALID_FIELD(
                f"{path}{field}", f"{', '.join(region.zones)}, not {wrong[0]!r}"
            )


class NetworkExists:
    """VPC and vSwitches exist, belong together, and are in the region."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """The problem with the VPC, or else those with the vSwitches."""
        vpc_id = request.vpcid
        if not vpc_id:
            return
        vpc = lookup.vpc(vpc_id)
        if vpc is None:
            yield errors.VPC_NOT_FOUND(f"{path}vpcid", f"no VPC {vpc_id!r}")
        elif vpc.region_id != request.region_id:
            yield errors.VPC_NOT_IN_REGION(
                f"{path}vpcid", f"{vpc_id} is in {vpc.region_id}, not in {request.region_id}"
            )
        else:
            yield from _switch_problems(request, lookup, path, vpc_id)


def _switch_problems(request: Any, lookup: AckLookup, path: str, vpc_id: str) -> Iterator[ApiError]:
    for field, vswitch_ids in (
        ("vswitch_ids", request.vswitch_ids),
        ("master_vswitch_ids", request.master_vswitch_ids),
        ("worker_vswitch_ids", request.worker_vswitch_ids),
        ("pod_vswitch_ids", pod_vswitches_of(request)),
    ):
        for vswitch_id in dict.fromkeys(vswitch_ids or ()):
            switch = lookup.vswitch(vswitch_id, vpc_id)
            if switch is None:
                yield errors.VSWITCH_NOT_FOUND(f"{path}{field}", f"no vSwitch {vswitch_id!r}")
            elif switch.vpc_id != vpc_id:
                yield errors.VSWITCH_NOT_IN_VPC(
                    f"{path}{field}", f"{vswitch_id} belongs to {switch.vpc_id}"
                )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The blocks of a request, as far as they are blocks."""

    pods: Block | None
    services: Block | None


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


RULES = (
    NetworkIsGiven(),
    ZonesExist(),
    NetworkExists(),
    PodAddressesFit(),
    ServiceBlockFits(),
    BlocksAreFree(),
)
