"""alibabacloud-ack-mcp-server, the vendor's own application of this API, with its list and kubectl.

It needs Python 3.12; where the tests run with an older one, another that is installed is looked
for, and it gets an environment of its own.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cs_simulator.testing import Simulator

from tests.sdk.conftest import KEYS
from tests.sdk.typed.there import There, a_pool

PACKAGE = "alibabacloud-ack-mcp-server>=1.0.2,<2"
INSTALL = ("install", "--quiet", "--no-compile", PACKAGE)
PROGRAM = Path(__file__).with_name("use_tools.py")
NEWER = tuple(f"python3.{minor}" for minor in range(12, 16))


def pythons():
    """Interpreters that may be new enough, this one first."""
    yield sys.executable
    yield from filter(None, map(shutil.which, NEWER))
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, sorted(root.glob("versions/3.*/bin/python")))


def is_new_enough(python):
    check = "import sys; sys.exit(sys.version_info < (3, 12))"
    done = subprocess.run([python, "-c", check], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """A Python with the package, in an environment of its own."""
    found = next(filter(is_new_enough, pythons()), None)
    if found is None:
        pytest.skip("alibabacloud-ack-mcp-server needs Python 3.12 or newer, and there is none")
    folder = tmp_path_factory.mktemp("mcp")
    for command in (
        [found, "-m", "venv", "--without-pip", folder],
        [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", *INSTALL],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return folder / "bin" / "python"


def test_its_tools_list_clusters_and_fetch_credentials(python, tmp_path):
    with Simulator(auth="enforce", credentials=KEYS, clock="frozen") as simulator:
        there = There(simulator.tenant())
        a_pool(there)
        tenant, cluster_id = there.tenant, there.ids["cluster_id"]
        pair = (tenant.access_key_id, tenant.access_key_secret)
        done = subprocess.run(
            [python, PROGRAM, tenant.host, *pair, cluster_id],
            env={**os.environ, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        calls = {call["operation"]: call["status"] for call in tenant.calls.list()}
    assert done.returncode == 0, done.stderr
    outcome = next(json.loads(line) for line in done.stdout.splitlines() if line[:2] == '{"')

    [cluster] = outcome["list_clusters"]["clusters"]
    assert (cluster["cluster_id"], cluster["state"]) == (cluster_id, "running")
    assert cluster["api_server_endpoints"]["api_server_endpoint"].startswith("https://")
    kubeconfig = yaml.safe_load(outcome["kubeconfig"])
    assert cluster_id in kubeconfig["current-context"]
    if shutil.which("kubectl"):
        assert cluster_id in outcome["ack_kubectl"]["stdout"]
    wanted = {"DescribeClustersV1", "DescribeClusterDetail", "DescribeClusterUserKubeconfig"}
    assert {operation: calls[operation] for operation in wanted} == dict.fromkeys(wanted, 200)
