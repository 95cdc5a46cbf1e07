"""``cs-simulator reference``."""

import json

from cs_simulator.catalog import ack_errors, errors
from cs_simulator.catalog.codes import all_codes
from cs_simulator.operations import all_operations, not_modelled

from tests.support import forked
from tests.support.process import command


def test_the_reference_is_printed_as_text_and_as_json():
    done = forked.run(
        command("reference", "operations"), capture_output=True, text=True, check=True
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert any(line[:3] == ["CreateTemplate", "POST", "/templates"] for line in lines)
    done = forked.run(
        command("reference", "operations", "--json"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["CreateCluster"]["is_modelled"] is True
    assert rows["GetClusterProjects"]["reason"]
    assert "ListAddons" in rows


def test_every_operation_that_can_be_called_is_printed():
    done = forked.run(
        command("reference", "operations", "--json"), capture_output=True, text=True, check=True
    )
    printed = {(row["name"], call) for row in json.loads(done.stdout) for call in row["calls"]}
    known = {
        (operation.name, f"{method} {path}")
        for operation in (*all_operations(), *not_modelled())
        for method, path in operation.calls
    }
    assert printed == known
    refused_today = {"RunNodeOperation", "ListClusterAddonInstanceResources"}
    assert refused_today <= {name for name, _ in printed}


def test_each_operation_is_shown_with_the_clients_that_verified_it():
    done = forked.run(
        command("reference", "operations"), capture_output=True, text=True, check=True
    )
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    [kubernetes] = [line for line in lines if line.startswith("AttachInstances (Kubernetes)")]
    [swarm] = [line for line in lines if line.startswith("AttachInstances (Swarm)")]
    assert kubernetes.endswith("ack: all modelled")
    assert swarm.endswith("swarm: all modelled")


def test_an_error_code_is_printed_with_each_status_that_it_is_answered_with():
    done = forked.run(
        command("reference", "errors", "--json"), capture_output=True, text=True, check=True
    )
    printed: dict[str, list[int]] = {}
    for row in json.loads(done.stdout):
        printed.setdefault(row["code"], []).append(row["status"])
    # The first one is what scenarios give unless they name a status.
    assert printed["ErrorNodeNotFound"] == [404, 400]
    assert printed["InvalidStatus.Forbidden"] == [400, 409]
    answered = (*errors.all_rows().values(), *ack_errors.all_rows().values())
    for row in answered:
        if "{" not in row.code and not row.only_in_scenarios:
            assert row.status in printed[row.code]
    assert {code: statuses[0] for code, statuses in printed.items()} == {
        code: row.status for code, row in all_codes().items()
    }
    assert all(len(set(statuses)) == len(statuses) for statuses in printed.values())
