"""Rules about what a new cluster is: its kind, edition, version, tags, and what depends on them."""

from collections.abc import Iterator
from typing import Any

from cs_simulator.catalog import ack_errors, kubernetes_versions, regions
from cs_simulator.cluster_types.ack import kinds
from cs_simulator.cluster_types.ack.kinds import Kind
from cs_simulator.cluster_types.ack.request.lookup import AckLookup
from cs_simulator.domain.errors import ApiError

MOST_TAGS = 20
RESERVED_PREFIXES = ("aliyun", "acs:", "http://", "https://")
_EDGE_SPECS = ("ack.standard", "ack.pro.small")


def kind_of_request(request: Any) -> Kind:
    """The kind of cluster that a request asks for."""
    return kinds.kind_of(request.cluster_type, request.profile)


class RegionExists:
    """The region exists."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if it does not."""
        if request.region_id and regions.find(request.region_id) is None:
            yield ack_errors.INVALID_FIELD(f"{path}region_id", f"no region {request.region_id!r}")


class ProfileFitsType:
    """Profiles are of managed clusters."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if the profile is not one of the type."""
        fitting = {
            kinds.MANAGED_TYPE: kinds.PROFILES,
            kinds.OLD_SERVERLESS_TYPE: ("Default", "Serverless"),
        }.get(request.cluster_type or "", ("Default",))
        if request.profile in kinds.PROFILES and request.profile not in fitting:
            yield ack_errors.INVALID_FIELD(
                f"{path}profile", f"{request.profile} is no profile of {request.cluster_type}"
            )


class KindIsOffered:
    """Dedicated clusters can be created, unless the simulator is to be as the service is today."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if they cannot."""
        if kind_of_request(request) is not Kind.DEDICATED:
            return
        if not lookup.world.options.honours_old_bodies:
            yield ack_errors.INVALID_FIELD(
                f"{path}cluster_type", "no dedicated clusters are created any more since 2024-08-21"
            )


class SpecFitsProfile:
    """Some profiles have only some of the editions, and some features need a professional one."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if the edition is not one of the profile, and for each feature it lacks."""
        kind, spec = kind_of_request(request), request.cluster_spec or "ack.standard"
        if kind is Kind.LINGJUN and not kinds.is_pro(spec):
            yield ack_errors.INVALID_FIELD(
                f"{path}cluster_spec", "Lingjun clusters are professional ones, ack.pro.…"
            )
        if kind is Kind.EDGE and spec not in _EDGE_SPECS:
            yield ack_errors.INVALID_FIELD(
                f"{path}cluster_spec", f"edge clusters are {' or '.join(_EDGE_SPECS)}"
            )
        if kinds.is_pro(spec):
            return
        window = request.maintenance_window
        if window and window.enable:
            yield ack_errors.INVALID_FIELD(
                f"{path}maintenance_window", "only professional managed clusters have one"
            )
        if request.encryption_provider_key:
            yield ack_errors.INVALID_FIELD(
                f"{path}encryption_provider_key", "only professional managed clusters encrypt"
            )


class VersionIsOffered:
    """The Kubernetes version is one of those that can be created now."""

    def check(self, request: Any, lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if it is not, and for each feature that it lacks."""
        kind = kind_of_request(request)
        if kind is Kind.REGISTERED:
            return
        offered = [row.version for row in lookup.creatable(edge=kind is Kind.EDGE)]
        version = request.kubernetes_version or offered[0]
        if version not in offered:
            yield ack_errors.INVALID_FIELD(
                f"{path}kubernetes_version", f"one of {', '.join(offered)}, not {version[:50]!r}"
            )
            return
        minor = kubernetes_versions.minor_of(version)
        if request.proxy_mode == "nftables" and minor < 35:
            yield ack_errors.INVALID_FIELD(f"{path}proxy_mode", "nftables needs 1.35 or later")
        if request.ip_stack == "dual" and minor < 22:
            yield ack_errors.INVALID_FIELD(f"{path}ip_stack", "dual needs 1.22 or later")
        rrsa = request.rrsa_config
        if (request.enable_rrsa or (rrsa and rrsa.enabled)) and minor < 22:
            field = "rrsa_config" if rrsa else "enable_rrsa"
            yield ack_errors.INVALID_FIELD(f"{path}{field}", "needs 1.22 or later")


class TagsFit:
    """At most twenty tags, each key once, and none that the service keeps for itself."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem for each kind of wrong tag."""
        tags = request.tags or ()
        keys = [tag.key for tag in tags if tag.key]
        if len(tags) > MOST_TAGS:
            yield ack_errors.INVALID_FIELD(f"{path}tags", f"at most {MOST_TAGS}, not {len(tags)}")
        if len(set(keys)) < len(keys):
            yield ack_errors.INVALID_FIELD(f"{path}tags", "each key once")
        if any(key.lower().startswith(RESERVED_PREFIXES) for key in keys):
            yield ack_errors.INVALID_FIELD(
                f"{path}tags", f"keys must not begin with {', '.join(RESERVED_PREFIXES)}"
            )


class OnlyManagedHasLogs:
    """Logs of the control plane are kept where the service runs it."""

    def check(self, request: Any, _lookup: AckLookup, path: str) -> Iterator[ApiError]:
        """A problem if they are asked for elsewhere."""
        if kind_of_request(request) in kinds.HOSTED:
            return
        if request.controlplane_log_components:
            yield ack_errors.INVALID_FIELD(
                f"{path}controlplane_log_components", "only managed clusters have these logs"
            )


class ClustersWithinQuota:
    """The account has fewer Kubernetes clusters, in all regions, than its quotas."""

    def check(self, request: Any, lookup: AckLookup, _path: str) -> Iterator[ApiError]:
        """A problem if there is no room for one more."""
        quotas, kind = lookup.quotas, kind_of_request(request)
        limits = [(quotas.kubernetes_clusters, frozenset(Kind), "Kubernetes")]
        if kind is Kind.SERVERLESS:
            limits.append((quotas.serverless_clusters, frozenset({kind}), "serverless"))
        elif kind in kinds.HOSTED:
            managed = kinds.HOSTED - {Kind.SERVERLESS}
            limits.append((quotas.managed_clusters, managed, "managed"))
        for limit, counted, name in limits:
            if lookup.clusters_of(counted, limit) >= limit:
                yield ack_errors.CLUSTER_QUOTA_EXCEEDED(limit=limit, kind=name)
                return


class LoadBalancerWithinQuota:
    """There is room for the load balancer of the API server, unless one is given."""

    def check(self, request: Any, lookup: AckLookup, _path: str) -> Iterator[ApiError]:
        """A problem if the account has as many as it may."""
        if kind_of_request(request) is Kind.REGISTERED or request.load_balancer_id:
            return
        if lookup.load_balancers >= lookup.quotas.slbs:
            yield ack_errors.SLB_QUOTA_EXCEEDED(limit=lookup.quotas.slbs)


RULES = (
    RegionExists(),
    KindIsOffered(),
    ProfileFitsType(),
    SpecFitsProfile(),
    VersionIsOffered(),
    TagsFit(),
    OnlyManagedHasLogs(),
)
