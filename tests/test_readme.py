"""The README tells the truth: its examples run, and it names everything there is."""

import json
import re
import subprocess
import sys
import urllib.request
from dataclasses import fields
from pathlib import Path

import pytest

from simulator.domain.quotas import Quotas
from simulator.operations import all_operations
from simulator.operations.create_cluster import CreateClusterRequest
from simulator.signing import credentials
from tests.conftest import command

pytest_plugins = ["pytester"]
README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def block(marker):
    """The fenced block that follows a comment."""
    return re.search(rf"<!-- {marker} -->\n```\w+\n(.*?)```", README, re.DOTALL)[1]


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_set_up_command_is_one_line(name):
    assert block(f"command: {name}").count("\n") == 1


def test_the_example_with_curl_creates_a_cluster(serve):
    served = serve()
    script = block("example: curl").replace("127.0.0.1:8015", served.address)
    done = subprocess.run(["bash", "-ec", script], capture_output=True, text=True, check=True)
    created, listed = done.stdout.split("}[", 1)
    assert json.loads(created + "}")["task_id"].startswith("T-")
    assert json.loads("[" + listed)[0]["name"] == "my-test-cluster"


def test_the_example_with_the_sdk_creates_a_cluster(serve):
    served = serve()
    script = block("example: python").replace("127.0.0.1:8015", served.address)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"c[0-9a-f]{32} T-[0-9a-f]{24}\n", done.stdout)


@pytest.mark.parametrize("name", ["operations", "control", "assumptions", "faults"])
def test_a_table_is_the_one_that_the_command_prints(name):
    told = README.partition(f"<!-- {name}: begin -->\n")[2].partition(f"<!-- {name}: end")[0]
    printed = subprocess.run(
        command("reference", name, "--markdown"), capture_output=True, text=True, check=True
    )
    assert told == printed.stdout


def test_the_example_of_a_scenario_passes_and_lints_clean(tmp_path):
    file = tmp_path / "example.yaml"
    file.write_text(block("example: scenario"))
    for verb in ("lint", "test"):
        done = subprocess.run(
            command("scenario", verb, str(file)), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_chart_is_the_one_that_is_drawn():
    told = README.partition("<!-- chart: begin -->\n```\n")[2].partition("```\n<!-- chart: end")[0]
    drawn = subprocess.run(
        command("scenario", "test", "flapping-node"), capture_output=True, text=True, check=True
    )
    assert told
    assert told in drawn.stdout


def test_the_example_with_pytest_passes(pytester):
    pytester.makepyfile(block("example: pytest"))
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_fixtures_of_the_example_fit_together(serve, tmp_path):
    (tmp_path / "fixtures.yaml").write_text(block("example: fixtures"))
    served = serve(f"--fixtures={tmp_path}")
    with urllib.request.urlopen(f"{served.url}/_simulator/fixtures", timeout=10) as answer:
        assert json.load(answer)["quotas"]["clusters"] == 20


def test_the_credentials_of_the_example_can_be_read():
    given = credentials.from_file(block("example: credentials"))
    assert [each.access_key_id for each in given] == ["main", "old", "STS.guest", "reader"]


def test_the_example_that_judges_a_client_answers_verdicts(serve):
    served = serve()
    script = block("example: verify").replace("127.0.0.1:8015", served.address)
    done = subprocess.run(["bash", "-ec", script], capture_output=True, text=True, check=True)
    assert [each["passed"] for each in json.loads(done.stdout)["verdicts"]] == [True] * 3


def test_the_example_of_a_clusters_own_address_lists_its_hosts(serve, tmp_path):
    served = serve("--clock=polling")
    look_again = "curl -s http://127.0.0.1:8015/clusters; echo"  # under this clock time moves so
    script = "\n".join([block("example: curl"), look_again, block("example: master")])
    done = subprocess.run(
        ["bash", "-ec", script.replace("127.0.0.1:8015", served.address)],
        text=True,
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    hosts = json.loads(done.stdout.splitlines()[-1])
    assert [host["Healthy"] for host in hosts] == [True, True]


@pytest.mark.parametrize("operation", all_operations(), ids=lambda each: each.name)
def test_every_operation_says_what_the_service_does_and_what_differs(operation):
    assert "What the service does:" in operation.description
    assert "Differs from the service:" in operation.description


def test_the_order_of_the_checks_is_that_of_the_request():
    told = re.search(r"`CreateClusterRequest` \((.*?)\)", README, re.DOTALL)[1]
    assert re.findall(r"`(\w+)`", told) == [each.name for each in fields(CreateClusterRequest)]


def test_every_quota_is_told():
    assert len(fields(Quotas)) == 8
    for number in (
        "5 clusters of 20 nodes",
        "60 load",
        "20 elastic",
        "100 security",
        "48 routes",
        "16 vCPUs",
        "balance of 1000000",
    ):
        assert number in " ".join(README.split())


def test_every_folder_of_the_package_is_in_the_table():
    package = Path(__file__).parents[1] / "simulator"
    for folder in package.iterdir():
        if folder.is_dir() and not folder.name.startswith("__"):
            assert f"`{folder.name}/`" in README
