"""How much an account may have. The defaults are those of a new account in 2018 (domain §2)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """Limits of one account. The first two refuse a call; the others make its task fail."""

    clusters: int = 5
    nodes_per_cluster: int = 20
    vcpus_per_instance: int = 16
    """Larger instance types need an approval that a new account does not have."""
    security_groups: int = 100
    slbs: int = 60
    eips: int = 20
    routes_per_vpc: int = 48
    """Each node takes one entry of the route table of its VPC."""
    balance: int = 1_000_000
    """What the account has left, in yuan: with nothing, no instance can be bought."""
