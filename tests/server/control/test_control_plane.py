"""The control plane: time, reset, health, fixtures, and who may ask."""

import pytest
from cs_simulator import __version__
from cs_simulator.catalog import regions

from tests.support.builders import a_create_body
from tests.support.http import call, create

pytestmark = pytest.mark.every_type


async def advance(api, **how):
    return await call(api, "POST", "/_simulator/clock/advance", how)


@pytest.mark.parametrize("path", ["livez", "readyz", "health"])
async def test_health_is_answered(api, path):
    answer = await api.get(f"/_simulator/{path}")
    assert (answer.status, (await answer.json())["status"]) == (200, "ok")


async def test_health_shows_what_this_is_and_who_called(an_api):
    api = await an_api(seed=7)
    await api.get("/clusters", headers={"Authorization": "acs one:x"})
    health = await (await api.get("/_simulator/health")).json()
    assert (health["version"], health["seed"]) == (__version__, 7)
    assert (health["clock"], health["database"]) == ("frozen", ":memory:")
    assert (health["tenants"], health["internal_errors"]) == (["one"], 0)


async def test_the_clock_shows_its_mode_its_time_and_what_is_next(api):
    await create(api)
    clock = await (await api.get("/_simulator/clock")).json()
    assert (clock["mode"], clock["now"]) == ("frozen", "2026-09-01T09:00:00Z")
    assert clock["next"] > clock["now"]


@pytest.mark.swarm_only("without nodes it has a single step")
async def test_an_advance_by_a_duration_runs_what_is_due_and_says_so(api):
    await create(api, size=0, need_slb=False)
    status, advanced = await advance(api, by="5m")
    assert status == 200
    assert advanced == {"now": "2026-09-01T09:05:00Z", "ran": 1, "next": None}


async def test_an_advance_goes_to_an_instant(api):
    assert (await advance(api, to="2026-09-01T10:00:00Z")).body["now"] == "2026-09-01T10:00:00Z"


@pytest.mark.parametrize(
    ("by", "now"),
    [
        ("1h30m", "2026-09-01T10:30:00Z"),
        ("250ms", "2026-09-01T09:00:00.25Z"),
        ("1d", "2026-09-02T09:00:00Z"),
        (5, "2026-09-01T09:00:05Z"),
        (0.5, "2026-09-01T09:00:00.5Z"),
        (0, "2026-09-01T09:00:00Z"),
    ],
)
async def test_a_duration_is_written_with_units_or_in_seconds(api, by, now):
    assert (await advance(api, by=by)).body == {"now": now, "ran": 0, "next": None}


async def test_what_is_due_at_the_instant_itself_is_run_and_nothing_before(api):
    await create(api)
    due = (await (await api.get("/_simulator/clock")).json())["next"]
    assert (await advance(api, by="1ms")).body["ran"] == 0
    _, advanced = await advance(api, to=due)
    assert (advanced["now"], advanced["ran"]) == (due, 1)


async def test_what_is_as_wanted_already_moves_nothing(api):
    cluster_id = (await create(api))["cluster_id"]
    _, advanced = await advance(api, until={"cluster": cluster_id, "state": "initial"})
    assert (advanced["now"], advanced["ran"]) == ("2026-09-01T09:00:00Z", 0)


async def test_an_advance_waits_for_a_cluster(api):
    cluster_id = (await create(api))["cluster_id"]
    status, _ = await advance(api, until={"cluster": cluster_id, "state": "running"})
    assert status == 200
    assert (await (await api.get(f"/clusters/{cluster_id}")).json())["state"] == "running"


async def test_an_advance_waits_for_a_cluster_to_be_gone(api):
    cluster_id = (await create(api))["cluster_id"]
    await api.delete(f"/clusters/{cluster_id}")
    assert (await advance(api, until={"cluster": cluster_id, "state": "deleted"})).status == 200
    assert (await api.get(f"/clusters/{cluster_id}")).status == 404


async def test_an_advance_waits_for_a_task_and_no_longer(api):
    quick = await create(api, size=0)
    await create(api, name="slow", subnet_cidr="172.29.1.0/24")
    _, advanced = await advance(api, until={"task": quick["task_id"], "state": "success"})
    assert advanced["next"] is not None


