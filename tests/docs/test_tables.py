"""The README names everything there is: its tables are generated, its lists are complete."""

import re
import subprocess
from dataclasses import fields

import pytest
from cs_simulator.domain.quotas import Quotas
from cs_simulator.operations import all_operations
from cs_simulator.operations.clusters.create_cluster import CreateClusterRequest
from cs_simulator.scenarios.faults import all_kinds

from tests.conftest import command
from tests.docs.page import README, ROOT, generated

PLAIN = " ".join(README.split())


@pytest.mark.parametrize("name", ["operations", "control", "assumptions", "faults"])
def test_a_table_is_the_one_that_the_command_prints(name):
    printed = subprocess.run(
        command("reference", name, "--markdown"), capture_output=True, text=True, check=True
    )
    assert generated(name) == printed.stdout


def test_the_chart_is_the_one_that_is_drawn():
    told = generated("chart").removeprefix("```\n").removesuffix("```\n")
    drawn = subprocess.run(
        command("scenario", "test", "flapping-node"), capture_output=True, text=True, check=True
    )
    assert told
    assert told in drawn.stdout


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
        assert number in PLAIN


def test_the_number_of_kinds_of_faults_is_told():
    assert f"one of [{len(all_kinds())} kinds]" in PLAIN


def test_every_folder_of_the_package_is_in_the_table():
    for folder in (ROOT / "simulator" / "cs_simulator").iterdir():
        if folder.is_dir() and not folder.name.startswith("__"):
            assert f"`{folder.name}/`" in README


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([a-z_]+/[\w./-]*\w\.py)`", README))))
def test_a_file_that_is_named_is_there(path):
    assert (ROOT / path).is_file() or (ROOT / "simulator" / "cs_simulator" / path).is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(#([\w-]+)\)", README))))
def test_a_link_leads_to_a_heading(target):
    headings = re.findall(r"^#+ (.*)$", README, re.MULTILINE)
    slugs = [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings]
    assert slugs.count(target) == 1
