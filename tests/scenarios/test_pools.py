"""Rules, timelines and expectations about cluster types, node pools and types of tasks.

The clusters are orchards: each has two rows of trees, which are groups of nodes as pools are.
"""

from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.cluster_types import all_types
from cs_simulator.engine import expectation_check, scenario
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.settings import Settings
from cs_simulator.scenarios.file import lint, reader
from cs_simulator.scenarios.file.problems import UnusableFileError
from cs_simulator.server.app import create_app

from tests.cluster_types.orchard.cluster_type import CLEAR, GROW, ORCHARD, clear, grow
from tests.support.scenario_client import A_SCENARIO, ScenarioClient
from tests.support.worlds import a_tenant, advance, call, create, settle

TYPES = (*all_types(), ORCHARD)
BODY = {
    "cluster_type": "orchard",
    "name": "hill",
    "region_id": "cn-beijing",
    "vpc_id": "vpc-2zedefault",
    "vswitch_id": "vsw-2zedefaultb",
    "apples": 2,
    "pears": 3,
}
HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"


def a_hill(**parts):
    """A tenant under a scenario, in which orchards can be planted."""
    tenant = a_tenant(cluster_types=ClusterTypes(lambda: TYPES))
    tenant.change(0.0, lambda unit: scenario.begin(unit, {**A_SCENARIO, **parts}))
    return tenant


def plant(tenant, **changes):
    created = call(tenant, "POST", "/clusters", {**BODY, **changes}).ok()["cluster_id"]
    settle(tenant)
    return created


def rows(tenant, cluster_id):
    found = call(tenant, "GET", f"/clusters/{cluster_id}").ok()["rows"]
    return {name: (row["state"], row["trees"]) for name, row in found.items()}


def fails(**when):
    return {"id": "frost", "when": when, "then": {"fail": {"policy": "keep"}}}


# ---- steps


@pytest.mark.parametrize(
    ("when", "trees"),
    [
        ({"node_pool": "pears"}, (2, 0)),
        ({"node_pool": "p*"}, (2, 0)),
        ({"node_pool": "/^(pears|plums)$/"}, (2, 0)),
        ({"node_pool": "row-*-apples"}, (0, 3)),
        ({"node_pool": ["apples", "pears"]}, (0, 0)),
        ({"node_pool": "plums"}, (2, 3)),
        ({"task": "row_grow"}, (0, 0)),
        ({"task": "row_clear"}, (2, 3)),
        ({"cluster_type": "orchard"}, (0, 0)),
        ({"cluster_type": "Hill*"}, (0, 0)),
        ({"cluster_type": "Hill/Steep"}, (0, 0)),
        ({"cluster_type": "swarm"}, (2, 3)),
        ({"cluster_type": "orchard", "node_pool": "apples", "task": "row_*"}, (0, 3)),
    ],
)
def test_a_rule_is_about_the_steps_of_the_pools_it_names(when, trees):
    tenant = a_hill(rules=[fails(stage="root", **when)])
    apples, pears = rows(tenant, plant(tenant)).values()
    assert (apples[1], pears[1]) == trees


def test_a_rule_selects_among_the_nodes_of_each_pool():
    rule = {**fails(stage="root"), "select": {"count": 1}}
    tenant = a_hill(rules=[rule])
    assert rows(tenant, plant(tenant)) == {"apples": ("grown", 1), "pears": ("grown", 2)}


@pytest.mark.parametrize(("per", "apples", "pears"), [("node_pool", 1, 2), ("cluster", 1, 3)])
def test_matches_are_counted_for_each_pool(per, apples, pears):
    rule = {**fails(stage="root"), "fire": {"times": 1, "per": per}}
    tenant = a_hill(rules=[rule])
    found = rows(tenant, plant(tenant))
    assert found["apples"][1] + found["pears"][1] == apples + pears
    if per == "node_pool":
        assert (found["apples"][1], found["pears"][1]) == (apples, pears)


def test_pools_are_late_by_draws_of_their_own():
    takes = {"uniform": ["1s", "10m"]}
    rule = {"id": "slow", "when": {"stage": "harvest"}, "then": {"slow": {"takes": takes}}}
    tenant = a_hill(rules=[rule])
    cluster_id = plant(tenant, apples=0, pears=0)
    before = tenant.now(0.0)
    for name in ("apples", "pears"):
        tenant.change(0.0, lambda unit, row=f"row-{cluster_id}-{name}": grow(unit, row, 0))
    settle(tenant)
    ends = [group.updated - before for group in tenant.world.groups_of(cluster_id)]
    assert ends[0] != ends[1]


