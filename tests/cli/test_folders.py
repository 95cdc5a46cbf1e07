"""A folder and its simulator: which process it is, who may see it, and what goes to it."""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main
from cs_simulator.runtime import presence

from tests.support.as_a_user import environment, run
from tests.support.builders import a_create_body
from tests.support.command_lines import ASKING
from tests.support.folders import Folder, held
from tests.support.process import call_url

# They tell whether one runs in this folder, and do nothing to it.
OF_THE_FOLDER = ("status", "wait", "logs", "stop", "replay")


@pytest.fixture
def a_folder(tmp_path):
    """Make folders; the simulators that were started in them end with the test."""
    made = []

    def make(name="mine", **variables):
        made.append(Folder(tmp_path / name, **variables))
        return made[-1]

    yield make
    for folder in made:
        if folder.path.exists():
            folder.path.chmod(0o755)
            folder.type("stop", code=None)


@pytest.fixture
def folder(a_folder):
    return a_folder()


@pytest.fixture
def sleeper():
    process = subprocess.Popen(["sleep", "600"])
    yield process
    process.kill()
    process.wait()


def one_line(text):
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    return text


def free_port():
    """A port of which the next one is free as well."""
    while True:
        with closing(socket.socket()) as one, closing(socket.socket()) as two:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def said(pid, **others):
    return {
        "pid": pid, "began": "", "url": "http://127.0.0.1:9", "folder": "/", "command": "start",
        "database": ":memory:", "version": "0", "ports": [], "notes": [], "token_file": "",
        **others,
    }  # fmt: skip


# ---- which process it is


def test_a_process_that_has_the_number_of_an_ended_one_is_left_alone(folder, sleeper):
    folder.state.mkdir()
    (folder.state / "server.pid").write_text(f"{sleeper.pid}\n")
    described = said(sleeper.pid, began=presence.beginning_of(sleeper.pid))
    (folder.state / "server.json").write_text(json.dumps(described))
    assert not folder.status()["running"]
    assert "no simulator that start has started runs" in folder.type("stop").stdout
    assert sleeper.poll() is None
    assert folder.start().startswith("http://127.0.0.1:")
    assert sleeper.poll() is None


def test_a_number_of_another_container_is_no_process_of_ours(folder, sleeper):
    folder.state.mkdir()
    with held(folder.state / "server.json", said(sleeper.pid, began="long ago")):
        refused = folder.type("stop", code=2)
        assert "another container" in one_line(refused.stderr)
        assert "no simulator was started" in folder.type("reset", code=2).stderr
    assert sleeper.poll() is None


def test_a_list_of_what_runs_is_not_believed_without_the_lock(folder, sleeper, tmp_path):
    listed = tmp_path / "run/cs-simulator"
    listed.mkdir(mode=0o700)
    described = said(sleeper.pid, folder=str(folder.path), url="http://127.0.0.1:9")
    (listed / f"{sleeper.pid}.json").write_text(json.dumps(described))
    assert folder.status()["all"] == []
    assert not folder.status()["running"]
    folder.type("stop")
    assert sleeper.poll() is None


def test_after_a_kill_another_one_is_started(folder, tmp_path):
    folder.start("--control-token=open-sesame")
    os.kill(folder.status()["pid"], signal.SIGKILL)
    assert not folder.status()["running"]
    assert list((tmp_path / "run/cs-simulator").iterdir()) == []  # nothing is left in the list
    assert folder.start().startswith("http://127.0.0.1:")
    assert folder.status()["answers"]


def test_one_whose_folder_was_removed_is_still_stopped(folder):
    folder.start()
    pid = folder.status()["pid"]
    shutil.rmtree(folder.state)
    assert folder.status()["pid"] == pid
    assert folder.type("stop").stdout == "stopped\n"
    assert not folder.status()["running"]


def test_two_starts_at_once_start_one(folder):
    starts = [folder.open("start", "--port=0") for _ in range(3)]
    ended = [start.communicate(timeout=60) for start in starts]
    assert {start.returncode for start in starts} == {0}
    assert len({output for output, _ in ended}) == 1
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+\n", ended[0][0])


def test_start_and_stop_can_be_repeated(folder):
    address = folder.start()
    again = folder.type("start", "--port=0", "--clock=polling")
    assert again.stdout.strip() == address
    assert "it was running already" in again.stderr
    assert "cs-simulator stop, then start again" in again.stderr
    assert json.loads(folder.type("start", "--json").stdout)["was_running"]
    assert folder.type("stop").stdout == "stopped\n"
    assert "runs in this folder" in one_line(folder.type("stop").stdout)
    assert json.loads(folder.type("stop", "--json").stdout) == {"stopped": None}


