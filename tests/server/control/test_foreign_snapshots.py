"""The file of a snapshot may come from anywhere: nothing of it is used that was not checked."""

import asyncio
import sqlite3
from contextlib import asynccontextmanager, closing
from io import BytesIO

import pytest
from aiohttp.test_utils import TestClient, TestServer
from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import create_app

from tests.support import http
from tests.support.builders import a_create_body

pytestmark = pytest.mark.every_type

FILE = {"Content-Type": "application/octet-stream"}
NEVER_ENDS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
COLUMNS = (
    "1 AS id, 'x' AS name, 'x' AS origin, x AS seed, 'frozen' AS clock_mode, 1.0 AS clock_rate,"
    " 0 AS now, '{}' AS counts, '{}' AS spec, '{}' AS last_seen, 0 AS expires"
)


@asynccontextmanager
async def served(tmp_path, **settings):
    chosen = {"db": str(tmp_path / "state.db"), "clock": "frozen", "log_level": "error"}
    async with TestClient(TestServer(create_app(Settings(**{**chosen, **settings})))) as api:
        yield api


@pytest.fixture
async def api(tmp_path):
    async with served(tmp_path) as api:
        await http.create(api, name="here")
        yield api


async def a_snapshot(api, path, tenant="author"):
    """The file of a snapshot with clusters, tasks and steps, at *path*."""
    for number, name in enumerate(("done", "begun")):
        body = a_create_body(name=name, subnet_cidr=f"172.{20 + number}.0.0/16", size=2)
        await http.call(api, "POST", "/clusters", body, tenant=tenant)
        if name == "done":
            await http.advance(api, tenant=tenant)
    await http.advance(api, tenant=tenant, by="70s")
    await http.control(api, "PUT", "snapshots/s", tenant=tenant)
    answer = await api.get(f"/_simulator/snapshots/s/file?tenant={tenant}")
    path.write_bytes(await answer.read())
    return path


def changed(path, *statements):
    """Run statements in a file, and take the checksums away: so it looks like an older one."""
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        for (table,) in database.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite%' AND name <> 'snapshot'"
        ).fetchall():
            with_checksum = "SELECT 1 FROM pragma_table_info(?) WHERE name = 'checksum'"
            if database.execute(with_checksum, (table,)).fetchone():
                database.execute(f"UPDATE {table} SET checksum = 0")
        database.commit()


async def upload(api, path, name="foreign"):
    answer = await api.put(
        f"/_simulator/snapshots/{name}/file", data=path.read_bytes(), headers=FILE
    )
    return answer.status, await answer.json()


async def works(api):
    """Whether the server, and the tenant that uploads, go on."""
    clusters = (await http.call(api, "GET", "/clusters")).ok()
    return [cluster["name"] for cluster in clusters] == ["here"]


async def test_a_file_as_it_was_exported_is_accepted_with_and_without_checksums(api, tmp_path):
    path = await a_snapshot(api, tmp_path / "s.db")
    assert (await upload(api, path))[0] == 200
    changed(path)

    status, body = await upload(api, path)

    assert (status, body["rows"]["cluster"]) == (200, 2)
    await http.control(api, "POST", "snapshots/foreign/fork", {"name": "copy"})
    await http.advance(api, tenant="copy")
    states = {c["state"] for c in (await http.call(api, "GET", "/clusters", tenant="copy")).ok()}
    assert states == {"running"}


