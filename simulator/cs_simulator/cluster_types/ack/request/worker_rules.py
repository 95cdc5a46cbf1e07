"""Rules about workers in the old form: a number of them, and one description for all."""

from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors
from cs_simulator.catalog.kubernetes_versions import minor_of
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.cluster_types.ack.request.master_rules import unknown_types
from cs_simulator.domain.errors import ApiError

_WITHOUT_WORKERS = frozenset({Kind.SERVERLESS, Kind.REGISTERED})
_LAST_WITH_DOCKER = 22
_KNOWN_RUNTIMES = ("containerd", "docker", "Sandboxed-Container.runv")


class WorkersAreComplete:
    """Workers have instance types, vSwitches, and a login."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each thing that is missing."""
        if not request.num_of_nodes:
            return
        if kind_of_request(request) in _WITHOUT_WORKERS:
            yield ack_errors.INVALID_FIELD(
                f"{path}num_of_nodes", "clusters of this kind have no workers"
            )
            return
        if not request.worker_instance_types:
            yield ack_errors.MISSING_FIELD(f"{path}worker_instance_types")
        if not (request.worker_vswitch_ids or request.vswitch_ids) and request.vpcid:
            yield ack_errors.MISSING_FIELD(f"{path}worker_vswitch_ids")
        if not (request.login_password or request.key_pair):
            yield ack_errors.MISSING_FIELD(f"{path}login_password")
        if request.worker_instance_charge_type == "PrePaid" and not request.worker_period:
            yield ack_errors.MISSING_FIELD(f"{path}worker_period")
        yield from unknown_types(
            request.worker_instance_types or (), lookup, f"{path}worker_instance_types"
        )


class DisksFit:
    """Data disks have a size that disks are sold in."""

    LEAST, MOST = 40, 32767

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each one that has another size."""
        for index, disk in enumerate(request.worker_data_disks or ()):
            size = int(disk.size) if disk.size and disk.size.isdigit() else self.LEAST
            if not self.LEAST <= size <= self.MOST:
                yield ack_errors.INVALID_FIELD(
                    f"{path}worker_data_disks[{index}].size",
                    f"from {self.LEAST} to {self.MOST}, not {size}",
                )


class InstancesAreAttachedLater:
    """Existing instances are attached to a cluster that runs."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if some are named."""
        if request.instances:
            yield ack_errors.INVALID_FIELD(
                f"{path}instances", "not supported any more; attach them once the cluster runs"
            )


class RuntimeIsOffered:
    """The container runtime exists, and goes with the version of Kubernetes."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if its name is unknown, or its version is not offered."""
        runtime = request.runtime
        if runtime is None or not runtime.name:
            return
        version = request.kubernetes_version or lookup.creatable()[0].version
        offered = [row for row in lookup.runtimes(version) if row.name == runtime.name]
        if runtime.name not in _KNOWN_RUNTIMES:
            yield ack_errors.INVALID_FIELD(
                f"{path}runtime.name", f"one of {', '.join(_KNOWN_RUNTIMES)}"
            )
        elif runtime.name == "docker" and minor_of(version) > _LAST_WITH_DOCKER:
            yield ack_errors.INVALID_FIELD(
                f"{path}runtime.name", "docker ended with 1.22; use containerd"
            )
        elif runtime.version and offered and runtime.version not in {r.version for r in offered}:
            known = ", ".join(row.version for row in offered)
            yield ack_errors.INVALID_FIELD(
                f"{path}runtime.version", f"one of {known}, not {runtime.version[:50]!r}"
            )


RULES = (WorkersAreComplete(), DisksFit(), InstancesAreAttachedLater(), RuntimeIsOffered())
