"""``cs-simulator scenario lint``: each code with its place, every format, never a traceback."""

import json
import re

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import forked
from tests.support.process import command

HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
RULE = "rules:\n  - id: one\n"
STUCK = "    then: stuck\n"

# Code, what follows the first three lines, line, column, and a piece of the message.
WRONG = [
    ("E001", "rules: [", 5, 1, "did not find"),
    ("E001", "seed: 1\nseed: 2\n", 5, 1, "'seed' is given twice"),
    ("E001", "include: [nowhere.yaml]\n", 4, 11, "nowhere.yaml"),
    ("E002", "sede: 1\n", 4, 1, "sede: unknown key (did you mean 'seed'?)"),
    ("E002", f"{RULE}    then: {{fail: {{cod: X}}}}\n", 6, 19, "(did you mean 'code'?)"),
    ("E003", f"{RULE}    when: {{operation: CreateClutser}}\n    then: reset\n", 6, 23,
     "there is no operation 'CreateClutser' (did you mean 'CreateCluster'?)"),
    ("E003", f"{RULE}    when: {{stage: boots}}\n    then: {{stuck: {{}}}}\n", 6, 19,
     "there is no stage 'boots' (did you mean 'boot'?)"),
    ("E003", f"{RULE}    then: {{fail: {{code: OperationDenied.NoStok}}}}\n", 6, 25,
     "(did you mean 'OperationDenied.NoStock'?)"),
    ("E003", "expect:\n  - {rule: one, hits: 1}\n", 5, 12, "there is no rule 'one'"),
    ("E004", f"{RULE}    then: reset\n  - id: one\n    then: empty\n", 7, 9, "'one' is taken"),
    ("E005", f"{RULE}    then: {{delay: 3 seconds}}\n", 6, 19, "'3 seconds' is not a duration"),
    ("E005", "durations:\n  CreateCluster:\n    init: {uniform: [9s, 3s]}\n", 6, 11, "least"),
    ("E006", "include: [x.yaml]\n", 4, 11, "x.yaml includes this file"),
    ("E006", "timeline: [{at: 1m, do: load_scenario, scenario: x.yaml}]\n", 4, 50,
     "x.yaml loads this file"),
    ("E007", f"{RULE}    fire: {{nth: 2, skip: 3}}\n    then: reset\n", 6, 11,
     "skip 3 leaves none"),
    ("E007", f"{RULE}    fire: {{probability: 0}}\n    then: reset\n", 6, 11, "never fires"),
    ("E008", "seed: much\n", 4, 7, "seed: write a whole number"),
    ("E008", "script:\n  - {advance: 1m, until: idle}\n", 5, 5, "exactly one of"),
    ("E008", "script:\n  - {advance: 1m, expect_status: 200}\n", 5, 5, "expect_status goes with"),
    ("E008", "script:\n  - {call: GET clusters}\n", 5, 12, "that fits ^(GET|"),
    ("E008", "rules: null\n", 4, 8, "rules: write a list"),
    ("E008", "expect:\n  - {calls: {}, count: {min: 5, max: 2}}\n", 5, 24, "min is more than max"),
    ("E008", "expect:\n  - {clusters: {}, count: {exact: 1, min: 1}}\n", 5, 27, "goes without"),
    ("W101", f"{RULE}    then: reset\n  - id: two\n    then: hang\n", 7, 9,
     "two never acts: one before it always does"),
    ("W102", f"{RULE}    phase: provision\n    then: {{lost_reply: {{}}}}\n", 7, 24,
     "lost_reply acts in reply, not in provision"),
    ("E009", f"{RULE}    when: {{operation: DeleteCluster, stage: boot}}\n    then: stuck\n",
     6, 45, "tasks of DeleteCluster have no stage 'boot'"),
    ("E010", "seed: " + "[" * 50 + "]" * 50 + "\n", 4, 47, "nest at most 40"),
    ("W103", f"{RULE}    when: {{operation: DeleteCluster, stage: [boot, delete_ecs]}}\n{STUCK}",
     6, 45, "tasks of DeleteCluster have no stage 'boot'"),
    ("W104", f"{RULE}    when: {{zone_id: cn-beijing-z}}\n    then: {{no_stock: {{}}}}\n", 6, 21,
     "there is no zone_id 'cn-beijing-z'"),
    ("W105", f"{RULE}    select: {{count: 1}}\n    then: reset\n", 6, 13, "leave select out"),
    ("W106", f"{RULE}    when: {{body: {{nmae: x}}}}\n    then: reset\n", 6, 25,
     "(did you mean 'name'?)"),
]  # fmt: skip


