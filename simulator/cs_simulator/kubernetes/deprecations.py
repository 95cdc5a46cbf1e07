"""Versions of kinds that are to go: what the server says to those who still use them.

The words are those of ``k8s.io/apiserver/pkg/endpoints/deprecation``; since when a version is
deprecated is in ``zz_generated.prerelease-lifecycle.go`` of ``k8s.io/api``.
"""

from collections.abc import Mapping

from cs_simulator.kubernetes.kinds import Kind

_FIRST = 19
"""The first minor version of Kubernetes whose server says anything."""
_NEVER = 999

# By version and kind: the minor version of Kubernetes since which it is deprecated, and the version
# to use instead; empty if there is none.
_DEPRECATED: Mapping[tuple[str, str], tuple[int, str]] = {
    ("autoscaling/v2beta2", "HorizontalPodAutoscaler"): (23, "autoscaling/v2"),
    ("batch/v1beta1", "CronJob"): (21, "batch/v1"),
    ("coordination.k8s.io/v1beta1", "Lease"): (19, "coordination.k8s.io/v1"),
    ("events.k8s.io/v1beta1", "Event"): (22, "events.k8s.io/v1"),
    ("extensions/v1beta1", "Ingress"): (14, "networking.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", "Ingress"): (19, "networking.k8s.io/v1"),
    ("policy/v1beta1", "PodDisruptionBudget"): (21, "policy/v1"),
    ("policy/v1beta1", "PodSecurityPolicy"): (21, ""),
}


def is_to_go(kind: Kind) -> bool:
    """Whether some version of Kubernetes does not serve it any more."""
    return kind.until != _NEVER


def warning_of(kind: Kind, minor: int) -> str:
    """What a server of that minor version says of a kind that is to go; empty for nothing yet."""
    since, instead = _DEPRECATED.get((kind.api_version, kind.kind), (_NEVER, ""))
    if minor < max(since, _FIRST):
        return ""
    use = f"; use {instead} {kind.kind}" if instead else ""
    return (
        f"{kind.api_version} {kind.kind} is deprecated in v1.{since}+, unavailable in"
        f" v1.{kind.until + 1}+{use}"
    )
