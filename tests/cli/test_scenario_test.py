"""``cs-simulator scenario test``: verdicts, the chart, and what programs read."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.support import forked
from tests.support.process import command

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
FAILING = f"{HEAD}seed: 1\nscript:\n  - {{call: GET /clusters, expect_status: 503}}\n"

MISHAPS = """\
apiVersion: simulator/v1
kind: Scenario
metadata: {name: mishaps, description: A bit of everything.}
seed: 7
rules:
  - id: no-stock
    when: {stage: ecs, cluster: short}
    select: {count: 1}
    then: {no_stock: {policy: keep}}
  - id: flaps
    when: {cluster: flappy}
    select: {index: [1]}
    then: {flapping: {}}
  - id: lost
    when: {operation: CreateCluster, cluster: flappy}
    then: {lost_reply: {}}
  - id: stuck-boot
    when: {cluster: sticky, stage: boot}
    select: {index: [0]}
    then: {stuck: {}}
script:
  - {call: POST /clusters, body: {name: short, size: 3}, expect_status: 202}
  - {advance: 20s}
  - {call: POST /clusters, body: {name: flappy, size: 2}, expect_status: 0}
  - {call: POST /clusters, body: {name: sticky, size: 2}, expect_status: 202}
  - {call: GET /clusters, repeat: 3, expect_status: 200}
  - {until: idle}
  - {advance: 2h}
  - {call: "DELETE /clusters/{cluster_id:short}", expect_status: 202}
expect:
  - {rule: lost, hits: 1}
  - {clusters: {name: short}, count: 0}
"""
CHART = Path(__file__).with_name("mishaps.txt").read_text("utf-8")
"""What it prints: read it before you change it."""


def scenario_test(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["scenario", "test", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.yaml"


# ---- verdicts and exit codes


def test_a_shipped_scenario_passes_by_its_name():
    done = scenario_test("healthy")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == "1 of 1 passed"


def test_a_script_that_goes_otherwise_fails(file):
    file.write_text(FAILING)
    done = scenario_test(file)
    assert done.exit_code == 1
    assert "✗ script step 1: GET /clusters: answered 200, and 503 was expected" in done.stdout


def test_each_expectation_has_its_verdict(file):
    expect = "expect:\n  - {clusters: {name: a}, count: 0}\n  - {nodes: {}, count: 1}\n"
    file.write_text(HEAD + expect)
    done = scenario_test(file)
    assert done.exit_code == 1
    assert "✓ clusters: {name: a}, count: 0\n" in done.stdout
    assert "✗ nodes: {}, count: 1: expected 1 node, found 0\n" in done.stdout


CHECKS = """script:
  - {call: POST /clusters, body: {name: a}, expect_status: 202}
  - {check: {clusters: {state: initial}, count: 1}}
  - {call: "GET /clusters/{cluster_id}", expect_body: {state: running, size: 3}}
"""


def test_checks_have_their_verdicts_and_no_place_among_the_calls(file):
    file.write_text(HEAD + CHECKS)
    done = scenario_test(file)
    assert done.exit_code == 1
    assert "✓ script step 2: check clusters: {state: initial}, count: 1\n" in done.stdout
    difference = "state is 'initial', and 'running' was expected; size is 1, and 3 was expected"
    assert f"✗ script step 3: GET /clusters/{{cluster_id}}: {difference}\n" in done.stdout
    calls = [line for line in done.stdout.splitlines() if re.match(r"^ +\d+ +0:00 ", line)]
    assert [line.split()[2] for line in calls] == ["POST", "GET"]
    assert calls[1].endswith(difference)


GIVEN_UP = """rules:
  - {id: h, when: {operation: DescribeClusters}, then: hang}
script:
  - {call: GET /clusters, timeout: 5s, expect_status: 0}
  - {advance: 1m}
