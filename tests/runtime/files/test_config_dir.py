"""``serve --config-dir``: scenarios found by name, fixtures, and hooks, each in a folder of it."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.support import forked
from tests.support.builders import a_create_body
from tests.support.process import call, command

SCENARIO = """
apiVersion: simulator/v1
kind: Scenario
metadata: {name: %s, description: %s}
rules: [{id: %s, when: {operation: DescribeClusters}, then: {error: {code: Throttling}}}]
"""
PYTHON_HOOK = (
    f"#!{sys.executable}\n"
    """
import json, os, urllib.error, urllib.request
def ask(path, body=None, **headers):
    headers["Content-Type"] = "application/json"
    raw = json.dumps(body).encode() if body else None
    request = urllib.request.Request(os.environ["CS_SIMULATOR_URL"] + path, raw, headers)
    try:
        return urllib.request.urlopen(request, timeout=60).status
    except urllib.error.HTTPError as refused:
        return refused.code
"""
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "config"


@pytest.fixture
def put(folder):
    """Write a file below the folder of ``--config-dir``."""

    def put(where, text, mode=0o644):
        path = folder / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    return put


@pytest.fixture
def run(serve, folder):
    """Serve with the folder, which is there even if nothing was put into it."""
    folder.mkdir()
    return lambda *options, **variables: serve(f"--config-dir={folder}", *options, **variables)


@pytest.fixture
def put_scenario(put):
    def put_scenario(where, name):
        put(f"scenarios/{where}", SCENARIO % (name, name, name))

    return put_scenario


def rules(served, tenant="default"):
    return [
        each["id"]
        for each in call(served, "GET", f"/_simulator/faults?tenant={tenant}").body["faults"]
    ]


def events(served, name):
    """What the log tells of one kind of event."""
    lines = (json.loads(line) for line in served.errors.splitlines() if line.startswith("{"))
    return [line for line in lines if line["event"] == name]


def failed(folder, *options):
    """Start a server that is to fail; gives the one line it says and its exit code."""
    ended = forked.run(
        command(
            "serve", "--db=:memory:", "--port=0", f"--config-dir={folder}", "--log-level=warning",
            *options,
        ),
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    [line] = ended.stderr.splitlines()
    return ended.returncode, line.removeprefix("cs-simulator: ")


# ---- the folder itself


def test_an_empty_folder_changes_nothing(run):
    assert rules(run()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    code, line = failed(tmp_path / "nowhere")
    assert (code, line) == (2, f"--config-dir {tmp_path}/nowhere: there is no such folder")


def test_the_config_dir_comes_from_the_environment(serve, put_scenario, folder):
    put_scenario("mine.yaml", "mine")
    assert rules(serve("--scenario=mine", CS_SIMULATOR_CONFIG_DIR=str(folder))) == ["mine"]


def test_without_a_config_dir_nothing_about_hooks_is_loaded(tmp_path):
    program = (
        "import sys, threading, os, signal, cs_simulator.server.process.listening as l;"
        "from cs_simulator.runtime.settings import Settings;"
        "threading.Timer(1, os.kill, (os.getpid(), signal.SIGTERM)).start();"
        "l.listen(Settings(db=':memory:', port=0, master_port='none'));"
        "print('cs_simulator.runtime.hooks.run' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "False\n"


# ---- fixtures


@pytest.mark.parametrize("number", [7, 8])
def test_every_tenant_finds_its_fixtures_and_those_of_the_option_weigh_more(
    run, put, tmp_path, number
):
    put("fixtures/10-first.yaml", "quotas: {clusters: 6, eips: 9}")
    put("fixtures/20-second.yaml", "quotas: {clusters: 7}")
    own = tmp_path / "own.yaml"
    own.write_text(f"quotas: {{clusters: {number}}}")
    served = run(f"--fixtures={own}") if number == 8 else run()
    call(served, "POST", "/_simulator/tenants", {"name": "somebody"}).ok()
    quotas = call(served, "GET", "/_simulator/fixtures?tenant=somebody").body["quotas"]
    assert (quotas["clusters"], quotas["eips"]) == (number, 9)


def test_fixtures_that_make_no_sense_are_refused_by_their_file(put, folder):
    put("fixtures/bad.yaml", "vpcs: 5")
    code, line = failed(folder)
    assert code == 2
    assert line.startswith(f"--config-dir: {folder}/fixtures/bad.yaml")


# ---- scenarios


def test_scenarios_of_the_config_dir_are_found_by_name_like_shipped_ones(run, put_scenario):
    put_scenario("mine.yaml", "mine")
    served = run()
    assert rules(served) == []
    assert call(served, "PUT", "/_simulator/scenario", {"name": "mine"}).status == 200
    assert rules(served) == ["mine"]
    made = call(served, "POST", "/_simulator/tenants", {"name": "guest", "scenario": "mine"})
    assert made[0] == 200, made
    assert rules(served, "guest") == ["mine"]
    assert call(served, "PUT", "/_simulator/scenario", {"name": "throttled-client"}).status == 200


def test_a_scenario_includes_one_that_is_found_by_name(run, put_scenario, put):
    put_scenario("deeper/mine.yaml", "mine")
    put(
        "scenarios/other.yaml",
        "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: other}\ninclude: [mine]\n",
    )
    assert rules(run("--scenario=other")) == ["mine"]


def test_one_of_its_own_stands_before_the_shipped_one_of_that_name(run, put_scenario):
    put_scenario("throttled-client.yaml", "mine")
    assert rules(run("--scenario=throttled-client")) == ["mine"]


def test_default_yaml_is_in_force_unless_another_is_named(run, put_scenario):
    put_scenario("default.yaml", "the-default")
    put_scenario("mine.yaml", "mine")
    assert rules(run()) == ["the-default"]
    assert rules(run("--scenario=mine")) == ["mine"]


def test_what_a_mounted_config_map_hides_is_no_scenario(run, put_scenario):
    put_scenario("..2018_01_08/mine.yaml", "hidden")
    status, refused = call(run(), "PUT", "/_simulator/scenario", {"name": "mine"})
    assert (status, refused["code"]) == (404, "NotFound")


def test_the_commands_know_its_scenarios_too(put_scenario, folder):
    put_scenario("mine.yaml", "my-lesson")
    listed = forked.run(
        command("scenario", "list", "--json"), capture_output=True, text=True, check=True,
        env={**os.environ, "CS_SIMULATOR_CONFIG_DIR": str(folder)},
    )  # fmt: skip
    names = {row["name"]: row["description"] for row in json.loads(listed.stdout)}
    assert names["mine"] == "my-lesson"
    assert "throttled-client" in names


# ---- hooks: which, and when


def test_what_start_d_writes_is_read_by_the_server(run, put, folder):
    put(
        "init/start.d/10.sh",
        f"mkdir {folder}/fixtures; echo 'quotas: {{clusters: 3}}' > {folder}/fixtures/a.yaml",
    )
    assert call(run(), "GET", "/_simulator/fixtures").body["quotas"]["clusters"] == 3


def test_a_server_is_ready_only_when_its_ready_hooks_have_ended(run, put, tmp_path):
    create = f"ask('/clusters', {a_create_body()!r})"
    asked = f"[ask('/_simulator/livez'), ask('/_simulator/readyz'), {create}]"
    put(
        "init/ready.d/fill",
        f"{PYTHON_HOOK}open('{tmp_path}/seen', 'w').write(repr({asked}))",
        0o755,
    )
    served = run()
    assert (tmp_path / "seen").read_text() == "[200, 503, 202]"
    assert len(call(served, "GET", "/clusters").body) == 1
    assert call(served, "GET", "/_simulator/readyz").status == 200


def test_shutdown_d_is_run_while_the_server_still_answers(run, put, tmp_path):
    put(
        "init/shutdown.d/look",
        f"{PYTHON_HOOK}open('{tmp_path}/seen', 'w').write(str(ask('/clusters')))",
        0o755,
    )
    served = run()
    assert not (tmp_path / "seen").exists()
    assert served.stop() == 0
    assert (tmp_path / "seen").read_text() == "200"


def test_hooks_run_by_name_and_only_what_can_be_run(run, put, tmp_path):
    def note(word):
        return f"echo {word} >> {tmp_path}/seen\n"

    put("init/ready.d/30-bash.sh", f"#!/bin/bash\n[[ $0 == *bash.sh ]] && {note('bash')}", 0o755)
    put("init/ready.d/10-plain.sh", note("plain"))
    put("init/ready.d/20-program", f"#!/bin/sh\n{note('program')}", 0o755)
    put("init/ready.d/40-nameless.sh", note("nameless"), 0o755)
    put("init/ready.d/50-forgotten", note("forgotten"))
    put("init/ready.d/60-data.json", f"#!/bin/sh\n{note('data')}", 0o755)
    put("init/ready.d/.hidden.sh", note("hidden"))
    put("init/ready.d/..data/70-twice.sh", note("twice"))
    served = run("--log-format=json")
    assert (tmp_path / "seen").read_text().split() == ["plain", "program", "bash", "nameless"]
    assert [each["hook"] for each in events(served, "hook.passed_over")] == ["ready.d/50-forgotten"]


# ---- hooks: what they write, and how they fail


def test_the_output_of_hooks_is_logged_line_by_line_without_the_token(run, put):
    put("init/ready.d/say.sh", "echo one; printf two >&2; echo it is $CS_SIMULATOR_CONTROL_TOKEN")
    served = run("--log-level=info", "--log-format=json", "--control-token=open-sesame")
    wrote = {(each["stream"], each["line"]) for each in events(served, "hook.wrote")}
    assert wrote == {("stdout", "one"), ("stderr", "two"), ("stdout", "it is ***")}
    assert "open-sesame" not in served.errors


def test_a_hook_can_use_the_control_plane_of_a_server_that_others_reach(run, put, tmp_path):
    bearer = "'Bearer ' + os.environ['CS_SIMULATOR_CONTROL_TOKEN']"
    look = f"ask('/_simulator/clock', Authorization={bearer})"
    put("init/ready.d/look", f"{PYTHON_HOOK}open('{tmp_path}/seen', 'w').write(str({look}))", 0o755)
    run("--host=0.0.0.0", "--allow-remote")
    assert (tmp_path / "seen").read_text() == "200"


@pytest.mark.parametrize("moment", ["start.d", "ready.d"])
def test_a_hook_that_fails_ends_serve_and_no_other_is_run(put, folder, tmp_path, moment):
    put(f"init/{moment}/10-seed.sh", "echo no such bucket >&2; exit 3")
    put(f"init/{moment}/20-next.sh", f"touch {tmp_path}/next")
    said = f"hook {moment}/10-seed.sh ended with exit code 3: no such bucket"
    assert failed(folder) == (1, said)
    assert not (tmp_path / "next").exists()


def test_a_hook_that_takes_too_long_is_ended_with_what_it_started(put, folder, tmp_path):
    os.mkfifo(tmp_path / "held")
    held = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    put("init/start.d/slow.sh", f"sleep 60 > {tmp_path}/held; true")
    code, line = failed(folder, "--hook-timeout=0.5")
    os.set_blocking(held, True)
    with open(held, "rb") as fifo:
        assert fifo.read() == b""  # comes to its end only when nobody holds it any more
    assert (code, line) == (
        1, "hook start.d/slow.sh was ended: it takes longer than --hook-timeout 0.5"
    )  # fmt: skip


def test_a_hook_that_cannot_be_run_is_reported(put, folder):
    put("init/start.d/odd", "#!/no/such/interpreter\n", 0o755)
    assert failed(folder) == (1, "hook start.d/odd cannot be run: No such file or directory")


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan"])
def test_a_time_limit_that_is_none_is_refused(folder, seconds):
    code, line = failed(folder, f"--hook-timeout={seconds}")
    assert code == 2
    assert line.startswith(f"--hook-timeout {seconds}: ")


def test_what_a_hook_leaves_running_is_not_waited_for(run, put, tmp_path):
    put("init/ready.d/leave.sh", f"sleep 60 & echo $! > {tmp_path}/pid")
    try:
        run("--hook-timeout=5")
    finally:
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


def test_a_failing_shutdown_hook_is_logged_and_the_next_one_is_run(run, put, tmp_path):
    put("init/shutdown.d/10.sh", "exit 3")
    put("init/shutdown.d/20.sh", f"touch {tmp_path}/next")
    served = run("--log-format=json")
    assert served.stop() == 0
    [answer] = events(served, "hook.failed")
    assert answer["problem"] == "hook shutdown.d/10.sh ended with exit code 3"
    assert (tmp_path / "next").exists()


# ---- signals while hooks run


def test_a_second_signal_cuts_shutdown_hooks_short(run, put, tmp_path):
    os.mkfifo(tmp_path / "begun")
    put("init/shutdown.d/10.sh", f"echo > {tmp_path}/begun; exec sleep 60")
    served = run()
    served.process.send_signal(signal.SIGTERM)
    (tmp_path / "begun").read_text()
    assert served.stop() == 0


@pytest.mark.parametrize("moment", ["start.d", "ready.d"])
def test_a_signal_ends_a_server_that_still_waits_for_a_hook(put, folder, tmp_path, moment):
    os.mkfifo(tmp_path / "begun")
    put(f"init/{moment}/10.sh", f"echo > {tmp_path}/begun; exec sleep 60")
    put("init/shutdown.d/10.sh", f"touch {tmp_path}/shut")
    options = ("--db=:memory:", "--port=0", f"--config-dir={folder}", "--log-level=error")
    with forked.popen(command("serve", *options), stderr=subprocess.PIPE, text=True) as serving:
        (tmp_path / "begun").read_text()
        serving.send_signal(signal.SIGTERM)
        assert (serving.wait(60), serving.stderr.read()) == (0, "")
    assert not (tmp_path / "shut").exists()
