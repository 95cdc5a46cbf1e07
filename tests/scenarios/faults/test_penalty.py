"""A throttle with a penalty: who comes back early is banned for longer."""

import pytest
from cs_simulator.domain.instants import SECOND

from tests.support.scripts import run

LIST = "{call: GET /clusters%s}"
REFUSED, ALLOWED = LIST % ", expect_code: Throttling.User", LIST % ", expect_status: 200"


def throttled(parameters):
    when = "{operation: DescribeClusters}"
    return f"rules:\n  - {{id: t, when: {when}, then: {{throttle: {{{parameters}}}}}}}\n"


def waits(result):
    """What each refusal asked its caller to wait, in seconds."""
    return [call.retry_after for call in result.history.calls if call.status != 200]


@pytest.mark.parametrize("retry_after", ["", ", retry_after: 1m"])
async def test_who_waits_as_long_as_asked_is_let_through(retry_after):
    result = await run(
        ALLOWED,
        REFUSED,
        "{advance: 60s}",
        ALLOWED,
        REFUSED,
        more=throttled(f"rate: 1/m, penalty: 30s{retry_after}"),
    )
    assert result.failures == []
    assert waits(result) == [60, 60]


async def test_each_return_that_is_too_early_extends_the_ban():
    result = await run(
        ALLOWED,
        REFUSED,
        "{advance: 50s}",
        REFUSED,
        "{advance: 39s}",
        REFUSED,
        "{advance: 31s}",
        ALLOWED,
        more=throttled("rate: 1/m, penalty: 30s"),
    )
    assert result.failures == []
    assert waits(result) == [60, 40, 31]
    assert (result.steps[-1].at - result.began) // SECOND == 120


async def test_without_a_penalty_the_rate_alone_decides():
    steps = [ALLOWED, REFUSED, "{advance: 2s}", ALLOWED]
    result = await run(*steps, more=throttled("rate: 1/s, retry_after: 1m"))
    assert result.failures == []
    result = await run(*steps, more=throttled("rate: 1/s, retry_after: 1m, penalty: 10s"))
    assert len(result.failures) == 1
    assert waits(result) == [60, 68]


async def test_a_wait_of_no_time_is_a_refusal_all_the_same():
    result = await run(ALLOWED, REFUSED, more=throttled("rate: 1/m, retry_after: 0"))
    assert result.failures == []