"""


def test_a_call_that_was_given_up_has_no_answer(file):
    file.write_text(HEAD + GIVEN_UP)
    done = scenario_test(file)
    assert done.exit_code == 0
    assert re.search(r"GET /clusters +no answer \(timeout\) +h:hang", done.stdout)
    [run] = json.loads(scenario_test("--json", file).stdout)
    assert [(step["status"], step["code"]) for step in run["script"]] == [
        (0, "(timeout)"),
        (None, None),
    ]


def test_a_file_with_errors_fails_with_its_problems_and_the_others_run(file, tmp_path):
    file.write_text(f"{HEAD}sede: 1\n")
    (tmp_path / "good.yaml").write_text(f"{HEAD}script: [{{call: GET /clusters}}]\n")
    done = scenario_test(tmp_path)
    assert done.exit_code == 1
    assert f"{file}:4:1: E002: " in done.stdout
    assert done.stdout.endswith("1 of 2 passed\n")


def test_fixtures_that_do_not_fit_fail_in_words(file):
    vpc = "{vpc_id: vpc-x, region_id: cn-beijing, cidr: 10.0.0.0/8, vswitches: ["
    vpc += "{vswitch_id: vsw-x, zone_id: cn-beijing-b, cidr: 192.168.0.0/24}]}"
    file.write_text(f"{HEAD}fixtures: {{vpcs: [{vpc}]}}\n")
    done = scenario_test(file)
    assert done.exit_code == 1
    assert f"{file}: fixtures: " in done.stdout


@pytest.mark.parametrize("arguments", [[], ["nothing-of-that-name"], ["healthy", "--seed=x"]])
def test_misuse_ends_with_exit_code_2(arguments):
    done = forked.run(
        command("scenario", "test", *arguments), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


# ---- the chart


def test_the_chart_can_be_read(file):
    file.write_text(MISHAPS)
    assert scenario_test(file).stdout == CHART


def test_another_seed_makes_another_chart(file):
    file.write_text(MISHAPS)
    one, other, again = [scenario_test(file, f"--seed={seed}").stdout for seed in (7, 8, 7)]
    assert one == again == CHART
    assert other != one


def test_a_terminal_gets_colours(file):
    file.write_text(MISHAPS)
    output = on_a_terminal("scenario", "test", str(file))
    assert "\x1b[1;31m✗" in output
    assert re.search(r"\x1b\[30;(4|10)[1-7]mBoo", output)


def test_quiet_shows_only_what_failed(file, tmp_path):
    file.write_text(FAILING)
    (tmp_path / "good.yaml").write_text(MISHAPS)
    output = scenario_test(tmp_path, "--quiet").stdout.splitlines()
    assert output[0] == "mishaps: A bit of everything. (seed 7) passed"
    assert output[1] == "x (seed 1) failed"


def test_a_file_without_a_script_fails_since_nothing_was_run(file):
    file.write_text(HEAD)
    done = scenario_test(file)
    assert done.exit_code == 1
    assert "it has no script, so nothing was run" in done.stdout


def test_a_script_without_a_call_fails_since_nothing_was_tested(file):
    file.write_text(f"{HEAD}script: [{{advance: 5m}}, {{check: {{clusters: {{}}, count: 0}}}}]\n")
    done = scenario_test(file)
    assert done.exit_code == 1
    assert "its script makes no call, so nothing was tested" in done.stdout


def test_rich_is_not_loaded_where_nobody_looks(file):
    file.write_text(f"{HEAD}script: [{{call: GET /clusters}}]\n")
    code = (
        "import sys; from cs_simulator.cli.main import main\n"
        f"main(['scenario', 'test', {str(file)!r}], standalone_mode=False)\n"
        "assert 'rich' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def on_a_terminal(*arguments):
    """What a command prints to a terminal of 120 columns."""
    leader, follower = os.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    environment.pop("NO_COLOR", None)
    process = forked.popen(command(*arguments), stdout=follower, env=environment)
    os.close(follower)
    pieces = []
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # how Linux tells that the other side has closed it
            break
        if not piece:
            break
        pieces.append(piece)
    os.close(leader)
    assert process.wait(60) == 0
    return b"".join(pieces).decode()


# ---- for programs


def test_the_json_has_script_steps_states_decisions_and_verdicts(file):
    file.write_text(MISHAPS)
    [run] = json.loads(scenario_test(file, "--json").stdout)
    assert (run["name"], run["passed"], run["seed"]) == ("mishaps", True, 7)
    assert [step["status"] for step in run["script"] if step["status"] is not None] == [
        202, 0, 202, 200, 200, 200, 202,
    ]  # fmt: skip
    assert {step["status"] for step in run["steps"]} >= {"done", "failed"}
    assert {(each["cluster"], each["state"]) for each in run["states"]} >= {("short", "running")}
    assert {each["rule"] for each in run["decisions"]} == {
        "no-stock",
        "flaps",
        "lost",
        "stuck-boot",
    }
    assert [each["passed"] for each in run["verdicts"]] == [True, True]


def test_json_lists_the_problems_of_a_file(file):
    file.write_text(f"{HEAD}sede: 1\n")
    [run] = json.loads(scenario_test(file, "--json").stdout)
    assert run["passed"] is False
    assert [each["code"] for each in run["problems"]] == ["E002"]


def test_junit_has_a_case_for_the_script_and_for_each_expectation(file, tmp_path):
    file.write_text(f"{FAILING}expect:\n  - {{clusters: {{name: a}}, count: 0}}\n")
    report = tmp_path / "report.xml"
    assert scenario_test(file, "--junit", report).exit_code == 1
    [suite] = ET.parse(report).getroot()
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == (str(file), "2", "1")
    script, expected = suite
    assert "503 was expected" in script[0].get("message")
    assert len(expected) == 0


def test_a_report_that_cannot_be_written_is_misuse(tmp_path):
    assert scenario_test("healthy", "--junit", tmp_path / "no" / "x.xml").exit_code == 2


def test_the_charts_of_all_runs_are_written_as_svg(file, tmp_path):
    file.write_text(MISHAPS)
    chart = tmp_path / "chart.svg"
    assert scenario_test(file, "healthy", "--svg", chart).exit_code == 0
    texts = [each.text for each in ET.parse(chart).iter("{http://www.w3.org/2000/svg}text")]
    assert {"mishaps (seed 7) passed", "A bit of everything.", "flappy"} <= {*texts}
    assert any(text.startswith("healthy (seed ") for text in texts)
    assert "prefers-color-scheme" in chart.read_text("utf-8")


def test_the_svg_has_one_theme_if_it_is_asked_for(file, tmp_path):
    file.write_text(MISHAPS)
    chart = tmp_path / "chart.svg"
    assert scenario_test(file, "--svg", chart, "--theme", "dark").exit_code == 0
    assert "prefers-color-scheme" not in chart.read_text("utf-8")


def test_a_theme_without_a_file_is_misuse(file):
    file.write_text(MISHAPS)
    done = scenario_test(file, "--theme", "dark")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "give --svg FILE, too" in done.stderr


def test_the_whole_library_passes():
    folder = Path(__file__).parents[2] / "scenarios"
    done = scenario_test(folder, "--quiet")
    assert done.exit_code == 0, done.stdout


IDLE = f"""{HEAD}rules:
  - {{id: ghost, when: {{operation: CreateCluster, body: {{name: "g-*"}}}}, then: ghost_success}}
  - {{id: elsewhere, when: {{stage: boot, cluster: b}}, then: stuck}}
  - {{id: deletion, then: delete_fails}}
  - {{id: covered, when: {{operation: DescribeClusters}}, fire: {{nth: 1}}, then: {{list_lag: 5m}}}}
  - {{id: late, when: {{operation: CreateCluster}}, fire: {{nth: 5}}, then: lost_reply}}
  - {{id: "off", when: {{operation: CreateCluster}}, then: reset, enabled: false}}
  - {{id: podless, when: {{kind: Deployment, name: web}}, then: crash_loop}}
  - {{id: acted, then: {{quota: {{}}}}, fire: {{nth: 2}}}}
