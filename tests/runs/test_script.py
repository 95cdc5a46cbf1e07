"""A scenario's own script, run in this process: requests, answers, expectations."""

import json
import time

import pytest
from cs_simulator.domain.errors import UsageError
from cs_simulator.runs.script import run_script

from tests.support.scripts import loaded, run

CREATE = "{call: POST /clusters, body: {name: a, size: 2}}"


async def test_bodies_are_filled_up_and_ids_put_into_paths():
    result = await run(
        CREATE,
        "{call: POST /clusters, body: {name: b}}",
        "{call: 'GET /clusters/{cluster_id}', expect_status: 200}",
        "{call: 'GET /tasks/{task_id}', expect_status: 200}",
        "{call: 'GET /clusters/{cluster_id:a}', expect_status: 200}",
    )
    assert result.failures == []
    reads = [
        call.cluster_id
        for call in result.history.calls
        if call.operation == "DescribeClusterDetail"
    ]
    assert [result.resources.clusters[cluster_id].name for cluster_id in reads] == ["b", "a"]


MANAGED = "{call: POST /clusters, body: {cluster_type: ManagedKubernetes, name: k}}"
POOLS = "{call: 'POST /clusters/{cluster_id}/nodepools', body: {name: %s, desired_size: 1}}"


async def test_bodies_of_node_pools_are_filled_up_and_pools_and_nodes_have_their_places():
    of_pool = "/clusters/{cluster_id}/nodepools"
    result = await run(
        MANAGED,
        "{until: idle}",
        POOLS % "one",
        POOLS % "two",
        "{until: idle}",
        f"{{call: 'GET {of_pool}/{{nodepool_id}}', expect_status: 200}}",
        f"{{call: 'GET {of_pool}/{{nodepool_id:one}}', expect_status: 200}}",
        "{call: 'GET /clusters/{cluster_id}/nodes?instanceIds={instance_id}', expect_status: 200}",
        "{call: 'GET /clusters/{cluster_id}/nodes?instanceIds={instance_id:one}'}",
    )
    assert result.failures == []
    assert result.steps[2].text.endswith("nodepools (one)")
    pools = [json.loads(call.answer) for call in result.history.calls[3:5]]
    assert [pool["nodepool_info"]["name"] for pool in pools] == ["two", "one"]
    nodes = [json.loads(call.answer)["nodes"][0] for call in result.history.calls[5:]]
    assert [node["nodepool_id"] for node in nodes] == [
        pool["nodepool_info"]["nodepool_id"] for pool in pools
    ]


async def test_a_refusal_that_no_rule_made_has_to_be_expected():
    gone = "DELETE /clusters/c0"
    result = await run(f"{{call: {gone}}}")
    [failure] = result.failures
    assert failure.startswith(f"script step 1: {gone}: 404 ErrorClusterNotFound; if that is meant,")
    assert (await run(f"{{call: {gone}, expect_code: ErrorClusterNotFound}}")).failures == []
    then = "{error: {code: Throttling}}"
    rule = f"rules: [{{id: r, when: {{operation: DeleteCluster}}, phase: admit, then: {then}}}]\n"
    assert (await run(f"{{call: {gone}}}", more="seed: 1\n" + rule)).failures == []


CHANGE = "{call: 'PUT /clusters/{cluster_id}/nodepools/{nodepool_id}', body: %s}"


async def test_changes_of_node_pools_are_filled_up():
    result = await run(
        MANAGED,
        "{until: idle}",
        POOLS % "one",
        "{until: idle}",
        CHANGE % "{desired_size: 3}, expect_status: 200",
        "{until: idle}",
        CHANGE % "{name: two, scaling_group: {desired_size: 2}}, expect_status: 200",
        "{until: idle}",
        "{check: {nodes: {node_pool: two, state: running}, count: 2}}",
        CHANGE.partition(", body")[0] + ", expect_status: 200}",
    )
    assert result.failures == []
    sizes = [json.loads(call.body) for call in result.history.calls[2:]]
    assert sizes == [
        {"scaling_group": {"desired_size": 3}},
        {"nodepool_info": {"name": "two"}, "scaling_group": {"desired_size": 2}},
        {},
    ]


