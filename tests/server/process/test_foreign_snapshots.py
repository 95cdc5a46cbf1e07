"""An import keeps nobody waiting: other calls go on, and the process ends when it is to."""

import http.client
import sqlite3
import threading
from contextlib import closing, suppress

import pytest

from tests.support.process import call, create, download

pytestmark = pytest.mark.every_type

FILE = {"Content-Type": "application/octet-stream"}
CALLS = 30_000


@pytest.fixture
def large(serve, tmp_path):
    """The file of a snapshot whose import takes its time: it has many calls."""
    served = serve("--clock=frozen")
    create(served)
    call(served, "PUT", "/_simulator/snapshots/s")
    path = tmp_path / "large.db"
    path.write_bytes(download(served, "snapshots/s/file"))
    assert served.stop() == 0
    with closing(sqlite3.connect(path)) as database:
        columns = [name for _, name, *_ in database.execute("PRAGMA table_info(call)")]
        others = ", ".join("0" if name == "checksum" else name for name in columns[1:])
        database.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT ?)"
            f" INSERT INTO call SELECT call.id + n.x, {others} FROM n, (SELECT * FROM call LIMIT 1)"
            " AS call",
            (CALLS,),
        )
        database.execute(
            "UPDATE tenant SET counts = json_set(counts, '$.call', ?), checksum = 0", (CALLS + 9,)
        )
        database.commit()
    return path


def upload(served, path, name="large"):
    """Upload a file in a thread of its own; gives the thread, and a list for its status."""
    answers = []

    def send():
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        with suppress(OSError, http.client.HTTPException), closing(connection):
            connection.request("PUT", f"/_simulator/snapshots/{name}/file", path.read_bytes(), FILE)
            answers.append(connection.getresponse().status)

    thread = threading.Thread(target=send)
    thread.start()
    return thread, answers


def test_calls_are_answered_while_a_snapshot_is_imported(serve, large, tmp_path):
    served = serve("--clock=frozen", f"--db={tmp_path / 'x.db'}")
    thread, answers = upload(served, large)
    created = 0
    while thread.is_alive():
        body = {"name": f"t{created}", "template": "web: {}", "template_type": "compose"}
        assert call(served, "POST", "/templates", body).status < 300
        created += 1
    thread.join()

    assert answers == [200]
    assert created > 3
    [snapshot] = call(served, "GET", "/_simulator/snapshots").ok()["snapshots"]
    assert snapshot["rows"]["call"] == CALLS + 1


@pytest.mark.parametrize("calls", [0, 10, 40])
def test_the_process_ends_in_the_middle_of_an_import_and_leaves_nothing_of_it(
    serve, large, tmp_path, calls
):
    database = tmp_path / "x.db"
    served = serve("--clock=frozen", f"--db={database}")
    thread, answers = upload(served, large)
    for _ in range(calls):
        call(served, "GET", "/_simulator/livez")

    assert served.stop() == 0
    thread.join()

    again = serve("--clock=frozen", f"--db={database}")
    names = [s["name"] for s in call(again, "GET", "/_simulator/snapshots").ok()["snapshots"]]
    assert names == (["large"] if answers == [200] else names)
    assert again.stop() == 0
    with closing(sqlite3.connect(database)) as opened:
        [(kept,)] = opened.execute("SELECT count(*) FROM call WHERE id >> 40 > 1000").fetchall()
        assert kept == (CALLS + 1 if names else 0)
    assert "Traceback" not in served.errors, served.errors[:6000]
