"""The log is never in the way: whatever happens to standard error, calls are answered."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.support.builders import a_create_body
from tests.support.process import Served, call, command

pytestmark = pytest.mark.every_type


@contextmanager
def serving(tmp_path, stderr, *options, shell=""):
    """A server with that standard error; *shell* are commands that are run in its place before."""
    endpoint_file = tmp_path / "endpoint"
    arguments = command(
        "serve", "--port=0", "--db=:memory:", "--clock=frozen", "--quota=clusters=100000",
        "--quota=kubernetes_clusters=100000", "--quota=managed_clusters=100000",
        "--quota=slbs=100000",
        f"--endpoint-file={endpoint_file}", *options,
    )  # fmt: skip
    if shell:
        arguments = ["bash", "-c", f'{shell} exec "$@"', "bash", *arguments]
    with subprocess.Popen(arguments, stderr=stderr, stdout=subprocess.DEVNULL) as process:
        try:
            subprocess.run(command("wait", f"--endpoint-file={endpoint_file}"), check=True)
            url = endpoint_file.read_text().strip()
            yield Served(process=process, endpoint_file=endpoint_file, errors_file=endpoint_file,
                         url=url)  # fmt: skip
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()


def create_all(served, amount, first=0):
    for number in range(first, first + amount):
        block = f"172.{28 + number // 250}.{number % 250}.0/24"
        body = a_create_body(name=f"c{number}", subnet_cidr=block)
        assert call(served, "POST", "/clusters", body).status == 202
    assert len(call(served, "GET", "/clusters").ok()) == first + amount


def dropped(served, at_least=0):
    """How many lines were dropped, once it is as many as expected: the log is written later."""
    for _ in range(1000):
        lines = call(served, "GET", "/_simulator/health").ok()["log_lines_dropped"]
        if lines >= at_least:
            break
    return lines


# ---- what may happen to standard error


def test_a_reader_that_leaves_after_the_first_line_touches_no_answer(tmp_path):
    read, write = os.pipe()
    with serving(tmp_path, write) as served:
        os.close(write)
        with os.fdopen(read, "rb") as reader:
            assert json.loads(reader.readline())["event"] == "server.ready"
        create_all(served, 3)
        assert dropped(served, 3) == 3


def test_a_pipe_that_nobody_reads_stops_nothing(tmp_path):
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    with serving(tmp_path, write) as served:
        os.close(write)
        create_all(served, 100)
    os.close(read)


def test_a_full_disk_under_the_log_stops_nothing_and_is_counted(tmp_path):
    with open("/dev/full", "wb") as full, serving(tmp_path, full) as served:
        create_all(served, 3)
        assert dropped(served, 4) == 4
        metrics = call(served, "GET", "/_simulator/metrics").body
        assert "cs_simulator_log_lines_dropped_total 4.0" in metrics


def test_a_token_that_cannot_be_shown_stops_no_start(tmp_path):
    options = ("--host=0.0.0.0", "--allow-remote")
    with open("/dev/full", "wb") as full, serving(tmp_path, full, *options) as served:
        assert call(served, "GET", "/clusters").status == 200
        assert call(served, "GET", "/_simulator/clock").status == 401


def test_a_log_file_that_may_not_grow_stops_nothing(tmp_path):
    log = tmp_path / "log"
    with log.open("wb") as file, serving(tmp_path, file, shell="ulimit -f 1;") as served:
        create_all(served, 20)
        assert 0 < dropped(served, 17) < 20
    assert log.stat().st_size == 1024


def test_closed_standard_streams_stop_nothing(tmp_path):
    with serving(tmp_path, None, shell="exec 0<&- 1>&- 2>&-;") as served:
        create_all(served, 3)
        assert dropped(served, 4) == 4


def test_a_pipe_that_does_not_block_gets_every_line(tmp_path):
    read, write = os.pipe()
    os.set_blocking(write, False)
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    with serving(tmp_path, write) as served, os.fdopen(read, "rb") as reader:
        os.close(write)
        create_all(served, 30)
        lines = [json.loads(reader.readline()) for _ in range(31)]
        assert [line["event"] for line in lines] == ["server.ready"] + ["call.answered"] * 30


def test_a_log_that_can_be_written_again_says_how_much_is_missing(tmp_path):
    path = tmp_path / "fifo"
    os.mkfifo(path)
    first = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with path.open("wb") as write, serving(tmp_path, write) as served:
        assert b"server.ready" in os.read(first, 4096)
        os.close(first)
        create_all(served, 5)
        missing = dropped(served, 5)
        second = os.fdopen(os.open(path, os.O_RDONLY), "rb")
        create_all(served, 1, first=5)
        lines = [json.loads(second.readline()) for _ in range(2)]
        assert [line["event"] for line in lines] == ["call.answered", "log.dropped"]
        assert lines[1]["lines"] == missing == 5
        second.close()


# ---- what is logged, in a process of its own


def logged(code, *, style="json", replica="", stderr=subprocess.PIPE):
    """The lines that a program logs, and whether it ended well."""
    program = (
        "from cs_simulator.runtime.logs import configure, log\n"
        f"configure('info', '{style}', '{replica}')\n"
        f"{code}"
    )
    done = subprocess.run([sys.executable, "-c", program], stderr=stderr, check=True, timeout=120)
    return [json.loads(line) for line in done.stderr.splitlines()] if style == "json" else done


def test_libraries_warnings_and_threads_log_the_same_way():
    lines = logged(
        "import logging, threading, warnings\n"
        "logging.getLogger('some.library').error('%s of %d', 'one', 2)\n"
        "logging.getLogger('some.library').error('%d', 'no number')\n"
        "warnings.warn('careful')\n"
        "thread = threading.Thread(target=lambda: 1 / 0, name='worker')\n"
        "thread.start(), thread.join()\n"
        "class Loud:\n"
        "    def __del__(self): raise KeyError('gone')\n"
        "Loud()\n"
    )
    assert [line["event"] for line in lines] == ["library.logged"] * 3 + [
        "thread.ended",
        "exception.ignored",
    ]
    assert [line.get("message", "") for line in lines[:2]] == ["one of 2", "%d"]
    assert "UserWarning: careful" in lines[2]["message"]
    assert "ZeroDivisionError" in lines[3]["exception"]
    assert "KeyError: 'gone'" in lines[4]["exception"]


def test_each_line_has_the_name_of_the_replica_if_it_has_one():
    assert [
        line["replica"] for line in logged("log.info('a'), log.error('b')", replica="cs-1")
    ] == [
        "cs-1",
        "cs-1",
    ]
    assert "replica" not in logged("log.info('a')")[0]


def test_values_that_cannot_be_written_lose_their_line_only():
    lines = logged(
        "class Bad:\n"
        "    def __str__(self): raise ValueError\n"
        "log.info('one', value=Bad())\n"
        "log.info('two', value='\\udcff\\x00', number=10**400, nothing=None, many={'a': [1]})\n"
        "try:\n"
        "    def deep(): deep()\n"
        "    deep()\n"
        "except RecursionError: log.exception('three')\n"
        "log.info('four', text='x' * 1_000_000)\n"
    )
    events = [line["event"] for line in lines]
    assert events.count("log.dropped") == 1  # said by the thread that writes, when it gets there
    assert [event for event in events if event != "log.dropped"] == ["two", "three", "four"]
    assert all(len(json.dumps(line)) < 40_000 for line in lines)


def test_the_end_waits_for_the_lines_but_not_for_ever():
    read, write = os.pipe()
    begun = time.perf_counter()
    logged("for n in range(20_000): log.info('event', text='x' * 500)", style="text", stderr=write)
    assert time.perf_counter() - begun < 10
    os.close(read)
    os.close(write)


def test_a_terminal_gets_no_control_characters_of_values():
    done = logged("log.info('event', path='/clusters/\\x1b]0;title\\x07\\x9b')", style="text")
    assert b"\\x1b]0;title\\x07\\x9b" in done.stderr


def test_memory_is_bounded_while_nobody_reads():
    read, write = os.pipe()
    program = (
        "for n in range(50_000): log.info('event', text='x' * 10_000)\n"
        "import re\n"
        "assert log.dropped > 40_000, log.dropped\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]\n"
        "assert int(peak) < 150_000, peak\n"
    )
    logged(program, style="text", stderr=write)
    os.close(read)
    os.close(write)


def test_a_traceback_is_of_what_failed_and_of_nothing_else():
    [line] = logged(
        "from cs_simulator.server.process.listening import _runner\n"
        "async def fail():\n"
        "    try: raise OSError('no room')\n"
        "    except OSError: log.exception('it.failed')\n"
        "_runner()(fail())\n"
    )
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("OSError: no room")
    assert "uvloop" not in line["exception"]


def test_no_line_has_a_secret_whatever_holds_it():
    lines = logged(
        "import logging, warnings\n"
        "log.hide('known-secret', '')\n"
        "log.info('one', text='password=hunter22', many=['token: hunter22', ('acs a:hunter22',)])\n"
        "log.info('two', error=ValueError('known-secret'), map={'a': {'b': 'known-secret'}})\n"
        'try: raise ValueError(\'{"login_Password": "hunter22\')\n'
        "except ValueError: log.exception('three')\n"
        "logging.getLogger('x').warning('Authorization: Bearer %s', 'hunter22')\n"
        "warnings.warn('secret=hunter22')\n"
    )
    shown = json.dumps(lines)
    assert len(lines) == 5
    assert [secret for secret in ("hunter22", "known-secret") if secret in shown] == []


# ---- inside of another program


def in_a_program(code, **how):
    program = f"import io, os, sys\nfrom cs_simulator.runtime.logs import log\n{code}"
    return subprocess.run([sys.executable, "-c", program], check=True, timeout=120, **how)


def test_a_capture_of_the_program_gets_its_lines_at_once():
    done = in_a_program(
        "before, sys.stderr = sys.stderr, io.StringIO()\n"
        "log.info('one')\n"
        "captured, sys.stderr = sys.stderr.getvalue(), before\n"
        "print(captured, end='')\n"
        "log.info('two')\n"
        "os.write(2, b'after')\n",
        capture_output=True,
    )
    assert json.loads(done.stdout)["event"] == "one"
    line, after = done.stderr.split(b"\n")
    assert (json.loads(line)["event"], after) == ("two", b"after")


def test_a_capture_that_is_closed_loses_its_lines_and_raises_nothing():
    done = in_a_program(
        "sys.stderr = io.StringIO(); sys.stderr.close()\n"
        "log.info('one')\n"
        "sys.stderr = None\n"
        "log.info('two')\n"
        "print(log.dropped)\n",
        capture_output=True,
    )
    assert (done.stdout, done.stderr.count(b"two")) == (b"1\n", 1)


def test_a_program_whose_standard_error_nobody_reads_goes_on():
    read, write = os.pipe()
    in_a_program("for _ in range(2000): log.info('event', text='x' * 500)\n", stderr=write)
    os.close(read)
    os.close(write)