@pytest.mark.parametrize(
    ("creation", "call", "size"),
    [
        (CREATE, "PUT /clusters/{cluster_id}", "{size: 3}"),
        (MANAGED, "POST /api/v2/clusters/{cluster_id}", "{count: 3}"),
        (MANAGED, "PUT /clusters/{cluster_id}", "{num_of_nodes: 3}"),
    ],
)
async def test_bodies_that_scale_are_filled_up(creation, call, size):
    result = await run(
        creation,
        "{until: idle}",
        f"{{call: '{call}', body: {size}, expect_status: 202}}",
        "{until: idle}",
        "{check: {nodes: {state: running}, count: 3}}",
    )
    assert result.failures == []


async def test_a_body_about_a_cluster_that_is_not_there_is_sent_as_it_is():
    result = await run("{call: PUT /clusters/c0, body: {size: 3}, expect_status: 404}")
    assert result.failures == []
    assert json.loads(result.history.calls[0].body) == {"size": 3}


async def test_nodes_have_their_places_by_address_and_by_name():
    body = "{nodes: ['{node_name}'], keep: '{\"a\": {b}}'}"
    result = await run(
        MANAGED,
        "{until: idle}",
        POOLS % "one",
        "{until: idle}",
        "{call: 'GET /clusters/{cluster_id}/nodes?ip={ip}&name={node_name:one}'}",
        f"{{call: 'POST /clusters/{{cluster_id}}/nodes/remove', body: {body!s}}}",
    )
    node = json.loads(result.history.calls[-2].answer)["nodes"][0]
    [address] = node["ip_address"]
    assert result.history.calls[-2].target.endswith(f"?ip={address}&name={node['node_name']}")
    assert node["node_name"] == f"cn-beijing.{address}"
    sent = json.loads(result.history.calls[-1].body)
    assert sent == {"nodes": [node["node_name"]], "keep": '{"a": {b}}'}


async def test_a_node_without_an_address_is_none_by_address():
    result = await run(
        MANAGED,
        "{until: idle}",
        POOLS % "one",
        "{call: 'GET /clusters?a={instance_id:one}', expect_status: 200}",
        "{call: 'GET /clusters?a={ip:one}'}",
    )
    [failure] = result.failures
    assert "script step 5" in failure
    assert "{ip:one}: there is no node of a pool 'one' at this moment" in failure


async def test_fresh_tokens_differ_and_named_ones_do_not_and_a_seed_gives_the_same():
    def token(which):
        return (
            f"{{call: POST /clusters, headers: {{x-token: '{which}'}},"
            f" body: {{name: a, client_token: '{which}'}}}}"
        )

    steps = [token("{fresh}"), token("{fresh:one}"), token("{fresh:one}"), token("a{fresh}")]
    result, again, other = [await run(*steps, more=f"seed: {seed}\n") for seed in (3, 3, 4)]
    tokens = [json.loads(call.body)["client_token"] for call in result.history.calls]
    assert tokens[1] == tokens[2]
    assert len({*tokens}) == 3
    assert tokens[3][0] == "a"
    assert tokens == [json.loads(call.body)["client_token"] for call in again.history.calls]
    assert not {*tokens} & {json.loads(call.body)["client_token"] for call in other.history.calls}


@pytest.mark.parametrize("region", ["cn-hangzhou", "ap-southeast-1", "cn-beijing"])
async def test_a_kubernetes_cluster_and_its_pool_find_their_networks_in_a_region(region):
    body = f"{{cluster_type: ManagedKubernetes, region_id: {region}, name: h}}"
    result = await run(
        f"{{call: POST /clusters, body: {body}, expect_status: 202}}",
        "{until: idle}",
        POOLS % "one",
        more="expect:\n  - {nodes: {node_pool: one, state: running}, count: 1}\n",
    )
    assert result.passed, result.failures


