"""Scripts that are run for the control plane: beside the tenants, bounded, and ended on demand."""

import asyncio
import json

import pytest
from cs_simulator.runtime.files.scenario_library import find
from cs_simulator.server.app import SIMULATOR
from cs_simulator.server.scenario_runs.job import Job
from cs_simulator.server.scenario_runs.worker import RunRefusedError
from cs_simulator.server.scenario_runs.workers import Workers, workers_of

from tests.support.http import control

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: typed}\n"
CREATION = "{call: POST /clusters, body: {name: one}}"
SCRIPT = f"{HEAD}script:\n  - {CREATION}\n  - {{until: idle}}\n"
# Which seeds fail depends on what each of them draws.
CHANCY = f"""{SCRIPT}rules:
  - id: sometimes
    when: {{operation: CreateCluster}}
    fire: {{probability: 0.5}}
    then: lost_reply
expect:
  - {{rule: sometimes, hits: 0}}
"""
# Each of twenty nodes is lost a thousand times, and comes back.
ENDLESS = f"""{HEAD}rules:
  - {{id: restless, then: {{flapping: {{times: 1000, after: 1s, every: 2s, lasts: 1s}}}}}}
script:
  - {{call: POST /clusters, body: {{name: one, size: 20}}, expect_status: 202}}
  - {{until: idle}}
"""


async def run(api, text, status=200, **more):
    return await control(api, "POST", "scenario/run", {"text": text, **more}, status=status)


async def sweep(api, text, **seeds):
    answer = await api.post("/_simulator/scenario/sweep", json={"text": text, **seeds})
    assert answer.status == 200, await answer.text()
    assert answer.content_type == "application/jsonl"
    return [json.loads(line) for line in (await answer.text()).splitlines()]


def shipped(name):
    return find(name).read_text()


def job(text, *seeds) -> Job:
    return {"text": text, "user_folder": "", "seeds": [*seeds] or [None], "is_sweep": False}


async def first_line(workers, wanted):
    lines = workers.lines(wanted)
    try:
        return await anext(lines)
    finally:
        await lines.aclose()


async def test_a_run_says_how_the_script_and_the_expectations_went(api):
    found = await run(api, shipped("lost-create-reply"))
    assert (found["name"], found["seed"], found["passed"]) == ("lost-create-reply", 13, True)
    assert found["script"][0]["rules"] == ["answer-is-lost:lost_reply"]
    assert [verdict["passed"] for verdict in found["verdicts"]] == [True, True, True]
    assert found["failures"] == []


async def test_a_run_takes_the_seed_that_is_given_in_place_of_the_scenario_s_own(api):
    text = f"{CHANCY}seed: 3\n"
    assert (await run(api, text))["seed"] == 3
    assert (await run(api, text, seed=4))["seed"] == 4


async def test_a_run_leaves_no_trace_in_any_tenant(api):
    await run(api, SCRIPT)
    assert (await control(api, "GET", "calls"))["calls"] == []
    assert (await control(api, "GET", "clusters"))["clusters"] == []
    assert (await control(api, "GET", "scenario"))["name"] is None


async def test_a_text_with_errors_is_refused_with_their_positions(api):
    refused = await run(api, f"{SCRIPT}expekt: []\n", status=400)
    assert refused["code"] == "BadScenario"
    [problem] = refused["problems"]
    assert (problem["line"], problem["column"], problem["code"]) == (7, 1, "E002")
    assert "did you mean" in problem["message"]


async def test_fixtures_that_do_not_fit_together_are_a_problem_of_the_text(api):
    fixtures = "fixtures: {vpcs: [{vpc_id: vpc-a, cidr_block: 10.0.0.0/33}]}\n"
    refused = await run(api, SCRIPT + fixtures, status=400)
    assert refused["problems"][0]["code"].startswith("E")


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("run", {}, "text is the scenario"),
        ("run", {"text": 5}, "text is the scenario"),
        ("run", {"text": SCRIPT, "seed": "1"}, "seed is a whole number"),
        ("run", {"text": SCRIPT, "seed": 2**63}, "seed is a whole number"),
        ("run", {"text": SCRIPT, "seeds": 1}, "did you mean 'seed'"),
        ("sweep", {"text": SCRIPT, "first": 2, "last": 1}, "at least one seed"),
        ("sweep", {"text": SCRIPT, "first": 1, "last": 1001}, "at most 1,000"),
    ],
)  # fmt: skip
async def test_what_cannot_be_asked_for_is_refused(api, path, body, says):
    refused = await control(api, "POST", f"scenario/{path}", body, status=400)
    assert says in refused["message"]