def lint(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(main, ["scenario", "lint", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "x.yaml"


@pytest.mark.parametrize(
    ("code", "text", "line", "column", "piece"),
    WRONG,
    ids=[f"{row[0]}-{number}" for number, row in enumerate(WRONG)],
)
def test_a_problem_is_reported_with_its_position(file, code, text, line, column, piece):
    file.write_text(HEAD + text)
    done = lint(file)
    [output] = done.stdout.splitlines()
    assert output.startswith(f"{file}:{line}:{column}: {code}: "), output
    assert piece in output
    assert done.exit_code == (0 if code in ("W101", "W103", "W104", "W105", "W106") else 1)
    assert lint("--strict", file).exit_code == 1


def test_every_code_is_provoked():
    from cs_simulator.scenarios.file.problems import CODES

    assert CODES.keys() == {code for code, *_ in WRONG}


def test_a_good_file_has_nothing_to_say(file):
    file.write_text(HEAD)
    assert (lint(file).stdout, lint(file).exit_code) == ("", 0)


def test_a_problem_of_an_included_file_is_reported_once_for_that_file(file, tmp_path):
    (tmp_path / "base.yaml").write_text(f"{HEAD}sede: 1\n")
    file.write_text(f"{HEAD}include: [base.yaml]\n")
    done = lint(tmp_path)
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == [
        f"{tmp_path}/base.yaml:4:1"
    ]


def test_json_is_a_list_of_problems(file):
    file.write_text(f"{HEAD}sede: 1\n")
    [problem] = json.loads(lint("--format=json", file).stdout)
    assert problem | {"message": ""} == {
        "file": str(file), "line": 4, "column": 1, "code": "E002", "message": "",
    }  # fmt: skip


def test_github_gets_annotations(file):
    file.write_text(f"{HEAD}seed: [1,\n")
    output = lint("--format=github", file).stdout
    assert output.startswith(f"::error file={file},line=5,col=1,title=E001::")


def test_sarif_names_rule_level_and_place(file):
    file.write_text(f"{HEAD}{RULE}    when: {{zone_id: nowhere}}\n    then: {{no_stock: {{}}}}\n")
    output = json.loads(lint("--format=sarif", file).stdout)
    [result] = output["runs"][0]["results"]
    assert output["version"] == "2.1.0"
    assert (result["ruleId"], result["level"]) == ("W104", "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(file)
    assert place["region"] == {"startLine": 6, "startColumn": 21}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00", b"[" * 5000, b"", b"- &a [*a]"])
def test_what_is_no_text_or_no_yaml_is_unreadable(file, content):
    file.write_bytes(content)
    assert ": E001: " in lint(file).stdout, lint(file)
    assert lint(file).exit_code == 1


def test_misuse_ends_with_exit_code_2_and_one_line(tmp_path):
    for arguments in ([], [str(tmp_path / "nothing.yaml")], [str(tmp_path)]):
        done = forked.run(
            command("scenario", "lint", *arguments), capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


RICH = f"""{HEAD}include: [other.yaml]
seed: 4242
clock: {{mode: frozen, start: "2018-01-08T09:00:00Z"}}
fixtures:
  vpcs: [{{vpc_id: vpc-mine, region_id: cn-beijing, cidr: 192.168.0.0/16,
          vswitches: [{{vswitch_id: vsw-mine, zone_id: cn-beijing-b, cidr: 192.168.0.0/24}}]}}]
  quotas: {{clusters: 5}}
  stock: [{{zone_id: cn-beijing-b, instance_type: ecs.n1.small, available: 3}}]
durations:
  CreateCluster:
    slb: {{uniform: [5s, 15s]}}
    init: {{lognormal: {{median: 90s, sigma: 0.4, max: 10m}}}}
    boot: {{percentiles: {{50%: 20s, 99%: 1m}}}}
rules:
  - id: two-nodes-no-stock
    phase: provision
    when: {{stage: ecs, zone_id: cn-beijing-b, cluster: "/^a.*/", time: {{after: "09:00"}}}}
    select: {{count: 2}}
    then: {{fail: {{code: OperationDenied.NoStock}}}}
  - id: lost
    when: {{operation: CreateCluster, headers: {{user-agent: "*"}}, body: {{size: {{gte: 3}}}}}}
    fire: {{nth: [1, 3-5], window: {{after: 5m, for: 2m, every: 10m}}}}
    ttl: 1h
    then: {{transport: reset}}
  - id: throttle
    when: {{operation: "Describe*"}}
    fire: {{probability: 30%}}
    then: {{throttle: {{rate: 2/s, burst: 5, retry_after: 3s}}}}
timeline:
  - {{at: +12m, do: lose_node, select: {{count: 1}}}}
  - {{at: +20m, do: set_stock, zone_id: cn-beijing-b, instance_type: ecs.n1.small, available: 50}}
  - {{at: +30m, do: load_scenario, scenario: other.yaml}}
expect:
  - {{rule: lost, hits: 1}}
  - {{calls: {{operation: DescribeTaskInfo}}, gap: {{min: 2s, growing: true}}}}
  - {{clusters: {{name: a}}, count: 1}}
script:
  - {{call: POST /clusters, body: {{name: a}}, expect_status: 202, repeat: 2}}
  - {{advance: 5m}}
  - {{until: idle}}
"""
SCRAPS = ["", "{", "}", "[", "]", ":", "- ", "  ", "\t", '"', "'", "&a ", "*a", "!!x ", "%", "~",
          "-1", "0", "1e999", "9" * 5000, "nan", "null", "true", "x", "é", "\x00", "\ud800", "😀",
          "/[/", "5m", "/", "?", "|", ">", "---\n", "...\n", "#", "\n", "rules", "@"]  # fmt: skip


@st.composite
def mutated(draw):
    """The rich file with some of its text replaced, dropped or repeated."""
    text = RICH
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 30))
        scrap = draw(st.sampled_from(SCRAPS) | st.text(max_size=5))
        taken = text[start : start + length] if draw(st.booleans()) else ""
        text = text[:start] + scrap + taken + taken + text[start + length :]
    return text


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=mutated())
def test_no_mutation_of_a_file_gives_a_traceback(tmp_path, text):
    file = tmp_path / "mutated.yaml"
    (tmp_path / "other.yaml").write_text(HEAD)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    done = lint(file)
    assert done.exit_code in (0, 1), done
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    for line in done.stdout.splitlines():
        assert re.match(r".+\.yaml:\d+:\d+: [EW]\d{3}: .", line), line


def test_the_file_that_is_mutated_is_good(tmp_path):
    (tmp_path / "other.yaml").write_text(HEAD)
    (tmp_path / "rich.yaml").write_text(RICH)
    assert lint("--strict", tmp_path).stdout == ""
