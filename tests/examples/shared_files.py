"""What the files of ``shared/`` say, read as the tools read them that they are for."""

import os
import re
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.examples.conftest import EXAMPLES
from tests.support.as_a_user import run

SHARED = EXAMPLES / "shared"
COMPOSE = SHARED / "compose.yaml"
NAMES = [f"cs-simulator-{number}" for number in range(3)]
TOKEN = "CS_SIMULATOR_CONTROL_TOKEN"


@cache
def kustomized():
    """The objects that ``kubectl apply -k`` applies."""
    kubectl = Path(sys.executable).parent / "kubectl"
    if not kubectl.exists():
        assert not os.environ.get("CI")
        pytest.skip("kubectl is not to be had for this machine")
    done = run(SHARED, kubectl, "kustomize", ".")
    assert (done.returncode, done.stderr) == (0, "")
    return list(yaml.safe_load_all(done.stdout))


def of_kind(kind):
    """The objects of a kind, by their names."""
    return {each["metadata"]["name"]: each for each in kustomized() if each["kind"] == kind}


def pod_of(workload):
    """What the pods of a workload are."""
    return workload["spec"]["template"]["spec"]


def container_of(workload):
    """The one container of its pods."""
    [found] = pod_of(workload)["containers"]
    return found


def composed():
    """The file for Compose, with its variables filled in by what it has for them itself."""
    text = re.sub(r"\$\{\w+:[-?]([^}]*)\}", lambda each: each[1], COMPOSE.read_text("utf-8"))
    return yaml.safe_load(text)


def options(words):
    """The options of a command line, by their names; the first word is the command."""
    [_, *rest] = " ".join(words).replace("=", " ").split()
    return dict(zip(rest[::2], rest[1::2], strict=True))