# ---- calls


@asynccontextmanager
async def a_client(**parts):
    settings = Settings(db=":memory:", clock="frozen", log_level="error")
    app = create_app(settings, cluster_types=TYPES)
    async with TestClient(TestServer(app)) as api:
        play = ScenarioClient(api)
        await play.scenario(**parts)
        yield play


def refuses(**when):
    return {"id": "closed", "when": when, "then": {"error": "ServiceUnavailable"}}


@pytest.mark.parametrize(
    ("named", "orchard", "swarm"),
    [("orchard", 503, 202), ("Hill/*", 503, 202), ("swarm", 202, 503), ("*", 503, 503)],
)
async def test_the_body_of_a_creation_says_which_type_it_is_about(named, orchard, swarm):
    rule = refuses(operation="CreateCluster", cluster_type=named)
    async with a_client(rules=[rule]) as play:
        assert (await play.call("POST", "/clusters", BODY)).status == orchard
        assert (await play.create()).status == swarm


async def test_calls_about_a_cluster_are_about_its_type():
    rule = refuses(operation="Describe*", cluster_type="orchard")
    async with a_client(rules=[rule]) as play:
        orchard = (await play.call("POST", "/clusters", BODY)).ok()["cluster_id"]
        swarm = await play.created()
        assert (await play.call("GET", f"/clusters/{orchard}")).status == 503
        assert (await play.call("GET", f"/clusters/{swarm}")).status == 200
        assert (await play.call("GET", "/clusters")).status == 200


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"task": "row_grow"}, [200, 503, 503]),
        ({"task": "orchard_*"}, [503, 200, 200]),
        ({"node_pool": "pears"}, [200, 200, 503]),
        ({"node_pool": "row-*"}, [200, 503, 503]),
    ],
)
async def test_calls_about_a_task_are_about_its_type_and_its_pool(when, expected):
    async with a_client(rules=[refuses(operation="DescribeTaskInfo", **when)]) as play:
        await play.call("POST", "/clusters", BODY)
        await play.advance()
        tasks = (await play.control("GET", "tasks"))["tasks"]
        answers = [await play.call("GET", f"/tasks/{task['task_id']}") for task in tasks]
        assert [answer.status for answer in answers] == expected


ROW = "/clusters/{cluster_id}/nodepools/row-{cluster_id}-pears"


@pytest.mark.parametrize(
    ("method", "path", "body", "named", "is_refused"),
    [
        ("POST", ROW, {"count": 1}, "pears", True),
        ("POST", ROW, {"count": 1}, "row-*-pears", True),
        ("POST", ROW, {"count": 1}, "apples", False),
        ("GET", "/clusters/{cluster_id}/nodepools/np1", None, "np1", True),
        ("GET", "/clusters/{cluster_id}/nodes?nodepool_id=row-{cluster_id}-pears", None, "pears",
         True),
        ("POST", "/clusters/{cluster_id}/attach", {"nodepool_id": "row-{cluster_id}-pears"},
         "pears", True),
        ("POST", "/clusters/{cluster_id}/nodepools", {"nodepool_info": {"name": "new"}}, "new",
         True),
        ("POST", "/clusters/{cluster_id}/nodepools", {"nodepool_info": "new"}, "new", False),
        ("POST", "/clusters", {"nodepools": [{"nodepool_info": {"name": "a"}}, 3]}, "a", True),
        ("POST", "/clusters", {"nodepools": {"nodepool_info": {"name": "a"}}}, "a", False),
        ("POST", "/clusters", {"nodepool_id": ["a"]}, "a", False),
        ("GET", "/clusters/{cluster_id}", None, "*", False),
    ],
)  # fmt: skip
async def test_calls_name_pools_in_path_query_and_body(method, path, body, named, is_refused):
    async with a_client() as play:
        cluster_id = (await play.call("POST", "/clusters", BODY)).ok()["cluster_id"]
        await play.rules(refuses(node_pool=named))
        body = {
            key: value.replace("{cluster_id}", cluster_id) if isinstance(value, str) else value
            for key, value in (body or {}).items()
        }
        answer = await play.call(method, path.replace("{cluster_id}", cluster_id), body or None)
        (rule,) = (await play.faults()).values()
        assert (answer.status == 503, rule["hits"] == 1) == (is_refused, is_refused), answer