script:
  - {{call: POST /clusters, body: {{name: a}}}}
  - {{call: POST /clusters, body: {{name: b}}, expect_status: 400}}
"""
REASONS = {
    "ghost": "was considered twice",
    "elsewhere": "was never considered: no step with stage boot, cluster b came to phase provision",
    "deletion": "was never considered: no step with operation DeleteCluster",
    "covered": "was never considered: no call with operation DescribeClusters",
    "late": "matched once and never acted: not for match 1",
    "off": "is switched off",
    "podless": (
        "was never considered: no stage of a pod with stage start, kind Deployment, name web came"
        " to phase pod"
    ),
}


def test_rules_that_never_acted_are_reported_with_the_reason(file):
    file.write_text(IDLE)
    done = scenario_test("-q", file)
    assert done.exit_code == 0, done.stdout
    idle = {line.split()[2]: line for line in done.stdout.splitlines() if line.startswith("!")}
    assert idle.keys() == REASONS.keys()
    for rule, reason in REASONS.items():
        assert reason.replace("twice", "2 times") in idle[rule]
    assert f"{file}:5:63: W105: " in done.stdout


def test_idle_rules_fail_a_strict_test(file):
    file.write_text(IDLE)
    assert scenario_test("-q", "--strict", file).exit_code == 1
    assert scenario_test("-q", "--strict", "flapping-node").exit_code == 0


def test_programs_read_idle_rules_and_warnings(file, tmp_path):
    file.write_text(IDLE)
    done = scenario_test("--json", "--junit", tmp_path / "junit.xml", file)
    [run] = json.loads(done.stdout)
    assert [idle["rule"] for idle in run["idle_rules"]] == list(REASONS)
    assert [warning["code"] for warning in run["warnings"]] == ["W105"]
    [suite] = ET.parse(tmp_path / "junit.xml").getroot()
    skipped = [case.get("name") for case in suite if case.find("skipped") is not None]
    assert skipped == [f"rule {rule}" for rule in REASONS]
    assert suite.get("skipped") == str(len(REASONS))


def test_a_run_that_stops_at_a_failure_says_nothing_of_rules_that_it_did_not_reach(file):
    file.write_text(IDLE.replace("400", "202"))
    assert "never considered" not in scenario_test("-q", file).stdout


@pytest.mark.parametrize("name", ["flapping-node", "lost-create-reply", "stale-list-after-delete"])
def test_every_rule_of_a_shipped_scenario_acts(name):
    assert "!" not in scenario_test("-q", "--strict", name).stdout


# ---- a page


def test_a_page_has_the_runs_of_all_files(tmp_path):
    (tmp_path / "failing.yaml").write_text(FAILING)
    (tmp_path / "unusable.yaml").write_text("kind: Scenario\n")
    page = tmp_path / "page.html"
    assert scenario_test(tmp_path, "--html", page).exit_code == 1
    html = page.read_text("utf-8")
    assert "0 of 2 passed" in html
    assert "E008" in html
    assert "503 was expected" in html


def test_a_page_that_cannot_be_written_is_a_mistake(tmp_path):
    (tmp_path / "failing.yaml").write_text(FAILING)
    refused = scenario_test(tmp_path / "failing.yaml", "--html", tmp_path / "no" / "page.html")
    assert refused.exit_code == 2
    assert "--html" in refused.stderr
