import ipaddress

import pytest
from cs_simulator.domain import network
from hypothesis import given
from hypothesis import strategies as st

blocks = st.builds(
    lambda address, length: ipaddress.ip_network((address, length), strict=False),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@given(blocks)
def test_a_block_is_read_as_the_standard_library_reads_it(block):
    ours = network.block(str(block))
    assert (ours.first, ours.last, ours.prefixlen) == (
        int(block.network_address),
        int(block.broadcast_address),
        block.prefixlen,
    )
    assert str(ours) == str(block)


@given(blocks, blocks)
def test_blocks_overlap_as_those_of_the_standard_library_do(one, other):
    assert network.block(str(one)).overlaps(network.block(str(other))) == one.overlaps(other)


@given(blocks)
def test_a_block_is_private_if_it_lies_in_a_private_range(block):
    ranges = [ipaddress.ip_network(t) for t in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
    assert network.is_private(network.block(str(block))) == any(map(block.subnet_of, ranges))


@given(st.integers(0, 2**32 - 1))
def test_an_address_is_a_number_and_back(value):
    assert network.number(network.address(value)) == value


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("10.0.0.0", "prefix length"),
        ("10.0.0/8", "not an IPv4 block"),
        ("10.0.0.256/8", "not an IPv4 block"),
        ("10.0.0.01/32", "not an IPv4 block"),
        ("10.0.0.0/33", "not an IPv4 block"),
        ("fd00::/8", "not an IPv4 block"),
        (" 10.0.0.0/8", "not an IPv4 block"),
        ("10.0.0.1/24", r"^it has host bits set; the block is 10\.0\.0\.0/24$"),
    ],
)
def test_what_is_no_block_is_refused_with_advice(text, advice):
    with pytest.raises(ValueError, match=advice):
        network.block(text)


@pytest.mark.parametrize(
    ("text", "count"), [("10.0.0.0/24", 252), ("10.0.0.0/28", 12), ("10.0.0.0/29", 4)]
)
def test_a_vswitch_keeps_four_addresses_for_itself(text, count):
    assert len(network.usable(network.block(text))) == count


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("10.0.0.0/24", "10.0.0.1", "10.0.0.252"), ("10.0.0.8/29", "10.0.0.9", "10.0.0.12")],
)
def test_the_first_and_the_last_three_addresses_are_reserved(text, first, last):
    usable = network.usable(network.block(text))

    assert (network.address(usable[0]), network.address(usable[-1])) == (first, last)


@pytest.mark.parametrize("text", ["10.0.0", "10.0.0.256", "a.b.c.d", "10.0.0.0/8", ""])
def test_a_text_that_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match=r"^.*is not an IPv4 address$"):
        network.number(text)


def test_the_largest_octet_is_255():
    assert network.number("255.255.255.255") == 2**32 - 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [("172.28.1.0", "it has no prefix length"), ("172.28.1/24", "it is not an IPv4 block")],
)
def test_the_advice_shows_how_a_block_is_written(text, problem):
    with pytest.raises(ValueError, match=rf"^{problem}; write it like 172\.28\.1\.0/24$"):
        network.block(text)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("10.0.0.7/32", "10.0.0.7/32", True),
        ("10.0.0.0/24", "10.0.0.255/32", True),
        ("10.0.0.0/24", "10.0.0.0/32", True),
        ("10.0.0.0/24", "10.0.1.0/32", False),
        ("10.0.1.0/24", "10.0.0.255/32", False),
    ],
)
def test_blocks_overlap_that_have_one_address_in_common(one, other, overlap):
    first, second = network.block(one), network.block(other)

    assert first.overlaps(second) is second.overlaps(first) is overlap


@pytest.mark.parametrize(
    ("text", "is_private"),
    [
        ("10.0.0.0/8", True),
        ("172.16.0.0/12", True),
        ("192.168.0.0/16", True),
        ("10.255.255.255/32", True),
        ("172.15.255.255/32", False),
        ("172.32.0.0/32", False),
        ("192.168.0.0/15", False),
        ("8.0.0.0/6", False),
    ],
)
def test_the_private_ranges_are_private_to_their_ends(text, is_private):
    assert network.is_private(network.block(text)) is is_private
