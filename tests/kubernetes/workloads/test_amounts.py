"""Amounts of resources, as objects have them."""

import pytest
from cs_simulator.kubernetes.workloads.scheduler.amounts import thousandths


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1", 1_000),
        ("250m", 250),
        ("2k", 2_000_000),
        ("2Ki", 2_048_000),
        ("1Mi", 1_048_576_000),
        ("1e3", 1_000_000),
        ("1K", 0),
        ("much", 0),
    ],
)
def test_an_amount_has_a_power_of_ten_or_of_two(text, amount):
    assert thousandths(text) == amount
