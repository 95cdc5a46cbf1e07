"""``cs-simulator replay``: recorded calls again, at the same virtual instants."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.support.builders import a_create_body
from tests.support.process import call, download

pytestmark = pytest.mark.every_type

SCENARIO = """\
apiVersion: simulator/v1
kind: Scenario
metadata: {name: x}
seed: 3
rules:
  - {id: stock, when: {stage: ecs}, select: {count: 1}, then: {no_stock: {}}}
  - {id: lost, when: {operation: CreateCluster, cluster: lost}, then: {lost_reply: {}}}
"""


def replay(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["replay", *map(str, arguments)])


def live(served):
    """A short life of a client: what is created is seen, and deleted; something is refused."""
    answer = call(served, "POST", "/clusters", a_create_body(size=2)).body
    call(served, "GET", f"/tasks/{answer['task_id']}")
    call(served, "POST", "/_simulator/clock/advance", {"by": "90s"})
    call(served, "POST", "/clusters", a_create_body(name="other", size="many"))
    call(served, "POST", "/_simulator/clock/advance", {"until": "idle"})
    call(served, "GET", f"/clusters/{answer['cluster_id']}")
    call(served, "DELETE", f"/clusters/{answer['cluster_id']}")


@pytest.fixture
def record(serve, tmp_path):
    """The export of a run with the scenario."""
    (tmp_path / "x.yaml").write_text(SCENARIO)
    served = serve("--clock=frozen", f"--scenario={tmp_path}/x.yaml")
    live(served)
    path = tmp_path / "calls.jsonl"
    path.write_bytes(download(served, "calls/export"))
    return path


@pytest.fixture
def scenario(tmp_path):
    return tmp_path / "x.yaml"


def test_the_same_scenario_and_seed_give_the_same_answers_ids_and_all(record, scenario):
    done = replay(record, f"--scenario={scenario}")
    assert done.exit_code == 0, done.output
    assert done.stdout == "5 calls answered as recorded, identifiers too\n"


def test_another_seed_leads_the_record_to_its_own_identifiers(record, scenario):
    done = replay(record, f"--scenario={scenario}", "--seed=9", "--json")
    output = json.loads(done.stdout)
    assert (output["equal"], output["calls"], output["compares_ids"]) == (True, 5, False)


def test_without_the_scenario_the_first_difference_is_reported(record):
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    lines[3]["status"] = 404
    record.write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = replay(record)
    assert done.exit_code == 1
    assert "the first difference is call 4, after 3 that were equal:" in done.stdout
    assert "status was 404, and is 200" in done.stdout


def test_a_rule_that_was_not_there_makes_a_difference(record, scenario):
    scenario.write_text(SCENARIO + "  - {id: no, when: {operation: DeleteCluster}, then: reset}\n")
    done = replay(record, f"--scenario={scenario}", "--json")
    found = json.loads(done.stdout)["difference"]
    assert (found["what"], found["recorded"], found["again"]) == ("status", 202, 0)
    assert found["call"]["operation"] == "DeleteCluster"
    assert done.exit_code == 1


def test_identifiers_are_compared_where_the_seed_is_the_same(record, scenario):
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    lines[0]["task_id"] = "T-" + "0" * 24
    record.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = json.loads(replay(record, f"--scenario={scenario}", "--json").stdout)["difference"]
    assert (found["what"], found["call"]["number"]) == ("task_id", 1)


def test_a_scenario_that_came_between_the_calls_comes_there_again(serve, tmp_path):
    served = serve("--clock=frozen", "--seed=5")
    call(served, "POST", "/clusters", a_create_body())
    call(served, "POST", "/_simulator/clock/advance", {"by": "60s"})
    rule = {
        "id": "busy",
        "when": {"operation": "DescribeClusters"},
        "then": {"error": "Throttling"},
    }
    for name, method, body in (
        ("before", "GET", None), ("faults", "PATCH", {"rules": [rule]}), ("after", "GET", None),
    ):  # fmt: skip
        call(served, method, "/_simulator/faults" if name == "faults" else "/clusters", body)
        call(served, "POST", "/_simulator/clock/advance", {"by": "1s"})
    call(served, "PUT", "/_simulator/snapshots/s", {})
    path = tmp_path / "s.db"
    path.write_bytes(download(served, "snapshots/s/file"))
    done = replay(path)
    assert (done.exit_code, done.output) == (
        0, "3 calls answered as recorded, identifiers too\n",
    )  # fmt: skip


def test_a_snapshot_brings_its_seed_and_its_scenario(serve, tmp_path, scenario):
    scenario.write_text(SCENARIO)
    served = serve("--clock=frozen", f"--scenario={scenario}")
    call(served, "POST", "/_simulator/clock/advance", {"by": "10m"})
    live(served)
    call(served, "PUT", "/_simulator/snapshots/s", {})
    path = tmp_path / "s.db"
    path.write_bytes(download(served, "snapshots/s/file"))
    before = path.read_bytes()
    done = replay(path)
    assert done.stdout == "5 calls answered as recorded, identifiers too\n"
    assert path.read_bytes() == before


def test_what_the_journal_did_not_keep_is_skipped_in_words(record):
    line = json.loads(record.read_text().splitlines()[0])
    secret = {**line, "method": "DELETE", "path": "/token/***/revoke", "body": None}
    refused = {**line, "operation": "", "status": 403, "code": "SignatureDoesNotMatch"}
    record.write_text(f"{json.dumps(secret)}\n{json.dumps(refused)}\n")
    output = replay(record).stdout.splitlines()
    assert output[0].startswith("skipped DELETE /token/***/revoke: its path held a secret")
    assert output[1].startswith("skipped POST /clusters: the gateway refused it")
    assert output[2].startswith("0 calls")


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"no json\n", b"[]\n", b"SQLite format 3\x00 and nothing else"]
)
def test_what_is_no_record_is_misuse_in_one_line(tmp_path, content):
    path = tmp_path / "record"
    path.write_bytes(content)
    done = replay(path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert str(path) in done.stderr


def test_a_record_or_a_scenario_that_is_not_there_is_misuse(tmp_path, record):
    assert replay(tmp_path / "nothing").exit_code == 2
    assert replay(record, "--scenario=nothing").exit_code == 2
    assert replay(record, "--start=tomorrow").exit_code == 2


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE call SET target = '/x'", "its checksum does not fit"),
        (
            "UPDATE call SET at = 9223372036854775807, checksum = 0",
            "at: 9223372036854775807 is not",
        ),
        ("CREATE VIEW more AS SELECT 1", "its tables are not those of a snapshot"),
    ],
)
def test_a_snapshot_that_is_damaged_is_refused_in_words(serve, tmp_path, damage, reason):
    served = serve("--clock=frozen")
    live(served)
    call(served, "PUT", "/_simulator/snapshots/s", {})
    path = tmp_path / "s.db"
    path.write_bytes(download(served, "snapshots/s/file"))
    with closing(sqlite3.connect(path)) as database:
        database.execute(damage)
        database.commit()

    done = replay(path)

    assert done.exit_code == 2
    assert f"{path}: " in done.output
    assert reason in done.output
