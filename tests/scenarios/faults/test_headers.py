"""Headers that rules give to answers: any, when to come back, in both forms, and a wrong date."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

LIST = {"operation": "DescribeClusters"}


async def answered(play, then, **rule):
    """Status, headers and body of a list under one rule."""
    await play.rules({"id": "shown", "when": LIST, "then": then, **rule})
    async with play.api.get("/clusters") as response:
        return response.status, response.headers, await response.json(content_type=None)


async def now(play):
    text = (await play.control("GET", "clock"))["now"]
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("then", "status", "code"),
    [
        ({"error": {"code": "Throttling", "status": 429}}, 429, "Throttling"),
        ({"error": {"code": "ServiceUnavailable", "status": 504}}, 504, "ServiceUnavailable"),
        ({"throttle": {"rate": "1/h", "burst": 1, "status": 429}}, 429, "Throttling.User"),
        ({"throttle": {"rate": "1/h", "code": "Throttling", "status": 503}}, 503, "Throttling"),
        ({"outage": {"status": 502}}, 502, "ServiceUnavailable"),
        ({"maintenance": {"status": 500}}, 500, "ServiceUnavailable.RegionMaintaining"),
    ],
)
async def test_a_refusal_has_any_status_and_the_envelope_of_its_code(play, then, status, code):
    await play.rules({"id": "shown", "when": LIST, "then": then})
    if "throttle" in then:
        (await play.call("GET", "/clusters")).ok()
    found, body = await play.call("GET", "/clusters")
    assert (found, body.get("Code", body.get("code"))) == (status, code)
    assert body.get("status", status) == status
    [*_, last] = await play.calls()
    assert (last["status"], last["code"]) == (status, code)


@pytest.mark.parametrize("kind", ["error", "maintenance", "outage", "error_after_commit"])
async def test_a_refusal_says_when_to_come_back_in_seconds(play, kind):
    then = {kind: {"code": "ServiceUnavailable", "retry_after": "1500ms"}}
    status, headers, _ = await answered(play, then)
    assert (status, headers["Retry-After"], headers["x-acs-retry-after"]) == (503, "2", "2")


async def test_a_refusal_says_when_to_come_back_as_a_date_by_the_tenants_clock(play):
    then = {"error": {"code": "Throttling", "retry_after": "90s", "retry_after_as": "date"}}
    _, headers, _ = await answered(play, then)
    back, sent = (parsedate_to_datetime(headers[name]) for name in ("Retry-After", "Date"))
    moment = await now(play)
    assert sent == moment.replace(microsecond=0)
    assert timedelta(seconds=90) <= back - moment < timedelta(seconds=91)
    assert headers["x-acs-retry-after"] == "90"


async def test_a_client_that_waits_until_the_date_honours_it_and_one_that_does_not_is_seen(play):
    then = {"throttle": {"rate": "1/m", "retry_after_as": "date"}}
    expect = [{"calls": LIST, "retry_after": "honoured"}]
    await play.scenario(
        rules=[{"id": "shown", "when": LIST, "then": then}],
        expect=expect,
    )
    for _ in range(2):
        await play.call("GET", "/clusters")
    await play.advance(by="61s")
    (await play.call("GET", "/clusters")).ok()
    assert (await play.control("POST", "scenario/verify"))["passed"]
    for _ in range(2):
        await play.call("GET", "/clusters")
    assert not (await play.control("POST", "scenario/verify"))["passed"]


@pytest.mark.parametrize(
    ("skew", "wrong"),
    [
        ({"date_behind": "20m"}, timedelta(minutes=-20)),
        ({"date_ahead": "1h"}, timedelta(hours=1)),
    ],
)
@pytest.mark.parametrize("kind", ["answer_headers", "error"])
async def test_the_date_of_an_answer_is_wrong(play, skew, wrong, kind):
    code = {"code": "Throttling"} if kind == "error" else {}
    status, headers, body = await answered(play, {kind: {**code, **skew}})
    assert (status == 200) == (kind == "answer_headers")
    assert (body == []) == (status == 200)
    sent, moment = parsedate_to_datetime(headers["Date"]), await now(play)
    assert sent == (moment + wrong).replace(microsecond=0)


async def test_headers_replace_the_usual_ones_whatever_their_spelling(play):
    given = {"X-ACS-Request-Id": "", "content-type": "text/html", "X-Cache": "HIT"}
    status, headers, _ = await answered(play, {"answer_headers": {"headers": given}})
    assert status == 200
    assert headers.getall("x-acs-request-id") == [""]
    assert headers.getall("Content-Type") == ["text/html"]
    assert headers["X-Cache"] == "HIT"
    assert (await play.faults())["shown"]["hits"] == 1


async def test_a_body_is_answered_with_a_status_of_success_and_headers(play):
    then = {"error": {"status": 302, "body": "", "headers": {"Location": "https://example.com/"}}}
    await play.rules({"id": "shown", "when": LIST, "then": then})
    async with play.api.get("/clusters", allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (302, "https://example.com/")
    assert (await play.calls())[-1]["code"] is None


async def test_what_is_neither_seconds_nor_a_date_is_no_time_to_wait(play):
    then = {"error": {"code": "Throttling", "headers": {"Retry-After": "soon"}}}
    expect = [{"calls": LIST, "retry_after": "honoured"}]
    await play.scenario(rules=[{"id": "shown", "when": LIST, "then": then}], expect=expect)
    for _ in range(2):
        assert (await play.call("GET", "/clusters")).status == 400
    assert (await play.control("POST", "scenario/verify"))["passed"]
