"""A scenario's own script, run in this process: what is sent, what is told, what is expected."""

import time

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runs.script import run_script
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file import reader

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
CREATE = "{call: POST /clusters, body: {name: a, size: 2}}"


def whole(text):
    return reader.read("x.yaml", HEAD + text, scenario_library.load)


async def run(*script, more=""):
    steps = "".join(f"  - {step}\n" for step in script)
    return await run_script(whole(f"{more}script:\n{steps}"))


async def test_bodies_are_filled_up_and_ids_put_into_paths():
    seen = await run(
        CREATE,
        "{call: POST /clusters, body: {name: b}}",
        "{call: 'GET /clusters/{cluster_id}', expect_status: 200}",
        "{call: 'GET /tasks/{task_id}', expect_status: 200}",
        "{call: 'GET /clusters/{cluster_id:a}', expect_status: 200}",
    )
    assert seen.failures == []
    asked = [
        call.cluster_id for call in seen.history.calls if call.operation == "DescribeClusterDetail"
    ]
    assert [seen.resources.clusters[each] for each in asked] == ["b", "a"]


async def test_a_creation_in_another_region_finds_its_network_there():
    body = "{region_id: cn-hangzhou, name: h}"
    seen = await run(f"{{call: POST /clusters, body: {body}, expect_status: 202}}")
    assert seen.passed, seen.failures


async def test_time_moves_by_advance_and_until_idle_and_nothing_else():
    seen = await run(CREATE, "{advance: 1m}", "{call: GET /clusters}", "{until: idle}",
                     "{call: GET /clusters}")  # fmt: skip
    begin, later, end = (call.at - seen.began for call in seen.history.calls)
    assert (begin, later) == (0, 60_000_000)
    assert end > later
    assert '"running"' in seen.history.calls[-1].answer


async def test_another_status_fails_at_its_step_and_ends_the_run():
    seen = await run(CREATE, "{call: GET /clusters, expect_status: 503, repeat: 3}", CREATE)
    assert seen.failures == ["script step 2: GET /clusters: answered 200, and 503 was expected"]
    assert len(seen.history.calls) == 2


async def test_a_refusal_is_told_in_its_own_words():
    seen = await run("{call: POST /clusters, body: {size: -1}, expect_status: 202}")
    [failure] = seen.failures
    assert "answered 400" in failure
    assert "size" in failure


async def test_a_connection_that_breaks_has_status_0_and_tells_no_ids():
    rule = "rules:\n  - {id: lost, when: {operation: CreateCluster}, then: {lost_reply: {}}}\n"
    seen = await run(
        "{call: POST /clusters, body: {name: a}, expect_status: 0}",
        "{call: 'GET /clusters/{cluster_id}'}",
        more=rule,
    )
    assert seen.steps[0].rules == ("lost:lost_reply",)
    assert seen.failures == [
        "script step 2: GET /clusters/{cluster_id}: {cluster_id}: no answer has had one so far"
    ]
    assert [each.rule for each in seen.history.decisions] == ["lost"]


async def test_repeat_makes_the_call_so_often():
    seen = await run("{call: GET /clusters, repeat: 3}")
    assert len(seen.history.calls) == 3


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/clusters/{cluster_id:nobody}", "there is no cluster 'nobody' at this moment"),
        ("/clusters/{id}", "unknown; there are {cluster_id}, {cluster_id:NAME} and {task_id}"),
    ],
)
async def test_a_placeholder_without_a_value_fails_in_words(path, reason):
    seen = await run(f"{{call: 'GET {path}'}}")
    assert reason in seen.failures[0]


async def test_what_is_under_way_after_the_script_is_run_before_it_is_judged():
    expected = "expect:\n  - {clusters: {state: running}, count: 1}\n"
    assert (await run(CREATE, more=expected)).passed
    failed = await run(CREATE, more=expected.replace("1}\n", "2}\n"))
    assert failed.failures == ["expect 1: clusters found: 1, and 2 were expected"]


async def test_a_held_step_stays_under_way_and_does_not_hold_up_the_run():
    rule = "rules:\n  - {id: s, when: {stage: boot}, select: {index: [0]}, then: {stuck: {}}}\n"
    seen = await run(CREATE, more=rule)
    assert [seen.resources.nodes[step.instance_id][1] for step in seen.resources.open_steps] == [1]


async def test_real_seconds_of_a_delay_are_not_waited_for():
    rule = "rules:\n  - {id: d, when: {operation: DescribeClusters}, then: {delay: 30s}}\n"
    began = time.perf_counter()
    assert (await run("{call: GET /clusters, expect_status: 200}", more=rule)).passed
    assert time.perf_counter() - began < 10


async def test_a_run_is_the_same_every_time_and_another_seed_makes_another():
    def outline(seen):
        return [(t.cluster_id, t.instance_id, t.name, t.ended) for t in seen.history.traces]

    given = whole(f"seed: 3\nscript:\n  - {CREATE}\n")
    first, again, other = [await run_script(given, seed) for seed in (None, 3, 4)]
    assert outline(first) == outline(again)
    assert outline(first) != outline(other)
    assert (first.seed, other.seed) == (3, 4)


@pytest.mark.parametrize("mode", ["scaled", "realtime", "polling"])
async def test_no_clock_brings_real_time_in(mode):
    given = whole(f"clock: {{mode: {mode}}}\nscript:\n  - {CREATE}\n  - {{call: GET /clusters}}\n")
    first, again = await run_script(given), await run_script(given)
    assert [c.at for c in first.history.calls] == [c.at for c in again.history.calls]


async def test_fixtures_that_do_not_fit_are_refused_in_words():
    vpc = "{vpc_id: vpc-x, region_id: nowhere, cidr: 10.0.0.0/8}"
    with pytest.raises(UsageError, match=r"x\.yaml: fixtures: .*nowhere"):
        await run_script(whole(f"fixtures: {{vpcs: [{vpc}]}}\n"))


ROLLED_BACK = """rules:
  - {id: slow, when: {stage: ecs}, select: {index: [0]}, then: {slow: 100}}
  - {id: fails, when: {stage: eip}, select: {index: [1]}, then: {fail: {policy: rollback}}}
"""


async def test_nodes_that_came_and_went_unseen_keep_their_numbers():
    created = "{call: POST /clusters, body: {name: a, size: 3}}"
    seen = await run(created, more=ROLLED_BACK)
    assert list(seen.resources.clusters.values()) == ["a"]
    failed = [trace for trace in seen.history.traces if trace.outcome == "failed"]
    assert [seen.resources.nodes[trace.instance_id][1] for trace in failed] == [2]
    assert sorted(number for _, number in seen.resources.nodes.values()) == [1, 2, 3]


async def test_a_cluster_that_was_never_made_is_not_among_the_resources():
    rule = "rules:\n  - {id: g, when: {operation: CreateCluster}, then: ghost_success}\n"
    seen = await run("{call: POST /clusters, body: {name: a}, expect_status: 202}", more=rule)
    assert seen.passed
    assert seen.resources.clusters == {}