async def test_a_creation_in_another_region_finds_its_network_there():
    body = "{region_id: cn-hangzhou, name: h}"
    result = await run(f"{{call: POST /clusters, body: {body}, expect_status: 202}}")
    assert result.passed, result.failures


async def test_time_moves_by_advance_and_until_idle_and_nothing_else():
    result = await run(CREATE, "{advance: 1m}", "{call: GET /clusters}", "{until: idle}",
                     "{call: GET /clusters}")  # fmt: skip
    begin, later, end = (call.at - result.began for call in result.history.calls)
    assert (begin, later) == (0, 60_000_000)
    assert end > later
    assert '"running"' in result.history.calls[-1].answer


async def test_an_unexpected_status_fails_its_step_and_ends_the_run():
    result = await run(CREATE, "{call: GET /clusters, expect_status: 503, repeat: 3}", CREATE)
    assert result.failures == ["script step 2: GET /clusters: answered 200, and 503 was expected"]
    assert len(result.history.calls) == 2


async def test_an_unexpected_refusal_is_reported_with_its_message():
    result = await run("{call: POST /clusters, body: {size: -1}, expect_status: 202}")
    [failure] = result.failures
    assert "answered 400" in failure
    assert "size" in failure


async def test_an_answer_without_a_code_has_none_that_is_expected():
    result = await run('{call: GET /clusters, expect_code: "*"}')
    assert result.failures == [
        "script step 1: GET /clusters: answered 200, and the code * was expected"
    ]


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ("expect_code: StatusForbidden", "answered 403 StatusForbidden"),
        ('expect_code: [Throttling*, "*.User"]', "the code Throttling* or *.User was expected: "),
        ("expect_body: {code: StatusForbidden, message: {glob: '*denied*'}}", ""),
        ("expect_body: {message: {glob: '*stock*'}}", "and {glob: '*stock*'} was expected"),
        ("expect_body: {codes: {exists: true}}", "codes is missing, and {exists: true} was"),
    ],
)
async def test_a_refusal_is_checked_by_its_code_and_the_fields_of_its_body(expected, difference):
    rule = (
        "rules:\n  - {id: no, when: {operation: DescribeClusters}, then: {forbidden: {message:"
        " access denied}}}\n"
    )
    result = await run(f"{{call: GET /clusters, expect_status: 403, {expected}}}", more=rule)
    if "StatusForbidden" in expected:
        assert result.failures == []
    else:
        assert difference.replace("'", '"') in result.failures[0].replace("'", '"')


async def test_an_answer_is_checked_by_the_fields_of_its_body():
    detail = "{call: 'GET /clusters/{cluster_id}', expect_body: {%s}}"
    result = await run(
        CREATE,
        detail % "state: initial, size: {gte: 2, lt: 3}, agent_version: {ne: x}",
        "{call: GET /clusters, expect_body: {'[0].state': initial, '[1]': {exists: false}}}",
        "{until: idle}",
        detail % "state: initial",
    )
    assert result.failures == [
        "script step 5: GET /clusters/{cluster_id}: state is 'running', and 'initial' was expected"
    ]


@pytest.mark.parametrize(
    "fault", ["malformed", "truncate", "{edit_answer: {text: busy}}", "{edit_answer: {text: ''}}"]
)
async def test_a_body_that_is_no_json_has_no_fields(fault):
    rule = f"rules:\n  - {{id: no, when: {{operation: DescribeClusters}}, then: {fault}}}\n"
    result = await run(CREATE, "{call: GET /clusters, expect_body: {a: 1}}", more=rule)
    assert result.failures[0].endswith("and a body in JSON was expected")


async def test_a_broken_connection_differs_from_an_answer_with_a_body():
    rule = "rules:\n  - {id: no, when: {operation: DescribeClusters}, then: reset}\n"
    result = await run("{call: GET /clusters, expect_body: {a: 1}}", more=rule)
    assert "the connection broke (reset), and a body in JSON was expected" in result.failures[0]


