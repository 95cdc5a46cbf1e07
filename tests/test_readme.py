"""The README tells the truth: its examples run, and it names everything there is."""

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from simulator.domain.quotas import Quotas
from simulator.operations import all_operations
from simulator.operations.create_cluster import CreateClusterRequest
from simulator.server.control._dispatch import ROUTES

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


@pytest.mark.parametrize("operation", all_operations(), ids=lambda each: each.name)
def test_every_operation_is_in_the_table(operation):
    assert f"| {operation.name} | `{operation.method} {operation.path}` |" in README


@pytest.mark.parametrize("operation", all_operations(), ids=lambda each: each.name)
def test_every_operation_says_what_the_service_does_and_what_differs(operation):
    assert "What the service does:" in operation.description
    assert "Differs from the service:" in operation.description


def test_the_order_of_the_checks_is_that_of_the_request():
    told = re.search(r"`CreateClusterRequest` \((.*?)\)", README, re.DOTALL)[1]
    assert re.findall(r"`(\w+)`", told) == [each.name for each in fields(CreateClusterRequest)]


def test_every_quota_is_told():
    assert len(fields(Quotas)) == 7
    for number in (
        "5 clusters of 20 nodes",
        "60 load",
        "20 elastic",
        "100 security",
        "48 routes",
        "16 vCPUs",
    ):
        assert number in " ".join(README.split())


@pytest.mark.parametrize("path", sorted({path for _, path in ROUTES}))
def test_every_part_of_the_control_plane_is_mentioned(path):
    assert re.search(rf"`[^`]*\b{path.split('/')[-1]}\b[^`]*`", README)


def test_every_folder_of_the_package_is_in_the_table():
    package = Path(__file__).parents[1] / "simulator"
    for folder in package.iterdir():
        if folder.is_dir() and not folder.name.startswith("__"):
            assert f"`{folder.name}/`" in README
