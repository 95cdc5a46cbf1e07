"""The check that the body of a creation says which type of cluster it is about, if it must."""

from collections.abc import Mapping

from cs_simulator.catalog import ack_errors
from cs_simulator.domain.errors import ApiError

SWARM = frozenset({"swarm", "aliyun"})
"""The values of ``cluster_type`` that mean a Swarm cluster, in lower case."""
KUBERNETES = ("ManagedKubernetes", "Kubernetes", "ExternalKubernetes", "Ask")
"""Those that mean a Kubernetes cluster."""

# A body with one of these needs no type: it has been a Swarm cluster's since before there were
# others.
_SWARM_FIELDS = frozenset({"size", "instance_type", "vpc_id"})
_ADVICE = f"one of {', '.join(KUBERNETES)} for Kubernetes clusters, swarm for Swarm clusters"


def is_of_swarm(body: Mapping[str, object]) -> bool:
    """Whether a body has fields that only Swarm clusters have, or no field at all."""
    return not body or not _SWARM_FIELDS.isdisjoint(body)


def problem_of(body: Mapping[str, object]) -> ApiError | None:
    """The problem of a body that is of no type: it names none, or one that there is not.

    It is answered alone, since whatever else is wrong depends on the type.
    """
    cluster_type = body.get("cluster_type")
    if cluster_type in (None, ""):
        return ack_errors.MISSING_FIELD("cluster_type", _ADVICE)
    known = not isinstance(cluster_type, str) or cluster_type in KUBERNETES
    if known or str(cluster_type).lower() in SWARM:
        return None
    return ack_errors.INVALID_FIELD("cluster_type", f"{_ADVICE}; not {str(cluster_type)[:50]!r}")
