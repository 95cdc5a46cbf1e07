"""Every block of every README is run, and does what the words around it say."""

import json
import os
import re
import shlex
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copytree

import pytest
from cs_simulator.runtime.settings import Settings
from cs_simulator.signing import credentials

from tests.campaigns.terraform import MAIN
from tests.container.dockerfile import read
from tests.docs.pages import BLOCKS, block, page
from tests.support.as_a_user import run, run_pytest
from tests.support.builders import a_create_body
from tests.support.haproxy import SHIPPED, require_haproxy
from tests.support.process import call_url, command

OWN_CODE = (
    "clusters.py",
    "test_clusters.py",
    "test_lost_answer.py",
    "test_interval.py",
    "test_explored.py",
    "test_nodes.py",
)
ADDRESS = "127.0.0.1:8015"


def bash(folder, served, *lines):
    """Run lines that ask a simulator; returns what they printed."""
    done = run(folder, "bash", "-euc", "\n".join(lines).replace(ADDRESS, served.address))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_block_has_a_mark_and_a_test():
    tests = Path(__file__).read_text("utf-8") + "".join(f'"example: {name}"' for name in OWN_CODE)
    assert len(BLOCKS) > 20
    for one in BLOCKS:
        assert one.mark, f"{one.page}: {one.text}"
        assert f'"{one.mark}"' in tests, f"{one.page}: {one.mark}"


@pytest.mark.parametrize("name", ["command: run", "command: test"])
def test_a_set_up_command_is_one_line(name):
    """What it does is up to .ci/run."""
    assert block(name).count("\n") == 1


# ---- first steps


def test_a_first_cluster_is_created_and_the_sdk_sees_it(serve, tmp_path):
    served = serve()
    created = json.loads(bash(tmp_path, served, block("example: curl")))
    assert created["task_id"].startswith("T-")
    script = block("example: python").replace(ADDRESS, served.address)
    done = run(tmp_path, sys.executable, "-c", script)
    assert re.fullmatch(r"\[\('my-test-cluster', '\w+'\)\]\n", done.stdout), done.stderr


def test_a_first_cluster_gets_its_nodes(serve, tmp_path):
    served = serve("--clock=frozen")
    idle = """-H 'Content-Type: application/json' -d '{"until": "idle"}'"""
    advance = f"curl -s http://{ADDRESS}/_simulator/clock/advance {idle}"
    bash(tmp_path, served, block("example: curl"), advance)
    with urllib.request.urlopen(f"{served.url}/_simulator/pools", timeout=60) as answer:
        [pool] = json.load(answer)["pools"]
    assert (pool["name"], pool["state"], len(pool["nodes"])) == ("workers", "active", 2)


def test_the_same_program_adds_a_node_pool_and_reads_its_nodes(serve, tmp_path):
    served = serve("--clock=polling")
    look_again = f"curl -s http://{ADDRESS}/clusters; echo"  # under this clock time moves so
    bash(tmp_path, served, block("example: curl"), *[look_again] * 10)
    script = block("example: python") + block("example: node pool") + "print(kubeconfig)\n"
    script = script.replace(ADDRESS, served.address).replace("sleep(1)", "sleep(0)")
    done = run(tmp_path, sys.executable, "-c", script)
    _, pool, *nodes = done.stdout.splitlines()
    assert pool.startswith("active 3 0 "), done.stderr
    assert [line.split()[1] for line in nodes[:3]] == ["Ready"] * 3
    assert "apiVersion: v1" in nodes


def test_a_swarm_cluster_is_created_beside_it(serve, tmp_path):
    served = serve()
    bash(tmp_path, served, block("example: curl"))
    created = json.loads(bash(tmp_path, served, block("example: swarm")))
    with urllib.request.urlopen(f"{served.url}/_simulator/clusters", timeout=60) as answer:
        kinds = {each["cluster_id"]: each["cluster_type"] for each in json.load(answer)["clusters"]}
    assert kinds[created["cluster_id"]] == "swarm"
    assert sorted(kinds.values()) == ["ack", "swarm"]


@pytest.fixture
def own_code(tmp_path):
    """A folder with the files of the main README's example: somebody's own code, and its tests."""
    for name in OWN_CODE:
        (tmp_path / name).write_text(block(f"example: {name}"))
    return tmp_path