async def test_what_there_is_is_checked_between_the_calls():
    lost = "rules:\n  - {id: lost, when: {operation: CreateCluster}, then: lost_reply}\n"
    result = await run(
        "{check: {clusters: {}, count: 0}}",
        CREATE,
        "{check: {clusters: {name: a, state: initial}, count: 1}}",
        "{check: {tasks: {operation: CreateCluster, state: running}, count: 1}}",
        "{check: {calls: {operation: CreateCluster}, count: 1}}",
        "{check: {rule: lost, hits: 1}}",
        "{until: idle}",
        "{check: {nodes: {state: running}, count: 2}}",
        "{check: {clusters: {state: initial}, count: 1}}",
        CREATE,
        more=lost,
    )
    [failure] = result.failures
    assert failure.startswith("script step 9: check clusters: {state: initial}, count: 1: ")
    assert failure.endswith("expected 1 cluster in state initial, found 0")
    assert len(result.history.calls) == 1


async def test_a_broken_connection_has_status_0_and_no_ids():
    rule = "rules:\n  - {id: lost, when: {operation: CreateCluster}, then: {lost_reply: {}}}\n"
    result = await run(
        "{call: POST /clusters, body: {name: a}, expect_status: 0}",
        "{call: 'GET /clusters/{cluster_id}'}",
        more=rule,
    )
    assert result.steps[0].rules == ("lost:lost_reply",)
    [failure] = result.failures
    assert failure.endswith("no answer has had one so far; write a call that gives one first")
    assert [decision.rule for decision in result.history.decisions] == ["lost"]


async def test_a_call_is_repeated():
    result = await run("{call: GET /clusters, repeat: 3}")
    assert len(result.history.calls) == 3


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/clusters/{cluster_id:nobody}", "there is no cluster 'nobody' at this moment"),
        ("/clusters/c/nodepools/{nodepool_id:one}", "there is no node pool 'one' at this moment"),
        ("/clusters/c/nodes?instanceIds={instance_id:one}", "there is no node of a pool 'one'"),
        ("/clusters/c/nodes?instanceIds={instance_id}", "no answer has had one so far"),
        ("/tasks/{task_id:one}", "unknown; write"),
        ("/clusters/{id}", "unknown; write {cluster_id}, {nodepool_id}, {instance_id}"),
    ],
)
async def test_a_placeholder_without_a_value_fails_with_an_explanation(path, reason):
    result = await run(f"{{call: 'GET {path}'}}")
    assert reason in result.failures[0]


async def test_what_is_under_way_after_the_script_is_run_before_it_is_judged():
    expected = "expect:\n  - {clusters: {state: running}, count: 1}\n"
    assert (await run(CREATE, more=expected)).passed
    failed = await run(CREATE, more=expected.replace("1}\n", "2}\n"))
    assert failed.failures == ["expect 1: expected 2 clusters in state running, found 1"]


async def test_a_held_step_stays_under_way_and_does_not_hold_up_the_run():
    rule = "rules:\n  - {id: s, when: {stage: boot}, select: {index: [0]}, then: {stuck: {}}}\n"
    result = await run(CREATE, more=rule)
    assert [
        result.resources.nodes[step.instance_id].number for step in result.resources.open_steps
    ] == [1]


async def test_real_seconds_of_a_delay_are_not_waited_for():
    rule = "rules:\n  - {id: d, when: {operation: DescribeClusters}, then: {delay: 30s}}\n"
    began = time.perf_counter()
    assert (await run("{call: GET /clusters, expect_status: 200}", more=rule)).passed
    assert time.perf_counter() - began < 10


async def test_a_run_is_the_same_every_time_and_another_seed_makes_another():
    def outline(result):
        return [(t.cluster_id, t.instance_id, t.name, t.ended) for t in result.history.traces]

    given = loaded(f"seed: 3\nscript:\n  - {CREATE}\n")
    first, again, other = [await run_script(given, seed) for seed in (None, 3, 4)]
    assert outline(first) == outline(again)
    assert outline(first) != outline(other)
    assert (first.seed, other.seed) == (3, 4)


