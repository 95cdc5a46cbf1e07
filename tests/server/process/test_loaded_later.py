"""What a server has not loaded: what neither its start nor a first call needs."""

import json
import subprocess
import sys

import pytest

from tests.support.builders import a_create_body

PROGRAM = """
import json, sys, urllib.request
from cs_simulator.testing import Simulator
def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    head = {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url + path, data, head)) as answer:
        return answer.read()
with Simulator(port=0) as simulator:
    url = simulator.url
    loaded = []
    for call in (("/version",), ("/clusters", json.loads(sys.argv[1]))):
        ask(*call)
        loaded.append(list(sys.modules))
    print(json.dumps(loaded))
"""
NEVER = (
    "click", "cryptography", "faker", "prometheus_client", "pydantic", "rich", "structlog", "yaml",
    "cs_simulator.charts", "cs_simulator.cli", "cs_simulator.kubernetes.verbs",
    "cs_simulator.operations._vocabulary", "cs_simulator.runs", "cs_simulator.runtime.hooks",
    "cs_simulator.scenarios.file", "cs_simulator.scenarios.faults",
    "cs_simulator.server.cluster_api", "cs_simulator.server.scenario_runs",
    "cs_simulator.testing.explore",
)  # fmt: skip
"""What no simple call loads either."""
BEFORE_A_CLUSTER = (
    "cs_simulator.cluster_types.ack", "cs_simulator.cluster_types.swarm",
    "cs_simulator.operations.clusters", "cs_simulator.validation.parser",
    "cs_simulator.validation.field_rules",
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded():
    """The modules that are loaded after a read, and after a creation."""
    program = [sys.executable, "-c", PROGRAM, json.dumps(a_create_body())]
    return json.loads(subprocess.run(program, capture_output=True, text=True, check=True).stdout)


def those_of(names, loaded):
    return [name for name in names if any(f"{one}.".startswith(f"{name}.") for one in loaded)]


def test_nothing_of_clusters_is_loaded_before_a_call_is_about_one(loaded):
    before, after = loaded
    assert those_of(BEFORE_A_CLUSTER, before) == []
    assert those_of(BEFORE_A_CLUSTER, after) == list(BEFORE_A_CLUSTER)


def test_what_simple_calls_do_not_need_is_not_loaded(loaded):
    assert those_of(NEVER, loaded[-1]) == []


def test_of_operations_and_of_the_control_plane_only_what_is_called_is_loaded(loaded):
    before, after = (
        {name for name in names if name.count(".") == 3 and "._" not in name} for names in loaded
    )
    of_operations = {name for name in after if name.startswith("cs_simulator.operations.")}
    assert of_operations == {
        "cs_simulator.operations.account.describe_api_version",
        "cs_simulator.operations.clusters.create_cluster",
    }
    assert of_operations - before == {"cs_simulator.operations.clusters.create_cluster"}
