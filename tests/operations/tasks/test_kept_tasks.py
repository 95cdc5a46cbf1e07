"""Tasks that wait, over restarts, snapshots and the control plane: nothing of them is forgotten."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.cluster_types.ack.cluster_type import ACK
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support import http
from tests.support.builders import Api
from tests.support.pools import a_pool_body

UPGRADE = {"rolling_policy": {"max_parallelism": 2, "pause_policy": "FirstBatch"}}


@asynccontextmanager
async def served(db: str, clock: str = "frozen") -> AsyncIterator[Api]:
    app = create_app(Settings(db=db, clock=clock, seed=3, log_level="warning"))
    async with TestClient(TestServer(app)) as api:
        yield api


async def ok(api: Api, method: str, path: str, body: object = None) -> Any:
    return (await http.call(api, method, path, body)).ok()


async def upgrading(api: Api) -> tuple[str, str]:
    """A pool of four nodes whose upgrade has paused after the first: its path, and the task."""
    created = await ok(api, "POST", "/clusters", ACK.creation.example({}, 1))
    await http.advance(api)
    pools = f"/clusters/{created['cluster_id']}/nodepools"
    pool = (await ok(api, "POST", pools, a_pool_body("pool", 4)))["nodepool_id"]
    await http.advance(api)
    task = (await ok(api, "POST", f"{pools}/{pool}/upgrade", UPGRADE))["task_id"]
    await http.advance(api)
    return f"{pools}/{pool}", task


async def states(api: Api, pool: str, task: str) -> tuple[str, str, list[str]]:
    found = await ok(api, "GET", f"/tasks/{task}")
    state = (await ok(api, "GET", pool))["status"]["state"]
    return found["state"], state, [stage["message"] for stage in found["stages"]]


async def test_a_paused_task_goes_on_after_a_restart_as_without_one(tmp_path):
    outcomes = []
    for restarts in (False, True):
        db = f"{tmp_path}/{restarts}.db"
        async with served(db) as api:
            pool, task = await upgrading(api)
            paused = await states(api, pool, task)
            if not restarts:
                await ok(api, "POST", f"/tasks/{task}/resume")
                await http.advance(api)
                outcomes.append(await ok(api, "GET", f"/tasks/{task}"))
        if restarts:
            async with served(db) as api:
                assert await states(api, pool, task) == paused
                await ok(api, "POST", f"/tasks/{task}/resume")
                await http.advance(api)
                outcomes.append(await ok(api, "GET", f"/tasks/{task}"))
                assert await states(api, pool, task) == (
                    "success",
                    "active",
                    ["PreCheck", "UpgradeBatch-1", "UpgradeBatch-2", "UpgradeBatch-3"],
                )

    assert paused == ("paused", "upgrading", ["PreCheck", "UpgradeBatch-1"])
    assert outcomes[0] == outcomes[1]


async def test_a_snapshot_of_a_paused_task_is_paused_again(tmp_path):
    async with served(f"{tmp_path}/state.db") as api:
        pool, task = await upgrading(api)
        paused = await ok(api, "GET", f"/tasks/{task}")
        await http.control(api, "PUT", "snapshots/half")
        await ok(api, "POST", f"/tasks/{task}/cancel")
        await http.advance(api)
        canceled = await states(api, pool, task)
        await http.control(api, "POST", "snapshots/half/load")

        assert await ok(api, "GET", f"/tasks/{task}") == paused

    assert canceled == ("canceled", "active", ["PreCheck", "UpgradeBatch-1"])


async def test_the_control_plane_shows_what_a_paused_task_waits_for():
    async with served(":memory:") as api:
        _, task = await upgrading(api)

        shown = await http.control(api, "GET", f"tasks/{task}")
        await http.control(api, "PATCH", f"tasks/{task}", {"state": "success"})
        finished = await http.control(api, "GET", f"tasks/{task}")

    assert shown["state"] == "paused"
    assert [(step["stage"], step["status"]) for step in shown["steps"]] == [("upgrade", "held")]
    assert (finished["state"], finished["steps"]) == ("success", [])


@pytest.mark.parametrize("verb", ["resume", "cancel"])
async def test_a_client_that_polls_sees_a_task_react(verb):
    async with served(":memory:", clock="polling") as api:
        _, task = await upgrading(api)
        await ok(api, "POST", f"/tasks/{task}/{verb}")

        seen: list[str] = []
        while not seen or seen[-1] not in ("success", "canceled"):
            seen.append((await ok(api, "GET", f"/tasks/{task}"))["state"])

    expected = {
        "resume": ["resuming", "running", "success"],
        "cancel": ["cancelling", "canceled"],
    }
    assert list(dict.fromkeys(seen)) == expected[verb]
    assert len(seen) == len(expected[verb])