@pytest.mark.parametrize("mode", ["scaled", "realtime", "polling"])
async def test_no_clock_brings_real_time_in(mode):
    given = loaded(f"clock: {{mode: {mode}}}\nscript:\n  - {CREATE}\n  - {{call: GET /clusters}}\n")
    first, again = await run_script(given), await run_script(given)
    assert [c.at for c in first.history.calls] == [c.at for c in again.history.calls]


async def test_fixtures_that_do_not_fit_are_refused_with_an_explanation():
    vpc = "{vpc_id: vpc-x, region_id: nowhere, cidr: 10.0.0.0/8}"
    with pytest.raises(UsageError, match=r"x\.yaml: fixtures: .*nowhere"):
        await run_script(loaded(f"fixtures: {{vpcs: [{vpc}]}}\n"))


ROLLED_BACK = """rules:
  - {id: slow, when: {stage: ecs}, select: {index: [0]}, then: {slow: 100}}
  - {id: fails, when: {stage: eip}, select: {index: [1]}, then: {fail: {policy: rollback}}}
"""


async def test_nodes_that_came_and_went_unseen_keep_their_numbers():
    created = "{call: POST /clusters, body: {name: a, size: 3}}"
    result = await run(created, more=ROLLED_BACK)
    assert [each.name for each in result.resources.clusters.values()] == ["a"]
    failed = [trace for trace in result.history.traces if trace.outcome == "failed"]
    assert [result.resources.nodes[trace.instance_id].number for trace in failed] == [2]
    assert sorted(node.number for node in result.resources.nodes.values()) == [1, 2, 3]


async def test_a_cluster_that_was_never_made_is_not_among_the_resources():
    rule = "rules:\n  - {id: g, when: {operation: CreateCluster}, then: ghost_success}\n"
    result = await run("{call: POST /clusters, body: {name: a}, expect_status: 202}", more=rule)
    assert result.passed
    assert result.resources.clusters == {}


async def test_a_script_calls_the_vpc_api_under_the_rules_of_its_actions():
    nat = "{call: 'GET /?Action=DescribeNatGateways&Version=2016-04-28', expect_status: %d}"
    rule = (
        "rules:\n  - {id: busy, when: {operation: DescribeNatGateways}, fire: {nth: 1},"
        " then: {error: Throttling}}\n"
    )
    result = await run(nat % 400, nat % 200, more=rule)
    assert result.failures == []
    assert [call.operation for call in result.history.calls] == ["DescribeNatGateways"] * 2


CLAIM = "/{cluster_id}/api/v1/namespaces/default/configmaps"


async def test_the_kubernetes_api_of_a_cluster_is_called_by_paths_that_begin_with_its_id():
    result = await run(
        MANAGED,
        "{until: idle}",
        f"{{call: 'POST {CLAIM}', body: {{metadata: {{name: a}}, data: {{b: c}}}}}}",
        f"{{call: 'PATCH {CLAIM}/a', body: {{data: {{d: e}}}}, expect_body: {{data.d: e}}}}",
        f"{{call: 'GET {CLAIM}?limit=1', expect_body: {{'items[0].metadata.name': a}}}}",
        f"{{call: 'DELETE {CLAIM}/b', expect_status: 404, expect_code: NotFound}}",
        "{check: {kubernetes: {kind: ConfigMap, name: a, namespace: default}, count: 1}}",
    )
    assert result.failures == []
    called = [call.operation for call in result.history.calls if "k8s:" in call.operation]
    verbs = ("create", "patch", "list", "delete")
    assert called == [f"k8s:{verb} configmaps" for verb in verbs]


async def test_an_expectation_about_objects_fails_with_what_there_is():
    result = await run(
        MANAGED,
        "{until: idle}",
        f"{{call: 'POST {CLAIM}', body: {{metadata: {{name: a}}}}}}",
        more="expect:\n  - {kubernetes: {kind: ConfigMap, name: b}, count: 1}\n",
    )
    [failure] = result.failures
    assert "expected 1 object of kind ConfigMap named b, found 0" in failure
    assert "default/a" in failure
