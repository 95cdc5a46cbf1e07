"""``cs-simulator shrink``: the faults that a failed expectation needs."""

import json

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.support.builders import a_create_body
from tests.support.process import call, download
from tests.support.scenario_files import SHRINKABLE as SCENARIO


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(SCENARIO)
    return path


def shrink(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["shrink", *map(str, arguments)])


def test_of_all_that_went_wrong_two_nodes_are_enough(scenario):
    done = shrink(scenario)
    assert done.exit_code == 0, done.output
    output = done.stdout.splitlines()
    assert (
        output[0] == "expect 2 fails: expected at most 1 node of cluster a in state failed, found 2"
    )
    assert "2 of " in output[2]
    assert "the fewest that make it fail" in output[2]
    assert [line.split(",")[0] for line in output[3:]] == [
        "  stock (no_stock): ecs in CreateCluster of a"
    ] * 2


def test_as_json_with_another_seed(scenario):
    found = json.loads(shrink(scenario, "--seed=6", "--json").stdout)
    assert (found["expectation"], found["is_smallest"]) == (2, True)
    assert {each["rule"] for each in found["needed"]} == {"stock"}
    assert len(found["needed"]) == 2
    assert found["acted"] > 2


def test_what_fails_without_any_fault_is_said_to(scenario):
    output = shrink(scenario, "--expect=3").stdout
    assert "no fault is needed for that" in output


def test_recorded_calls_are_shrunk_under_the_scenario_that_was_in_force(serve, scenario, tmp_path):
    served = serve("--clock=frozen", f"--scenario={scenario}")
    call(served, "POST", "/clusters", a_create_body(name="a", size=5))
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"})
    for _ in range(4):
        call(served, "GET", "/clusters")
    record = tmp_path / "calls.jsonl"
    record.write_bytes(download(served, "calls/export"))
    found = json.loads(shrink(record, f"--scenario={scenario}", "--json").stdout)
    assert found["expectation"] == 2
    assert [each["rule"] for each in found["needed"]] == ["stock", "stock"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.yaml", "--expect=1"], "--expect 1: it is met, in spite of all faults"),
        (["x.yaml", "--expect=9"], "--expect 9: there are 3 expectations"),
        (["x.yaml", "--tenant=t"], "--tenant is for recorded calls"),
        (["nowhere"], "there is no such file, and no shipped scenario of that name"),
        (["healthy"], "everything is as expected; there is nothing to be explained"),
        (["empty.yaml"], "nothing is expected; write expect: into the scenario"),
        (["bad.yaml"], "bad.yaml:3:21: E002"),
        (["calls.jsonl"], "calls.jsonl:1: it is no call"),
        (["calls.jsonl", "--scenario=nowhere"], "it is no call"),
    ],
)
def test_bad_use_is_one_line_and_exit_code_2(scenario, tmp_path, monkeypatch, arguments, said):
    head = SCENARIO[: SCENARIO.index("seed")]
    (tmp_path / "empty.yaml").write_text(head)
    (tmp_path / "bad.yaml").write_text(head.replace("name: x", "name: x, nmae: y"))
    (tmp_path / "calls.jsonl").write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    done = shrink(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
