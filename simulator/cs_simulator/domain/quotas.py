"""The limits of an account. The defaults are those of a new account.

Those of 2018, but for Kubernetes clusters, whose limits are today's.

Sources: the limits pages of the Swarm, ECS, VPC, EIP and SLB documentation (see the catalogue's
README).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The limits of one account.

    The first three, and those of Kubernetes clusters, refuse a call; exceeding one of the others
    makes the task fail.
    """

    clusters: int = 5
    nodes_per_cluster: int = 20
    vcpus_per_instance: int = 16
    """Larger instance types need an approval, which a new account does not have."""
    security_groups: int = 100
    slbs: int = 60
    eips: int = 20
    routes_per_vpc: int = 48
    """Each node takes one entry in the route table of its VPC."""
    balance: int = 1_000_000
    """In yuan; at 0, no instance can be bought."""
    kubernetes_clusters: int = 50
    """Of every kind together; ``clusters`` and ``nodes_per_cluster`` are those of Swarm."""
    managed_clusters: int = 20
    serverless_clusters: int = 3
    pools_per_cluster: int = 10
    nodes_per_kubernetes_cluster: int = 100


MOST = 10**9 - 1
MOST_NODES = 10_000
"""Of one cluster: the nodes of a creation are made in one step."""


def checked(name: str, amount: int) -> int:
    """The amount of a quota; raises ``ValueError`` with what to write.

    Only the balance may be negative.
    """
    most = MOST_NODES if name.startswith("nodes_per_") else MOST
    least = -MOST if name == "balance" else 0
    if not least <= amount <= most:
        raise ValueError(f"{name}: write a whole number from {least} to {most}, not {amount}")
    return amount