def test_a_start_that_is_interrupted_leaves_nothing_behind(folder, tmp_path):
    hooks = tmp_path / "config/init/ready.d"
    hooks.mkdir(parents=True)
    (hooks / "slow.sh").write_text(f"touch {tmp_path}/reached\nexec sleep 600\n")
    start = folder.open("start", "--port=0", f"--config-dir={tmp_path}/config")
    while not (tmp_path / "reached").exists():
        assert start.poll() is None
    start.send_signal(signal.SIGINT)
    start.communicate(timeout=120)
    assert folder.start("--db=.cs-simulator/state.db")


def test_a_start_that_fails_says_why_in_one_line(folder):
    (folder.path / "broken.yaml").write_text("kind: Scenario\n")
    refused = folder.type("start", "--port=0", "--scenario=broken.yaml", code=2)
    assert "broken.yaml" in refused.stderr
    assert "No such option" in folder.type("start", "--prot=0", code=2).stderr
    assert not folder.status()["running"]


# ---- folders that are not ours


def test_a_folder_that_cannot_be_written_to_is_reported_in_one_line(folder):
    folder.path.chmod(0o555)
    for command in ("start", "reset"):
        one_line(folder.type_as_anybody(command, code=2).stderr)
    assert "permission denied" in folder.type_as_anybody("start", code=2).stderr
    assert folder.type_as_anybody("status", code=1).stdout == "not running\n"
    folder.type_as_anybody("stop", code=0)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
@pytest.mark.parametrize(
    ("command", "code"), [("start", 2), ("stop", 2), ("status", 1), ("logs", 2), ("reset", 2)]
)
def test_the_folder_of_another_user_is_reported_in_one_line(folder, command, code):
    folder.state.mkdir(mode=0o700)
    os.chown(folder.state, 65534, 65534)
    refused = folder.type_as_anybody(command, code=code)
    assert refused.stdout == ""
    assert re.search("belongs to the user|ermission denied", one_line(refused.stderr))


def test_a_file_in_the_place_of_the_folder_is_reported_in_one_line(folder):
    folder.state.write_text("")
    assert ".cs-simulator: File exists" in one_line(folder.type("start", code=2).stderr)


def test_a_log_that_cannot_be_opened_is_reported_in_one_line(folder):
    (folder.state / "server.log").mkdir(parents=True)
    assert "server.log: Is a directory" in one_line(folder.type("start", code=2).stderr)


def test_what_is_kept_is_for_its_owner_only_and_git_ignores_it(folder):
    folder.state.mkdir(mode=0o755)
    (folder.state / "server.log").touch(mode=0o644)
    folder.start("--tls-port=0")
    call_url(f"{(folder.state / 'endpoint').read_text().strip()}/clusters")
    assert stat.S_IMODE(folder.state.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.state.iterdir()}
    assert {"state.db", "server.log", "server.json", "endpoint", "ca.pem"} <= modes.keys()
    assert set(modes.values()) == {0o600}, modes
    subprocess.run(["git", "init", "-q"], cwd=folder.path, check=True)
    git = ["git", "status", "--porcelain"]
    seen = subprocess.run(git, cwd=folder.path, check=True, capture_output=True, text=True)
    assert seen.stdout == ""


def test_what_serve_keeps_is_for_its_owner_only_too(folder):
    served = folder.open("serve", "--port=0")
    try:
        assert json.loads(served.stderr.readline())["event"] == "server.ready"
        assert stat.S_IMODE(folder.state.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder.state / "state.db").stat().st_mode) == 0o600
        assert (folder.state / ".gitignore").read_text() == "*\n"
    finally:
        served.terminate()
        served.communicate()


# ---- where commands go


