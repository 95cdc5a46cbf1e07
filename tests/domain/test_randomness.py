import re

from cs_simulator.domain import ids
from cs_simulator.domain.randomness import DerivedSequence, derive
from hypothesis import given
from hypothesis import strategies as st

names = st.lists(st.text() | st.integers(), max_size=4)


@given(st.integers(), names)
def test_the_same_purpose_has_the_same_chance(seed, purpose):
    assert derive(seed, *purpose).digest == derive(seed, *purpose).digest


@given(st.integers(), names, names)
def test_another_purpose_has_another_chance(seed, one, other):
    if list(map(str, one)) != list(map(str, other)) and "\x1f" not in "".join(
        map(str, one + other)
    ):
        assert derive(seed, *one).digest != derive(seed, *other).digest


@given(st.integers(0, 10**6))
def test_a_series_gives_what_derive_gives(number):
    assert (
        DerivedSequence(7, "x", "request").chance(number).digest
        == derive(7, "x", "request", number).digest
    )


@given(st.integers())
def test_a_uniform_draw_lies_between_0_and_1(seed):
    assert 0 <= derive(seed, "x").uniform() < 1


@given(st.integers())
def test_identifiers_have_their_shapes(seed):
    chance = derive(seed, "shape")
    uuid4 = r"[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}"
    assert re.fullmatch(f"c{uuid4}", ids.cluster_id(chance))
    assert re.fullmatch(r"T-5a5330d0[0-9a-f]{16}", ids.task_id(0x5A5330D0 * 10**6, chance))
    assert re.fullmatch(
        r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}",
        ids.request_id(chance),
    )
    assert re.fullmatch(r"i-2ze[a-z0-9]{17}", ids.resource_id("i", "2ze", chance))
    assert re.fullmatch(r"(203\.0\.113|198\.51\.100)\.\d{1,3}", ids.public_address(chance))
