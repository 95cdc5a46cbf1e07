"""Instants as HTTP writes them."""

import pytest
from cs_simulator.domain import instants
from cs_simulator.domain.http_dates import as_http_date, from_http_date

DATE = "Mon, 08 Jan 2018 03:04:05 GMT"


def test_an_instant_is_written_without_its_fraction_and_read_again():
    at = instants.from_text("2018-01-08T03:04:05.75Z")
    assert as_http_date(at) == DATE
    assert from_http_date(DATE) == instants.from_text("2018-01-08T03:04:05Z")


@pytest.mark.parametrize("at", [0, instants.LATEST])
def test_every_instant_of_a_clock_is_read_as_it_was_written(at):
    assert from_http_date(as_http_date(at)) == at


@pytest.mark.parametrize(
    "text", ["", "soon", "30", "Mon, 08 Jan 2018 25:04:05 GMT", "Mon, 31 Feb 2018 03:04:05 GMT"]
)
def test_what_is_no_date_has_no_instant(text):
    assert from_http_date(text) is None
