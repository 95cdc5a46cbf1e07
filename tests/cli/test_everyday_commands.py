"""The commands of every day, through pipes, against a simulator that runs."""

import http.client
import json
import os
import subprocess
import sys
from contextlib import closing

import pytest
from cs_simulator.client import Connection
from cs_simulator.client.tenant import TenantClient
from cs_simulator.cluster_types.ack.cluster_type import ACK

from tests.support import forked
from tests.support.cutting_proxy import cutting
from tests.support.pools import a_pool_body
from tests.support.process import call, call_url, command, create


@pytest.fixture
def served(serve):
    return serve("--clock=frozen")


@pytest.fixture
def run(served, tmp_path):
    """Run a command against the simulator; gives its standard output."""

    def start(*arguments, code=0):
        done = forked.run(
            command(*arguments), capture_output=True, text=True, check=False, cwd=tmp_path,
            env={**os.environ, "CS_SIMULATOR_URL": served.url},
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr

    return start


@pytest.fixture
def as_json(run):
    return lambda *arguments, code=0: json.loads(run(*arguments, "--json", code=code))


def test_the_clock_is_shown_set_and_moved(run, as_json, served):
    created = create(served)
    assert "frozen, next step at" in run("clock", "show")
    assert as_json("clock", "advance", "1m")["ran"] > 0
    reached = as_json("clock", "advance", "--cluster", created["cluster_id"])
    assert reached["now"] > "2026-09-01T09"
    as_json("clock", "advance", "--task", created["task_id"])
    run("clock", "advance", "--settled")
    run("clock", "advance", "--idle")
    assert as_json("clock", "set", "scaled", "--rate", "2")["rate"] == 2
    assert as_json("clock", "set", "polling", "--interval", "10s")["interval"] == 10
    assert "interval 10s" in run("clock", "show")
    assert "give one of" in run("clock", "advance", code=2)
    assert "give one of" in run("clock", "advance", "--idle", "--settled", code=2)
    assert "is not a duration" in run("clock", "advance", "soon", code=2)


def test_clusters_are_listed_shown_and_watched(run, as_json, served):
    created = create(served, name="mine", size=2)
    run("clock", "advance", "--idle")
    assert "mine\trunning\t2/2" in run("clusters", "list")
    assert as_json("clusters", "show", created["cluster_id"])["state"] == "running"
    assert "CreateCluster\tsuccess" in run("clusters", "show", created["cluster_id"])
    assert as_json("clusters", "show", "mine")["cluster_id"] == created["cluster_id"]
    assert "mine" in run("clusters", "watch")
    assert "there is no cluster" in run("clusters", "show", "none", code=2)


def test_a_pool_that_gets_two_of_five_nodes_says_so(run, served):
    fixtures = {
        "stock": [{"zone_id": "cn-beijing-b", "instance_type": "ecs.g7.xlarge", "available": 2}]
    }
    body = ACK.creation.example({"nodepools": [a_pool_body("workers", 5)]}, 1)
    with closing(Connection(served.url)) as connection:
        TenantClient(connection, "default").fixtures(fixtures)
    call(served, "POST", "/clusters", {**body, "name": "shop"}).ok()

    assert "shop\tinitial\t0/5" in run("clusters", "list")
    run("clock", "advance", "--idle")
    shown = run("clusters", "show", "shop")

    assert "shop\trunning\t2/5" in run("clusters", "list")
    assert "workers\tactive\t2/5" in shown


def test_a_name_that_two_clusters_have_shows_neither(run, served):
    kubernetes = {
        "name": "twice", "cluster_type": "ManagedKubernetes", "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault", "vswitch_ids": ["vsw-2zedefaultb"],
        "service_cidr": "192.168.240.0/20",
    }  # fmt: skip
    for block in ("172.20.0.0/16", "172.21.0.0/16"):
        body = json.dumps({**kubernetes, "container_cidr": block}).encode()
        with Connection(served.url) as connection:
            status, _ = connection.send(
                "POST", "/clusters", body, {"Content-Type": "application/json"}
            )
        assert status == 202
    assert "there is no cluster 'twice'" in run("clusters", "show", "twice", code=2)


def test_calls_are_listed_followed_explained_and_judged(run, as_json, served, tmp_path):
    following = forked.popen(
        command("calls", "tail", "--all", "--url", served.url), stdout=subprocess.PIPE, text=True
    )
    try:
        create(served)
        assert "POST /clusters" in following.stdout.readline()
    finally:
        following.terminate()
        following.communicate()
    assert "CreateCluster" in json.dumps(as_json("calls", "list", "--operation", "Create*"))
    [first, *_] = as_json("calls", "list")["calls"]
    assert as_json("calls", "explain", first["request_id"])["decisions"] == []
    (tmp_path / "met.json").write_text(
        '[{"calls": {"operation": "CreateCluster"}, "count": {"min": 1}}]'
    )
    assert run("calls", "verify", "met.json").startswith("✓ calls: ")
    (tmp_path / "missed.json").write_text('[{"calls": {"operation": "DeleteCluster"}, "count": 1}]')
    missed = run("calls", "verify", "missed.json", code=1)
    assert missed.startswith("✗ calls: {operation: DeleteCluster}, count: 1: ")
    assert missed.endswith(": expected 1 call of DeleteCluster, found 0\n")
    assert "nothing to verify: there is no scenario" in run("calls", "verify", code=2)
    assert "No such file" in run("calls", "verify", "none.json", code=2)


def test_a_list_of_calls_says_that_older_ones_were_dropped(serve, tmp_path):
    served = serve("--clock=frozen", "--journal-limit=20")
    for _ in range(40):
        call_url(f"{served.url}/clusters")
    for _ in range(5000):  # it is done in the background
        if call_url(f"{served.url}/_simulator/calls/count").body["dropped"]:
            break

    done = forked.run(
        command("calls", "list"), capture_output=True, text=True, check=True, cwd=tmp_path,
        env={**os.environ, "CS_SIMULATOR_URL": served.url},
    )  # fmt: skip

    assert " older calls were dropped; health has the limits" in done.stderr
    assert len(done.stdout.splitlines()) <= 21


def test_faults_are_added_listed_and_taken_away(run, as_json):
    rule = (
        '{"id": "no", "when": {"operation": "DescribeClusters"}, "then": {"error": "Throttling"}}'
    )
    assert as_json("faults", "add", rule)["faults"][0]["id"] == "no"
    assert "no\tadmit\terror\t0\t0" in run("faults", "list")
    assert "no\tadmit\terror (off)\t0\t0" in run("faults", "disable", "no")
    assert "no\tadmit\terror\t0\t0" in run("faults", "enable", "no")
    assert "there is no rule 'on'" in run("faults", "enable", "on", code=2)
    run("faults", "remove", "no")
    run("faults", "clear")
    assert as_json("faults", "list")["faults"] == []
    assert "the rule is not JSON" in run("faults", "add", "{", code=2)
    unknown = '{"id": "a", "then": "explode"}'
    assert "then.explode: unknown key" in run("faults", "add", unknown, code=2)


def test_snapshots_are_saved_loaded_forked_and_carried_away(run, as_json, served):
    create(served)
    run("snapshot", "save", "one")
    assert "one\t" in run("snapshot", "list")
    run("reset", "--keep", "clock")
    assert as_json("clusters", "list")["clusters"] == []
    assert "1 clusters" in run("snapshot", "load", "one")
    assert run("snapshot", "fork", "one", "--as", "copy") == "copy\n"
    run("snapshot", "download", "one", "one.db")
    run("snapshot", "upload", "one.db", "two")
    run("snapshot", "delete", "one")
    assert [each["name"] for each in as_json("snapshot", "list")["snapshots"]] == ["two"]
    assert "there is no snapshot" in run("snapshot", "load", "one", code=2)


@pytest.mark.parametrize("shell", ["bash", "fish", "powershell", "dotenv"])
def test_the_variables_of_clients_are_printed_for_a_shell(run, served, shell):
    text = run("env", "--shell", shell)
    assert served.url in text
    assert "ALIBABA_CLOUD_ACCESS_KEY_ID" in text
    if shell == "bash":
        read = subprocess.run(
            ["bash", "-c", f"{text}\necho $ALICLOUD_REGION $ALICLOUD_SECRET_KEY"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert read.stdout == "cn-beijing any-secret\n"


def test_a_new_tenant_has_a_key_pair_of_its_own(as_json):
    one, two = as_json("env", "--new"), as_json("env", "--new")
    assert one["ALICLOUD_ACCESS_KEY"] != two["ALICLOUD_ACCESS_KEY"]
    assert len(one["ALICLOUD_SECRET_KEY"]) > 20


def test_the_doctor_finds_nothing_wrong(run, as_json):
    answer = as_json("doctor")
    assert answer["ok"]
    assert len(answer["checks"]) == 6
    assert "ok    a cluster's life: created and running" in run("doctor")


# ---- one of several simulators behind a proxy


def test_the_doctor_names_the_replica_that_answers_and_tries_it(serve, tmp_path):
    served = serve("--replica=cs-1")
    answer = json.loads(type_to(served, tmp_path, "doctor", "--json").stdout)
    assert answer["ok"], answer
    assert answer["checks"][0]["detail"].endswith("clock scaled, replica cs-1")


def test_the_doctor_names_the_replica_to_which_the_tenant_is_led(serve, tmp_path):
    with cutting() as proxy:
        proxy.target = serve("--replica=cs-1").port
        proxy.homes["mine"] = serve("--replica=cs-2").port
        answer = json.loads(type_to(proxy, tmp_path, "doctor", "--tenant=mine", "--json").stdout)
    assert answer["ok"], answer
    assert answer["checks"][0]["detail"].endswith("replica cs-2")


def test_status_shows_the_replica(serve, tmp_path):
    served = serve("--replica=cs-1")
    listed = json.loads(type_to(served, tmp_path, "status", "--all", "--json").stdout)
    assert {one["url"]: one["replica"] for one in listed["all"]}[served.url] == "cs-1"


def test_variables_for_a_tenant_whose_key_a_proxy_would_not_know_are_refused(serve, tmp_path):
    served = serve("--replica=cs-1", "--auth=enforce", "--credentials=one:secret-of-one")
    refused = type_to(served, tmp_path, "env", code=2)
    assert "make a new tenant with --new, or use a key of 'default'" in refused.stderr
    made = json.loads(type_to(served, tmp_path, "env", "--new", "--json").stdout)
    assert made["ALICLOUD_ACCESS_KEY"] == made["CS_SIMULATOR_TENANT"]


def type_to(served, folder, *arguments, code=0):
    done = forked.run(
        command(*arguments), capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "CS_SIMULATOR_URL": served.url},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_a_simulator_that_is_not_there_is_reported_in_one_line(tmp_path):
    done = forked.run(
        command("doctor", "--url", "http://127.0.0.1:9"),
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("cs-simulator: no simulator answers at http://127.0.0.1:9")
    assert done.stderr.count("\n") == 1


def test_an_address_of_the_environment_without_a_simulator_is_reported_as_such(tmp_path):
    done = forked.run(
        command("clock", "show"), capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "CS_SIMULATOR_URL": "http://127.0.0.1:9"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "; CS_SIMULATOR_URL names that address: unset it" in done.stderr
    assert done.stderr.count("\n") == 1


def test_one_is_started_in_the_background_looked_after_and_stopped(tmp_path):
    def go(*arguments, code=0):
        done = forked.run(
            command(*arguments), capture_output=True, text=True, check=False, cwd=tmp_path
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    assert go("status", code=1) == "not running\n"
    assert "no simulator that start has started runs" in go("stop")
    assert "was one started in this folder?" in go("logs", code=2)
    assert "give a number from 0 to 65535" in go("start", "--port", "99999", code=2)
    started = json.loads(go("start", "--json", "--port", "0", "--clock", "frozen"))
    try:
        assert started["url"] in go("status")
        assert json.loads(go("status", "--json"))["answers"]
        assert "it was running already" in go("start")
        assert "frozen" in go("clock", "show")
        assert "server.ready" in go("logs", "--lines", "5")
    finally:
        assert go("stop") == "stopped\n"
    assert not json.loads(go("status", "--json", code=1))["running"]
    assert (tmp_path / ".cs-simulator" / "state.db").exists()


def test_settings_come_from_the_environment_else_the_file_else_the_default(tmp_path):
    (tmp_path / "cs-simulator.toml").write_text('seed = 7\nclock = "frozen"\nport = 0\n')

    def shown(*arguments, **variables):
        done = forked.run(
            command("config", "show", *arguments), capture_output=True, text=True, check=False,
            cwd=tmp_path, env={**os.environ, **variables},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    _, text = shown("--json", CS_SIMULATOR_CLOCK="polling", CS_SIMULATOR_CONTROL_TOKEN="hush")
    found = {each["setting"]: (each["value"], each["origin"]) for each in json.loads(text)}
    assert found["seed"] == (7, "cs-simulator.toml")
    assert found["clock"] == ("polling", "CS_SIMULATOR_CLOCK")
    assert found["rate"] == (60.0, "default")
    assert "hush" not in text
    assert "seed\t7\tcs-simulator.toml" in shown("--origin")[1]
    for bad, expected in (
        ("sede = 7", "there is no setting 'sede' (did you mean 'seed'?)"),
        ('seed = "7"', "seed is a int"),
        ("seed = ", "cs-simulator.toml: "),
    ):
        (tmp_path / "cs-simulator.toml").write_text(bad)
        code, text = shown()
        assert (code, expected in text) == (2, True), text


def test_serve_takes_what_the_file_gives(serve, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('clock = "frozen"\nseed = 9\n')
    served = serve(CS_SIMULATOR_CONFIG=str(file))
    with closing(http.client.HTTPConnection(served.address)) as connection:
        connection.request("GET", "/_simulator/health")
        health = json.loads(connection.getresponse().read())
    assert (health["clock"], health["seed"]) == ("frozen", 9)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell):
    variables = {**os.environ, "_CS_SIMULATOR_COMPLETE": f"{shell}_source"}
    folder = os.path.dirname(sys.executable)
    done = subprocess.run(
        [f"{folder}/cs-simulator"], capture_output=True, text=True, check=False, env=variables
    )
    assert "cs-simulator" in done.stdout
