"""Identifiers have the shapes of real ones, and are those of their random value."""

import re

import pytest
from cs_simulator.domain import ids
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.randomness import derive
from hypothesis import given
from hypothesis import strategies as st

RANDOM = derive(7, "x")
AT = 1_515_402_001 * SECOND + 999_999
UUID4_DIGITS = r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"
UUID4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

# Kept as they are: a database of an earlier version has such ids, and a run repeats them.
EXAMPLES = [
    (ids.cluster_id(RANDOM), "c16d9c3d122a747029b82aa41c00a6879"),
    (ids.task_id(AT, RANDOM), "T-5a53331116d9c3d122a7b702"),
    (ids.request_id(RANDOM), "16D9C3D1-22A7-4702-9B82-AA41C00A6879"),
    (ids.event_id(RANDOM), "16D9-C3D1-22A7"),
    (ids.kubernetes_event_id(RANDOM), f"e-{ids.template_id(RANDOM)}"),
    (ids.template_id(RANDOM), "16d9c3d1-22a7-4702-9b82-aa41c00a6879"),
    (ids.resource_id("i", "2ze", RANDOM), "i-2ze79ezfx0h472fbs6pa"),
    (ids.resource_id("vpc", "", RANDOM), "vpc-79ezfx0h472fbs6pawfg"),
    (ids.public_address(RANDOM), "198.51.100.181"),
    (ids.node_name("c1", 3), "c1-node3"),
]


@pytest.mark.parametrize(("made", "expected"), EXAMPLES, ids=[name for _, name in EXAMPLES])
def test_an_identifier_is_that_of_its_random_value(made, expected):
    assert made == expected


@given(st.integers())
def test_identifiers_have_their_shapes(seed):
    random = derive(seed, "shape")
    assert re.fullmatch(f"c{UUID4_DIGITS}", ids.cluster_id(random))
    assert re.fullmatch(r"T-5a5330d0[0-9a-f]{16}", ids.task_id(0x5A5330D0 * SECOND, random))
    assert re.fullmatch(UUID4, ids.request_id(random).lower())
    assert re.fullmatch(r"i-2ze[a-z0-9]{17}", ids.resource_id("i", "2ze", random))


def test_a_task_id_begins_with_the_lower_32_bits_of_its_second():
    assert ids.task_id(2**32 * SECOND, RANDOM).startswith("T-00000000")


def test_public_addresses_are_all_of_the_documentation_blocks_and_no_others():
    made = {ids.public_address(derive(seed, "address")) for seed in range(20_000)}

    blocks = ("203.0.113", "198.51.100")
    assert made == {f"{block}.{host}" for block in blocks for host in range(1, 255)}
