"""What is done by hand: tasks held, released, ended; clusters forced; and the timeline of it."""

import pytest
from cs_simulator.cluster_types import registry

from tests.support.cluster_kinds import creating
from tests.support.http import advance, control, create

pytestmark = pytest.mark.every_type


async def state_of(api, cluster_id):
    answer = await api.get(f"/clusters/{cluster_id}")
    return (await answer.json())["state"] if answer.status == 200 else answer.status


async def events_of(api, cluster_id):
    answer = await (await api.get(f"/clusters/{cluster_id}/events")).json()
    return {each["type"] for each in answer["events"]}


async def test_a_held_task_stands_still_until_it_is_released(api):
    created = await create(api)
    path = f"tasks/{created['task_id']}"
    held = await control(api, "PATCH", path, {"is_held": True})
    assert {(step["status"], step["ended"]) for step in held["steps"]} == {("held", None)}
    assert (await advance(api, by="10h"))["ran"] == 0
    assert (await advance(api, until="idle"))["next"] is None
    assert await state_of(api, created["cluster_id"]) == "initial"
    await control(api, "PATCH", path, {"is_held": False})
    await advance(api, until="idle")
    assert await state_of(api, created["cluster_id"]) == "running"


@pytest.mark.swarm_only("nodes of Kubernetes clusters belong to the tasks of their pools")
async def test_one_node_is_held_while_the_others_go_on(api):
    created = await create(api, size=3)
    await advance(api, by="20s")
    path = f"tasks/{created['task_id']}"
    chosen = (await control(api, "GET", path))["steps"][0]["instance_id"]
    await control(api, "PATCH", path, {"is_held": True, "instance_id": chosen})
    await advance(api, by="10h")
    nodes = (await control(api, "GET", f"clusters/{created['cluster_id']}"))["nodes"]
    assert {n["instance_id"]: n["state"] for n in nodes if n["instance_id"] == chosen} == {
        chosen: "initial"
    }
    assert [n["state"] for n in nodes].count("running") == 2
    assert await state_of(api, created["cluster_id"]) == "initial"
    await control(api, "PATCH", path, {"is_held": False, "instance_id": chosen})
    await advance(api, until="idle")
    assert await state_of(api, created["cluster_id"]) == "running"


async def test_a_held_task_stays_held_through_a_restart(an_api, tmp_path):
    database = str(tmp_path / "state.db")
    api = await an_api(db=database)
    created = await create(api)
    await control(api, "PATCH", f"tasks/{created['task_id']}", {"is_held": True})
    await api.close()
    api = await an_api(db=database)
    assert (await advance(api, by="1h"))["ran"] == 0


async def test_a_task_is_finished_now(api):
    created = await create(api, size=2)
    clock = await control(api, "GET", "clock")
    done = await control(api, "PATCH", f"tasks/{created['task_id']}", {"state": "success"})
    assert (done["state"], done["steps"]) == ("success", [])
    assert await state_of(api, created["cluster_id"]) == "running"
    assert (await control(api, "GET", "clock"))["now"] == clock["now"]
    assert "cluster_forced" in await events_of(api, created["cluster_id"])


@pytest.mark.parametrize("when", ["0s", "20s", "100s"])
async def test_a_task_fails_now_with_the_code_that_was_given(api, when):
    created = await create(api, size=2)
    await advance(api, by=when)
    body = {"state": "failed", "code": "QuotaExceed.Eip", "message": "No address is left."}
    done = await control(api, "PATCH", f"tasks/{created['task_id']}", body)
    assert (done["state"], done["error_code"]) == ("failed", "QuotaExceed.Eip")
    assert await state_of(api, created["cluster_id"]) == "failed"
    logs = await (await api.get(f"/clusters/{created['cluster_id']}/logs")).json()
    assert any("No address is left. Code: QuotaExceed.Eip" in each["cluster_log"] for each in logs)


