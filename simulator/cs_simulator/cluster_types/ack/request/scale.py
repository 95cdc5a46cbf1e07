"""The requests that add workers to a Kubernetes cluster without naming a node pool."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.cluster_types.ack import field_rules
from cs_simulator.cluster_types.ack.pools import exists
from cs_simulator.cluster_types.ack.request.modify import ClusterLookup
from cs_simulator.cluster_types.ack.request.network_rules import vswitch_problems
from cs_simulator.cluster_types.ack.request.parts import (
    RuntimeRequest,
    TagRequest,
    TaintRequest,
    WorkerDiskRequest,
)
from cs_simulator.domain.errors import ApiError
from cs_simulator.validation.strict import Secret, StrictRule
from cs_simulator.validation.strict_types import Boolean, Integer, Object, Objects, Text, TextList

Texts = tuple[str, ...] | None


class WorkersExist:
    """The vSwitches and instance types of the workers exist, and there is room for so many."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem for each thing that there is not."""
        vpc_id = lookup.cluster.vpc_id
        for field in ("worker_vswitch_ids", "vswitch_ids"):
            vswitch_ids = getattr(request, field) or ()
            yield from vswitch_problems(f"{path}{field}", vswitch_ids, lookup, vpc_id)
        for name in request.worker_instance_types or ():
            if not exists.is_known(lookup.world, name):
                yield errors.INSTANCE_TYPE_UNKNOWN(
                    f"{path}worker_instance_types", f"no instance type {name[:100]!r}"
                )
        yield from exists.quotas(lookup.world, lookup.cluster, lookup.more_nodes)


class TypesAreKnown:
    """The workers have instance types: named here, or those of the default pool."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if there are none."""
        if not request.worker_instance_types and not lookup.has_workers:
            yield ack_errors.MISSING_FIELD(f"{path}worker_instance_types")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRequest:
    """The body of ScaleOutCluster, and of ScaleCluster in 2018; only the number differs."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (TypesAreKnown(), WorkersExist())

    count: Annotated[int | None, Integer(), field_rules.Between(0, 500)] = None
    num_of_nodes: Annotated[int | None, Integer(), field_rules.Between(0, 500)] = None
    vswitch_ids: Annotated[Texts, TextList()] = None
    worker_vswitch_ids: Annotated[Texts, TextList()] = None
    worker_instance_types: Annotated[Texts, TextList()] = None
    worker_system_disk_category: Annotated[
        str | None, Text(), field_rules.OneOf(*field_rules.DISK_CATEGORIES)
    ] = None
    worker_system_disk_size: Annotated[
        int | None, Integer(), field_rules.SYSTEM_DISK_SIZE_OR_NONE
    ] = None
    worker_data_disks: Annotated[
        tuple[WorkerDiskRequest, ...] | None, Objects(WorkerDiskRequest), field_rules.CountUpTo(10)
    ] = None
    worker_instance_charge_type: Annotated[str | None, Text(), field_rules.CHARGE_TYPE] = None
    worker_period: Annotated[int | None, Integer(), field_rules.PERIOD_OR_NONE] = None
    worker_period_unit: Annotated[str | None, Text(), field_rules.PERIOD_UNIT] = None
    worker_auto_renew: Annotated[bool | None, Boolean()] = None
    worker_auto_renew_period: Annotated[int | None, Integer(), field_rules.RENEWAL_OR_NONE] = None
    login_password: Annotated[str | None, Text(), field_rules.Password(), Secret()] = None
    key_pair: Annotated[str | None, Text()] = None
    image_id: Annotated[str | None, Text()] = None
    runtime: Annotated[RuntimeRequest | None, Object(RuntimeRequest)] = None
    cpu_policy: Annotated[str | None, Text(), field_rules.CPU_POLICY] = None
    taints: Annotated[tuple[TaintRequest, ...] | None, Objects(TaintRequest)] = None
    tags: Annotated[tuple[TagRequest, ...] | None, Objects(TagRequest)] = None
    user_data: Annotated[str | None, Text()] = None
    rds_instances: Annotated[Texts, TextList()] = None
    cloud_monitor_flags: Annotated[bool | None, Boolean()] = None
    disable_rollback: Annotated[bool | None, Boolean()] = None
    timeout_mins: Annotated[int | None, Integer(), field_rules.Between(0, 10_000)] = None
