"""The request that changes a Kubernetes cluster, and the rules that it must meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cs_simulator.catalog import ack_errors, errors, kubernetes_versions
from cs_simulator.cluster_types.ack import field_rules, kept, kinds
from cs_simulator.cluster_types.ack.answers.sent_fields import has_rrsa
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.cluster_types.ack.request.parts import (
    ControlPlaneRequest,
    EndpointsRequest,
)
from cs_simulator.cluster_types.ack.request.windows import (
    MaintenanceWindowRequest,
    OperationPolicyRequest,
)
from cs_simulator.domain.errors import ApiError
from cs_simulator.domain.records import Cluster
from cs_simulator.validation.strict import StrictRule
from cs_simulator.validation.strict_types import Boolean, Object, Text, TextList

Texts = tuple[str, ...] | None

PRO_SPECS = ("ack.pro.small", "ack.pro.xlarge", "ack.pro.2xlarge", "ack.pro.4xlarge")


class ClusterLookup(AckLookup):
    """A lookup that also knows the cluster that a request is about."""

    cluster: Cluster
    more_nodes = 0
    """How many nodes the request adds."""
    has_workers = False
    """Whether the cluster has a default pool that says what its nodes are made of."""

    def upgrade_targets(self) -> list[str]:
        """The versions that the cluster can be upgraded to now."""
        return [
            row.version
            for row in kubernetes_versions.upgrade_targets(
                kept.made_of(self.cluster).get("version", ""), self.now, fixed=self.fixed
            )
        ]


class EditionFits:
    """A professional cluster gets another size; an ordinary one is migrated."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if the edition cannot be had so, or a feature needs another one."""
        present = kinds.spec_of(kept.sent_of(lookup.cluster))
        wanted = request.cluster_spec
        if wanted and wanted != present:
            if not kinds.is_pro(present):
                reason = f"{present or 'this cluster'} is migrated, not changed"
                yield ack_errors.INVALID_FIELD(f"{path}cluster_spec", reason)
            elif not kinds.is_pro(wanted):
                reason = f"{present} cannot become {wanted}"
                yield ack_errors.INVALID_FIELD(f"{path}cluster_spec", reason)
        window = request.maintenance_window
        if window and window.enable and not kinds.is_pro(wanted or present):
            yield ack_errors.INVALID_FIELD(
                f"{path}maintenance_window", "only professional managed clusters have one"
            )


class AddressHasId:
    """A public address of the API server is one that exists."""

    def check(self, request: Any, _lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if it has no id."""
        if request.api_server_eip and not request.api_server_eip_id:
            yield ack_errors.ADDRESS_WITHOUT_ID(
                f"{path}api_server_eip_id", "the id of the elastic address to bind"
            )


class SwitchesExist:
    """The vSwitches of the control plane are in the cluster's VPC."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem for each one that is not."""
        vpc_id = lookup.cluster.vpc_id
        for vswitch_id in request.vswitch_ids or ():
            switch = lookup.vswitch(vswitch_id, vpc_id)
            if switch is None:
                yield errors.VSWITCH_NOT_FOUND(f"{path}vswitch_ids", f"no vSwitch {vswitch_id!r}")
            elif switch.vpc_id != vpc_id:
                yield errors.VSWITCH_NOT_IN_VPC(
                    f"{path}vswitch_ids", f"{vswitch_id} belongs to {switch.vpc_id}"
                )


class RolesStay:
    """RAM roles for service accounts are not switched off again."""

    def check(self, request: Any, lookup: ClusterLookup, path: str) -> Iterator[ApiError]:
        """A problem if they are on, and are to be off."""
        if request.enable_rrsa is False and has_rrsa(kept.sent_of(lookup.cluster)):
            yield ack_errors.INVALID_FIELD(
                f"{path}enable_rrsa", "it cannot be switched off once it is on"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRequest:
    """Names and addresses for the certificate of the API server."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    action: Annotated[str | None, Text(), field_rules.OneOf("append", "overwrite")] = None
    subject_alternative_names: Annotated[Texts, TextList()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemEventsRequest:
    """Whether the events of the cluster are kept in a log project."""

    RULES: ClassVar[tuple[StrictRule, ...]] = ()

    enabled: Annotated[bool | None, Boolean()] = None
    logging_project: Annotated[str | None, Text()] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyClusterRequest:
    """The body of the request: what is absent stays as it is."""

    STRICT: ClassVar[bool] = True
    RULES: ClassVar[tuple[StrictRule, ...]] = (
        EditionFits(),
        AddressHasId(),
        SwitchesExist(),
        RolesStay(),
    )

    cluster_name: Annotated[str | None, Text(), field_rules.Name()] = None
    deletion_protection: Annotated[bool | None, Boolean()] = None
    instance_deletion_protection: Annotated[bool | None, Boolean()] = None
    resource_group_id: Annotated[str | None, Text(), field_rules.RESOURCE_GROUP] = None
    timezone: Annotated[str | None, Text(), field_rules.TimeZone()] = None
    security_group_id: Annotated[str | None, Text(), field_rules.SECURITY_GROUP] = None
    vswitch_ids: Annotated[Texts, TextList()] = None
    cluster_spec: Annotated[str | None, Text(), field_rules.OneOf("ack.standard", *PRO_SPECS)] = (
        None
    )
    api_server_eip: Annotated[bool | None, Boolean()] = None
    api_server_eip_id: Annotated[
        str | None, Text(), field_rules.Matches("eip-[a-z0-9]+", "the id of an address, eip-…")
    ] = None
    api_server_custom_cert_sans: Annotated[NamesRequest | None, Object(NamesRequest)] = None
    enable_rrsa: Annotated[bool | None, Boolean()] = None
    maintenance_window: Annotated[
        MaintenanceWindowRequest | None, Object(MaintenanceWindowRequest)
    ] = None
    operation_policy: Annotated[OperationPolicyRequest | None, Object(OperationPolicyRequest)] = (
        None
    )
    control_plane_config: Annotated[ControlPlaneRequest | None, Object(ControlPlaneRequest)] = None
    control_plane_endpoints_config: Annotated[EndpointsRequest | None, Object(EndpointsRequest)] = (
        None
    )
    system_events_logging: Annotated[SystemEventsRequest | None, Object(SystemEventsRequest)] = None
    access_control_list: Annotated[Texts, TextList()] = None
    ingress_domain_rebinding: Annotated[bool | None, Boolean()] = None
    ingress_loadbalancer_id: Annotated[str | None, Text(), field_rules.LOAD_BALANCER] = None
    client_token: Annotated[str | None, Text(), field_rules.LengthUpTo(64)] = None


LABELS = frozenset(
    {
        "client_token",
        "cluster_name",
        "deletion_protection",
        "instance_deletion_protection",
        "resource_group_id",
    }
)
"""The fields that touch nothing that runs."""
