"""One seed, one outcome: whoever comes first, and however many come at once."""

import asyncio
from math import sqrt

import pytest
from cs_simulator.domain.randomness import derive
from cs_simulator.engine import fault_decisions, scenario
from cs_simulator.engine.unit import Unit
from cs_simulator.scenarios.rules.matching import MatchContext

from tests.support.scenario_client import A_SCENARIO, ScenarioClient, a_file
from tests.support.worlds import PLENTY, a_tenant

pytestmark = pytest.mark.every_type

A_LARGE_NETWORK = {"vpc_id": "vpc-many", "vswitch_id": "vsw-many"}
CLIENTS = 50
RULES = [
    {
        "id": "no-stock",
        "when": {"stage": "ecs"},
        "fire": {"probability": "10%"},
        "select": {"percent": "60%"},
        "then": {"no_stock": {"policy": "keep"}},
    },
    {"id": "two-do-not-join", "when": {"cluster": "c*3"}, "select": {"count": 2},
     "then": "init_timeout"},
    {"id": "later", "fire": {"probability": 0.2}, "select": {"count": 1},
     "when": {"stage": "eip"}, "then": {"fail": {"code": "QuotaExceeded.Eip"}}},
    {"id": "slow", "fire": {"probability": 0.3}, "when": {"stage": "init"},
     "then": {"slow": {"takes": {"uniform": ["1m", "20m"]}}}},
    {"id": "some", "then": {"partial": {"percent": "30%"}}, "when": {"cluster": "c*7"}},
    {"id": "refused", "when": {"operation": "CreateCluster"}, "phase": "admit",
     "fire": {"probability": 0.2, "per": "name"}, "then": "outage"},
]  # fmt: skip

FAILURES = {
    "swarm": {("failed", "QuotaExceeded.Eip"), ("failed", "WaitConditionTimeout")},
    "ack": set(),  # nodes fail, and their tasks go on
}


async def outcomes(an_api, file, order, seed=4242):
    """The outcome of each cluster by name, if the clients come in that order, all at once."""
    quotas = (*PLENTY, "nodes_per_cluster=100")
    play = ScenarioClient(await an_api(scenario=file, seed=seed, quota=quotas))
    made = [play.create(n, name=f"c-{n}", size=5, **A_LARGE_NETWORK) for n in order]
    statuses = [status for status, _ in await asyncio.gather(*made)]
    found = {f"c-{number}": [status] for number, status in zip(order, statuses, strict=True)}
    await play.advance()
    tasks = (await play.control("GET", "timeline"))["tasks"]
    for cluster in (await play.control("GET", "clusters"))["clusters"]:
        number = {node["instance_id"]: node["number"] for node in cluster["nodes"]}
        broken = sorted(
            (step["stage"], number.get(step["instance_id"]))
            for task in tasks
            if task["cluster_id"] == cluster["cluster_id"]
            for step in task["steps"]
            if step["status"] == "failed"
        )
        nodes = sorted((node["number"], node["state"]) for node in cluster["nodes"])
        last = cluster["tasks"][-1]  # that of the nodes
        found[cluster["name"]] += [last["state"], last["error_code"], broken, nodes]
    await play.api.close()
    return found


def shuffled(seed):
    return sorted(range(CLIENTS), key=lambda number: derive(seed, number).uniform())


@pytest.fixture
def file(tmp_path):
    """A file with rules for every way of random choice."""
    return a_file(tmp_path / "many.yaml", rules=RULES)


async def test_every_name_has_the_same_outcome_whoever_comes_first(an_api, file, cluster_type):
    orders = [shuffled(seed) for seed in range(4)]
    found = [await outcomes(an_api, file, order) for order in orders]
    assert found[0] == found[1] == found[2] == found[3]
    assert {outcome[0] for outcome in found[0].values()} == {202, 503}
    assert {tuple(outcome[1:3]) for outcome in found[0].values() if outcome[0] == 202} >= {
        ("success", None), *FAILURES[cluster_type],
    }  # fmt: skip


async def test_another_seed_gives_other_outcomes(an_api, file):
    one, other = [await outcomes(an_api, file, range(CLIENTS), seed) for seed in (1, 2)]
    assert one != other


async def test_the_seed_of_the_file_is_stronger_than_that_of_the_server(an_api, tmp_path):
    file = a_file(tmp_path / "seeded.yaml", rules=RULES, seed=7)
    one, other = [await outcomes(an_api, file, range(CLIENTS), seed) for seed in (1, 2)]
    assert one == other


MANY = 10_000


@pytest.mark.parametrize("per", ["cluster", "all", "body.name"])
@pytest.mark.parametrize("seed", range(5))
def test_a_share_of_ten_thousand_is_within_its_binomial_bounds(per, seed):
    fire = {"probability": 0.3, "per": per}
    tenant = a_tenant(seed=seed)
    rules = [{"id": "third", "fire": fire, "then": "outage"}]
    tenant.change(0.0, lambda unit: scenario.begin(unit, {**A_SCENARIO, "rules": rules}))
    now = tenant.now(0.0)
    unit = Unit(tenant.world, now)
    names = [f"c-{number}" for number in range(MANY)]
    decided = [
        fault_decisions.evaluate(
            unit, "admit", MatchContext(now, "CreateCluster", cluster=name, body={"name": name})
        )
        for name in names
    ]
    fired = sum(effect is not None for effect in decided)
    assert abs(fired - 0.3 * MANY) < 4 * sqrt(MANY * 0.3 * 0.7)