WRONG = {
    "a mode of the clock": "UPDATE tenant SET clock_mode = 'x'",
    "a rate": "UPDATE tenant SET clock_rate = 0",
    "an infinite rate": "UPDATE tenant SET clock_rate = 9e999",
    "an instant": "UPDATE tenant SET now = 9223372036854775807",
    "an instant before the first one": "UPDATE tenant SET now = -9223372036854775808",
    "counters": """UPDATE tenant SET counts = '{"call": 18446744073709551615}'""",
    "counters that are used": """UPDATE tenant SET counts = json_set(counts, '$.serial', 3)""",
    "a counter of calls that is used": "UPDATE call SET id = id + 1000",
    "counters that are texts": """UPDATE tenant SET counts = '{"call": "x"}'""",
    "counters that are no object": "UPDATE tenant SET counts = '[]'",
    "counters that are no JSON": "UPDATE tenant SET counts = 'x'",
    "a specification": """UPDATE tenant SET spec = '{"quotas": {"foo": 1}}'""",
    "a specification with a scenario": """UPDATE tenant SET spec = '{"scenario": "{}"}'""",
    "a specification with fixtures": """UPDATE tenant SET spec = '{"fixtures": {"vpcs": 1}}'""",
    "what was seen": "UPDATE tenant SET last_seen = '1'",
    "an end": "UPDATE tenant SET expires = 9223372036854775807",
    "an address": "UPDATE node SET ip_address = 'x'",
    "a block": "UPDATE cluster SET container_cidr = '1.2.3.4/99'",
    "a state of a cluster": "UPDATE cluster SET state = 'runing'",
    "a state of a node": "UPDATE node SET state = ''",
    "a state of a task": "UPDATE task SET state = 'x'",
    "a size": "UPDATE cluster SET size = 1000000000",
    "a type of clusters": "UPDATE cluster SET cluster_type = 'orchard'",
    "properties": "UPDATE cluster SET properties = '[]'",
    "tags": """UPDATE cluster SET tags = '[{"foo": 1}]'""",
    "a stage": "UPDATE step SET stage = 99",
    "a plan": "UPDATE task SET plan = 'swarm/Nothing'",
    "a number of nodes that are pending": "UPDATE task SET pending_nodes = 77",
    "a task that never ends": "DELETE FROM step",
    "a step without its task": "UPDATE step SET task_id = 'T-gone'",
    "a node without its cluster": "UPDATE node SET cluster_id = 'c-gone'",
    "a cluster without its network": "UPDATE cluster SET vswitch_id = 'vsw-gone'",
    "two of one key": "UPDATE cluster SET cluster_id = 'c-same'",
    "an effect": """UPDATE step SET step_effect = '{"delay": "x"}'""",
    "a truth value": "UPDATE node SET is_lost = 7",
    "a scenario": (
        "INSERT INTO scenario VALUES (1 << 40 | 4000, 'active', 'x', '', 0, '{}', '{}', 0)"
    ),
    "an action": 'INSERT INTO scheduled_action VALUES (1 << 40 | 4000, 0, \'{"do": "x"}\', 0)',
    "an endless action": (
        "INSERT INTO scheduled_action"
        """ VALUES (1 << 40 | 4000, 0, '{"do": "lose_node", "times": 99, "every": 0}', 0)"""
    ),
    "a quota": "INSERT INTO quota VALUES (1 << 40 | 4000, 'foo', 1, 0)",
    "a level of a log line": "UPDATE log SET level = 99",
    "a time of a log line": "UPDATE log SET created = 9223372036854775807",
    "a time of a call": "UPDATE call SET received = -9223372036854775808",
    "what rules a call considered": "UPDATE call SET considered = '{'",
    "a kind of a trace": "UPDATE trace SET kind = 'x'",
    "a text that is not UTF-8": "UPDATE cluster SET name = CAST(x'ff' AS TEXT)",
    "no tenant": "DELETE FROM tenant",
    "two tenants": "INSERT INTO tenant SELECT 2, 'y', origin, seed, clock_mode, clock_rate, now,"
    " counts, spec, last_seen, expires, calls_allowed, now_allowed, reading, boot, 0, 0"
    " FROM tenant",
    "a number of the tenant": "UPDATE tenant SET id = 9223372036854775807",
}


WRONG_FOR_SWARM = {
    "a property": """UPDATE cluster SET properties = json_set(properties, '$.rds_instances', 7)""",
    "a stage of something else": "UPDATE step SET stage = 0",
}


