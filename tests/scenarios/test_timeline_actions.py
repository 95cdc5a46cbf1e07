"""The timeline of a scenario: one test for each action, and for what is scheduled."""

import pytest

from tests.support.scenario_client import A_SCENARIO, a_file

OUT_OF_STOCK = {"zone_id": "cn-beijing-b", "instance_type": "ecs.n1.small"}


async def test_nodes_are_lost_and_recovered(play):
    await play.scenario(
        timeline=[
            {"at": "+1h", "do": "lose_node", "cluster": "c1", "select": {"index": [0, -1]}},
            {"at": "+2h", "do": "recover_node", "select": {"index": [0]}},
        ]
    )
    clusters = [await play.created(number, size=3) for number in (1, 2)]
    lost = []
    for _ in range(3):
        await play.advance(by="45m")
        seen = [(await play.cluster(cluster_id))["nodes"] for cluster_id in clusters]
        lost.append([[node["is_lost"] for node in nodes] for nodes in seen])
    none = [False, False, False]
    assert lost == [
        [none, none],
        [[True, False, True], none],
        [[False, False, True], none],
    ]


async def test_a_number_of_nodes_of_each_cluster_is_lost_for_a_time(play):
    losing = {"at": "+1h", "do": "lose_node", "select": {"count": 2}, "for": "10m"}
    await play.scenario(timeline=[losing])
    cluster_id = await play.created(size=5)
    await play.advance(by="65m")
    assert [n["is_lost"] for n in (await play.cluster(cluster_id))["nodes"]].count(True) == 2
    await play.advance(by="10m")
    assert [n["is_lost"] for n in (await play.cluster(cluster_id))["nodes"]].count(True) == 0


async def test_a_restarted_node_is_lost_for_a_minute(play):
    await play.scenario(timeline=[{"at": "+1h", "do": "restart_node"}])
    cluster_id = await play.created()
    seen = []
    for minutes in (59, 1, 1):
        await play.advance(by=f"{minutes}m")
        seen.append((await play.cluster(cluster_id))["nodes"][0]["is_lost"])
    assert seen == [False, True, False]


async def test_stock_runs_out_and_comes_back(play):
    await play.scenario(
        timeline=[
            {"at": 0, "do": "set_stock", **OUT_OF_STOCK, "available": 1},
            {"at": "+1h", "do": "set_stock", **OUT_OF_STOCK, "available": 50},
        ]
    )
    clusters = [await play.created(number) for number in (1, 2)]
    await play.advance(by="59m")
    states = sorted([(await play.cluster(cluster_id))["state"] for cluster_id in clusters])
    assert states == ["failed", "running"]
    await play.advance(by="1m")
    assert (await play.settled(3))["state"] == "running"


async def test_a_quota_changes(play):
    await play.scenario(
        timeline=[{"at": "+1m", "do": "set_quota", "quota": "clusters", "amount": 1}]
    )
    await play.created(1)
    await play.created(2)
    await play.advance(by="1m")
    status, body = await play.create(3)
    assert (status, body["Code"]) == (400, "QuotaExceeded.Cluster")


async def test_the_balance_is_spent(play):
    await play.scenario(timeline=[{"at": "+1m", "do": "set_balance", "amount": 0}])
    assert (await play.settled(1))["state"] == "running"
    cluster = await play.settled(2)
    assert cluster["tasks"][0]["error_code"] == "InvalidAccountStatus.NotEnoughBalance"


async def test_an_outage_starts_and_ends(play):
    await play.scenario(
        timeline=[
            {"at": "+1m", "do": "start_outage", "operation": "Describe*"},
            {"at": "+3m", "do": "end_outage"},
        ]
    )
    statuses = []
    for _ in range(4):
        statuses.append((await play.call("GET", "/clusters")).status)
        await play.advance(by="1m")
    assert statuses == [200, 503, 503, 200]
    await play.created()


async def test_an_outage_of_a_region_ends_after_its_time(play):
    await play.scenario(
        timeline=[{"at": "+1m", "do": "start_outage", "region_id": "cn-beijing", "for": "2m"}]
    )
    await play.advance(by="1m")
    assert (await play.create(1)).status == 503
    assert (await play.call("GET", "/clusters?RegionId=cn-hangzhou")).status == 200
    await play.advance(by="2m")
    await play.created(1)


async def test_an_outage_lasts_through_a_restart(begin):
    play = await begin()
    await play.scenario(timeline=[{"at": "+1m", "do": "start_outage"}])
    await play.advance(by="1m")
    await play.api.close()
    play = await begin()
    assert (await play.call("GET", "/clusters")).status == 503