def test_the_first_test_passes_in_five_lines(own_code):
    lines = block("example: test_clusters.py").splitlines()
    assert len([line for line in lines if line]) == 5
    done = run_pytest(own_code, "test_clusters.py")
    assert "= 1 passed in" in done.stdout, done.stdout + done.stderr


def test_pauses_between_reads_take_virtual_time(own_code):
    done = run_pytest(own_code, "test_interval.py")
    [seconds] = re.findall(r"= 1 passed in ([0-9.]+)s", done.stdout)
    assert float(seconds) < 60  # of four minutes


def test_code_that_waits_for_nodes_is_tested(own_code):
    done = run_pytest(own_code, "test_nodes.py")
    assert "= 1 passed in" in done.stdout, done.stdout + done.stderr


def test_kubectl_lists_the_nodes_of_a_cluster(serve, tmp_path):
    served = serve("--clock=frozen")
    idle = """-H 'Content-Type: application/json' -d '{"until": "idle"}'"""
    advance = f"curl -s http://{ADDRESS}/_simulator/clock/advance {idle}"
    bash(tmp_path, served, block("example: curl"), advance)
    if not (Path(sys.executable).parent / "kubectl").exists():
        pytest.skip("kubectl is not to be had for this machine")
    lines, variables = block("example: kubectl"), {"HOME": str(tmp_path)}
    done = run(tmp_path, "bash", "-euc", lines, CS_SIMULATOR_URL=served.url, **variables)
    assert [line.split()[1] for line in done.stdout.splitlines()[-2:]] == ["Ready"] * 2, done


def test_a_careless_retry_is_caught_in_the_words_that_are_shown(own_code):
    done = run_pytest(own_code, "test_lost_answer.py")
    assert "= 1 failed in" in done.stdout, done.stdout + done.stderr
    printed = done.stdout.replace(sys.executable, "python")
    for line in block("output: test_lost_answer.py").splitlines():
        assert line in printed


def test_the_same_is_found_without_naming_a_scenario(own_code):
    done = run_pytest(own_code, "test_explored.py", CI="true")  # the same scenarios every time
    assert "= 1 failed in" in done.stdout, done.stdout + done.stderr
    for line in block("output: test_explored.py").splitlines():
        assert line in done.stdout


def test_a_retry_with_the_token_of_the_first_try_is_not_caught(own_code):
    file = own_code / "clusters.py"
    careless = """\
    while True:
        request = models.CreateClusterRequest().from_map(new_cluster())
"""
    assert careless in file.read_text()
    with_token = """\
    request = models.CreateClusterRequest().from_map({**new_cluster(), "client_token": "one"})
    while True:
"""
    file.write_text(file.read_text().replace(careless, with_token))
    assert "= 1 passed in" in run_pytest(own_code, "test_lost_answer.py").stdout


YOUR_PROGRAM = """
import json, os, sys, time, urllib.request
from http.client import HTTPException
from uuid import uuid4
cluster = {"cluster_type": "ManagedKubernetes", "region_id": "cn-beijing",
    "vpcid": "vpc-2zedefault", "vswitch_ids": ["vsw-2zedefaultb"],
    "service_cidr": "192.168.240.0/20"}
for attempt in range(3):
    body = {**cluster, "name": f"c-{uuid4().hex}", "container_cidr": f"172.2{attempt}.0.0/16"}
    request = urllib.request.Request(
        f"http://{os.environ['CS_ENDPOINT']}/clusters",
        json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        json.load(urllib.request.urlopen(request))
        break
    except (OSError, HTTPException):
        if "gives up" in sys.argv:
            break
"""


@pytest.mark.parametrize(("way", "clusters"), [("", 2), (" 'gives up'", 1)])
def test_a_program_of_ones_own_meets_the_failure_and_is_judged(shell, tmp_path, way, clusters):
    (tmp_path / "your_program.py").write_text(YOUR_PROGRAM)
    lines = block("example: your own code").replace("your_program.py", f"your_program.py{way}")
    assert lines.count("cs-simulator calls verify ") == 1
    lines = lines.replace(
        "cs-simulator calls verify ", "cs-simulator calls verify || echo exit $? "
    )
    done = shell(tmp_path, lines)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\tPOST\t") == clusters
    assert "exit 1" in done.stdout
    assert ("expected at most 1 cluster, found 2" in done.stdout) == (clusters > 1)
    assert "1 cluster left that the client does not know of" in done.stdout