async def test_an_advance_until_idle_leaves_nothing_to_do(api):
    await create(api)
    _, advanced = await advance(api, until="idle")
    assert (advanced["next"], advanced["ran"] > 5) == (None, True)


@pytest.mark.swarm_only("without nodes it is inactive")
async def test_waiting_for_what_will_not_come_says_so(api):
    cluster_id = (await create(api, size=0))["cluster_id"]
    status, body = await advance(api, until={"cluster": cluster_id, "state": "running"})
    assert (status, body["code"]) == (409, "StateNotReached")
    assert "it is inactive" in body["message"]
    assert body["next"] is None
    assert body["now"] == (await (await api.get("/_simulator/clock")).json())["now"]


@pytest.mark.parametrize(
    ("how", "advice"),
    [
        ({}, "exactly one"),
        ({"by": "5m", "to": "2019-01-01T00:00:00Z"}, "exactly one"),
        ({"by": "soon"}, "not a duration"),
        ({"by": -5}, "duration"),
        ({"by": "-5m"}, "not a duration"),
        ({"by": "5"}, "not a duration"),
        ({"by": ""}, "not a duration"),
        ({"by": True}, "not a duration"),
        ({"by": None}, "not a duration"),
        ({"by": 1e10}, "duration"),
        ({"by": "9" * 20 + "s"}, "more than"),
        ({"to": "2019-01-01T00:00:00"}, "no zone"),
        ({"to": None}, "not an instant"),
        ({"to": "tomorrow"}, "not an instant"),
        ({"to": "2017-01-01T00:00:00Z"}, "forward only"),
        ({"until": "done"}, "until is"),
        ({"until": None}, "until is"),
        ({"until": {"cluster": "c1", "task": "T-1", "state": "running"}}, "until is"),
        ({"until": {"cluster": "c1"}}, "until is"),
        ({"until": {"cluster": "c1", "state": "fine"}}, "state is one of"),
        ({"until": {"task": "T-1", "state": ["x"]}}, "state is one of"),
        ({"forward": "5m"}, "unknown field 'forward'"),
    ],
)
async def test_an_advance_that_makes_no_sense_is_refused_with_advice(api, how, advice):
    status, body = await advance(api, **how)
    assert status == 400
    assert advice in body["message"]


async def test_waiting_for_what_is_not_there_is_a_404(api):
    assert (await advance(api, until={"cluster": "c1", "state": "running"})).status == 404
    assert (await advance(api, until={"task": "T-1", "state": "success"})).status == 404


@pytest.mark.parametrize("mode", ["realtime", "scaled", "frozen", "polling"])
async def test_the_clocks_mode_can_be_changed(api, mode):
    answer = await api.put("/_simulator/clock", json={"mode": mode, "rate": 2})
    assert (await answer.json())["mode"] == mode
    assert (await (await api.get("/_simulator/clock")).json())["rate"] == 2


async def test_a_polling_clock_can_have_an_interval_and_lose_it_again(api):
    async def put(**change):
        return (await (await api.put("/_simulator/clock", json=change)).json())["interval"]

    assert await put(mode="polling") == 0
    assert await put(interval="1m") == 60
    assert await put(mode="polling") == 60
    assert await put(mode="frozen", interval=0) == 0
    assert await put(mode="polling", interval=2.5) == 2.5


async def test_a_clock_in_another_mode_goes_on_from_where_it_was(api):
    await advance(api, by="1h")
    clock = await (await api.put("/_simulator/clock", json={"mode": "polling"})).json()
    assert clock["now"] == "2026-09-01T10:00:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "fast"}, {"mode": []}, {"rate": 0}, {"rate": "1"}, {"rate": True}, {"x": 1},
        {"interval": "10s"}, {"mode": "scaled", "interval": 10},
        {"mode": "polling", "interval": "soon"}, {"mode": "polling", "interval": -1},
    ],
)  # fmt: skip
async def test_a_clock_that_makes_no_sense_is_refused(api, change):
    assert (await api.put("/_simulator/clock", json=change)).status == 400