@pytest.mark.swarm_only("its own properties and stages")
@pytest.mark.parametrize("statement", WRONG_FOR_SWARM.values(), ids=WRONG_FOR_SWARM)
async def test_one_value_that_is_wrong_for_its_type_is_refused_in_words(api, tmp_path, statement):
    await test_one_wrong_value_is_refused_in_words(api, tmp_path, statement)


@pytest.mark.parametrize("statement", WRONG.values(), ids=WRONG)
async def test_one_wrong_value_is_refused_in_words(api, tmp_path, statement):
    path = await a_snapshot(api, tmp_path / "s.db")
    changed(path, statement)

    status, body = await upload(api, path)

    assert (status, body["code"]) == (400, "NotASnapshot"), body
    assert "Error" not in body["message"], "a name of a Python exception says nothing to anybody"
    assert await works(api)
    assert (await http.control(api, "GET", "snapshots"))["snapshots"] == []


async def test_a_changed_value_with_its_old_checksum_is_refused(api, tmp_path):
    path = await a_snapshot(api, tmp_path / "s.db")
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE cluster SET name = 'other' WHERE name = 'done'")
        database.commit()

    status, body = await upload(api, path)

    assert status == 400
    assert "checksum does not fit" in body["message"]


QUOTA = "id INTEGER PRIMARY KEY, name TEXT NOT NULL, amount INTEGER NOT NULL"
SLOW = "length(printf('%.*c', 9000000, 'x'))"
CHECKSUM = "checksum INTEGER NOT NULL DEFAULT 0"
SCHEMAS = {
    "a view that never ends": [
        "DROP TABLE tenant", f"CREATE VIEW tenant AS {NEVER_ENDS} {COLUMNS} FROM n"
    ],
    "a view beside the tables": ["CREATE VIEW v AS SELECT 1"],
    "a trigger": ["CREATE TRIGGER t AFTER UPDATE ON cluster BEGIN DELETE FROM node; END"],
    "one table more": ["CREATE TABLE more (id INTEGER)"],
    "one table less": ["DROP TABLE quota"],
    "one column more": ["ALTER TABLE quota ADD COLUMN foo INTEGER"],
    "a generated column": [
        "DROP TABLE quota",
        f"CREATE TABLE quota ({QUOTA} GENERATED ALWAYS AS (id * 2), {CHECKSUM}) STRICT",
    ],
    "a table that is not strict": [
        "DROP TABLE quota",
        f"CREATE TABLE quota ({QUOTA}, {CHECKSUM})",
    ],
    "a check that takes its time": [
        "DROP TABLE quota",
        f"CREATE TABLE quota ({QUOTA} /**/CheCk({SLOW} > amount), {CHECKSUM}) STRICT",
    ],
    "an index of an expression": ["CREATE INDEX i ON log (length(text))"],
    "an index in place of another": [
        "DROP INDEX log_of_cluster", "CREATE INDEX log_of_cluster ON log (abs(cluster))"
    ],
    "no version": ["PRAGMA user_version = 0"],
    "a version that there is not": ["PRAGMA user_version = -1"],
    "an older version than its tables": ["PRAGMA user_version = 3"],
    "a newer version": ["PRAGMA user_version = 9999"],
}  # fmt: skip


@pytest.mark.parametrize("statements", SCHEMAS.values(), ids=SCHEMAS)
async def test_a_file_of_another_schema_is_refused_before_it_is_read(api, tmp_path, statements):
    path = await a_snapshot(api, tmp_path / "s.db")
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()

    status, body = await asyncio.wait_for(upload(api, path), 20)

    assert (status, body["code"]) == (400, "NotASnapshot"), body
    assert await works(api)


async def test_a_damaged_page_is_refused(api, tmp_path):
    path = await a_snapshot(api, tmp_path / "s.db")
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)

    status, body = await upload(api, path)

    assert (status, body["code"]) == (400, "NotASnapshot")
    assert await works(api)