def test_a_tenant_that_exists_is_in_nobodys_way(shell, tmp_path):
    """As for somebody who made a first cluster in the same folder before."""
    (tmp_path / "your_program.py").write_text(YOUR_PROGRAM)
    create = block("example: curl").replace(f"http://{ADDRESS}", '"$CS_SIMULATOR_URL"')
    first = f'cs-simulator start\n(eval "$(cs-simulator env)"\n{create})\ncs-simulator stop\n'
    lines = block("example: your own code").replace("verify ", "verify || echo ")
    done = shell(tmp_path, first + lines)
    assert "expected at most 1 cluster, found 2" in done.stdout, done.stdout + done.stderr


def test_terraform_finds_the_address_and_trusts_it(shell, tmp_path):
    lines = block("example: terraform shell")
    assert lines.count("terraform init && terraform apply\n") == 1
    ask = 'curl -sf --cacert "$SSL_CERT_FILE" "https://$CS_ENDPOINT/api/v1/clusters"\n'
    done = shell(tmp_path, lines.replace("terraform init && terraform apply\n", ask))
    assert '"clusters":[]' in done.stdout, done.stdout + done.stderr


def test_the_provider_of_terraform_is_configured_as_in_the_campaign():
    shown = re.sub(r" +#.*", "", block("example: terraform provider"))
    used = MAIN.replace("var.address", f'"{ADDRESS}"')
    for line in shown.splitlines():
        assert line in used.splitlines()


# ---- scenarios, tenants, the control plane