def test_no_command_goes_to_a_simulator_of_somebody_else(a_folder, monkeypatch):
    port = free_port()
    theirs = a_folder("theirs").start(f"--port={port}")
    call_url(f"{theirs}/clusters", "POST", a_create_body()).ok()
    before = call_url(f"{theirs}/_simulator/calls").body
    mine = a_folder("mine")
    (mine.path / "one.db").touch()
    monkeypatch.chdir(mine.path)
    monkeypatch.setenv("CS_SIMULATOR_PORT", str(port))
    monkeypatch.setenv("XDG_RUNTIME_DIR", mine.variables["XDG_RUNTIME_DIR"])
    lines = [typed.line for typed in ASKING if typed.line.split()[0] not in OF_THE_FOLDER]
    for line in lines:
        refused = CliRunner().invoke(main, shlex.split(line))
        assert refused.exit_code == 2, (line, refused)
        assert "no simulator was started in this folder" in one_line(refused.stderr)
        assert theirs in refused.stderr  # the list of what runs
    assert call_url(f"{theirs}/_simulator/calls").body == before
    assert CliRunner().invoke(main, ["reset", "--url", theirs]).exit_code == 0


def test_a_simulator_that_serve_runs_in_the_folder_is_that_of_the_folder(folder):
    served = folder.open("serve", "--port=0", "--db=:memory:")
    try:
        served.stderr.readline()
        status = folder.status()
        assert (status["pid"], status["command"], status["answers"]) == (served.pid, "serve", True)
        assert folder.type("clusters", "list").stdout.startswith("cluster_id")
        assert f"process {served.pid}" in folder.type("stop").stdout
        assert served.poll() is None
        second = folder.open("serve", "--port=0", "--db=:memory:")
        try:
            second.stderr.readline()
            assert "several run in this folder" in one_line(folder.type("reset", code=2).stderr)
        finally:
            second.terminate()
            second.communicate()
    finally:
        served.terminate()
        served.communicate()
    assert not folder.status()["running"]


def test_what_runs_on_this_machine_is_listed(a_folder):
    one, two = a_folder("one"), a_folder("two")
    addresses = {one.start(), two.start("--db=:memory:")}
    answer = json.loads(one.type("status", "--all", "--json").stdout)
    listed = {simulator["url"]: simulator["folder"] for simulator in answer["all"]}
    assert addresses <= listed.keys()  # beside what runs on the machine otherwise
    assert {listed[address] for address in addresses} == {str(one.path), str(two.path)}
    shown = a_folder("three").type("status", "--all").stdout
    assert str(one.path) in shown
    assert ":memory:" in shown


def test_waiting_finds_the_simulator_of_the_folder(folder):
    address = folder.start()
    assert folder.type("wait").stdout.strip() == address


@pytest.fixture
def hanging(serve):
    served = serve("--clock=frozen")
    served.process.send_signal(signal.SIGSTOP)
    yield served
    served.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize(
    "line",
    [
        "clusters list", "reset", "clock advance 1m", "snapshot save one", "calls list",
        "calls tail", "doctor", "env", "env --new", "faults list",
    ],
)  # fmt: skip
def test_a_command_does_not_wait_for_ever_for_a_server_that_hangs(hanging, line):
    words = [*line.split(), "--url", hanging.url, "--answer-timeout=0.2"]
    ended = CliRunner().invoke(main, words)
    assert ended.exit_code == 1, ended
    assert "has not answered within 0.2 s" in one_line(ended.stderr)