async def test_a_decision_names_why_a_rule_did_not_match():
    rules = [
        refuses(operation="CreateCluster", cluster_type="swarm") | {"id": "type"},
        refuses(node_pool="x") | {"id": "pool"},
    ]
    async with a_client(rules=rules) as play:
        await play.call("POST", "/clusters", BODY)
        (entry,) = await play.calls()
        found = await play.control("GET", f"calls/{entry['request_id']}/explain")
        reasons = {rule["rule"]: rule["reason"] for rule in found["not_matched"]}
    assert reasons == {
        "type": "cluster_type did not match",
        "pool": "node_pool did not match",
    }


# ---- timeline


def lost(tenant, cluster_id):
    found = {"apples": 0, "pears": 0}
    for node in tenant.world.nodes_of(cluster_id):
        found[node.group_id.rpartition("-")[2]] += node.is_lost
    return found


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"node_pool": "pears"}, {"apples": 0, "pears": 3}),
        ({"node_pool": "*", "select": {"count": 1}}, {"apples": 1, "pears": 1}),
        ({"node_pool": "row-*-apples", "select": {"index": [0]}}, {"apples": 1, "pears": 0}),
        ({"node_pool": "plums"}, {"apples": 0, "pears": 0}),
        ({"select": {"index": [0]}}, {"apples": 1, "pears": 0}),
    ],
)
def test_nodes_of_the_named_pools_are_lost_and_found(keys, expected):
    keys = {**keys, **({"node_pool": [keys["node_pool"]]} if "node_pool" in keys else {})}
    tenant = a_hill(
        timeline=[
            {"at": "+1h", "do": "lose_node", **keys},
            {"at": "+2h", "do": "recover_node", **keys},
        ]
    )
    began = tenant.now(0.0)
    cluster_id = call(tenant, "POST", "/clusters", BODY).ok()["cluster_id"]
    seen = []
    for minutes in (61, 121):
        advance(tenant, began + minutes * 60_000_000)
        seen.append(lost(tenant, cluster_id))
    assert seen == [expected, {"apples": 0, "pears": 0}]


# ---- expectations


@pytest.mark.parametrize(
    ("expected", "passed"),
    [
        ({"pools": {}, "count": 2}, True),
        ({"pools": {"name": "apples", "state": "grown"}, "count": 1}, True),
        ({"pools": {"name": "row-*", "cluster": "hill"}, "count": 2}, True),
        ({"pools": {"cluster": "dale"}, "count": {"min": 1}}, False),
        ({"pools": {"state": "bare"}, "count": 0}, True),
        ({"nodes": {"node_pool": "pears", "state": "running"}, "count": 3}, True),
        ({"nodes": {"node_pool": "*"}, "count": 5}, True),
        ({"nodes": {"node_pool": "plums"}, "count": 1}, False),
        ({"tasks": {"type": "row_grow", "state": "success"}, "count": 2}, True),
        ({"tasks": {"node_pool": "pears"}, "count": 1}, True),
        ({"clusters": {"cluster_type": "orchard"}, "count": 1}, True),
        ({"clusters": {"cluster_type": "Hill/Steep"}, "count": 1}, True),
        ({"clusters": {"cluster_type": "swarm"}, "count": 1}, True),
        ({"clusters": {"cluster_type": "*"}, "count": 2}, True),
    ],
)
def test_expectations_count_pools_and_what_is_in_them(expected, passed):
    tenant = a_hill(expect=[expected])
    plant(tenant)
    create(tenant)
    settle(tenant)
    [(_, verdict)] = expectation_check.verified(tenant.world, [], lambda *_: ())
    assert verdict.passed == passed, verdict


def test_a_task_of_a_pool_that_is_gone_is_found_by_the_id_of_the_pool():
    tenant = a_hill(
        expect=[
            {"tasks": {"node_pool": "row-*-pears"}, "count": 2},
            {"tasks": {"node_pool": "pears"}, "count": 0},
            {"pools": {}, "count": 1},
        ]
    )
    cluster_id = plant(tenant)
    tenant.change(0.0, lambda unit: clear(unit, f"row-{cluster_id}-pears"))
    settle(tenant)
    verdicts = expectation_check.verified(tenant.world, [], lambda *_: ())
    assert [verdict.passed for _, verdict in verdicts] == [True, True, True]


# ---- lint


def problems(text):
    try:
        loaded = reader.read("x", HEAD + text, lambda *_: ("", ""))
    except UnusableFileError as refused:
        return list(refused.problems)
    return lint.lint(loaded, vocabulary(ClusterTypes(lambda: TYPES)))