async def test_a_reset_tenant_is_as_new_and_answers_as_it_did(api):
    async def life():
        answers = [await api.post("/clusters", json=a_create_body(size=2))]
        path = f"/clusters/{(await answers[0].json())['cluster_id']}"
        await advance(api, until="idle")
        answers += [await api.get(each) for each in ("/clusters", f"{path}/logs", "/nowhere")]
        answers.append(await api.delete(path))
        return [(a.headers["x-acs-request-id"], await a.read()) for a in answers]

    first = await life()
    cleared = await (await api.post("/_simulator/reset")).json()
    assert cleared["tenant"] == "default"
    assert (cleared["cleared"]["cluster"], cleared["cleared"]["node"]) == (1, 2)
    assert await (await api.get("/clusters")).json() == []
    await api.put("/_simulator/clock", json={"mode": "polling"})
    await api.post("/_simulator/reset")
    assert await life() == first


async def test_a_reset_leaves_other_tenants_alone(api):
    headers = {"Authorization": "acs other:x"}
    await api.post("/clusters", json=a_create_body(), headers=headers)
    await api.post("/_simulator/reset")
    assert len(await (await api.get("/clusters", headers=headers)).json()) == 1


async def test_what_was_reset_is_gone_from_the_file_too(an_api, tmp_path):
    db = str(tmp_path / "state.db")
    api = await an_api(db=db)
    await create(api)
    await api.post("/_simulator/reset")
    await api.close()
    assert await (await (await an_api(db=db)).get("/clusters")).json() == []


async def test_a_reset_takes_no_fields(api):
    answer = await api.post("/_simulator/reset", json={"hard": True})
    assert (answer.status, "'hard'" in (await answer.json())["message"]) == (400, True)


@pytest.mark.parametrize(
    "authorization",
    ["acs mine:c2ln", "ACS3-HMAC-SHA256 Credential=mine,SignedHeaders=host,Signature=00"],
)
async def test_the_tenant_of_a_call_is_the_key_that_signed_it(api, authorization):
    signed = {"Authorization": authorization}
    await api.post("/clusters", json=a_create_body(), headers=signed)
    mine = await (await api.get("/_simulator/clock?tenant=mine")).json()
    default = await (await api.get("/_simulator/clock")).json()
    assert (mine["next"] is None, default["next"]) == (False, None)


@pytest.mark.parametrize("by", ["query", "header"])
async def test_the_tenant_is_named_by_query_or_header(api, by):
    params = {"tenant": "mine"} if by == "query" else {}
    headers = {"X-Simulator-Tenant": "mine"} if by == "header" else {}
    await api.post("/_simulator/clock/advance", json={"by": "1h"}, params=params, headers=headers)
    mine = await (await api.get("/_simulator/clock?tenant=mine")).json()
    default = await (await api.get("/_simulator/clock")).json()
    assert (mine["now"], default["now"]) == ("2026-09-01T10:00:00Z", "2026-09-01T09:00:00Z")


async def test_the_fixtures_of_every_region_are_listed_and_can_be_used(api):
    fixtures = await (await api.get("/_simulator/fixtures")).json()
    assert len(fixtures["regions"]) == 15
    for number, (region_id, region) in enumerate(fixtures["regions"].items()):
        vpc = region["vpcs"][0]
        changes = {
            "name": f"in-{region_id}",
            "region_id": region_id,
            "vpc_id": vpc["vpc_id"],
            "vswitch_id": vpc["vswitches"][0]["vswitch_id"],
            "rds_instances": [region["rds_instances"][0]["db_instance_id"]],
            "subnet_cidr": f"172.20.{number}.0/24",
        }
        answer = await api.post("/_simulator/validate", json=a_create_body(**changes))
        assert await answer.json() == {"valid": True, "problems": []}


async def test_every_zone_of_a_swarm_region_has_a_switch(api):
    found = (await (await api.get("/_simulator/fixtures")).json())["regions"]
    zones = {
        region_id: tuple(switch["zone_id"] for vpc in each["vpcs"] for switch in vpc["vswitches"])
        for region_id, each in found.items()
    }
    assert zones == {region.region_id: region.zones for region in regions.swarm_regions()}


