import pytest
from cs_simulator.domain import instants
from cs_simulator.domain.instants import HOUR, MILLISECOND, MINUTE, SECOND

MONDAY = 1_515_402_000 * SECOND  # 2018-01-08T09:00:00Z


def test_an_instant_is_written_in_whole_seconds_of_utc():
    assert instants.as_text(MONDAY + 999_999) == "2018-01-08T09:00:00Z"


def test_an_instant_can_be_written_in_the_time_of_china():
    assert instants.as_text(MONDAY, china=True) == "2018-01-08T17:00:00+08:00"


def test_the_control_plane_writes_microseconds_only_where_there_are_some():
    assert instants.as_exact_text(MONDAY) == "2018-01-08T09:00:00Z"
    assert instants.as_exact_text(MONDAY + 250_000) == "2018-01-08T09:00:00.25Z"


@pytest.mark.parametrize("offset", [0, 1, 250_000, 999_999])
def test_what_is_written_exactly_is_read_back(offset):
    assert instants.from_text(instants.as_exact_text(MONDAY + offset)) == MONDAY + offset


@pytest.mark.parametrize("text", ["2018-01-08T09:00:00Z", "2018-01-08T17:00:00+08:00"])
def test_any_zone_is_read(text):
    assert instants.from_text(text) == MONDAY


@pytest.mark.parametrize(
    ("text", "advice"), [("tomorrow", "write it like"), ("2018-01-08T09:00:00", "no zone")]
)
def test_what_is_no_instant_is_refused_with_advice(text, advice):
    with pytest.raises(ValueError, match=advice):
        instants.from_text(text)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("90s", 90 * SECOND),
        ("5m", 5 * MINUTE),
        ("1h30m", 90 * MINUTE),
        ("250ms", 250 * MILLISECOND),
        ("1.5s", 1500 * MILLISECOND),
        ("2d", 48 * HOUR),
        (0, 0),
        (2.5, 2_500_000),
    ],
)
def test_a_duration_is_read(given, wanted):
    assert instants.duration(given) == wanted


@pytest.mark.parametrize(
    "given", ["", "5", "m", "-5m", "5 m", "5m!", None, True, -1, float("nan"), 1e12, "99999999d"]
)
def test_what_is_no_duration_is_refused(given):
    with pytest.raises(ValueError, match=r"duration|seconds"):
        instants.duration(given)
