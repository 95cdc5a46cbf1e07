"""A cluster type lives without a line outside its folder: through growth, failure and restart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.cluster_types import all_types
from cs_simulator.domain.errors import DamagedTenantError
from cs_simulator.domain.instants import MINUTE, SECOND
from cs_simulator.domain.lifecycle import ImpossibleTransitionError
from cs_simulator.domain.records import NodeState, TaskState, Trace
from cs_simulator.engine import manual_override, provisioning, scenario
from cs_simulator.engine.poll_targets import group_target
from cs_simulator.engine.polling import jump, remember
from cs_simulator.engine.unit import Unit
from cs_simulator.runtime.settings import Settings
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.app import create_app

from tests.cluster_types.orchard.cluster_type import CLEAR, GROW, clear, grow
from tests.cluster_types.orchard.hill import (
    BODY,
    TYPES,
    a_grown_orchard,
    a_hill,
    plant,
    rows,
    tasks_of,
)
from tests.support import http
from tests.support.builders import Api, a_create_body
from tests.support.worlds import advance, call, create, log_of, settle


def failing_pears() -> dict[str, object]:
    rule = {
        "id": "frost",
        "phase": "provision",
        "when": {"operation": GROW, "stage": "root", "instance_type": "ecs.n1.medium"},
        "then": {"fail": {"code": "OperationDenied.NoStock"}},
    }
    metadata = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "frost"}}
    return {**metadata, "rules": [rule]}


# ---- creation and growth


def test_the_body_of_a_creation_decides_about_the_type():
    tenant = a_hill()

    orchard, swarm = plant(tenant), create(tenant)

    kinds = [cluster.cluster_type for cluster in tenant.world.clusters]
    assert kinds == ["orchard", "swarm"]
    assert call(tenant, "GET", f"/clusters/{orchard}").body["kind"] == "orchard"
    assert call(tenant, "GET", f"/clusters/{swarm}").body["cluster_type"] == "aliyun"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"pears": -1}, "InvalidParameter", "pears"),
        ({"vswitch_id": "no"}, "InvalidVSwitchId.NotFound", "vswitch_id"),
        ({"apples": None}, "MissingParameter", "apples"),
    ],
)
def test_a_request_is_checked_by_the_rules_of_its_type(changes, code, field):
    refused = call(a_hill(), "POST", "/clusters", {**BODY, **changes})

    assert refused.body["code"] == code
    assert field in refused.body["message"]


def test_two_rows_grow_at_the_same_time_while_the_cluster_runs():
    tenant = a_hill()
    cluster_id = plant(tenant)

    advance(tenant, tenant.now(0.0) + 20 * SECOND)

    assert rows(tenant, cluster_id) == {"apples": ("growing", 0), "pears": ("growing", 0)}
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
    running = provisioning.running_tasks(tenant.world, cluster_id)
    assert [task.plan for task in running] == [f"orchard/{GROW}"] * 2
    assert len({task.group_id for task in running}) == 2


def test_grown_rows_have_their_nodes_of_the_template_of_each():
    tenant = a_hill()

    cluster_id = a_grown_orchard(tenant)

    assert rows(tenant, cluster_id) == {"apples": ("grown", 2), "pears": ("grown", 3)}
    nodes = tenant.world.nodes_of(cluster_id)
    made = sorted((node.group_id.rpartition("-")[2], node.instance_type) for node in nodes)
    assert made == [("apples", "ecs.n1.small")] * 2 + [("pears", "ecs.n1.medium")] * 3
    assert {node.properties for node in nodes} == {
        '{"labels":{"kind":"apples"}}',
        '{"labels":{"kind":"pears"}}',
    }
    body = call(tenant, "GET", f"/clusters/{cluster_id}").body
    assert (body["size"], body["gate"]) == (5, "gate://hill")
    assert "Plough loam of hill" in log_of(tenant, cluster_id)
    assert "Row of pears is grown" in log_of(tenant, cluster_id)


def test_how_long_a_row_takes_does_not_depend_on_the_other_row():
    def ends(*rows_first: str) -> dict[str, int]:
        tenant = a_hill()
        cluster_id = a_grown_orchard(tenant, apples=0, pears=0)
        for name in rows_first:
            tenant.change(0.0, lambda unit, row=f"row-{cluster_id}-{name}": grow(unit, row, 1))
        began = tenant.now(0.0)
        settle(tenant)
        groups = tenant.world.groups_of(cluster_id)
        return {group.name: group.updated - began for group in groups}

    first, second = ends("apples"), ends("apples", "pears")

    assert first["apples"] == second["apples"] != second["pears"]


def test_a_row_grows_by_what_it_lacks():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant)

    tenant.change(0.0, lambda unit: grow(unit, f"row-{cluster_id}-apples", 4))
    settle(tenant)

    assert rows(tenant, cluster_id) == {"apples": ("grown", 4), "pears": ("grown", 3)}
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["size"] == 7


def test_a_cluster_of_another_type_needs_no_container_block():
    tenant = a_hill()

    a_grown_orchard(tenant)

    assert tenant.world.blocks.blocks == {}
    create(tenant, subnet_cidr="172.28.1.0/24")


def test_lists_filter_by_its_name():
    tenant = a_hill()
    plant(tenant)
    create(tenant)

    def names(query: str) -> list[str]:
        return [cluster["name"] for cluster in call(tenant, "GET", f"/clusters{query}").body]

    assert names("") == ["hill", "my-test-cluster"]
    assert names("?clusterType=orchard") == ["hill"]
    assert names("?clusterType=aliyun") == ["my-test-cluster"]
    assert names("?clusterType=Kubernetes") == []


def test_an_operation_whose_plan_it_has_not_is_refused():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant)

    refused = call(tenant, "PUT", f"/clusters/{cluster_id}", {"size": 9})

    assert (refused.status, refused.body["code"]) == (501, "OperationNotModelled")
    assert "orchard" in refused.body["message"]


# ---- several tasks at once


def test_a_failed_row_leaves_the_other_alone():
    tenant = a_hill()
    tenant.change(0.0, lambda unit: scenario.begin(unit, failing_pears()))

    cluster_id = a_grown_orchard(tenant)

    assert rows(tenant, cluster_id) == {"apples": ("grown", 2), "pears": ("bare", 0)}
    assert tasks_of(tenant, cluster_id) == {"apples": "success", "pears": "failed"}
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
    assert tenant.world.cluster_nodes.count(cluster_id) == 2


def test_canceling_the_task_of_one_row_ends_that_one_only():
    tenant = a_hill()
    cluster_id = plant(tenant)
    advance(tenant, tenant.now(0.0) + 40 * SECOND)
    [apples, _] = provisioning.running_tasks(tenant.world, cluster_id)

    assert call(tenant, "POST", f"/tasks/{apples.task_id}/cancel").status == 200
    settle(tenant)

    assert tasks_of(tenant, cluster_id) == {"apples": "failed", "pears": "success"}
    assert rows(tenant, cluster_id) == {"apples": ("bare", 0), "pears": ("grown", 3)}


def test_one_row_is_held_by_hand_while_the_other_grows():
    tenant = a_hill()
    cluster_id = plant(tenant)
    advance(tenant, tenant.now(0.0) + 20 * SECOND)
    [apples, pears] = provisioning.running_tasks(tenant.world, cluster_id)

    steps = manual_override.steps_of(tenant.world, apples)
    tenant.change(0.0, lambda unit: manual_override.hold(unit, steps))
    settle(tenant)

    assert tasks_of(tenant, cluster_id) == {"apples": "running", "pears": "success"}
    tenant.change(0.0, lambda unit: manual_override.finish(unit, apples))
    assert rows(tenant, cluster_id)["apples"] == ("grown", 2)
    assert tenant.world.tasks[pears.task_id].state is TaskState.SUCCESS


def test_one_row_is_cleared_while_the_other_grows():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant)

    tenant.change(0.0, lambda unit: clear(unit, f"row-{cluster_id}-apples"))
    tenant.change(0.0, lambda unit: grow(unit, f"row-{cluster_id}-pears", 4))
    meanwhile = rows(tenant, cluster_id)
    settle(tenant)

    assert meanwhile == {"apples": ("felling", 0), "pears": ("growing", 3)}
    assert rows(tenant, cluster_id) == {"pears": ("grown", 4)}
    body = call(tenant, "GET", f"/clusters/{cluster_id}").body
    assert (body["state"], body["size"]) == ("running", 4)
    assert tasks_of(tenant, cluster_id) == {"apples": "success", "pears": "success"}


def test_a_deletion_of_a_row_cannot_be_canceled():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant)
    task = tenant.change(0.0, lambda unit: clear(unit, f"row-{cluster_id}-apples"))

    refused = call(tenant, "POST", f"/tasks/{task.task_id}/cancel")

    assert task.operation == CLEAR
    assert (refused.status, refused.body["code"]) == (400, "ErrorTaskState")


def test_what_a_row_cannot_do_in_its_state_is_impossible():
    tenant = a_hill()
    cluster_id = plant(tenant)
    advance(tenant, tenant.now(0.0) + 20 * SECOND)

    with pytest.raises(ImpossibleTransitionError, match="growing cannot be delete"):
        tenant.change(0.0, lambda unit: clear(unit, f"row-{cluster_id}-apples"))

    assert len(provisioning.running_tasks(tenant.world, cluster_id)) == 2


@pytest.mark.parametrize("seconds", [12, 20, 40, 70, 300])
def test_a_deletion_ends_every_task_and_takes_everything_away(seconds):
    tenant = a_hill()
    cluster_id = plant(tenant)
    advance(tenant, tenant.now(0.0) + seconds * SECOND)

    task_id = call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()["task_id"]
    again = call(tenant, "DELETE", f"/clusters/{cluster_id}").ok()["task_id"]
    running = provisioning.running_tasks(tenant.world, cluster_id)
    settle(tenant)

    world = tenant.world
    assert again == task_id
    assert [task.task_id for task in running] == [task_id]
    assert world.tasks[task_id].state is TaskState.SUCCESS
    assert not any(map(len, (world.clusters, world.node_groups, world.nodes, world.steps)))


def test_a_row_whose_task_a_deletion_ends_does_not_stay_growing():
    tenant = a_hill()
    cluster_id = plant(tenant)
    advance(tenant, tenant.now(0.0) + 20 * SECOND)

    call(tenant, "DELETE", f"/clusters/{cluster_id}")

    assert {group.state for group in tenant.world.groups_of(cluster_id)} == {"felling"}
    traces = [entry for entry in tenant.changes.entries if isinstance(entry, Trace)]
    changes = [
        (entry.group_id.rpartition("-")[2], entry.outcome, entry.name)
        for entry in traces
        if entry.kind == "group_state"
    ]
    assert changes == [
        ("apples", "bare", "growing"),
        ("pears", "bare", "growing"),
        ("apples", "growing", "grown"),
        ("pears", "growing", "grown"),
        ("apples", "grown", "felling"),
        ("pears", "grown", "felling"),
    ]


# ---- the polling clock


def test_a_client_that_polls_a_row_sees_it_grow_while_another_does():
    tenant = a_hill(clock="polling")
    cluster_id = plant(tenant)
    advance(tenant, tenant.now(0.0) + 20 * SECOND)
    target = group_target(tenant.world, f"row-{cluster_id}-pears")

    seen = []
    while target.is_in_progress():
        seen.append(target.view())
        remember(tenant.world, target, tenant.now(0.0))
        unit = Unit(tenant.world, tenant.now(0.0))
        assert jump(unit, target)
        tenant.set_clock(tenant.world.clock.at(unit.now, 0.0))

    assert seen[0] == ["growing", "initial", "initial", "initial"]
    assert target.view() == ["grown", "running", "running", "running"]


def test_a_finished_task_does_not_move_time_while_another_runs():
    tenant = a_hill(clock="polling")
    created = call(tenant, "POST", "/clusters", BODY).ok()
    states = [call(tenant, "GET", f"/tasks/{created['task_id']}").body["state"] for _ in range(2)]
    assert states == ["running", "success"]
    now = tenant.now(0.0)

    for _ in range(3):
        assert call(tenant, "GET", f"/tasks/{created['task_id']}").body["state"] == "success"

    assert tenant.now(0.0) == now
    assert provisioning.running_tasks(tenant.world, created["cluster_id"])


def test_a_client_that_polls_the_cluster_sees_its_size_change():
    tenant = a_hill(clock="polling")
    cluster_id = plant(tenant)

    seen = []
    for _ in range(6):
        body = call(tenant, "GET", f"/clusters/{cluster_id}").body
        seen.append((body["state"], body["size"]))

    assert seen[0] == ("initial", 0)
    assert seen[-1] == ("running", 5)
    assert seen == sorted(seen)


# ---- the control plane, snapshots, restart


@asynccontextmanager
async def served(**settings: Any) -> AsyncIterator[Api]:
    chosen = {"db": ":memory:", "clock": "frozen", "log_level": "warning", **settings}
    app = create_app(Settings(**chosen), cluster_types=TYPES)
    async with TestClient(TestServer(app)) as api:
        yield api


async def everything(api: Api, tenant: str = "") -> list[Any]:
    """Everything that the clusters of a tenant are, and what is still to come."""
    return [
        (await http.call(api, "GET", "/clusters", tenant=tenant)).ok(),
        (await http.control(api, "GET", "clusters", tenant=tenant))["clusters"],
        (await http.control(api, "GET", "timeline", tenant=tenant))["tasks"],
    ]


async def test_the_control_plane_shows_rows_and_which_row_a_task_is_about():
    async with served() as api:
        cluster_id = (await http.call(api, "POST", "/clusters", BODY)).ok()["cluster_id"]
        await http.advance(api, by="20s")

        cluster = await http.control(api, "GET", f"clusters/{cluster_id}")
        tasks = (await http.control(api, "GET", "tasks"))["tasks"]
        timeline = await http.control(api, "GET", "timeline")

    assert [(group["name"], group["state"]) for group in cluster["groups"]] == [
        ("apples", "growing"),
        ("pears", "growing"),
    ]
    assert cluster["properties"] == {"soil": "loam"}
    assert [(task["operation"], task["state"]) for task in tasks] == [
        ("CreateCluster", "success"),
        (GROW, "running"),
        (GROW, "running"),
    ]
    groups = {group["group_id"] for group in cluster["groups"]}
    assert {task["group_id"] for task in tasks} == {None, *groups}
    stages = [[step["stage"] for step in task["steps"]] for task in timeline["tasks"]]
    assert stages[1] == ["plant"] * 2 + ["root"] * 2 + ["harvest"]


async def test_a_dry_run_reports_the_problems_of_its_request():
    async with served() as api:
        body = {**BODY, "pears": -1, "name": "-"}
        problems = (await http.control(api, "POST", "validate", body))["problems"]

    assert [problem["field"] for problem in problems] == ["name", "pears"]


async def test_a_scenario_gives_its_stages_durations_and_rules():
    written = {
        **failing_pears(),
        "durations": {GROW: {"root": "5m"}, "CreateCluster": {"plough": "1m", "slb": "10s"}},
    }
    async with served() as api:
        await http.control(api, "PUT", "scenario", written)
        created = (await http.call(api, "POST", "/clusters", BODY)).ok()
        await http.advance(api, by="59s")
        ploughing = (await http.call(api, "GET", f"/tasks/{created['task_id']}")).body["state"]
        await http.advance(api)
        timeline = await http.control(api, "GET", "timeline")

        unknown = {**written, "durations": {GROW: {"bloom": "1s"}}}
        refused = await http.control(api, "PUT", "scenario", unknown, status=400)

    assert ploughing == "running"
    about_rows = [task for task in timeline["tasks"] if task["group_id"]]
    [apples] = [task for task in about_rows if task["state"] == "success"]
    assert [step["stage"] for step in apples["steps"]] == ["plant"] * 2 + ["root"] * 2 + ["harvest"]
    assert "bloom" in refused["message"]


async def test_a_snapshot_taken_while_rows_grow_goes_on_as_the_original():
    async with served() as api:
        await http.control(api, "POST", "tenants", {"name": "LTAIhill", "seed": 5})
        await http.call(api, "POST", "/clusters", BODY, tenant="LTAIhill")
        await http.advance(api, tenant="LTAIhill", by="40s")
        await http.control(api, "PUT", "snapshots/growing", tenant="LTAIhill")
        await http.advance(api, tenant="LTAIhill")
        original = await everything(api, "LTAIhill")

        await http.control(api, "POST", "snapshots/growing/load", tenant="LTAIhill")
        half = await everything(api, "LTAIhill")
        await http.advance(api, tenant="LTAIhill")
        loaded = await everything(api, "LTAIhill")

    assert half[0][0]["rows"]["pears"]["state"] == "growing"
    assert loaded == original


async def test_a_restart_while_rows_grow_changes_nothing(tmp_path):
    outcomes = []
    for restarts in (False, True):
        db = f"{tmp_path}/{restarts}.db"
        async with served(db=db, seed=3) as api:
            await http.call(api, "POST", "/clusters", BODY)
            await http.advance(api, by="40s")
            if not restarts:
                await http.advance(api)
                outcomes.append(await everything(api))
        async with served(db=db, seed=3) as api:
            await http.advance(api)
            outcomes.append(await everything(api))

    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert outcomes[0][0][0]["rows"]["apples"]["state"] == "grown"


async def test_a_tenant_with_a_type_that_is_not_served_is_refused_by_itself(tmp_path):
    settings = Settings(db=f"{tmp_path}/state.db", clock="frozen", log_level="error")
    async with served(db=settings.db) as api:
        await http.call(api, "POST", "/clusters", BODY)

    async with Simulator.open(settings) as simulator:
        with pytest.raises(
            DamagedTenantError, match="unknown cluster type 'orchard'; known: ack, swarm"
        ):
            await simulator.tenants.get("default")
        assert (await simulator.tenants.get("other")).world is not None


def test_nodes_of_a_row_are_lost_and_found_like_others():
    tenant = a_hill()
    cluster_id = a_grown_orchard(tenant)
    node = tenant.world.nodes_of(cluster_id)[0]
    action = {"do": "lose_node", "at": "1m", "cluster": ["hill"], "select": {"count": 1}}
    written = {**failing_pears(), "rules": [], "timeline": [action]}

    tenant.change(0.0, lambda unit: scenario.begin(unit, written))
    advance(tenant, tenant.now(0.0) + 2 * MINUTE)

    lost = [n for n in tenant.world.nodes_of(cluster_id) if n.is_lost]
    assert len(lost) == 1
    assert node.state is NodeState.RUNNING


async def test_a_swarm_cluster_beside_it_is_as_without_it():
    async def swarm(types: tuple[Any, ...], *, beside: bool) -> list[Any]:
        settings = Settings(db=":memory:", clock="frozen", seed=9, log_level="warning")
        async with TestClient(TestServer(create_app(settings, cluster_types=types))) as api:
            await http.call(api, "POST", "/clusters", a_create_body())
            if beside:
                await http.call(api, "POST", "/clusters", BODY)
            await http.advance(api)
            return (await http.call(api, "GET", "/clusters?clusterType=swarm")).ok()

    assert await swarm(TYPES, beside=True) == await swarm(tuple(all_types()), beside=False)