async def test_what_was_adopted_is_among_the_fixtures_then(api):
    await create(api, vpc_id="vpc-2zenew", vswitch_id="vsw-2zenew")
    found = (await (await api.get("/_simulator/fixtures")).json())["regions"]["cn-beijing"]
    assert {vpc["vpc_id"]: vpc["adopted"] for vpc in found["vpcs"]} == {
        "vpc-2zedefault": False,
        "vpc-2zenew": True,
    }


async def test_the_fixtures_show_the_quotas(an_api):
    api = await an_api(quota=("clusters=2",))
    quotas = (await (await api.get("/_simulator/fixtures")).json())["quotas"]
    assert (quotas["clusters"], quotas["nodes_per_cluster"]) == (2, 20)


JSON = {"Content-Type": "application/json"}


async def test_a_body_over_the_limit_is_refused_in_json(an_api):
    api = await an_api(body_limit=100)
    answer = await api.post("/_simulator/reset", data=b" " * 101, headers=JSON)
    assert (answer.status, (await answer.json())["code"]) == (413, "BodyTooLarge")


async def test_an_unknown_path_is_a_404_in_json_that_names_the_known_ones(api):
    answer = await api.get("/_simulator/nowhere")
    assert answer.status == 404
    assert "clock/advance" in (await answer.json())["message"]


async def test_a_wrong_method_is_a_405_in_json(api):
    answer = await api.get("/_simulator/reset")
    assert (answer.status, (await answer.json())["message"]) == (405, "reset answers to POST")


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"x"', b"\xff"])
async def test_a_body_that_is_no_object_is_refused(api, raw):
    assert (await api.post("/_simulator/clock/advance", data=raw, headers=JSON)).status == 400


async def test_a_foreign_page_may_not_change_anything(api):
    answer = await api.post("/_simulator/reset", headers={"Origin": "http://evil.example"})
    assert answer.status == 403
    own = f"http://{api.host}:{api.port}"
    assert (await api.post("/_simulator/reset", headers={"Origin": own})).status == 200


async def test_a_token_is_wanted_where_one_is_set_and_health_stays_open(an_api):
    api = await an_api(control_token="open-sesame")
    assert (await api.get("/_simulator/clock")).status == 401
    wrong = {"Authorization": "Bearer open-barley"}
    assert (await api.get("/_simulator/clock", headers=wrong)).status == 401
    right = {"Authorization": "Bearer open-sesame"}
    assert (await api.get("/_simulator/clock", headers=right)).status == 200
    assert (await api.get("/_simulator/readyz")).status == 200
    assert (await api.get("/clusters")).status == 200


async def test_a_scaled_clock_provisions_by_itself(an_api):
    api = await an_api(clock="scaled", rate=1_000_000, start="2026-09-01T09:00:00Z")
    cluster_id = (await create(api))["cluster_id"]
    state = "initial"
    while state == "initial":  # a creation takes about a third of a thousandth of a second
        state = (await (await api.get(f"/clusters/{cluster_id}")).json())["state"]
    assert state == "running"


@pytest.mark.parametrize(
    "how", [{"by": "9" * 400 + "s"}, {"to": "9999-12-31T23:59:59Z"}, {"by": 10**9 - 1, "to": None}]
)
async def test_time_that_leads_nowhere_is_refused(api, how):
    assert (await advance(api, **how)).status == 400


async def test_the_end_of_simulated_time_cannot_be_passed(api):
    assert (await advance(api, to="9000-01-01T00:00:00Z")).status == 200
    assert (await advance(api, by="1s")).status == 400
    cluster_id = (await create(api))["cluster_id"]
    assert (await advance(api, until="idle")).status == 200
    assert (await (await api.get(f"/clusters/{cluster_id}")).json())["state"] == "running"


async def test_a_broken_origin_is_a_foreign_one(api):
    assert (await api.post("/_simulator/reset", headers={"Origin": "http://["})).status == 403


async def test_a_body_that_is_not_in_its_encoding_is_refused_in_json(api):
    headers = {"Content-Encoding": "gzip"}
    answer = await api.post("/clusters", data=b"not gzip", headers=headers)
    assert (answer.status, (await answer.json())["code"]) == (400, "InvalidParameter")