@pytest.mark.parametrize("verb", ["lint", "test"])
def test_the_scenario_lints_clean_and_passes(tmp_path, verb):
    (tmp_path / "example.yaml").write_text(block("example: scenario"))
    done = run(tmp_path, *command("scenario", verb, "example.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


FRAGMENTS = [one.text for one in BLOCKS if one.mark == "fragment"]
HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: a-fragment}\n"


@pytest.mark.parametrize("number", range(len(FRAGMENTS)))
def test_a_fragment_of_a_scenario_lints_clean(tmp_path, number):
    (tmp_path / "fragment.yaml").write_text(HEAD + FRAGMENTS[number])
    done = run(tmp_path, *command("scenario", "lint", "fragment.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tenant_has_what_a_first_creation_needs(serve, tmp_path):
    answered = json.loads(bash(tmp_path, serve(), block("example: tenant")))
    assert answered["access_key_id"]
    assert answered["vswitch_id"].startswith("vsw-")
    assert (answered["clock"]["mode"], answered["seed"]) == ("polling", 7)


def test_the_fixtures_fit_together(serve, tmp_path):
    (tmp_path / "fixtures.yaml").write_text(block("example: fixtures"))
    served = serve(f"--fixtures={tmp_path}")
    with urllib.request.urlopen(f"{served.url}/_simulator/fixtures", timeout=60) as answer:
        assert json.load(answer)["quotas"]["clusters"] == 20


def test_a_client_is_judged(serve, tmp_path):
    served = serve()
    created = call_url(f"{served.url}/clusters", "POST", a_create_body()).body
    call_url(f"{served.url}/tasks/{created['task_id']}")
    answered = json.loads(bash(tmp_path, served, block("example: verify")))
    assert [verdict["passed"] for verdict in answered["verdicts"]] == [True] * 3


def test_a_call_is_made_by_hand(serve, tmp_path):
    answered = json.loads(bash(tmp_path, serve(), block("example: a call")))
    assert (answered["status"], answered["body"]) == (200, [])


def test_the_journal_of_a_file_is_read_by_sqlite3(serve, tmp_path):
    served = serve(f"--db={tmp_path / 'x.db'}")
    call_url(f"{served.url}/clusters", "POST", a_create_body())
    call_url(f"{served.url}/clusters")
    assert served.stop() == 0

    by_hand = block("example: calls by sqlite3")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        calls = database.execute(f"{by_hand} ORDER BY number").fetchall()
    assert [(number, operation, status) for _, number, _, _, operation, status in calls] == [
        (1, "CreateCluster", 202),
        (2, "DescribeClusters", 200),
    ]
    assert all(len(request_id) == 36 for _, _, request_id, *_ in calls)


# ---- signatures, TLS, containers


def test_the_credentials_can_be_read():
    given = credentials.from_file(block("example: credentials"))
    assert [credential.access_key_id for credential in given] == [
        "main",
        "old",
        "STS.guest",
        "reader",
    ]


def test_signatures_are_enforced(serve):
    typed = shlex.split(block("example: signatures"))
    assert typed[:2] == ["cs-simulator", "serve"]
    served = serve(*typed[2:])
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served.url}/clusters", timeout=60)
    with refused.value as answer:
        assert answer.code == 400


def test_a_client_whose_address_is_fixed_trusts_what_answers(shell, tmp_path, unused_tcp_port):
    """The name is led here by curl instead of /etc/hosts, to a free port instead of 443."""
    lines = block("example: fixed address").replace("sudo ", "").replace("/etc/hosts", "hosts")
    assert lines.count(" --tls-port 443\n") == 1
    options = f"--tls-port {unused_tcp_port} --port 0 --log-level warning --endpoint-file http &"
    with_control_options = f"""
trap 'kill %1; wait' EXIT
cs-simulator wait --endpoint-file http
env -u CURL_CA_BUNDLE -u SSL_CERT_DIR \\
  curl -s --connect-to cs.aliyuncs.com:443:127.0.0.1:{unused_tcp_port} https://cs.aliyuncs.com/clusters"""
    done = shell(tmp_path, lines.replace("--tls-port 443\n", f"{options}\n") + with_control_options)
    assert done.stdout.endswith("[]"), done.stdout + done.stderr
    assert (tmp_path / "hosts").read_text() == "127.0.0.1 cs.aliyuncs.com\n"


def test_a_clusters_own_address_lists_its_hosts(serve, tmp_path):
    look_again = f"curl -s http://{ADDRESS}/clusters; echo"  # under this clock time moves so
    printed = bash(
        tmp_path, serve("--clock=polling"),
        block("example: swarm"), look_again, block("example: master"),
    )  # fmt: skip
    assert [host["Healthy"] for host in json.loads(printed.splitlines()[-1])] == [True, True]


def test_the_container_is_given_the_folders_and_the_port_of_the_image():
    image = read()[-1]
    typed = block("example: container")
    mounts = re.findall(r"-v \S+?:(/[\w/-]+)", typed)
    assert mounts == [image.last("VOLUME"), image.environment["CS_SIMULATOR_CONFIG_DIR"]]
    assert re.findall(r"-p 127.0.0.1:(\d+):(\d+)", typed) == [(str(Settings().port),) * 2]
    readme = page("simulator/cs_simulator/runtime/README.md")
    assert f"`docker build -t {typed.split()[-1]} .`" in readme.text


def test_a_shared_simulator_runs_as_plain_processes(tmp_path):
    require_haproxy()
    copytree(SHIPPED, tmp_path / "haproxy")
    lines = block("example: plain processes")
    with ExitStack() as reserved:
        ports = {
            port: reserved.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            for port in set(re.findall(r"\b8\d{3}\b", lines))
        }
    lines = re.sub(r"\b8\d{3}\b", lambda each: str(ports[each[0]]), lines)
    folders = [str(Path(sys.executable).parent), os.environ["PATH"], "/usr/sbin"]
    running = subprocess.Popen(
        ["bash", "-euc", lines],
        cwd=tmp_path, env={**os.environ, "PATH": os.pathsep.join(folders)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        live = f"http://127.0.0.1:{ports['8015']}/_simulator/livez"
        for name in ("cs-simulator-0", "cs-simulator-1", "cs-simulator-2"):
            asked = ["curl", "-sf", "--noproxy", "*", "--retry-connrefused", "--retry", "60"]
            done = run(tmp_path, *asked, "--retry-delay", "1", "-i", f"{live}?replica={name}")
            assert f"x-simulator-replica: {name}" in done.stdout.lower(), done.stderr
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.communicate(timeout=60)  # until each of them has ended
