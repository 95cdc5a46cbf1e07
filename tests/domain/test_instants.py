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
    ("text", "problem"),
    [
        ("tomorrow", "is not an instant; write it like 2018-01-08T09:00:00Z"),
        (
            "2018-01-08T09:00:00",
            r"has no zone; end it with Z or an offset such as \+08:00",
        ),
    ],
)
def test_what_is_no_instant_is_refused_with_advice(text, problem):
    with pytest.raises(ValueError, match=f"^'{text}' {problem}$"):
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


@pytest.mark.parametrize(
    ("seconds", "wanted"), [(999_999_999, 999_999_999 * SECOND), (0.0000014, 1), ("0s", 0)]
)
def test_a_duration_is_read_up_to_its_limit(seconds, wanted):
    assert instants.duration(seconds) == wanted


@pytest.mark.parametrize("given", [10**9, -0.1])
def test_a_number_out_of_range_is_refused_with_the_range(given):
    with pytest.raises(ValueError, match=f"between 0 and 1000000000 seconds, not {given}$"):
        instants.duration(given)


def test_a_text_of_more_than_the_limit_is_refused():
    assert instants.duration("1000000000s") == 10**9 * SECOND
    with pytest.raises(
        ValueError, match=r"^'1000000001s' is more than 1000000000 seconds; write less$"
    ):
        instants.duration("1000000001s")


def test_what_is_no_duration_is_named_with_advice():
    advice = "write it like 90s, 5m, 1h30m, 250ms, or seconds as a number"
    with pytest.raises(ValueError, match=f"^'soon' is not a duration; {advice}$"):
        instants.duration("soon")


def test_blanks_around_a_duration_do_not_matter():
    assert instants.duration(" 5m\n") == 5 * MINUTE


def test_an_instant_is_read_to_the_microsecond():
    assert instants.from_text("1970-01-01T00:00:00.000001Z") == 1
    assert instants.from_text("1969-12-31T23:59:59.999999Z") == -1


def test_a_clock_may_show_the_last_instant_and_none_after_it():
    last = instants.from_text("9000-01-01T00:00:00Z")

    assert instants.showable(last) == last
    with pytest.raises(ValueError, match=r"give an instant between them$"):
        instants.showable(last + 1)


def test_a_clock_shows_nothing_before_1970():
    assert instants.showable(0) == 0
    with pytest.raises(ValueError, match=r"^1969-12-31T23:59:59Z is out of simulated time, which"):
        instants.showable(-1)


@pytest.mark.parametrize(
    "text",
    ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00.5+00:01", "9999-12-31T23:59:59-01:00"],
)
def test_an_instant_out_of_the_years_that_can_be_written_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"is not in the years 1 to 9999 of UTC; write one"):
        instants.from_text(text)


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.5Z", "9999-12-31T23:59:59.999999Z"]
)
def test_the_first_and_the_last_instants_are_read_and_written(text):
    assert instants.as_exact_text(instants.from_text(text)) == text


@pytest.mark.parametrize(
    ("at", "text", "in_china"),
    [
        (2**70, "9999-12-31T23:59:59Z", "9999-12-31T23:59:59+08:00"),
        (instants.LAST, "9999-12-31T23:59:59Z", "9999-12-31T23:59:59+08:00"),
        (-(2**70), "0001-01-01T00:00:00Z", "0001-01-01T08:00:00+08:00"),
    ],
)
def test_writing_an_instant_never_fails(at, text, in_china):
    assert instants.as_text(at) == text
    assert instants.as_text(at, china=True) == in_china
    assert instants.as_exact_text(at)[:19] == text[:19]


def test_time_stops_at_its_end_and_never_goes_back():
    assert instants.later(MONDAY, SECOND) == MONDAY + SECOND
    assert instants.later(MONDAY, -SECOND) == MONDAY
    assert instants.later(MONDAY, 2**70) == instants.LAST


def test_a_fraction_is_written_without_its_last_zeros():
    assert instants.as_exact_text(MONDAY + 100_010) == "2018-01-08T09:00:00.10001Z"


def test_a_day_is_24_hours_of_60_minutes():
    assert (instants.DAY, HOUR, MINUTE) == (86_400 * SECOND, 3_600 * SECOND, 60 * SECOND)


@pytest.mark.parametrize(
    ("microseconds", "text"),
    [
        (0, "0s"),
        (250_000, "250ms"),
        (90_000_000, "1m30s"),
        (3_600_000_000, "1h"),
        (5_400_500_000, "1h30m500ms"),
        (90_000_000_000, "25h"),
        (999, "0s"),
    ],
)
def test_a_duration_is_written_in_its_largest_units(microseconds, text):
    assert instants.duration_text(microseconds) == text
