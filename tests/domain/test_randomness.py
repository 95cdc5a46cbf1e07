"""Random values are functions of the seed and of the purpose, in every process and version."""

import pytest
from cs_simulator.domain.randomness import DerivedRandom, DerivedSequence, Purpose, derive
from hypothesis import given
from hypothesis import strategies as st

names = st.lists(st.text() | st.integers(), max_size=4)

ZEROS, ONES = DerivedRandom(bytes(64)), DerivedRandom(b"\xff" * 64)
FIRST_BYTE = DerivedRandom(b"\x80" + bytes(63))
LAST_BYTE = DerivedRandom(bytes(63) + b"\x25")  # 37


@given(st.integers(), names)
def test_the_same_purpose_has_the_same_value(seed, purpose):
    assert derive(seed, *purpose).digest == derive(seed, *purpose).digest


@given(st.integers(), names, names)
def test_another_purpose_has_another_value(seed, one, other):
    if list(map(str, one)) != list(map(str, other)) and "\x1f" not in "".join(
        map(str, one + other)
    ):
        assert derive(seed, *one).digest != derive(seed, *other).digest


def test_a_purpose_is_not_its_names_run_together():
    assert derive(7, "ab", "c").digest != derive(7, "a", "bc").digest


def test_a_name_may_hold_what_is_not_unicode():
    assert derive(7, "\ud800").digest != derive(7, "\ud801").digest


def test_a_value_never_changes_from_version_to_version():
    assert derive(7, "x").hex(16) == "16d9c3d122a7b702"
    assert derive("7", "x").digest == derive(7, "x").digest


@given(st.integers(0, 10**6))
def test_a_sequence_has_the_values_of_derive(number):
    in_sequence = DerivedSequence(7, "x", "request").chance(number)

    assert in_sequence.digest == derive(7, "x", "request", number).digest


def test_a_sequence_takes_the_names_that_derive_takes():
    assert DerivedSequence("\ud800", 1).chance(2).digest == derive("\ud800", 1, 2).digest


@given(st.integers())
def test_a_uniform_draw_lies_between_0_and_1(seed):
    assert 0 <= derive(seed, "x").uniform() < 1


@pytest.mark.parametrize(
    ("value", "draw"), [(ZEROS, 0.0), (FIRST_BYTE, 0.5), (LAST_BYTE, 0.0), (ONES, 1 - 2**-53)]
)
def test_a_uniform_draw_has_53_bits(value, draw):
    assert value.uniform() == draw


@pytest.mark.parametrize(
    ("value", "limit", "below"),
    [(ZEROS, 10, 0), (ONES, 10, (2**128 - 1) % 10), (FIRST_BYTE, 2**128, 2**127)],
)
def test_a_number_below_a_limit_is_made_of_16_bytes(value, limit, below):
    assert value.below(limit) == below


@pytest.mark.parametrize(
    ("value", "bits", "number"), [(ONES, 20, 2**20 - 1), (FIRST_BYTE, 1, 1), (LAST_BYTE, 512, 37)]
)
def test_a_number_has_the_first_bits(value, bits, number):
    assert value.number(bits) == number


@pytest.mark.parametrize(("value", "text"), [(ZEROS, "aaa"), (LAST_BYTE, "bba")])
def test_letters_are_the_digits_of_a_number_to_the_base_36(value, text):
    assert value.letters(3) == text


def test_letters_are_letters_and_digits():
    assert derive(7, "x").letters(40) == "79ezfx0h472fbs6pawfgvi8a2gua6eev76ow0g2n"


def test_hexadecimal_digits_are_as_many_as_asked_for():
    assert (ONES.hex(3), len(ONES.hex(128))) == ("fff", 128)


@pytest.mark.parametrize(
    ("digit", "variant"), list(zip("0123456789abcdef", "89ab" * 4, strict=True))
)
def test_a_uuid_has_the_marks_of_version_4(digit, variant):
    value = DerivedRandom(bytes.fromhex("0" * 16 + digit + "0" * 111))

    assert value.uuid4() == f"{'0' * 12}4000{variant}{'0' * 15}"


@given(st.binary(min_size=64, max_size=64), st.integers(0, 40))
def test_letters_are_the_digits_of_the_number_to_the_base_36_lowest_first(digest, count):
    alphabet, number = "abcdefghijklmnopqrstuvwxyz0123456789", int.from_bytes(digest, "big")

    digits = "".join(alphabet[number // 36**place % 36] for place in range(count))
    assert DerivedRandom(digest).letters(count) == digits


def test_a_purpose_with_further_names_is_that_of_all_its_names():
    purpose = Purpose(7, ("rule", "x"))

    assert purpose("draw", 1).digest == derive(7, "rule", "x", "draw", 1).digest
    assert {purpose: "kept"}[Purpose(7, ("rule", "x"))] == "kept"
