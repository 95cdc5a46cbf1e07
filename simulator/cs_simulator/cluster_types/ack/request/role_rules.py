"""The service roles that a new cluster needs, or a component: one that is missing refuses it."""

from collections.abc import Iterable, Iterator
from typing import Any

from cs_simulator.catalog import addons, service_roles
from cs_simulator.cluster_types.ack import kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.request.kind_rules import kind_of_request
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine.world import World

AUDIT = "AliyunCSKubernetesAuditRole"
"""Needed by the audit log of the API server."""

_OF_EVERY_CLUSTER = ("AliyunCSDefaultRole",)
_OF_HOSTED_CLUSTERS = (
    "AliyunCSManagedKubernetesRole",
    "AliyunCSManagedNetworkRole",
    "AliyunCSManagedCsiRole",
    "AliyunCSManagedLogRole",
    "AliyunCSManagedCmsRole",
    "AliyunCSManagedVKRole",
    "AliyunCSManagedNlcRole",
)
_OF_KINDS = {
    Kind.SERVERLESS: ("AliyunCSServerlessKubernetesRole",),
    Kind.EDGE: ("AliyunCSManagedEdgeRole",),
}
_OF_COMPONENTS = {
    "arms-prometheus": "AliyunCSManagedArmsRole",
    "ack-cost-exporter": "AliyunCSManagedCostRole",
    "managed-aliyun-acr-credential-helper": "AliyunCSManagedAcrRole",
    "cluster-autoscaler": "AliyunCSManagedAutoScalerRole",
    "ack-goatscaler": "AliyunCSManagedAutoScalerRole",
}


class RolesAreGranted:
    """The account has granted the roles that such a cluster needs."""

    def check(self, request: Any, lookup: AckLookup, _path: str) -> Iterator[ApiError]:
        """A problem for each role that is missing."""
        if not lookup.missing_roles:
            return
        for role in dict.fromkeys(needed(request)):
            if role in lookup.missing_roles:
                yield service_roles.MISSING[role]()


def needed(request: Any) -> Iterator[str]:
    """The names of the roles that the creation of a cluster needs."""
    kind = kind_of_request(request)
    yield from _OF_EVERY_CLUSTER
    if kind in kinds.HOSTED:
        yield from _OF_HOSTED_CLUSTERS
    yield from _OF_KINDS.get(kind, ())
    if request.audit_log_config and request.audit_log_config.enabled:
        yield AUDIT
    if request.encryption_provider_key or request.security_hardening_os or request.soc_enabled:
        yield service_roles.SECURITY
    for addon in request.addons or ():
        known = addons.find(addon.name or "")
        if known is not None and not addon.disabled:
            yield from of_component(known.name)


def of_component(name: str) -> Iterator[str]:
    """The name of the role that a component needs, if it needs one."""
    if name in _OF_COMPONENTS:
        yield _OF_COMPONENTS[name]


def check_granted(world: World, roles: Iterable[str]) -> None:
    """Raise the refusal of a change that needs these roles, if one of them is missing."""
    for role in roles:
        if role in world.missing_roles.records:
            raise service_roles.MISSING[role]()


RULES = (RolesAreGranted(),)
