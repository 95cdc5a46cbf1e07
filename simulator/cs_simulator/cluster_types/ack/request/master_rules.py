"""Rules about the masters of a dedicated cluster, in the new form and in the old one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.pools import exists
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError

DEFAULT_COUNT = 3


@dataclass(frozen=True, slots=True)
class Masters:
    """The masters that a request asks for, whichever form it has."""

    count: int
    instance_types: tuple[str, ...]
    vswitch_ids: tuple[str, ...]
    charge_type: str
    period: int


def masters_of(request: Any) -> Masters:
    """The masters of a dedicated cluster."""
    config = request.control_plane_config
    if config:
        return Masters(
            count=config.size or DEFAULT_COUNT,
            instance_types=config.instance_types or (),
            vswitch_ids=request.vswitch_ids or request.master_vswitch_ids or (),
            charge_type=config.charge_type or "PostPaid",
            period=config.period or 0,
        )
    return Masters(
        count=request.master_count or DEFAULT_COUNT,
        instance_types=request.master_instance_types or (),
        vswitch_ids=request.master_vswitch_ids or request.vswitch_ids or (),
        charge_type=request.master_instance_charge_type or "PostPaid",
        period=request.master_period or 0,
    )


class MastersAreComplete:
    """There are instance types for all masters, and no more vSwitches than masters."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each thing that is missing or does not go with the number of masters."""
        if kind_of_request(request) is not Kind.DEDICATED:
            return
        masters = masters_of(request)
        prefix = (
            f"{path}control_plane_config." if request.control_plane_config else f"{path}master_"
        )
        types = f"{prefix}instance_types"
        if not masters.instance_types:
            yield ack_errors.MISSING_FIELD(types)
        elif len(masters.instance_types) not in (1, masters.count):
            yield ack_errors.INVALID_FIELD(
                types, f"one for all {masters.count} masters, or one for each"
            )
        if request.master_vswitch_ids and len(request.master_vswitch_ids) > masters.count:
            yield ack_errors.INVALID_FIELD(
                f"{path}master_vswitch_ids", f"at most one for each of {masters.count} masters"
            )
        if masters.charge_type == "PrePaid" and not masters.period:
            yield ack_errors.MISSING_FIELD(f"{prefix}period")
        yield from unknown_types(masters.instance_types, lookup, types)


def unknown_types(names: tuple[str, ...], lookup: AckLookup, field: str) -> Iterator[ApiError]:
    """The problem with the first instance type that does not exist."""
    unknown = [name for name in names if not exists.is_known(lookup.world, name)]
    if unknown:
        yield errors.INSTANCE_TYPE_UNKNOWN(field, f"no instance type {unknown[0]!r}")


class MastersHaveLogin:
    """There is a password or a key pair by which to log in to the masters."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem if there is none."""
        if kind_of_request(request) is not Kind.DEDICATED:
            return
        config = request.control_plane_config
        given = [request.login_password, request.key_pair]
        if config:
            given += [config.login_password, config.key_pair]
        if not any(given):
            prefix = f"{path}control_plane_config." if config else path
            yield ack_errors.MISSING_FIELD(f"{prefix}login_password")


class MastersAreOfDedicatedClusters:
    """Only dedicated clusters have masters that callers describe."""

    def check(self, request: Any, _lookup: object, path: str) -> Iterator[ApiError]:
        """A problem if another kind of cluster is given masters."""
        if kind_of_request(request) is Kind.DEDICATED:
            return
        if request.master_count:
            yield ack_errors.INVALID_FIELD(f"{path}master_count", "only for dedicated clusters")


RULES = (MastersAreComplete(), MastersHaveLogin(), MastersAreOfDedicatedClusters())
