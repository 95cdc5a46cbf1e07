"""The examples that are programs or tests are run as their first lines tell their reader to."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.examples.conftest import EXAMPLES
from tests.examples.toolchains import TOOLCHAINS
from tests.support.as_a_user import run, run_pytest

PROGRAMS = {
    "curl": ("curl", "first_cluster.sh"),
    "go-aliyungo": ("go", "main.go"),
    "java": ("java", "FirstCluster.java"),
    "node-pop-core": ("node", "first-cluster.js"),
    "node-tea": ("node", "first-cluster.js"),
}
UNSIGNED = ("curl", "java")
TAKE_ITS_ADDRESS = "export CS_SIMULATOR_URL=$(cat .cs-simulator/endpoint)"  # 8015 may be taken here
MUST_SIGN = {"CS_SIMULATOR_AUTH": "enforce", "CS_SIMULATOR_CREDENTIALS": "testid:testsecret"}
NO_STOCK = """'{"id": "none", "then": {"no_stock": {"available": 1}}}'"""
NO_CONTROL_PLANE = """'{"id": "down", "when": {"stage": "control_plane"}, "then": "fail"}'"""


def test_every_example_is_tested():
    folders = {each.name for each in EXAMPLES.iterdir() if each.is_dir()} - {"__pycache__"}
    tests = "".join(each.read_text() for each in EXAMPLES.glob("test_*.py"))
    with_tests_of_their_own = {
        each for each in folders if f"def test_{each.replace('-', '_')}_" in tests
    }
    assert folders == PROGRAMS.keys() | with_tests_of_their_own


# ---- programs


@pytest.fixture(params=PROGRAMS)
def program(request, copied, shell):
    """Run a program as its comment tells to, with more lines before it if the test has any."""
    language, file = PROGRAMS[request.param]
    TOOLCHAINS[language].require()
    folder = copied(request.param)
    [typed] = re.findall(r"cs-simulator start && .*", (folder / file).read_text())
    before, _, last = typed.rpartition(" && ")
    signs = request.param not in UNSIGNED

    def execute(*more):
        lines = [before, *([] if signs else [TAKE_ITS_ADDRESS]), *more, last]
        settings = {"CS_SIMULATOR_CLOCK": "polling", **(MUST_SIGN if signs else {})}
        return shell(folder, "\n".join(lines), **settings)

    return execute


def test_a_program_sees_its_cluster_come_up(program):
    done = program()
    assert done.returncode == 0, done.stdout + done.stderr
    output = re.search(
        r"^created c[0-9a-f]{32}\w?\n(initial\n)+running$", done.stdout, re.MULTILINE
    )
    assert output, done.stdout


def test_the_exit_code_of_a_program_shows_that_its_cluster_failed(program):
    tenant = '"${ALIBABA_CLOUD_ACCESS_KEY_ID:-default}"'
    rules = (NO_STOCK, NO_CONTROL_PLANE)  # for Swarm clusters, and for Kubernetes clusters
    done = program(*(f"cs-simulator faults add --tenant {tenant} {rule}" for rule in rules))
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"^created .*\n(initial\n)*failed$", done.stdout, re.MULTILINE), done.stdout


def test_the_program_with_curl_leaves_nothing(copied, shell):
    TOOLCHAINS["curl"].require()
    lines = f"cs-simulator start\n{TAKE_ITS_ADDRESS}\nbash first_cluster.sh"
    done = shell(copied("curl"), lines)
    assert done.stdout.endswith("running\nnodes: 2\nleft: []\n"), done.stdout + done.stderr


def test_the_program_of_today_for_node_gets_its_nodes(copied, shell):
    TOOLCHAINS["node"].require()
    folder = copied("node-tea")
    [typed] = re.findall(r"cs-simulator start && .*", (folder / "first-cluster.js").read_text())
    before, _, last = typed.rpartition(" && ")
    done = shell(folder, f"{before}\n{TAKE_ITS_ADDRESS}\n{last}", CS_SIMULATOR_CLOCK="polling")
    assert done.stdout.endswith("node pool active healthy nodes 2\n"), done.stdout + done.stderr


def test_kubectl_watches_until_a_node_is_lost(copied, shell):
    if not (Path(sys.executable).parent / "kubectl").exists():
        assert not os.environ.get("CI")
        pytest.skip("kubectl is not to be had for this machine")
    folder = copied("kubectl")
    [typed] = re.findall(r"cs-simulator start .* && .*", (folder / "watch_nodes.sh").read_text())
    before, _, last = typed.rpartition(" && ")
    lines = ["export CS_SIMULATOR_MASTER_PORT=0", before, TAKE_ITS_ADDRESS, last]
    done = shell(folder, "\n".join(lines))
    assert done.returncode == 0, done.stdout + done.stderr
    *ready, lost, event = done.stdout.splitlines()[-5:]
    assert {line.split()[1] for line in ready} == {"Ready"}
    assert (lost.split()[1], event.startswith("event/")) == ("NotReady", True)


# ---- tests


def test_pytest_passes(copied):
    done = run_pytest(copied("pytest"))
    assert "= 4 passed in" in done.stdout, done.stdout + done.stderr


def test_swarm_passes(copied):
    done = run_pytest(copied("swarm"))
    assert "= 4 passed in" in done.stdout, done.stdout + done.stderr


def test_pytest_catches_the_careless_way_by_what_the_scenario_expects(copied):
    file = copied("pytest") / "test_retry.py"
    careful = "cluster_id = create_cluster("
    assert careful in file.read_text()
    file.write_text(file.read_text().replace(careful, "cluster_id = careless("))
    done = run_pytest(file.parent)
    assert "also: expected at most 1 cluster, found 2" in done.stdout
    assert done.returncode == 1


def test_unittest_passes(copied):
    done = run(copied("unittest"), sys.executable, "-m", "unittest")
    assert re.search(r"Ran 2 tests in .*\n\nOK", done.stderr), done.stderr