@pytest.mark.parametrize("is_permanently", [False, True])
async def test_a_token_expires(play, is_permanently):
    await play.scenario(timeline=[{"at": "+1h", "do": "expire_token", "cluster": "c1"}])
    clusters = [await play.created(number) for number in (1, 2)]
    for cluster_id in clusters:
        body = {"is_permanently": is_permanently}
        assert (await play.call("POST", f"/clusters/{cluster_id}/token", body)).status == 200
    seen = []
    for _ in range(2):
        await play.advance(by="59m")
        answers = [await play.call("GET", f"/clusters/{id_}/tokens") for id_ in clusters]
        seen.append([token["is_active"] for _, tokens in answers for token in tokens])
    assert seen == [[1, 1], [0, 1]]


async def test_a_cluster_is_deleted_behind_the_clients_back(play):
    await play.scenario(timeline=[{"at": "+1h", "do": "delete_cluster", "cluster": "c1"}])
    for number in (1, 2):
        await play.created(number)
    await play.advance(by="1h")
    assert await play.names() == {"c2"}


@pytest.mark.parametrize("way", ["served", "named", "whole"])
async def test_an_action_loads_another_scenario(begin, tmp_path, way):
    loads = {"at": "+1m", "do": "load_scenario", "scenario": "other.yaml"}
    rules = [{"id": "down", "then": "outage"}]
    a_file(tmp_path / "other.yaml", rules=rules)
    first = a_file(tmp_path / "first.yaml", timeline=[loads])
    play = await begin(scenario=first if way == "served" else "")
    if way == "named":
        await play.control("PUT", "scenario", {"name": first})
    if way == "whole":
        other = {**A_SCENARIO, "metadata": {"name": "other"}, "rules": rules}
        await play.scenario(timeline=[{**loads, "scenario": other}])
    assert (await play.call("GET", "/clusters")).status == 200
    await play.advance(by="1m")
    assert (await play.call("GET", "/clusters")).status == 503
    assert (await play.control("GET", "scenario"))["name"] == "other"


async def test_a_scenario_that_is_loaded_later_is_checked_at_once(play):
    wrong = {**A_SCENARIO, "rules": [{"id": "odd", "then": {"error": "NoSuchCode"}}]}
    loads = {"at": "+1m", "do": "load_scenario", "scenario": wrong}
    refused = await play.scenario(400, timeline=[loads])
    assert "NoSuchCode" in refused["message"]


async def test_scenarios_that_load_each_other_are_refused(play, tmp_path):
    loads = {"at": "+1m", "do": "load_scenario"}
    a_file(tmp_path / "other.yaml", timeline=[{**loads, "scenario": "first.yaml"}])
    first = a_file(tmp_path / "first.yaml", timeline=[{**loads, "scenario": "other.yaml"}])
    refused = await play.control("PUT", "scenario", {"name": first}, 400)
    assert refused["problems"][0]["code"] == "E006"


async def test_a_scheduled_action_outlasts_a_restart(begin):
    play = await begin()
    await play.scenario(timeline=[{"at": "+1h", "do": "delete_cluster"}])
    await play.created()
    planned = (await play.control("GET", "scenario"))["planned"]
    await play.api.close()
    play = await begin()
    assert (await play.control("GET", "scenario"))["planned"] == planned
    await play.advance(by="1h")
    assert await play.names() == set()


async def test_an_instant_may_be_given_instead_of_a_time_from_now(play):
    now = (await play.control("GET", "clock"))["now"]
    later = now.replace(now[:4], str(int(now[:4]) + 1))
    await play.scenario(timeline=[{"at": later, "do": "delete_cluster"}])
    (planned,) = (await play.control("GET", "scenario"))["planned"]
    assert planned == {"due": later, "action": {"do": "delete_cluster"}}


@pytest.mark.parametrize(
    "action",
    [
        {"do": "set_stock", "zone_id": "cn-beijing-b"},
        {"do": "set_quota", "amount": 3},
        {"do": "set_quota", "quota": "no-such-quota", "amount": 3},
        {"do": "set_balance"},
        {"do": "load_scenario"},
        {"do": "load_scenario", "scenario": "no-such-scenario"},
        {"do": "start_outage", "operation": "NoSuchOperation"},
        {"do": "lose_node", "amount": 3},
        {"do": "lose_node", "at": "soon"},
    ],
    ids=str,
)
async def test_an_action_with_missing_or_wrong_keys_is_refused_at_once(play, action):
    refused = await play.scenario(400, timeline=[{"at": "+1m", **action}])
    assert refused["code"] == "BadScenario"
    assert (await play.control("GET", "scenario"))["scenario"] is None
