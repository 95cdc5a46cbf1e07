"""SIGTERM ends the process within its grace, whatever keeps it."""

import queue
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress

import pytest
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.process.deadline import Deadline

from tests.server.process.test_long_work import SECOND_NETWORK, send
from tests.support.builders import a_create_body
from tests.support.process import call, create

pytestmark = pytest.mark.every_type

FOR_EVER = """
CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN
  SELECT count(*) FROM
    (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n);
END
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state.db"


def hang(file, table):
    """Have SQLite never return from an insertion into that table."""
    with closing(sqlite3.connect(file)) as database:
        database.execute(FOR_EVER.format(name=f"hang_{table}", table=table))
        database.commit()


@pytest.mark.parametrize(
    ("table", "kept"),
    [("commit_log", ["answered"]), ("cluster", ["answered", "hanging"])],
    ids=["a commit", "folding"],
)
@pytest.mark.parametrize(
    ("number", "loop"), [(signal.SIGTERM, "uvloop"), (signal.SIGINT, "asyncio")]
)
def test_a_database_that_never_answers_keeps_no_process(
    serve, file, number, loop, tmp_path, table, kept
):
    served = serve(f"--db={file}", "--clock=frozen")
    create(served, name="answered", size=0)
    served.stop()
    hang(file, table)
    served = serve(f"--db={file}", "--clock=frozen", **without(loop, tmp_path))

    body = a_create_body(name="hanging", **SECOND_NETWORK)
    with closing(send(served, "POST", "/clusters", body)):
        call(served, "GET", "/_simulator/livez").ok()
        for _ in range(100):  # signals that come again and again put nothing off
            served.process.send_signal(number)
        assert served.stop(number) == 1

    assert "server.did_not_end" in served.errors
    heal(file, table)
    listed = call(serve(f"--db={file}", "--clock=frozen"), "GET", "/clusters").ok()
    assert [cluster["name"] for cluster in listed] == kept


def heal(file, table):
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"DROP TRIGGER hang_{table}")
        database.commit()


def without(loop, folder):
    """Variables of a process that has uvloop, or not."""
    if loop == "uvloop":
        return {}
    (folder / "uvloop.py").write_text("raise ImportError('not here')\n")
    return {"PYTHONPATH": str(folder)}


BUSY = """
import asyncio, signal
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.server.process.deadline import Deadline

async def keep_the_loop():
    deadline = Deadline(SystemClock(), 0.2)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: None)
    deadline.follow(signal.SIGTERM)
    print("busy", flush=True)
    while True:
        pass

asyncio.run(keep_the_loop())
"""


def test_work_that_never_gives_back_the_event_loop_keeps_no_process():
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"busy\n"
        process.terminate()
        assert process.wait(60) == 1


def test_open_streams_and_idle_connections_delay_no_end(serve):
    served = serve("--clock=frozen")
    streams = [send(served, "GET", "/_simulator/events") for _ in range(5)]
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(5)]
    half = send(served, "POST", "/clusters", a_create_body())
    unfinished = socket.create_connection(("127.0.0.1", served.port))
    unfinished.sendall(b"POST /clusters HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{")
    for stream in streams:
        assert b"200" in stream.recv(100)

    assert served.stop() == 0
    for connection in [*streams, *idle, half, unfinished]:
        connection.close()


class Recorded(Deadline):
    """A deadline that notes when it would end the process."""

    def __init__(self, clock):
        self.clock, self.ended = clock, queue.Queue()
        super().__init__(SystemClock(monotonic=lambda: clock[0]), 1.0)

    def _end(self):
        self.ended.put(self.clock[0])
        threading.Event().wait()  # for ever, in place of the end


def test_a_process_that_has_run_for_days_has_all_of_its_time_to_end():
    deadline = Recorded([0.0])
    deadline.clock[0] = 1_000_000.0
    deadline._begin(signal.SIGTERM, None)
    with pytest.raises(queue.Empty):
        deadline.ended.get(timeout=0.2)
    deadline.clock[0] += 1.0
    assert deadline.ended.get(timeout=10) == 1_000_001.0


def test_the_time_to_end_counts_from_the_end_of_the_delay():
    deadline = Recorded([0.0])
    deadline._begin(signal.SIGTERM, None)
    with deadline.delayed(100.0):
        deadline.clock[0] = 100.5
        with pytest.raises(queue.Empty):
            deadline.ended.get(timeout=0.2)
    deadline.clock[0] = 101.0
    assert deadline.ended.get(timeout=10) == 101.0


def test_a_signal_in_the_delay_leaves_the_time_to_end_and_no_more():
    deadline = Recorded([0.0])
    deadline._begin(signal.SIGTERM, None)
    with deadline.delayed(100.0):
        ended = 0.0
        while not ended and deadline.clock[0] < 99.0:
            deadline.clock[0] += 1.0
            deadline._begin(signal.SIGTERM, None)  # the later ones put nothing off
            with suppress(queue.Empty):
                ended = deadline.ended.get(timeout=0.1)
    assert 2.0 <= ended < 100.0
