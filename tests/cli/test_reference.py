"""``cs-simulator reference``."""

import json
import subprocess

from tests.support.process import command


def test_the_reference_is_printed_as_text_and_as_json():
    done = subprocess.run(
        command("reference", "operations"), capture_output=True, text=True, check=True
    )
    assert any(line.split()[:3] == ["CreateTemplate", "POST", "/templates"]
               for line in done.stdout.splitlines())  # fmt: skip
    done = subprocess.run(
        command("reference", "operations", "--all", "--json"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["CreateCluster"]["is_modelled"] is True
    assert rows["GetClusterProjects"]["reason"]
    assert "ListAddons" in rows
