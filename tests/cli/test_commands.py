"""The command line, as a process: what it prints, how it ends."""

import json
import socket
import sqlite3
from pathlib import Path

import pytest
from cs_simulator import __version__

from tests.support.builders import a_create_body
from tests.support.command_line import refused, run
from tests.support.process import call


def one_line(text):
    assert text.count("\n") == 0, text
    return text


def health(served):
    return call(served, "GET", "/_simulator/health").body


def test_the_version_is_printed():
    assert run("version").stdout == f"{__version__}\n"
    assert json.loads(run("version", "--json").stdout) == {"version": __version__}


def test_help_names_every_command():
    output = run("--help").stdout
    assert all(name in output for name in ("serve", "wait", "version"))


def test_help_of_serve_names_each_option_with_its_variable():
    output = run("serve", "--help").stdout
    assert "--unknown-resources" in output
    assert "CS_SIMULATOR_UNKNOWN_RESOURCES" in output


def test_a_served_simulator_writes_where_it_is_and_removes_the_file_at_the_end(serve):
    served = serve()
    path = served.endpoint_file
    assert health(served)["status"] == "ok"
    served.process.terminate()
    assert served.process.wait(60) == 0
    assert not path.exists()


def test_options_come_from_the_environment_and_the_command_line_wins(serve, monkeypatch):
    monkeypatch.setenv("CS_SIMULATOR_SEED", "7")
    monkeypatch.setenv("CS_SIMULATOR_CLOCK", "frozen")
    answer = health(serve("--clock=polling"))
    assert (answer["seed"], answer["clock"]) == (7, "polling")


def test_a_taken_port_is_reported():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = one_line(refused("serve", "--db=:memory:", f"--port={port}"))
    assert f"127.0.0.1:{port}" in line


def test_a_folder_that_cannot_be_made_is_reported(tmp_path):
    (tmp_path / "file").write_text("")
    line = one_line(refused("serve", "--port=0", f"--db={tmp_path}/file/state.db"))
    assert "--db" in line


def test_a_foreign_database_is_reported_and_not_changed(tmp_path):
    path = tmp_path / "foreign.db"
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE theirs (x)")
    foreign.close()
    before = path.read_bytes()
    line = one_line(refused("serve", "--port=0", f"--db={path}"))
    assert "not a cs-simulator database" in line
    assert path.read_bytes() == before


def test_a_second_process_on_the_same_file_is_refused(serve, tmp_path):
    serve(f"--db={tmp_path}/state.db")
    line = one_line(refused("serve", "--port=0", f"--db={tmp_path}/state.db"))
    assert "in use by another process" in line


@pytest.mark.parametrize(
    ("option", "advice"),
    [
        ("--host=0.0.0.0", "--allow-remote"),
        ("--quota=pods=3", "unknown name"),
        ("--quota=eips=many", "eips=NUMBER"),
        ("--start=yesterday", "not an instant"),
        ("--port=99999", "99999"),
        ("--port=-1", "-1"),
        ("--db=", "--db"),
        ("--db=/dev/null", "no file"),
        (f"--seed={2**70}", "--seed"),
        ("--quota=clusters=" + "9" * 40, "nine digits"),
        ("--start=9999-12-31T23:59:59Z", "out of simulated time"),
        ("--rate=0", "--rate"),
        ("--default-region=mars", "--default-region"),
        ("--kubernetes-version=1.99", "--kubernetes-version"),
        ("--endpoint-file=/nowhere/at/all", "--endpoint-file"),
        ("--replica=", "--replica: give a name"),
    ],
)
def test_an_option_that_makes_no_sense_is_reported_in_one_line(option, advice):
    port = [] if "port" in option else ["--port=0"]
    assert advice in one_line(refused("serve", "--db=:memory:", option, *port))


@pytest.mark.parametrize("option", ["--clock=fast", "--journal=some", "--seed=x", "--nothing"])
def test_an_unknown_word_of_an_option_is_reported(option):
    assert option.split("=")[0] in refused("serve", "--db=:memory:", option)


def test_an_unknown_word_of_a_variable_is_reported():
    line = refused("serve", "--db=:memory:", CS_SIMULATOR_CLOCK="fast")
    assert "CS_SIMULATOR_CLOCK" in line


def test_waiting_for_a_simulator_prints_its_address(serve):
    served = serve()
    waited = run("wait", f"--endpoint-file={served.endpoint_file}", "--timeout=5")
    assert (waited.returncode, waited.stdout.strip()) == (0, served.url)
    as_json = run("wait", f"--url={served.url}", "--json").stdout
    assert json.loads(as_json) == {"ready": True, "url": served.url}


def test_waiting_in_vain_ends_with_exit_code_1(tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        waited = run("wait", f"--port={port}", "--timeout=0.2")
    assert waited.returncode == 1
    assert "was not ready" in one_line(waited.stderr.strip())


@pytest.mark.parametrize(
    "url", ["ftp://x", "http://127.0.0.1:abc", "http://127.0.0.1:99999", "http://["]
)
def test_an_address_that_cannot_be_used_is_reported(url):
    assert "--url" in one_line(refused("wait", f"--url={url}", "--timeout=1"))


def test_an_invalid_port_is_reported():
    assert "--port" in one_line(refused("wait", "--port=99999", "--timeout=1"))


def test_everything_is_there_after_a_restart(serve, tmp_path):
    db = f"--db={Path(tmp_path)}/state.db"
    first = serve(db, "--clock=frozen")
    cluster_id = call(first, "POST", "/clusters", a_create_body()).body["cluster_id"]
    call(first, "POST", "/_simulator/clock/advance", {"by": "1m"}).ok()
    before = call(first, "GET", "/_simulator/clock").body
    first.process.terminate()
    first.process.wait(60)

    second = serve(db, "--clock=frozen")
    assert call(second, "GET", "/_simulator/clock").body == before
    assert call(second, "GET", "/clusters").body[0]["cluster_id"] == cluster_id
    call(second, "POST", "/_simulator/clock/advance", {"until": "idle"}).ok()
    assert call(second, "GET", f"/clusters/{cluster_id}").body["state"] == "running"
