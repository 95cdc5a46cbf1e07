"""Scripts in time: clients that give up, calls at once, waiting for what is in progress only."""

import json

import pytest
from cs_simulator.domain.instants import SECOND

from tests.support.scripts import run

CREATE = "{call: POST /clusters, body: {name: a, size: 2}%s}"
LIST = "{call: GET /clusters%s}"
LISTING, CREATING = "operation: DescribeClusters", "operation: CreateCluster"


def rule(then, *, when=LISTING, phase="reply", fire="{nth: 1}"):
    keys = f"id: r, when: {{{when}}}, phase: {phase}, fire: {fire}, then: {then}"
    return f"seed: 1\nrules:\n  - {{{keys}}}\n"


def times(result):
    """The seconds at which the steps' calls were made, their statuses and codes."""
    return [
        ((step.at - result.began) // SECOND, step.status, step.code)
        for step in result.steps
        if step.status is not None
    ]


# ---- a client that gives up


@pytest.mark.parametrize(
    ("then", "phase"),
    [
        ("hang", "admit"),
        ("hang", "reply"),
        ("hang", "read"),
        ("{delay: 1m}", "admit"),
        ("{delay: 1m}", "reply"),
        ("{slow: {bytes_per_second: 1}}", "reply"),
    ],
)
async def test_a_client_gives_up_after_its_timeout(then, phase):
    result = await run(
        CREATE % "",
        LIST % ", timeout: 5s, expect_status: 0, expect_code: (timeout)",
        LIST % "",
        more=rule(then, phase=phase),
    )
    assert result.failures == []
    assert times(result) == [(0, 202, ""), (0, 0, "(timeout)"), (5, 200, "")]


@pytest.mark.parametrize(
    ("then", "answer"),
    [
        ("{hang: 3s}", (0, "(hang)")),
        ("{delay: 3s}", (200, "")),
        ("{delay: {takes: 3s, virtual: true}}", (200, "")),
    ],
)
async def test_a_client_that_waits_for_longer_gets_its_answer_when_it_is_there(then, answer):
    result = await run(LIST % ", timeout: 5s", LIST % "", more=rule(then))
    assert times(result) == [(0, *answer), (3, 200, "")]


async def test_a_slow_answer_comes_in_as_many_seconds_as_it_has_bytes_for_each():
    result = await run(
        LIST % ", timeout: 5s", LIST % "", more=rule("{slow: {bytes_per_second: 1}}")
    )
    assert times(result) == [(0, 200, ""), (2, 200, "")]  # []


async def test_an_answer_that_comes_at_the_timeout_comes_in_time():
    result = await run(LIST % ", timeout: 5s", LIST % "", more=rule("{delay: 5s}", phase="admit"))
    assert times(result) == [(0, 200, ""), (5, 200, "")]


@pytest.mark.parametrize("phase", ["admit", "reply"])
async def test_nobody_waits_while_a_call_moves_the_clock(phase):
    virtual = "{delay: {takes: 1m, virtual: true}}"
    result = await run(LIST % ", timeout: 5s", LIST % "", more=rule(virtual, phase=phase))
    assert times(result) == [(0, 200, ""), (60, 200, "")]


async def test_nobody_waits_while_a_read_moves_a_polling_clock():
    result = await run(
        CREATE % "",
        LIST % ", timeout: 5s, repeat: 2",
        LIST % ", timeout: 5s",
        more="clock: {mode: polling}\n" + rule("{delay: 3s}", phase="admit", fire="{nth: 3}"),
    )
    *_, moved, last = [step for step in result.steps if step.status is not None]
    assert (moved.status, last.status) == (200, 200)
    assert last.at - result.began > 10 * SECOND


async def test_an_answer_that_does_not_come_in_time_is_said_to_be_missing():
    result = await run(LIST % ", timeout: 5s, expect_status: 200", more=rule("hang"))
    [failure] = result.failures
    assert failure.endswith("no answer came in time, and 200 was expected")


async def test_a_run_with_time_and_calls_at_once_is_the_same_every_time():
    steps = [
        CREATE % ", timeout: 5s",
        f"{{parallel: [{LIST % ''}, {CREATE.replace('name: a', 'name: b') % ', timeout: 1s'}]}}",
        "{until: idle}",
    ]
    more = rule("{delay: {uniform: [1s, 9s]}}", when=CREATING, phase="admit", fire="{times: 2}")
    first, again = [await run(*steps, more=more) for _ in range(2)]
    assert [(c.at, c.request_id, c.answer) for c in first.history.calls] == [
        (c.at, c.request_id, c.answer) for c in again.history.calls
    ]
    assert times(first) == times(again)


async def test_without_a_timeout_no_time_passes():
    result = await run(LIST % "", LIST % "", more=rule("{delay: 1m}", phase="admit"))
    assert times(result) == [(0, 200, ""), (0, 200, "")]


async def test_what_was_given_up_is_done_all_the_same_when_its_time_has_come():
    result = await run(
        CREATE % ", timeout: 5s, expect_status: 0",
        "{advance: 54s}",
        "{check: {clusters: {}, count: 0}}",
        "{advance: 1s}",
        "{check: {clusters: {name: a}, count: 1}}",
        LIST % ", expect_body: {'[0].state': initial}",
        more=rule("{delay: 1m}", when=CREATING, phase="admit"),
    )
    assert result.failures == []
    assert [call.operation for call in result.history.calls][-1:] == ["DescribeClusters"]
    assert result.steps[0].rules == ("r:delay",)


@pytest.mark.parametrize("until", ["idle", "settled"])
async def test_waiting_for_everything_waits_for_what_was_given_up(until):
    result = await run(
        CREATE % ", timeout: 5s",
        f"{{until: {until}}}",
        "{check: {clusters: {name: a, state: running}, count: 1}}",
        more=rule("{delay: 1m}", when=CREATING, phase="admit"),
    )
    assert result.failures == []


async def test_a_script_that_fails_ends_with_what_was_given_up_undone():
    result = await run(
        CREATE % ", timeout: 5s",
        LIST % ", expect_status: 500",
        more=rule("{delay: 1m}", when=CREATING, phase="admit"),
    )
    assert len(result.failures) == 1
    assert (result.ended - result.began) // SECOND == 5
    assert result.resources.clusters == {}


# ---- calls at once


async def test_calls_at_once_are_under_way_together_and_done_in_their_order():
    result = await run(
        f"{{parallel: [{CREATE % ''}, {CREATE.replace('name: a', 'name: b') % ''},"
        " {call: GET /clusters, expect_body: {'[1].name': b}}]}",
        "{check: {calls: {}, concurrency: {max: 3}}}",
        "{check: {calls: {operation: CreateCluster}, concurrency: {max: 1}}}",
    )
    assert [step.text for step in result.steps[:3]] == [
        "POST /clusters (a)", "POST /clusters (b)", "GET /clusters",
    ]  # fmt: skip
    assert {step.number for step in result.steps[:3]} == {1}
    [failure] = result.failures
    assert "concurrency: {max: 1}: expected at most 1 call at once" in failure


async def test_calls_one_after_the_other_are_not_at_once():
    result = await run(
        LIST % ", repeat: 3", LIST % "", "{check: {calls: {}, concurrency: {max: 1}}}"
    )
    assert result.failures == []


async def test_a_token_makes_one_cluster_of_several_creations_at_once():
    body = "{cluster_type: ManagedKubernetes, name: k, client_token: '{fresh:one}'}"
    result = await run(
        f"{{parallel: [{{call: POST /clusters, body: {body}, repeat: 3, expect_status: 202}}]}}",
        "{check: {clusters: {name: k}, count: 1}}",
    )
    assert result.failures == []
    assert len({json.loads(call.answer)["cluster_id"] for call in result.history.calls}) == 1


async def test_a_call_at_once_that_a_rule_delays_is_overtaken_by_the_others():
    result = await run(
        f"{{parallel: [{CREATE % ', expect_status: 202'},"
        " {call: GET /clusters, expect_body: {'[0]': {exists: false}}}]}",
        LIST % ", expect_body: {'[0].name': a}",
        more=rule("{delay: 30s}", when=CREATING, phase="admit"),
    )
    assert result.failures == []
    assert times(result) == [(0, 202, ""), (0, 200, ""), (30, 200, "")]


async def test_calls_at_once_use_no_answers_of_each_other():
    detail = "{call: 'GET /clusters/{cluster_id}'}"
    result = await run(f"{{parallel: [{CREATE % ''}, {detail}]}}")
    [failure] = result.failures
    assert failure.startswith("script step 1: parallel: {cluster_id}: no answer has had one so far")
    assert len(result.history.calls) == 0


async def test_one_of_several_calls_at_once_gives_up_and_the_others_wait():
    result = await run(
        "{parallel: [{call: GET /clusters, timeout: 2s}, {call: GET /clusters, timeout: 9s},"
        " {call: GET /clusters}]}",
        LIST % "",
        more=rule("{delay: 5s}", phase="admit", fire="{nth: 1-2}"),
    )
    assert times(result) == [(0, 0, "(timeout)"), (0, 200, ""), (0, 200, ""), (5, 200, "")]


async def test_the_first_of_the_calls_at_once_that_is_not_as_expected_ends_the_script():
    result = await run(
        "{parallel: [{call: GET /clusters, expect_status: 500}, {call: GET /clusters}]}",
        LIST % "",
    )
    assert result.failures == ["script step 1: GET /clusters: answered 200, and 500 was expected"]
    assert len(result.history.calls) == 2


# ---- what is in progress, and what is planned

PLANNED = "timeline:\n  - {at: +3h, do: set_balance, amount: 0}\n"


async def test_until_settled_waits_for_tasks_and_not_for_what_is_planned():
    settled = await run(
        CREATE % "",
        "{until: settled}",
        "{check: {clusters: {state: running}, count: 1}}",
        "{call: 'PUT /clusters/{cluster_id}', body: {size: 3}, expect_status: 202}",
        more=PLANNED,
    )
    assert settled.failures == []
    assert (settled.steps[-1].at - settled.began) // SECOND < 3600
    idle = await run(CREATE % "", "{until: idle}", LIST % "", more=PLANNED)
    assert (idle.steps[-1].at - idle.began) // SECOND == 3 * 3600


async def test_what_is_planned_for_the_meantime_happens():
    lost = "timeline:\n  - {at: +1h, do: lose_node}\n  - {at: +10h, do: lose_node}\n"
    stuck = "rules:\n  - {id: s, when: {stage: boot}, then: {stuck: 2h}}\n"
    result = await run(CREATE % "", "{until: settled}", LIST % "", more=lost + stuck)
    assert 2 < (result.steps[-1].at - result.began) // SECOND / 3600 < 3


async def test_what_is_held_for_ever_is_not_waited_for():
    stuck = "rules:\n  - {id: s, when: {stage: boot}, then: stuck}\n"
    result = await run(CREATE % "", "{until: settled}", LIST % "", more=PLANNED + stuck)
    assert (result.steps[-1].at - result.began) // SECOND < 3600
