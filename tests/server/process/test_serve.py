"""``cs-simulator serve`` as a process: its port, its signals, its files, its options."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import fields

import pytest
from cs_simulator.runtime.settings import Settings

from tests.support import forked
from tests.support.builders import PASSWORD, a_create_body
from tests.support.forked import popen
from tests.support.process import call, command, create, serving


def refused(*options, **variables):
    """Start a server that is to end by itself; returns its one line of output."""
    ended = forked.run(
        command("serve", *options), env={**os.environ, **variables},
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (2, ""), ended
    [line] = ended.stderr.splitlines()
    assert line.startswith("cs-simulator: ")
    return line


def control(served, path):
    return call(served, "GET", f"/_simulator/{path}").ok()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state.db"


# ---- where it listens


def test_port_0_takes_a_free_port_which_is_in_the_endpoint_file(serve):
    served = serve()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+\n", served.endpoint_file.read_text())
    assert served.port > 0
    assert call(served, "GET", "/clusters") == (200, [])


def test_two_of_them_run_side_by_side(serve):
    one, other = serve(), serve()
    create(one)
    assert call(other, "GET", "/clusters") == (200, [])


def test_a_taken_port_is_refused_and_no_endpoint_file_is_left(serve, tmp_path):
    port, endpoint_file = serve().port, tmp_path / "second"
    line = refused("--db=:memory:", f"--port={port}", f"--endpoint-file={endpoint_file}")
    assert f"127.0.0.1:{port}" in line
    assert not endpoint_file.exists()


def test_an_address_that_others_reach_brings_a_token_for_the_control_plane(serve):
    served = serve("--host=0.0.0.0", "--allow-remote")
    [token] = re.findall("control plane token: (.+)", served.errors)
    assert call(served, "GET", "/_simulator/clock").status == 401
    assert call(served, "GET", "/_simulator/clock", Authorization=f"Bearer {token}").status == 200
    assert call(served, "GET", "/clusters") == (200, [])


def test_an_address_of_many_thousand_bytes_is_refused_in_json(serve):
    status, body = call(serve(), "GET", f"/clusters?name={'x' * 20_000}")
    assert (status, body["Code"]) == (400, "InvalidUrl")


# ---- how it ends


@pytest.mark.parametrize("start_process", [popen, subprocess.Popen], ids=["forked", "started"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_exit_code_0_and_without_a_word(tmp_path, number, start_process):
    with serving(tmp_path, start_process) as serve:
        served = serve()
        create(served)
        assert served.stop(number) == 0
    assert served.errors == ""
    assert not served.endpoint_file.exists()


def test_a_connection_that_stays_open_does_not_keep_it(serve):
    served = serve()
    with socket.create_connection(("127.0.0.1", served.port)) as idle:
        idle.sendall(b"GET /clusters HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(12) == b"HTTP/1.1 200"
        assert served.stop() == 0


def test_a_request_that_never_comes_whole_does_not_keep_it(serve):
    served = serve()
    with socket.create_connection(("127.0.0.1", served.port)) as slow:
        slow.sendall(b"POST /clusters HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        assert call(served, "GET", "/clusters") == (200, [])
        assert served.stop() == 0


# ---- its database


def test_the_database_is_one_file_once_it_has_ended(serve, file):
    served = serve(f"--db={file}")
    create(served)
    served.stop()
    assert [path.name for path in file.parent.glob(f"*{file.name}*")] == [file.name]


def test_what_was_answered_is_there_after_a_kill(serve, file):
    served = serve(f"--db={file}", "--clock=frozen")
    cluster_id = create(served)["cluster_id"]
    served.kill()
    again = serve(f"--db={file}", "--clock=frozen")
    assert call(again, "GET", f"/clusters/{cluster_id}").status == 200


def test_the_folder_of_the_database_is_made(serve, tmp_path):
    serve(f"--db={tmp_path}/some/where/state.db")
    assert (tmp_path / "some" / "where" / "state.db").exists()


def test_a_second_process_on_the_file_leaves_the_first_alone(serve, file):
    first = serve(f"--db={file}")
    create(first)
    assert "in use" in refused(f"--db={file}", "--port=0")
    assert len(call(first, "GET", "/clusters").body) == 1
    assert create(first, name="next", subnet_cidr="172.29.1.0/24")


def a_text(file):
    file.write_text("Buy milk. Feed the cat.\n" * 20)


def a_short_text(file):
    file.write_text("milk")


def a_database_of_another_program(file):
    with closing(sqlite3.connect(file)) as database:
        database.executescript("CREATE TABLE tenant (x); INSERT INTO tenant VALUES (1);")


def a_wal_database_of_another_program(file):
    with closing(sqlite3.connect(file)) as database:
        database.executescript("PRAGMA journal_mode = WAL; CREATE TABLE tenant (x);")


@pytest.mark.parametrize(
    "foreign",
    [a_text, a_short_text, a_database_of_another_program, a_wal_database_of_another_program],
)
def test_a_file_of_somebody_else_is_refused_and_left_byte_for_byte(file, foreign):
    foreign(file)
    before = file.read_bytes()
    assert "not a cs-simulator database" in refused(f"--db={file}", "--port=0")
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_of_a_newer_version_is_refused_and_left_byte_for_byte(serve, file):
    serve(f"--db={file}").stop()
    with closing(sqlite3.connect(file)) as database:
        database.executescript("PRAGMA journal_mode = DELETE; PRAGMA user_version = 99;")
    before = file.read_bytes()
    assert "a newer cs-simulator wrote it" in refused(f"--db={file}", "--port=0")
    assert file.read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path):
    assert str(tmp_path) in refused(f"--db={tmp_path}", "--port=0")


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    assert "--db" in refused(f"--db={tmp_path}/file/state.db", "--port=0")


# ---- its options


@pytest.mark.parametrize("name", [setting.name for setting in fields(Settings)])
def test_help_names_the_option_and_the_variable_of_each_setting(help_of_serve, name):
    assert f"--{name.replace('_', '-')}" in help_of_serve
    assert f"CS_SIMULATOR_{name.upper()}" in help_of_serve


@pytest.fixture(scope="module")
def help_of_serve():
    ended = forked.run(command("serve", "--help"), check=True, capture_output=True, text=True)
    return re.sub(r"\s*\n\s*", " ", ended.stdout)


def test_the_port_comes_from_the_environment(serve):
    port = str(serve().port)
    assert port in refused("--db=:memory:", CS_SIMULATOR_PORT=port)


def test_the_seed_comes_from_the_environment_unless_the_command_line_has_one(serve):
    assert control(serve(CS_SIMULATOR_SEED="7"), "health")["seed"] == 7
    assert control(serve("--seed=8", CS_SIMULATOR_SEED="7"), "health")["seed"] == 8


def test_quotas_come_from_the_environment_or_from_options(serve):
    quotas = control(serve(CS_SIMULATOR_QUOTA="clusters=2 eips=3"), "fixtures")["quotas"]
    assert (quotas["clusters"], quotas["eips"]) == (2, 3)
    quotas = control(serve("--quota=clusters=2", "--quota=eips=3"), "fixtures")["quotas"]
    assert (quotas["clusters"], quotas["eips"]) == (2, 3)


@pytest.mark.parametrize(
    "quota", ["clusters", "clusters=", "clusters=-1", "clusters=1.5", "clusters=²", "=3"]
)
def test_a_quota_that_is_none_is_refused(quota):
    assert f"--quota {quota}:" in refused("--db=:memory:", "--port=0", f"--quota={quota}")


@pytest.mark.parametrize("start", ["tomorrow", "2018-01-08T09:00:00", "5"])
def test_a_start_that_is_none_is_refused(start):
    line = refused("--db=:memory:", "--port=0", "--clock=frozen", f"--start={start}")
    assert "--start" in line


# ---- what it writes


def test_the_log_has_every_call_and_never_a_password(serve):
    served = serve("--log-level=debug", "--log-format=json")
    cluster_id = create(served)["cluster_id"]
    call(served, "POST", "/clusters", a_create_body(size="many"))
    call(served, "GET", f"/clusters?password={PASSWORD}")
    served.stop()
    lines = [json.loads(line) for line in served.errors.splitlines()]
    assert [line["event"] for line in lines].count("call.answered") == 3
    assert cluster_id in served.errors
    assert PASSWORD not in served.errors
