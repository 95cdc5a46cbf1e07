"""Rules about the network of a new cluster: VPC, vSwitches and zones exist, and fit together."""

from collections.abc import Iterable, Iterator
from typing import Any

from cs_simulator.catalog import ack_errors, errors, regions
from cs_simulator.cluster_types.ack import network_plugins
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.network_plugins import TERWAY
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError

_MOST_SERVERLESS_SWITCHES = 3
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
            for field in ("vswitch_ids", "master_vswitch_ids", "worker_vswitch_ids"):
                vswitch_ids = getattr(request, field) or ()
                yield from vswitch_problems(f"{path}{field}", vswitch_ids, lookup, vpc_id)
            pods = pod_vswitches_of(request)
            yield from vswitch_problems(f"{path}pod_vswitch_ids", pods, lookup, vpc_id)


def vswitch_problems(
    field: str, vswitch_ids: Iterable[str], lookup: AckLookup, vpc_id: str
) -> Iterator[ApiError]:
    """Yield a problem for each vSwitch that there is not, or that is of another VPC."""
    for vswitch_id in dict.fromkeys(vswitch_ids):
        switch = lookup.vswitch(vswitch_id, vpc_id)
        if switch is None:
            yield errors.VSWITCH_NOT_FOUND(field, f"no vSwitch {vswitch_id!r}")
        elif switch.vpc_id != vpc_id:
            yield errors.VSWITCH_NOT_IN_VPC(field, f"{vswitch_id} belongs to {switch.vpc_id}")


RULES = (
    NetworkIsGiven(),
    ZonesExist(),
    NetworkExists(),
)