async def test_a_sweep_reports_each_seed_in_their_order(api):
    found = await sweep(api, CHANCY, first=1, last=20)
    assert [outcome["seed"] for outcome in found] == list(range(1, 21))
    failed = [outcome for outcome in found if not outcome["passed"]]
    assert 0 < len(failed) < 20
    assert failed[0]["failures"] == (await run(api, CHANCY, seed=failed[0]["seed"]))["failures"]


async def test_a_sweep_is_from_1_to_50_unless_it_says_otherwise(api):
    assert [outcome["seed"] for outcome in await sweep(api, SCRIPT)] == list(range(1, 51))


async def test_a_sweep_of_a_text_with_errors_is_refused(api):
    body = {"text": "kind: Scenario"}
    refused = await control(api, "POST", "scenario/sweep", body, status=400)
    assert refused["code"] == "BadScenario"
    assert refused["problems"]


async def test_a_sweep_that_comes_to_a_bound_ends_with_the_error(api):
    workers_of(api.app[SIMULATOR])._seconds = 0.0
    refused = await control(api, "POST", "scenario/sweep", {"text": SCRIPT}, status=409)
    assert refused["code"] == "RunTooLarge"


async def test_a_run_of_too_many_steps_is_refused(api):
    refused = await run(api, ENDLESS, status=409)
    assert refused["code"] == "RunTooLarge"
    assert "more than 20,000 steps" in refused["message"]
    assert refused["message"].endswith("cs-simulator scenario test runs it without this bound")


async def test_calls_are_answered_while_a_script_runs(api):
    running = asyncio.create_task(run(api, ENDLESS, status=409))
    answered = 0
    while not running.done():
        assert (await api.get("/_simulator/livez")).status == 200
        answered += 1
    assert answered > 20
    await running


async def test_a_run_that_takes_too_long_is_refused_and_the_next_one_is_not(a_few):
    workers = a_few(seconds=0.001)
    with pytest.raises(RunRefusedError, match=r"longer than 0\.001 s of real time") as refused:
        await first_line(workers, job(ENDLESS))
    assert (refused.value.status, refused.value.code) == (409, "RunTooLarge")
    workers._seconds = 20
    assert (await first_line(workers, job(SCRIPT))).kind == b"run"


async def test_a_run_that_is_left_is_ended_and_its_process_goes_on(a_few):
    workers = a_few(at_once=1)
    await first_line(workers, job(SCRIPT))
    [process] = [worker._process.pid for worker in workers._idle]
    await first_line(workers, job(SCRIPT, *range(500)))  # left after the first seed
    assert (await first_line(workers, job(SCRIPT))).kind == b"run"
    assert [worker._process.pid for worker in workers._idle] == [process]


async def test_one_run_more_than_may_wait_is_refused(a_few):
    workers = a_few(at_once=1, waiting=0)
    running = workers.lines(job(SCRIPT, 1, 2))
    await anext(running)
    with pytest.raises(RunRefusedError, match="try again when one has ended") as refused:
        await first_line(workers, job(SCRIPT))
    assert (refused.value.status, refused.value.code) == (503, "TooManyRuns")
    await running.aclose()


async def test_a_process_that_dies_is_said_and_replaced(a_few):
    workers = a_few(at_once=1)
    running = workers.lines(job(SCRIPT, *range(500)))
    await anext(running)
    [worker] = workers._busy
    worker.kill()
    with pytest.raises(RunRefusedError, match="the process of the run ended with -9"):
        async for _ in running:
            pass
    assert (await first_line(workers, job(SCRIPT))).kind == b"run"


async def test_a_process_without_work_ends(a_few):
    workers = a_few(idle_seconds=0.0)
    await first_line(workers, job(SCRIPT))
    [worker] = workers._idle
    await worker._process.wait()
    assert workers._idle == []


async def test_no_process_is_started_once_the_server_stops(a_few):
    workers = a_few()
    await first_line(workers, job(SCRIPT))
    [worker] = workers._idle
    await workers.close()
    assert worker.has_ended
    with pytest.raises(RunRefusedError, match="about to stop"):
        await first_line(workers, job(SCRIPT))


@pytest.fixture
async def a_few():
    """Make workers, whose processes end with the test."""
    made = []

    def make(**bounds):
        made.append(Workers(**bounds))
        return made[-1]

    yield make
    for workers in made:
        await workers.close()
