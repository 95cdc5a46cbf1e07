"""What commands print with ``--json`` is what their schemas say."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main
from cs_simulator.cli.reference.outputs import all_outputs
from cs_simulator.cluster_types.ack.creation import example
from cs_simulator.server.control.contract.json_schema import standalone
from cs_simulator.server.control.openapi_document import document
from cs_simulator.server.control.openapi_service import service_document
from jsonschema import Draft202012Validator

from tests.support.builders import a_create_body
from tests.support.command_line import commands
from tests.support.process import call, command
from tests.support.scenario_files import SHRINKABLE as SCENARIO

OUTPUTS = {words: standalone(shape) for words, shape in all_outputs().items()}
RULE = '{"id": "no", "ttl": "1h", "when": {"operation": "DescribeClusters"}, "then": "forbidden"}'


def test_every_command_that_prints_json_has_a_schema():
    printing = {
        words
        for words, each in commands()
        for option in each.params
        if {"--json", "--format"} & {*option.opts}
    }
    assert printing == OUTPUTS.keys()


@pytest.mark.parametrize("words", OUTPUTS)
def test_a_schema_is_one(words):
    Draft202012Validator.check_schema(OUTPUTS[words])


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in this process, and hold what it prints against its schema."""
    monkeypatch.chdir(tmp_path)
    seen = set()

    def start(words, *arguments, code=0, **variables):
        option = "--format=json" if words == "scenario lint" else "--json"
        done = CliRunner().invoke(main, [*words.split(), option, *arguments], env=variables)
        assert done.exit_code == code, done.output
        [line] = done.stdout.splitlines()
        Draft202012Validator(OUTPUTS[words]).validate(json.loads(line))
        seen.add(words)
        return json.loads(line)

    start.seen = seen
    return start


def test_every_command_prints_what_its_schema_says(run, serve, tmp_path):
    (tmp_path / "x.yaml").write_text(SCENARIO)
    (tmp_path / "wrong.yaml").write_text("apiVersion: simulator/v2\n")
    served = serve("--clock=frozen", f"--scenario={tmp_path}/x.yaml", f"--db={tmp_path}/it.db")
    url = f"--url={served.url}"
    made = call(served, "POST", "/clusters", a_create_body(name="a", size=3)).body
    call(served, "GET", "/clusters")
    call(served, "GET", "/clusters")

    run("clock show", url)
    run("clock advance", url, "90s")
    run("clock set", url, "frozen")
    run("clusters list", url)
    run("clusters show", url, made["cluster_id"])
    run("clusters watch", url)
    [first, *_] = run("calls list", url)["calls"]
    run("calls explain", url, first["request_id"])
    run("calls verify", url, code=1)
    run("faults list", url)
    run("faults add", url, RULE)
    run("faults disable", url, "no")
    run("faults enable", url, "no")
    run("faults remove", url, "no")
    run("snapshot save", url, "s")
    run("snapshot list", url)
    run("snapshot fork", url, "s")
    run("snapshot download", url, "s", "s.db")
    run("snapshot upload", url, "s.db", "t")
    run("snapshot load", url, "t")
    run("snapshot delete", url, "t")
    run("replay", "s.db")
    run("replay", "s.db", "--scenario=healthy", code=1)
    run("faults clear", url)
    of_kubernetes = call(served, "POST", "/clusters", example({}, 2)).ok()
    run("clock advance", url, "--cluster", of_kubernetes["cluster_id"])
    run("kubeconfig", url, of_kubernetes["cluster_id"])
    assert followed(served)["method"] == "POST"
    run("reset", url)
    run("doctor", url)
    run("env", url)
    run("wait", url)
    run("tenants move", url, "default", f"--to={serve().url}")
    run("tenants list", url)
    run("ca", f"--db={tmp_path}/it.db")

    for words in ("assumptions", "control", "errors", "faults", "operations"):
        run(f"reference {words}")
    run("config show")
    run("version")
    run("scenario lint", "wrong.yaml", code=1)
    run("scenario list")
    run("scenario show", "x.yaml")
    run("scenario test", "x.yaml", "wrong.yaml", "flapping-node", code=1)
    run("shrink", "x.yaml")
    client = Path(__file__).parent / "clients" / "create.py"
    few = ("--examples=2", "--rules=1", "--operations=CreateCluster", "--kinds=lost_reply")
    run("explore", *few, "--shard=1/1", "--", sys.executable, str(client), "no-token", code=1)
    run("finds merge", ".cs-simulator", "--into=found", code=1)

    started = command("start", "--json", "--", "--port=0", "--db=:memory:")
    done = subprocess.run(started, capture_output=True, text=True, check=True)
    Draft202012Validator(OUTPUTS["start"]).validate(json.loads(done.stdout))
    run("status")
    run("stop")
    run("status")
    assert run.seen | {"calls tail", "start"} == OUTPUTS.keys()


def followed(served):
    """The first call that ``calls tail`` prints."""
    line = command("calls", "tail", "--all", "--json", f"--url={served.url}")
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as following:
        call = json.loads(following.stdout.readline())
        following.terminate()
    Draft202012Validator(OUTPUTS["calls tail"]).validate(call)
    return call


def test_a_schema_is_printed_for_one_command_and_for_all():
    one = CliRunner().invoke(main, ["reference", "outputs", "clusters", "list"])
    assert json.loads(one.stdout) == OUTPUTS["clusters list"]
    assert json.loads(CliRunner().invoke(main, ["reference", "outputs"]).stdout) == OUTPUTS
    none = CliRunner().invoke(main, ["reference", "outputs", "logs"])
    assert (none.exit_code, none.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("options", "printed"), [([], document), (["--service"], service_document)]
)
def test_the_descriptions_of_a_server_are_printed_without_one(options, printed):
    done = CliRunner().invoke(main, ["reference", "openapi", *options])
    assert json.loads(done.stdout) == printed()
