"""What the storage cannot do is answered in words by the control plane, and is not the caller's."""

import asyncio
import json

import pytest
from cs_simulator.server.app import SIMULATOR

from tests.support.broken_storage import CAUSES, no_longer_files
from tests.support.builders import a_create_body
from tests.support.failing_statements import failing

pytestmark = pytest.mark.every_type

WRITES = [
    ("POST", "reset"), ("POST", "clock/advance"), ("PUT", "snapshots/two"),
    ("POST", "snapshots/one/load"), ("DELETE", "snapshots/one"), ("POST", "snapshots/one/fork"),
    ("POST", "tenants"), ("DELETE", "tenants/default"), ("PUT", "scenario"), ("DELETE", "calls"),
]  # fmt: skip
BODIES = {"clock/advance": {"by": "1h"}, "scenario": {"name": "healthy"}}
READS = ["calls", "decisions", "snapshots", "snapshots/one", "snapshots/one/file"]


@pytest.fixture
async def api(an_api, tmp_path):
    api = await an_api(db=str(tmp_path / "x.db"), log_level="error")
    assert (await api.post("/clusters", json=a_create_body())).status == 202
    assert (await api.put("/_simulator/snapshots/one")).status == 200
    return api


async def failed(answer):
    """The message of an answer that the storage failed."""
    body = await answer.json()
    assert (answer.status, body["code"]) == (500, "StorageFailed"), body
    return body["message"]


@pytest.mark.parametrize(("method", "path"), WRITES, ids=" ".join)
async def test_a_write_that_cannot_be_kept_names_the_reason(api, method, path):
    async with CAUSES["read-only"](api.app[SIMULATOR]):
        answer = await api.request(method, f"/_simulator/{path}", json=BODIES.get(path))
        assert "the database: it cannot be written" in await failed(answer)


@pytest.mark.parametrize("path", READS)
async def test_a_read_that_fails_names_the_reason(api, path):
    with failing(api.app[SIMULATOR], lambda sql: sql.startswith("SELECT")):
        message = await failed(await api.get(f"/_simulator/{path}"))
    assert "disk I/O error; is there room, and does the disk work?" in message


@pytest.mark.parametrize("path", READS)
async def test_a_read_needs_nothing_to_be_written(api, path):
    await api.post("/_simulator/clock/advance", json={"by": "1s"})
    async with CAUSES["file removed"](api.app[SIMULATOR]):
        assert (await api.get(f"/_simulator/{path}")).status == 200


async def test_a_snapshot_that_finds_no_room_on_the_disk_is_not_blamed(api):
    file = await (await api.get("/_simulator/snapshots/one/file")).read()
    headers = {"Content-Type": "application/vnd.sqlite3"}
    with no_longer_files(1_000):
        answer = await api.put("/_simulator/snapshots/two/file", data=file, headers=headers)
        assert await failed(answer) == "File too large"
        await failed(await api.get("/_simulator/snapshots/one/file"))
    assert (await api.get("/_simulator/readyz")).status == 200


@pytest.mark.parametrize("count", [2**64 - 1, 2**63, -(2**63), "many", None])
async def test_a_snapshot_with_a_number_that_cannot_be_kept_hangs_nobody(api, count):
    store = api.app[SIMULATOR].store
    [(number, text)] = await store._database.rows("SELECT id, tenant_row FROM snapshot")
    row = json.loads(text)
    row["counts"] = json.dumps({**json.loads(row["counts"]), "call": count})
    await store._database.rows(
        "UPDATE snapshot SET tenant_row = ? WHERE id = ?", json.dumps(row), number
    )

    async with asyncio.timeout(20):
        loaded = await api.post("/_simulator/snapshots/one/load")
        assert loaded.status in (400, 409, 500), await loaded.text()
        assert (await loaded.json())["code"] in (
            "StorageFailed",
            "SnapshotDamaged",
            "TenantDamaged",
        )
        block = {"subnet_cidr": "172.30.0.0/24", "name": "another"}
        mine = await api.post("/clusters", json=a_create_body(**block))
        other = {"Authorization": "acs other:unsigned"}
        others = await api.post("/clusters", json=a_create_body(**block), headers=other)
    assert (mine.status, others.status) == (202, 202)
    assert (await api.get("/_simulator/readyz")).status == 200
