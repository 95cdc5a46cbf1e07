"""The control plane: time, reset, health, fixtures, and who may ask."""

import pytest

from tests.builders import a_create_body


async def create(api, **changes):
    return await (await api.post("/clusters", json=a_create_body(**changes))).json()


async def advance(api, **how):
    answer = await api.post("/_simulator/clock/advance", json=how)
    return answer.status, await answer.json()


@pytest.mark.parametrize("path", ["livez", "readyz", "health"])
async def test_health_is_told(api, path):
    answer = await api.get(f"/_simulator/{path}")
    assert (answer.status, (await answer.json())["status"]) == (200, "ok")


async def test_the_clock_tells_its_mode_its_time_and_what_is_next(api):
    await create(api)
    clock = await (await api.get("/_simulator/clock")).json()
    assert (clock["mode"], clock["now"]) == ("frozen", "2018-01-08T09:00:00Z")
    assert clock["next"] > clock["now"]


async def test_an_advance_by_a_duration_runs_what_is_due_and_says_so(api):
    await create(api, size=0, need_slb=False)
    status, advanced = await advance(api, by="5m")
    assert status == 200
    assert advanced == {"now": "2018-01-08T09:05:00Z", "ran": 1, "next": None}


async def test_an_advance_goes_to_an_instant(api):
    assert (await advance(api, to="2018-01-08T10:00:00Z"))[1]["now"] == "2018-01-08T10:00:00Z"


async def test_an_advance_waits_for_a_cluster(api):
    cluster_id = (await create(api))["cluster_id"]
    status, _ = await advance(api, until={"cluster": cluster_id, "state": "running"})
    assert status == 200
    assert (await (await api.get(f"/clusters/{cluster_id}")).json())["state"] == "running"


async def test_an_advance_waits_for_a_cluster_to_be_gone(api):
    cluster_id = (await create(api))["cluster_id"]
    await api.delete(f"/clusters/{cluster_id}")
    assert (await advance(api, until={"cluster": cluster_id, "state": "deleted"}))[0] == 200
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


async def test_waiting_for_what_will_not_come_says_so(api):
    cluster_id = (await create(api, size=0))["cluster_id"]
    status, body = await advance(api, until={"cluster": cluster_id, "state": "running"})
    assert (status, body["code"]) == (409, "StateNotReached")
    assert "it is inactive" in body["message"]


@pytest.mark.parametrize(
    ("how", "advice"),
    [
        ({}, "exactly one"),
        ({"by": "5m", "to": "2019-01-01T00:00:00Z"}, "exactly one"),
        ({"by": "soon"}, "not a duration"),
        ({"by": -5}, "duration"),
        ({"to": "tomorrow"}, "not an instant"),
        ({"to": "2017-01-01T00:00:00Z"}, "forward only"),
        ({"until": "done"}, "until is"),
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
    assert (await advance(api, until={"cluster": "c1", "state": "running"}))[0] == 404
    assert (await advance(api, until={"task": "T-1", "state": "success"}))[0] == 404


@pytest.mark.parametrize("mode", ["realtime", "scaled", "frozen", "polling"])
async def test_the_clocks_mode_can_be_changed(api, mode):
    answer = await api.put("/_simulator/clock", json={"mode": mode, "rate": 2})
    assert (await answer.json())["mode"] == mode
    assert (await (await api.get("/_simulator/clock")).json())["rate"] == 2


@pytest.mark.parametrize(
    "change", [{"mode": "fast"}, {"mode": []}, {"rate": 0}, {"rate": "1"}, {"rate": True}, {"x": 1}]
)
async def test_a_clock_that_makes_no_sense_is_refused(api, change):
    assert (await api.put("/_simulator/clock", json=change)).status == 400


async def test_a_reset_tenant_is_as_new_and_answers_as_it_did(api):
    async def life():
        answers = [await (await api.post("/clusters", json=a_create_body(size=2))).read()]
        await advance(api, until="idle")
        answers.append(await (await api.get("/clusters")).read())
        return answers

    first = await life()
    cleared = await (await api.post("/_simulator/reset")).json()
    assert cleared["tenant"] == "default"
    assert (cleared["cleared"]["cluster"], cleared["cleared"]["node"]) == (1, 2)
    assert await (await api.get("/clusters")).json() == []
    await api.post("/_simulator/reset")
    assert await life() == first


async def test_a_reset_leaves_other_tenants_alone(api):
    headers = {"Authorization": "acs other:x"}
    await api.post("/clusters", json=a_create_body(), headers=headers)
    await api.post("/_simulator/reset")
    assert len(await (await api.get("/clusters", headers=headers)).json()) == 1


@pytest.mark.parametrize("by", ["query", "header"])
async def test_the_tenant_is_named_by_query_or_header(api, by):
    params = {"tenant": "mine"} if by == "query" else {}
    headers = {"X-Simulator-Tenant": "mine"} if by == "header" else {}
    await api.post("/_simulator/clock/advance", json={"by": "1h"}, params=params, headers=headers)
    mine = await (await api.get("/_simulator/clock?tenant=mine")).json()
    default = await (await api.get("/_simulator/clock")).json()
    assert (mine["now"], default["now"]) == ("2018-01-08T10:00:00Z", "2018-01-08T09:00:00Z")


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


async def test_an_unknown_path_is_a_404_in_json_that_names_the_known_ones(api):
    answer = await api.get("/_simulator/nowhere")
    assert answer.status == 404
    assert "clock/advance" in (await answer.json())["message"]


async def test_a_wrong_method_is_a_405_in_json(api):
    answer = await api.get("/_simulator/reset")
    assert (answer.status, (await answer.json())["message"]) == (405, "reset answers to POST")


@pytest.mark.parametrize("raw", [b"{", b"[]", b'"x"', b"\xff"])
async def test_a_body_that_is_no_object_is_refused(api, raw):
    assert (await api.post("/_simulator/clock/advance", data=raw)).status == 400


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
    api = await an_api(clock="scaled", rate=1_000_000, start="2018-01-08T09:00:00Z")
    cluster_id = (await create(api))["cluster_id"]
    state = "initial"
    while state == "initial":  # a creation takes about a third of a thousandth of a second
        state = (await (await api.get(f"/clusters/{cluster_id}")).json())["state"]
    assert state == "running"