@pytest.mark.parametrize("code", ["Bad Code <x>", "", "x" * 129, 7])
async def test_a_task_is_not_failed_with_what_is_no_code(api, code):
    created = await create(api)
    path = f"tasks/{created['task_id']}"
    await control(api, "PATCH", path, {"state": "failed", "code": code}, status=400)
    assert (await control(api, "GET", path))["state"] == "running"


@pytest.mark.swarm_only("its own states")
async def test_a_state_of_another_type_is_refused(api):
    created = await create(api)
    path = f"clusters/{created['cluster_id']}"
    await control(api, "PATCH", path, {"state": "upgrading"}, status=400)


SWARM_STATES = [state.value for state in registry()["swarm"].states]


@pytest.mark.swarm_only("its own states")
@pytest.mark.parametrize("state", [state for state in SWARM_STATES if state != "deleted"])
async def test_a_state_is_forced_and_the_events_say_so(api, state):
    created = await create(api)
    await advance(api, by="30s")
    forced = await control(api, "PATCH", f"clusters/{created['cluster_id']}", {"state": state})
    assert forced["state"] == state
    assert {task["state"] for task in forced["tasks"]} == {"failed"}
    await advance(api, by="10h")
    assert await state_of(api, created["cluster_id"]) == state
    assert "cluster_forced" in await events_of(api, created["cluster_id"])
    assert (await api.delete(f"/clusters/{created['cluster_id']}")).status == 202
    await advance(api, until="idle")
    assert await state_of(api, created["cluster_id"]) == 404


KUBERNETES_STATES = [state.value for state in registry()["ack"].states]
# What refuses a deletion while it lasts.
BUSY = {"updating", "upgrading", "migrating", "scaling", "removing", "draining"}


@pytest.mark.swarm_only("its states are those of Kubernetes clusters")
@pytest.mark.parametrize("state", [state for state in KUBERNETES_STATES if state != "deleted"])
async def test_a_state_of_a_kubernetes_cluster_is_forced_and_it_can_be_deleted(api, state):
    with creating("ack"):
        created = await create(api)
    await advance(api, by="30s")
    path = f"/clusters/{created['cluster_id']}"
    forced = await control(api, "PATCH", path[1:], {"state": state})
    assert forced["state"] == state
    await advance(api, by="10h")
    assert await state_of(api, created["cluster_id"]) == state
    if state in BUSY:
        refused = await api.delete(path)
        assert (refused.status, (await refused.json())["code"]) == (400, "InvalidStatus.Forbidden")
        await control(api, "PATCH", path[1:], {"state": "running"})
    assert (await api.delete(path)).status == 202
    await advance(api, until="idle")
    assert await state_of(api, created["cluster_id"]) == 404


async def test_a_cluster_vanishes_behind_the_clients_back(api):
    created = await create(api)
    await advance(api, until="idle")
    await control(api, "PATCH", f"clusters/{created['cluster_id']}", {"state": "deleted"})
    assert await state_of(api, created["cluster_id"]) == 404
    await create(api)  # its name and its addresses are free again


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("clusters/{cluster}", {}, 400),
        ("clusters/{cluster}", {"state": "happy"}, 400),
        ("clusters/{cluster}", {"state": ["running"]}, 400),
        ("clusters/{cluster}", {"name": "x"}, 400),
        ("clusters/none", {"state": "running"}, 404),
        ("tasks/{task}", {}, 400),
        ("tasks/{task}", {"is_held": 1}, 400),
        ("tasks/{task}", {"is_held": True, "instance_id": "i-none"}, 400),
        ("tasks/{task}", {"is_held": True, "state": "failed"}, 400),
        ("tasks/{task}", {"state": "running"}, 400),
        ("tasks/{task}", {"state": "failed", "code": 7}, 400),
        ("tasks/none", {"is_held": True}, 404),
    ],
)
async def test_what_cannot_be_done_is_refused_and_changes_nothing(api, path, body, status):
    created = await create(api)
    path = path.format(cluster=created["cluster_id"], task=created["task_id"])
    before = await control(api, "GET", "clusters")
    await control(api, "PATCH", path, body, status=status)
    assert await control(api, "GET", "clusters") == before


