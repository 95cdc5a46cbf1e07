"""The limits of a new account, as the documentation of 2018 has them."""

from dataclasses import asdict

from cs_simulator.domain.quotas import Quotas


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
    }