WRONG = [
    ("when: {cluster_type: orchad}, then: reset", "E003", "'orchard'"),
    ("when: {cluster_type: /o/}, then: reset", "E003", "regular expressions go with cluster"),
    ("when: {task: row_grwo}, then: stuck", "E003", "'row_grow'"),
    ("when: {node_pool: my_pool}, then: stuck", "W105", "letters, digits and hyphens"),
    ("when: {node_pool: /(?=a)/}, then: stuck", "E008", "without looking ahead"),
    ("when: {operation: CreateTemplate, node_pool: a}, then: reset", "E009", "leave node_pool out"),
    ("when: {operation: ResetClusterNode, cluster_type: orchard}, then: reset", "E009",
     "is nothing for clusters of type orchard"),
    ("when: {operation: DescribeClusters, node_pool: a}, then: reset", "E009", "leave node_pool"),
    ("when: {operation: ResetClusterNode, node_pool: a}, then: stuck", "E009", "leave node_pool"),
    ("when: {operation: DescribeClusters, task: row_grow}, then: reset", "E009", "leave task out"),
    (f"when: {{operation: {GROW}, task: row_clear}}, then: stuck", "E009", "are of the type"),
    ("when: {operation: AttachInstances, cluster_type: orchard}, then: stuck", "E009",
     "no tasks of AttachInstances"),
    (f"when: {{operation: {CLEAR}, cluster_type: swarm}}, then: stuck", "E009", "no tasks of"),
    ("fire: {per: node_pol, nth: 2}, then: stuck", "W106", "'node_pool'"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "code", "piece"), WRONG)
def test_lint_refuses_subjects_that_there_are_not(rule, code, piece):
    found = problems(f"rules:\n  - {{id: a, {rule}}}\n")
    assert any(problem.code == code and piece in problem.message for problem in found), found


FILES = [
    ("expect: [{pools: {state: growin}, count: 1}]", "E003", "'growing'"),
    ("expect: [{pools: {name: /a/}, count: 1}]", "W105", "with * and ?"),
    ("expect: [{pools: {}}]", "E008", "pools goes with count"),
    ("expect: [{nodes: {node_pool: /a/}, count: 1}]", "W105", "with * and ?"),
    ("expect: [{tasks: {type: row_grwo}, count: 1}]", "E003", "'row_grow'"),
    ("expect: [{clusters: {cluster_type: orchad}, count: 1}]", "E003", "'orchard'"),
    ("timeline: [{at: 1m, do: lose_node, node_pool: /a/}]", "W105", "with * and ?"),
    ("timeline: [{at: 1m, do: lose_node, node_pool: a_b}]", "W105", "letters, digits"),
    ("timeline: [{at: 1m, do: expire_token, node_pool: a}]", "E008", "leave it out"),
    (("script: [{call: POST /clusters, body: {nodepools: [{nodepool_info: {name: north}}]}}]\n"
      "expect: [{pools: {name: nroth}, count: 0}]"), "W106", "'north'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "piece"), FILES)
def test_lint_refuses_pools_that_no_file_can_mean(text, code, piece):
    found = problems(text)
    assert any(problem.code == code and piece in problem.message for problem in found), found


@pytest.mark.parametrize(
    "rule",
    [
        f"when: {{operation: {GROW}, node_pool: pears, task: row_grow}}, then: stuck",
        "when: {cluster_type: [orchard, swarm]}, then: reset",
        "when: {cluster_type: 'Hill/*'}, then: reset",
        "when: {operation: DescribeTaskInfo, task: row_grow, node_pool: pears}, then: reset",
        "when: {node_pool: /^p/}, fire: {per: node_pool, times: 1}, then: stuck",
    ],
)
def test_a_rule_about_a_pool_that_may_be_is_accepted(rule):
    assert problems(f"rules:\n  - {{id: a, {rule}}}\n") == []


@pytest.mark.parametrize(
    "body", ["{nodepools: [{nodepool_info: {}}]}", "{nodepools: 3}", "{nodepools: [4]}", "{}"]
)
def test_names_of_pools_that_are_not_given_are_not_compared(body):
    text = f"script: [{{call: POST /clusters, body: {body}}}]\n"
    found = problems(text + "expect: [{pools: {name: nroth}, count: 0}]")
    assert [problem for problem in found if "nroth" in problem.message] == []