def test_the_state_of_a_server_that_hangs_is_shown(folder):
    folder.start("--db=:memory:")
    pid = folder.status()["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:
        assert "no answer" in folder.type("status", code=1).stdout
        assert "was not ready" in folder.type("wait", "--timeout=0.2", code=1).stderr
    finally:
        os.kill(pid, signal.SIGKILL)


def test_starting_one_that_hangs_says_so(folder):
    folder.start("--db=:memory:")
    pid = folder.status()["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:
        assert "it does not answer" in folder.type("start").stderr
    finally:
        os.kill(pid, signal.SIGKILL)


def test_whoever_has_the_database_is_named(a_folder):
    theirs, mine = a_folder("theirs"), a_folder("mine")
    theirs.start()
    refused = mine.type("start", "--port=0", f"--db={theirs.state}/state.db", code=2)
    assert "in use by another process" in one_line(refused.stderr)
    assert str(theirs.path) in refused.stderr


@pytest.mark.parametrize("answer", [b"<html>", b"[1", b""])
def test_whatever_is_no_simulator_is_reported_in_one_line(folder, answer):
    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever).start()
        url = f"http://127.0.0.1:{other.server_port}"
        for line in ("clock show", "clusters list", "env", "calls list"):
            refused = CliRunner().invoke(main, [*line.split(), "--url", url])
            assert refused.exit_code == 1, refused
            assert "it is not a simulator" in one_line(refused.stderr)
        other.shutdown()


# ---- logs


def test_a_reader_of_the_log_that_leaves_is_no_problem(folder):
    folder.state.mkdir()
    (folder.state / "server.log").write_text("a line of the log\n" * 20_000)
    shown = run(folder.path, "bash", "-c", "cs-simulator logs --lines 20000 | head -1")
    assert shown.stdout == "a line of the log\n"
    assert shown.stderr == ""


def test_the_log_where_none_was_started_is_reported(folder):
    assert "was one started" in one_line(folder.type("logs", code=2).stderr)


# ---- the token of --allow-remote


def test_a_token_that_is_made_is_shown_once_used_by_commands_and_never_logged(folder):
    shown = folder.type("start", "--port=0", "--host=0.0.0.0", "--allow-remote")
    token = re.search(r"control plane token: (\S+)", shown.stderr)[1]
    assert shown.stdout.startswith("http://127.0.0.1:")
    assert folder.type("clock", "show").stdout
    again = folder.type("start", "--json")
    assert token not in again.stdout + again.stderr  # once
    assert Path(json.loads(again.stdout)["token_file"]).read_text() == f"{token}\n"
    folder.type("clock", "show", "--token=wrong", code=2)
    files = {path.name: path.read_bytes() for path in folder.state.iterdir()}
    assert [name for name, raw in files.items() if token.encode() in raw] == ["token"]
    folder.type("stop")
    assert not (folder.state / "token").exists()


def test_a_token_that_is_given_is_used_by_commands_too(folder):
    started = folder.type("start", "--port=0", "--control-token=open-sesame")
    assert "open-sesame" not in started.stdout + started.stderr
    assert folder.type("clock", "show").stdout
    (folder.state / "token").chmod(0)
    assert "needs its token" in folder.type_as_anybody("clock", "show", code=2).stderr


def test_an_address_for_other_machines_needs_its_option(folder):
    refused = folder.type("start", "--port=0", "--host=0.0.0.0", code=2)
    assert "--allow-remote" in one_line(refused.stderr)


# ---- options that change nothing


@pytest.mark.parametrize(
    ("option", "advice"),
    [
        ("--clock=scaled", "cs-simulator clock set scaled"),
        ("--seed=8", "cs-simulator reset"),
        ("--start=2020-01-01T00:00:00Z", "cs-simulator reset"),
        ("--scenario=slow-day", "cs-simulator reset"),
    ],
)
def test_an_option_that_the_database_makes_moot_is_named_and_can_be_applied(folder, option, advice):
    created = call_url(f"{folder.start()}/clusters", "POST", a_create_body()).body
    folder.type("stop")
    again = folder.type("start", "--port=0", option, "--clock=frozen", option)
    name, _, value = option.partition("=")
    [line] = [line for line in again.stderr.splitlines() if f"{name} {value}" in line]
    assert advice in line
    assert created["cluster_id"] in folder.type("clusters", "list").stdout
    folder.type(*advice.split()[1:])
    folder.type("stop")
    third = folder.type("start", "--port=0", "--clock=frozen", option)
    repeated = [line for line in third.stderr.splitlines() if f"{name} {value}" in line]
    assert repeated == []


@pytest.mark.parametrize("option", ["--clock=scaled", "--seed=8"])
def test_a_damaged_tenant_keeps_no_simulator_from_starting_with_an_option(folder, option):
    call_url(f"{folder.start()}/clusters", "POST", a_create_body())
    folder.type("stop")
    with closing(sqlite3.connect(folder.state / "state.db")) as database, database:
        database.execute("UPDATE cluster SET checksum = checksum + 1")
    health = call_url(f"{folder.start(option)}/_simulator/health").body
    assert list(health["damaged_tenants"]) == ["default"]


def test_an_interval_that_the_database_makes_moot_is_named_and_can_be_applied(folder):
    polling = ("start", "--port=0", "--clock=polling")
    call_url(f"{folder.type(*polling).stdout.strip()}/clusters")
    folder.type("stop")
    again = folder.type(*polling, "--poll-interval=10s")
    advice = "cs-simulator clock set polling --interval 10s"
    assert f"with the interval 0s: {advice}" in again.stderr
    folder.type(*advice.split()[1:])
    folder.type("stop")
    assert folder.type(*polling, "--poll-interval=10s").stderr == ""


def test_an_interval_needs_a_polling_clock(folder):
    refused = folder.type("start", "--port=0", "--poll-interval=10s", code=2)
    assert "--poll-interval 10s: it is for --clock polling" in one_line(refused.stderr)
    refused = folder.type("start", "--clock=polling", "--poll-interval=often", code=2)
    assert "--poll-interval: 'often' is not a duration" in one_line(refused.stderr)


def test_options_that_are_as_they_were_are_not_named(folder):
    options = ("--port=0", "--seed=3", "--clock=scaled", "--rate=5", "--scenario=slow-day")
    address = folder.type("start", *options).stdout.strip()
    call_url(f"{address}/clusters")
    folder.type("stop")
    assert folder.type("start", *options).stderr == ""


# ---- ports


def test_the_port_after_the_first_is_free_for_https(folder):
    port = free_port()
    folder.start(f"--port={port}", f"--tls-port={port + 1}")
    assert folder.status()["url"].endswith(f":{port}")


def test_whoever_has_the_port_is_named(a_folder):
    mine = a_folder("mine")
    theirs = a_folder("theirs")
    address = theirs.start()
    port = address.rpartition(":")[2]
    refused = one_line(mine.type("start", f"--port={port}", code=2).stderr)
    assert str(theirs.path) in refused
    assert "--port 0" in refused
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        for option in ("--tls-port", "--master-port"):
            refused = one_line(mine.type("start", "--port=0", f"{option}={port}", code=2).stderr)
            assert f"process {os.getpid()} (" in refused
            assert f"{option} 0" in refused


def test_one_port_for_two_is_refused(folder):
    refused = folder.type("start", "--port=8015", "--tls-port=8015", code=2)
    assert "--port and --tls-port are both 8015" in one_line(refused.stderr)


# ---- the variables of clients


def variables_of(folder, *options):
    return json.loads(folder.type("env", "--json", *options).stdout)


def typed_with(folder, variables, *words):
    return Folder(folder.path, **folder.variables, **variables).type(*words)


def test_after_a_new_tenant_was_made_commands_mean_it(folder):
    folder.start()
    variables = variables_of(folder, "--new")
    call_url(
        f"{variables['CS_SIMULATOR_URL']}/clusters", "POST", a_create_body(name="of-the-new-one"),
        headers={"Authorization": f"acs {variables['ALICLOUD_ACCESS_KEY']}:x"},
    ).ok()  # fmt: skip
    assert "of-the-new-one" in typed_with(folder, variables, "clusters", "list").stdout
    assert "of-the-new-one" not in folder.type("clusters", "list").stdout
    again = json.loads(typed_with(folder, variables, "env", "--json").stdout)
    assert again["CS_SIMULATOR_TENANT"] == variables["CS_SIMULATOR_TENANT"]


@pytest.mark.parametrize("options", [(), ("--new",), ("--tenant=mine",)])
@pytest.mark.parametrize("auth", ["enforce", "log"])
def test_where_signatures_are_verified_the_keys_work(folder, auth, options):
    folder.start(f"--auth={auth}", "--credentials=other:secret", "--log-level=warning")
    variables = variables_of(folder, *options)
    program = (
        "import os\n"
        "from aliyunsdkcore.client import AcsClient\n"
        "from aliyunsdkcs.request.v20151215 import DescribeClustersRequest as of_sdk\n"
        "names = ('ACCESS_KEY_ID', 'ACCESS_KEY_SECRET', 'REGION_ID')\n"
        "client = AcsClient(*(os.environ[f'ALIBABA_CLOUD_{name}'] for name in names))\n"
        "request = of_sdk.DescribeClustersRequest()\n"
        "request.set_endpoint(os.environ['CS_ENDPOINT'])\n"
        "print(client.do_action_with_exception(request).decode())\n"
    )
    assert run(folder.path, sys.executable, "-c", program, **variables).stdout == "[]\n"
    calls = typed_with(folder, variables, "calls", "list").stdout
    assert "\t200\t" in calls
    assert "signature.refused" not in folder.type("logs").stdout


def test_behind_a_token_the_variables_are_enough_for_commands(folder, tmp_path):
    folder.start("--control-token=open-sesame")
    variables = variables_of(folder)
    elsewhere = Folder(tmp_path / "elsewhere", XDG_RUNTIME_DIR=str(tmp_path), **variables)
    assert elsewhere.type("clock", "show").stdout
    url = variables["CS_SIMULATOR_URL"]
    assert folder.type("clock", "show", "--url", url).stdout  # one of ours, whose token is known


def test_with_tls_clients_trust_the_simulator_and_everybody_else_as_before(folder):
    folder.start("--tls")
    variables = variables_of(folder)
    assert variables["CS_SIMULATOR_URL"].startswith("https://")
    program = (
        "import os, ssl, urllib.request\n"
        "url = os.environ['CS_SIMULATOR_URL'] + '/clusters'\n"
        "with urllib.request.urlopen(url, timeout=60) as answer:\n"
        "    print(answer.read().decode())\n"
        "print(len(ssl.create_default_context().get_ca_certs()))\n"
    )
    text, known = run(folder.path, sys.executable, "-c", program, **variables).stdout.split()
    usual = "import ssl; print(len(ssl.create_default_context().get_ca_certs()))"
    before = run(folder.path, sys.executable, "-c", usual).stdout
    assert (text, int(known)) == ("[]", int(before) + 1)
    again = json.loads(typed_with(folder, variables, "env", "--json").stdout)
    assert again["SSL_CERT_FILE"] == variables["SSL_CERT_FILE"]
    assert int(run(folder.path, sys.executable, "-c", usual, **again).stdout) == int(known)
    assert "BEGIN CERTIFICATE" in Path(variables["NODE_EXTRA_CA_CERTS"]).read_text()


def test_a_certificate_of_others_is_not_said_to_be_trusted(folder):
    openssl = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 9"
    subprocess.run(
        [*openssl.split(), "-subj", "/CN=localhost"], cwd=folder.path, check=True,
        capture_output=True,
    )  # fmt: skip
    folder.start("--tls", "--tls-certificate=cert.pem", "--tls-key=key.pem")
    printed = folder.type("env")
    assert "SSL_CERT_FILE" not in printed.stdout
    assert "another authority" in one_line(printed.stderr)


def test_a_proxy_of_the_environment_is_set_to_nothing(a_folder):
    folder = a_folder("mine", HTTP_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9")
    folder.start()
    printed = folder.type("env")
    assert "export HTTP_PROXY=''" in printed.stdout
    assert "https_proxy" not in printed.stdout
    assert "HTTP_PROXY" in one_line(printed.stderr)
    assert folder.type("clusters", "list").stdout


@pytest.mark.parametrize("shell", ["bash", "dotenv"])
def test_a_name_with_signs_of_the_shell_stays_what_it_is(folder, shell):
    folder.start()
    name = """a'b"c$HOME`d\\e"""
    printed = folder.type("env", f"--tenant={name}", f"--shell={shell}").stdout
    (folder.path / "variables").write_text(printed)
    lines = 'set -a; . ./variables; printf "%s" "$CS_SIMULATOR_TENANT"'
    assert run(folder.path, "bash", "-c", lines).stdout == name


# ---- the doctor


def test_the_doctor_says_what_was_not_tried(folder):
    folder.start("--auth=enforce", "--credentials=id:secret")
    assert "----  a cluster's life: not tried: calls must be signed" in folder.type("doctor").stdout
    answer = json.loads(folder.type("doctor", "--json").stdout)
    [life] = [check for check in answer["checks"] if check["check"] == "a cluster's life"]
    assert (life["ok"], answer["ok"]) == (None, True)


@pytest.mark.parametrize("words", ["status", "stop", "clusters list", "reset", "env", "doctor"])
def test_a_folder_that_was_deleted_has_no_simulator(folder, words):
    done = deleted(folder, words)

    assert done.returncode == {"status": 1, "stop": 0}.get(words, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert len((done.stdout + done.stderr).splitlines()) == 1


def test_what_is_started_in_a_folder_that_was_deleted_ends_in_words(folder):
    done = deleted(folder, "serve --port=0")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_was_deleted_serves_a_database_of_another(folder, tmp_path):
    serve = f"timeout --signal=TERM 20 {sys.executable} -m cs_simulator serve --port=0"
    options = f"--db={tmp_path}/state.db --endpoint-file={tmp_path}/endpoint"
    with subprocess.Popen(
        ["bash", "-c", f'rmdir "$PWD"; exec {serve} {options}'], cwd=folder.path,
        stderr=subprocess.PIPE, text=True, env=environment(**folder.variables),
    ) as process:  # fmt: skip
        line = process.stderr.readline()
        process.terminate()
        rest = process.stderr.read()

    assert "server.ready" in line
    assert "Traceback" not in rest


def deleted(folder, words):
    """Type a command in a folder that is deleted before it is run."""
    line = f'rmdir "$PWD"; exec {sys.executable} -m cs_simulator {words}'
    return subprocess.run(
        ["bash", "-c", line], cwd=folder.path, env=environment(**folder.variables),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