async def test_a_task_that_is_over_is_left_alone(api):
    created = await create(api)
    await advance(api, until="idle")
    refused = await control(
        api, "PATCH", f"tasks/{created['task_id']}", {"state": "failed"}, status=409
    )
    assert refused["code"] == "TaskState"


# ---- the timeline


def steps_of(timeline):
    """Status, start and end of each step, by stage and node."""
    return {
        (step["stage"], step["instance_id"]): (step["status"], step["started"], step["ended"])
        for task in timeline["tasks"]
        for step in task["steps"]
    }


@pytest.mark.swarm_only("its task has the steps of its nodes")
async def test_the_timeline_previews_what_will_come_and_then_lists_it(api):
    created = await create(api, size=3)
    path = f"timeline?cluster={created['cluster_id']}"
    before = steps_of(await control(api, "GET", path))
    assert {status for status, *_ in before.values()} == {"running", "expected"}
    await advance(api, by="60s")
    between = steps_of(await control(api, "GET", path))
    assert {status for status, *_ in between.values()} == {"done", "running", "expected"}
    await advance(api, until="idle")
    after = steps_of(await control(api, "GET", path))
    assert {status for status, *_ in after.values()} == {"done"}
    times = [{key: times for key, (_, *times) in each.items()} for each in (before, between, after)]
    assert times[0] == times[1] == times[2]
    assert len([stage for stage, _ in after if stage == "init"]) == 3


async def test_looking_ahead_changes_nothing(an_api):
    answer = []
    for looks in (0, 3):
        api = await an_api()
        created = await create(api, size=3)
        for _ in range(looks):
            await control(api, "GET", "timeline")
            await advance(api, by="20s")
        await advance(api, until="idle")
        answer.append(await (await api.get(f"/clusters/{created['cluster_id']}/logs")).json())
    assert answer[0] == answer[1]


@pytest.mark.swarm_only("its task has the steps of its nodes")
async def test_the_timeline_shows_what_failed_what_was_given_up_and_what_is_held(api):
    created = await create(api, size=2)
    await advance(api, by="100s")
    body = {"state": "failed", "code": "QuotaExceed.Eip"}
    await control(api, "PATCH", f"tasks/{created['task_id']}", body)
    other = await create(api, name="other", subnet_cidr="172.28.9.0/24")
    await control(api, "PATCH", f"tasks/{other['task_id']}", {"is_held": True})
    timeline = await control(api, "GET", "timeline")
    statuses = [status for status, *_ in steps_of(timeline).values()]
    assert statuses.count("failed") == 1
    assert statuses.count("canceled") == 1
    assert timeline["tasks"][0]["error_code"] == "QuotaExceed.Eip"
    held = timeline["tasks"][1]["steps"]
    assert [(step["status"], step["ended"]) for step in held] == [("held", None)]
    await control(api, "GET", "timeline?cluster=none", status=404)


async def test_one_cluster_is_listed_by_its_id_until_it_is_gone(api):
    cluster_id = (await create(api))["cluster_id"]
    path = f"clusters?cluster={cluster_id}"
    listed = (await control(api, "GET", path))["clusters"]
    assert listed == [await control(api, "GET", f"clusters/{cluster_id}")]
    await control(api, "PATCH", f"clusters/{cluster_id}", {"state": "deleted"})
    assert (await control(api, "GET", path))["clusters"] == []


async def test_a_pool_that_was_forced_before_its_cluster_runs_stays_as_it_is(api):
    with creating("ack"):
        cluster_id = (await create(api, size=2))["cluster_id"]
    [pool] = (await control(api, "GET", f"pools?cluster={cluster_id}"))["pools"]
    await control(api, "PATCH", f"pools/{pool['group_id']}", {"state": "failed"})
    await advance(api)
    cluster = await control(api, "GET", f"clusters/{cluster_id}")
    assert (cluster["state"], cluster["nodes"]) == ("running", [])
    assert [group["state"] for group in cluster["groups"]] == ["failed"]
