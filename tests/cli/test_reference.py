"""``cs-simulator reference``."""

import json
import subprocess

from tests.support.process import command


def test_the_reference_is_printed_as_text_and_as_json():
    done = subprocess.run(
        command("reference", "operations"), capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert any(line[:3] == ["CreateTemplate", "POST", "/templates"] for line in lines)
    done = subprocess.run(
        command("reference", "operations", "--all", "--json"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["CreateCluster"]["is_modelled"] is True
    assert rows["GetClusterProjects"]["reason"]
    assert "ListAddons" in rows


def test_each_operation_is_shown_with_the_clients_that_verified_it():
    done = subprocess.run(
        command("reference", "operations"), capture_output=True, text=True, check=True
    )
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    [kubernetes] = [line for line in lines if line.startswith("AttachInstances (Kubernetes)")]
    [swarm] = [line for line in lines if line.startswith("AttachInstances (Swarm)")]
    assert kubernetes.endswith("ack: all modelled")
    assert swarm.endswith("swarm: all modelled")