@pytest.mark.parametrize("size", [1, 99, 100, 5000])
async def test_a_file_that_ends_early_is_refused(api, tmp_path, size):
    path = await a_snapshot(api, tmp_path / "s.db")
    path.write_bytes(path.read_bytes()[:size])

    assert (await upload(api, path))[1]["code"] == "NotASnapshot"
    assert await works(api)


async def test_a_file_that_is_too_large_is_refused_while_it_comes(tmp_path):
    async with served(tmp_path, snapshot_size=100_000) as api:
        answer = await api.put(
            "/_simulator/snapshots/s/file", data=BytesIO(bytes(10_000_000)), headers=FILE
        )
        assert (answer.status, (await answer.json())["code"]) == (413, "SnapshotTooLarge")


async def test_a_file_that_unpacks_to_much_is_refused(api):
    import zlib

    packed = zlib.compress(bytes(50_000_000), wbits=31)
    headers = {**FILE, "Content-Encoding": "gzip"}
    answer = await api.put("/_simulator/snapshots/s/file", data=packed, headers=headers)

    assert 400 <= answer.status < 500
    assert await works(api)


async def test_what_is_not_finished_when_the_process_ends_is_gone_afterwards(tmp_path):
    async with served(tmp_path) as api:
        await http.create(api, name="here")
    number = 1 << 21 | 7
    with closing(sqlite3.connect(tmp_path / "state.db")) as database:  # in the middle of an import
        database.execute("INSERT INTO snapshot VALUES (?, 0, 'unfinished', 0, '{}')", (number,))
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(log)")][1:]
        database.execute(
            f"INSERT INTO log SELECT ({number} << 40) | (id & 1023), {', '.join(columns)} FROM log"
        )
        database.commit()
    async with served(tmp_path) as api:
        assert await works(api)
    with closing(sqlite3.connect(tmp_path / "state.db")) as database:
        assert database.execute("SELECT count(*) FROM snapshot").fetchone() == (0,)
        assert database.execute("SELECT max(id >> 40) FROM log").fetchone() == (1,)


async def test_a_stored_snapshot_that_is_damaged_leaves_the_tenant_as_it_is(tmp_path):
    async with served(tmp_path) as api:
        await http.create(api, name="here")
        await http.control(api, "PUT", "snapshots/bad")
    with closing(sqlite3.connect(tmp_path / "state.db")) as database:
        database.execute("UPDATE cluster SET state = 'x' WHERE id >> 40 > 1000")
        database.commit()
    async with served(tmp_path) as api:
        for action, body in (("load", None), ("fork", {"name": "copy"})):
            refused = await http.control(api, "POST", f"snapshots/bad/{action}", body, status=500)
            assert refused["code"] == "SnapshotDamaged"
            assert "'bad' cannot be loaded" in refused["message"]
        assert await works(api)
        assert (await http.control(api, "GET", "tenants"))["tenants"] == ["default"]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE snapshot SET taken = taken + 1", "its checksum does not fit"),
        ("UPDATE snapshot SET name = 'goods'", "its checksum does not fit"),
        ("UPDATE snapshot SET tenant_row = json_set(tenant_row, '$.seed', 7)", "its checksum"),
        ("UPDATE snapshot SET tenant_row = '{'", "is no JSON"),
        ("DELETE FROM log WHERE id = (SELECT max(id) FROM log)", "rows of"),
    ],
)
async def test_what_is_known_of_a_stored_snapshot_is_checked_as_well(tmp_path, damage, reason):
    async with served(tmp_path) as api:
        await http.create(api, name="here")
        await http.control(api, "PUT", "snapshots/good")
    with closing(sqlite3.connect(tmp_path / "state.db")) as database:
        database.execute(damage)
        database.commit()
    async with served(tmp_path) as api:
        refused = await http.control(api, "GET", "snapshots", status=500)
        assert reason in refused["message"]
        assert "delete it" in refused["message"]
        assert await works(api)
        for name in ("good", "goods"):
            await api.delete(f"/_simulator/snapshots/{name}")
        assert (await http.control(api, "GET", "snapshots"))["snapshots"] == []
