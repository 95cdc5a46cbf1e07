"""Pages of the journal: by number, by position, with and without what is large in it."""

import pytest

from tests.support.scenario_client import ScenarioClient

CALLS = 10
RULES = (
    {"id": "first", "fire": {"nth": 3}, "then": "outage"},
    {"id": "second", "fire": {"nth": 5}, "then": "lost_reply"},
)


@pytest.fixture
async def journal(an_api):
    """A function that lists calls; on the third and the sixth of ten a rule acted."""
    client = ScenarioClient(await an_api())
    await client.rules(*RULES)
    for _ in range(CALLS):
        await client.call("GET", "/clusters")

    async def listed(query="", path="calls/heads", status=200):
        return await client.control("GET", f"{path}?{query}", status=status)

    return listed


@pytest.mark.parametrize(
    ("query", "position", "numbers"),
    [
        ("limit=3", 7, [8, 9, 10]),
        ("skip=2&limit=3", 2, [3, 4, 5]),
        ("skip=99", 10, []),
        ("after=8", 8, [9, 10]),
        ("after=2&limit=2", 2, [3, 4]),
        ("after=10", 10, []),
        ("before=4&limit=2", 1, [2, 3]),
        ("after=2&before=5", 2, [3, 4]),
        ("before=1", 10, []),
    ],
)
async def test_a_page_begins_or_ends_where_it_is_asked_to(journal, query, position, numbers):
    for path in ("calls", "calls/heads"):
        page = await journal(query, path)
        assert [call["number"] for call in page["calls"]] == numbers
        assert (page["total"], page["position"]) == (CALLS, position)


@pytest.mark.parametrize(
    ("fault", "numbers"),
    [
        ("*", [3, 6]),
        ("first", [3]),
        ("lost_reply", [6]),
        ("second:lost_reply", [6]),
        ("s*", [6]),
        ("irst", []),
    ],
)
async def test_calls_are_chosen_by_the_rules_that_acted(journal, fault, numbers):
    for path in ("calls", "calls/heads"):
        page = await journal(f"fault={fault}", path)
        assert [call["number"] for call in page["calls"]] == numbers
        assert page["total"] == len(numbers)
    counted = await journal(f"fault={fault}", "calls/count")
    assert counted["total"] == len(numbers)


async def test_pages_and_positions_are_those_of_the_chosen_calls(journal):
    page = await journal("fault=*&skip=1")
    assert ([call["number"] for call in page["calls"]], page["position"]) == ([6], 1)


async def test_a_head_has_everything_but_body_and_answer(journal):
    [whole] = (await journal("limit=1", "calls"))["calls"]
    [head] = (await journal("limit=1"))["calls"]
    left_out = {"body", "answer", "committed", "sent"}
    assert head == {name: value for name, value in whole.items() if name not in left_out}
    assert left_out <= whole.keys()


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("skip=-1", "skip is a whole number, not '-1'"),
        ("after=x", "after is a whole number, not 'x'"),
        (f"before={'9' * 20}", "before is a whole number"),
        ("skip=1&after=1", "leave out after and before"),
        ("operation=CreateKluster", "CreateCluster"),
    ],
)
async def test_a_page_that_makes_no_sense_is_refused(journal, query, reason):
    refused = await journal(query, status=400)
    assert reason in refused["message"]
