"""The limits of a new account, as the documentation has them."""

from dataclasses import asdict

import pytest
from cs_simulator.domain.quotas import Quotas, checked


def test_a_new_account_has_the_documented_limits():
    assert asdict(Quotas()) == {
        "clusters": 5,
        "nodes_per_cluster": 20,
        "vcpus_per_instance": 16,
        "security_groups": 100,
        "slbs": 60,
        "eips": 20,
        "routes_per_vpc": 48,
        "balance": 1_000_000,
        "kubernetes_clusters": 50,
        "managed_clusters": 20,
        "serverless_clusters": 3,
        "pools_per_cluster": 10,
        "nodes_per_kubernetes_cluster": 100,
    }


@pytest.mark.parametrize(
    ("name", "amount"),
    [("clusters", -1), ("clusters", 10**9), ("nodes_per_cluster", 10_001), ("balance", -(10**9))],
)
def test_a_quota_out_of_its_bounds_is_refused_with_them(name, amount):
    with pytest.raises(ValueError, match=f"^{name}: write a whole number from .* not {amount}$"):
        checked(name, amount)


@pytest.mark.parametrize(
    ("name", "amount"), [("clusters", 0), ("nodes_per_cluster", 10_000), ("balance", -5)]
)
def test_a_quota_within_its_bounds_is_taken(name, amount):
    assert checked(name, amount) == amount
