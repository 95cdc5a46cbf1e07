"""``cs-simulator scenario new``, ``list``, ``show``, ``schema`` and ``run``."""

import json
import re
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from cs_simulator.cli.main import main
from cs_simulator.runtime.files import scenario_library

from tests.support.command_line import refused
from tests.support.process import call

ROOT = Path(__file__).parents[2]


def scenario(*arguments):
    """Run a command in this process."""
    return CliRunner().invoke(main, ["scenario", *map(str, arguments)])


# ---- new


of_each_type = pytest.mark.parametrize("flags", [(), ("--ack",)], ids=["swarm", "ack"])


@of_each_type
def test_a_new_file_lints_and_tests_clean(tmp_path, flags):
    path = tmp_path / "mine.yaml"
    assert scenario("new", *flags, tmp_path / "mine").stdout == f"{path}\n"
    assert scenario("lint", "--strict", path).stdout == ""
    assert scenario("test", path).exit_code == 0


@of_each_type
def test_what_a_new_file_has_commented_out_can_be_used(tmp_path, flags):
    path = tmp_path / "mine.yaml"
    scenario("new", *flags, path)
    text = re.sub(r"(?m)^(rules|timeline): \[\].*", r"\1:", path.read_text())
    path.write_text(re.sub(r"(?m)^#  ", "  ", text))
    done = scenario("lint", "--strict", path)
    assert (done.stdout, done.exit_code) == ("", 0)
    rules = json.loads(scenario("show", "--json", path).stdout)
    assert [rule["phase"] for rule in rules] == ["admit", "apply", "provision", "reply", "read"]
    assert "lose_node" in scenario("show", path).stdout


@of_each_type
def test_a_new_file_has_every_section(tmp_path, flags):
    from cs_simulator.scenarios.declaration import key_of
    from cs_simulator.scenarios.scenario import Scenario

    scenario("new", *flags, tmp_path / "mine")
    known = {key_of(field) for field in fields(Scenario)}
    assert yaml.safe_load((tmp_path / "mine.yaml").read_text()).keys() == known


def test_a_file_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    done = scenario("new", path)
    assert (done.exit_code, path.read_text()) == (2, "mine")
    assert "it exists already" in done.stderr


@pytest.mark.parametrize("name", ["-x", "a b", "nowhere/x"])
def test_a_name_that_cannot_be_is_refused(tmp_path, name):
    assert scenario("new", "--", tmp_path / name).exit_code == 2


def test_a_new_file_is_a_copy_of_a_shipped_one_under_its_own_name(tmp_path):
    path = tmp_path / "mine.yaml"
    assert scenario("new", "--from", "ack-lost-create-reply", path).stdout == f"{path}\n"
    [shipped] = [
        each for each in scenario_library.shipped() if each.stem == "ack-lost-create-reply"
    ]
    original = shipped.read_text()
    assert path.read_text() == original.replace("name: ack-lost-create-reply", "name: mine")
    assert scenario("lint", "--strict", path).exit_code == 0


def test_a_copy_has_the_name_where_the_other_one_has_it(tmp_path):
    source = tmp_path / "a.yaml"
    head = "apiVersion: simulator/v1 # a\nkind: Scenario\n"
    source.write_text(f'{head}metadata: {{description: a, name: "a"}}\n')
    scenario("new", "--from", source, tmp_path / "other")
    copied = (tmp_path / "other.yaml").read_text()
    assert copied == f'{head}metadata: {{description: a, name: "other"}}\n'


def test_what_could_not_be_read_as_a_copy_is_not_copied(tmp_path):
    source, copy = tmp_path / "a" / "x.yaml", tmp_path / "x.yaml"
    source.parent.mkdir()
    head = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
    source.write_text(f"{head}include: [beside.yaml]\n")
    source.with_name("beside.yaml").write_text(head)
    done = scenario("new", "--from", source, copy)
    assert done.exit_code == 2
    assert "beside.yaml" in done.stderr
    assert not copy.exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--from", "nowhere"], "nowhere"),
        (["--from", "healthy", "--ack"], "give one of them"),
    ],
)
def test_what_there_is_not_is_not_copied(tmp_path, arguments, reason):
    done = scenario("new", *arguments, tmp_path / "x")
    assert done.exit_code == 2
    assert reason in done.stderr


# ---- list and show


def test_a_file_is_shown_as_it_is():
    [shipped] = [path for path in scenario_library.shipped() if path.stem == "healthy"]
    assert scenario("show", "--yaml", "healthy").stdout == shipped.read_text()


def test_a_file_is_shown_in_one_way():
    assert "give one of them" in scenario("show", "--yaml", "--json", "healthy").stderr


@pytest.mark.parametrize(
    ("content", "reason"), [(b"\xff\xfe", "is not UTF-8"), (b"#" * 500_001, "is too large")]
)
def test_a_file_that_is_no_text_of_a_scenario_is_not_shown(tmp_path, content, reason):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    done = scenario("show", "--yaml", path)
    assert done.exit_code == 2
    assert str(path) in done.stderr
    assert reason in done.stderr


def test_rules_are_shown_as_a_table(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x, description: Why.}\nrules:\n"
        "  - id: short\n    when: {stage: ecs, zone_id: [cn-beijing-b]}\n    select: {count: 2}\n"
        "    fire: {times: 1}\n    then: {fail: {code: X}}\n"
        "  - {id: gone, then: reset}\n"
    )
    assert scenario("show", path).stdout.splitlines() == [
        "x: Why.",
        "id     phase      when                                 fire      select    then",
        "short  provision  stage: ecs, zone_id: [cn-beijing-b]  times: 1  count: 2  fail code: X",
        "gone   admit                                           always    all       reset",
    ]


# ---- schema


def test_the_published_schema_is_the_present_one():
    """Make it so with ``cs-simulator scenario schema --write``."""
    assert (ROOT / "scenarios" / "schema.json").read_text() == scenario("schema").stdout


def test_the_schema_is_written_where_it_is_wanted(tmp_path):
    scenario("schema", "--write", tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_text() == scenario("schema").stdout
    assert scenario("schema", "--write", tmp_path / "no" / "where").exit_code == 2


@pytest.fixture(scope="module")
def published():
    """What validates by the schema: to look whether that is one takes a second."""
    schema = json.loads(scenario("schema").stdout)
    known = jsonschema.validators.validator_for(schema)
    known.check_schema(schema)
    return known(schema)


@pytest.mark.parametrize("path", scenario_library.shipped(), ids=lambda path: path.stem)
def test_the_schema_allows_every_shipped_scenario(published, path):
    published.validate(scenario_library.read(str(path)).source)


@pytest.mark.parametrize(
    "then",
    ["reset", {"transport": "reset"}, {"delay": "3s"}, {"delay": {"uniform": ["1s", "2s"]}},
     {"fail": {"code": "OperationDenied.NoStock"}}, {"stuck": {}}],
    ids=str,
)  # fmt: skip
def test_the_schema_allows_the_short_forms(published, then):
    published.validate(a_file(then))


@pytest.mark.parametrize("then", ["rest", {"transport": "rest"}, {"fail": {"cod": "x"}}], ids=str)
def test_the_schema_refuses_what_the_reader_refuses(published, then):
    with pytest.raises(jsonschema.ValidationError):
        published.validate(a_file(then))


def a_file(then):
    rule = {"id": "x", "select": "all", "then": then}
    head = {"apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "x"}}
    return {**head, "rules": [rule]}


# ---- run


def test_run_serves_with_the_scenario(serve):
    served = serve("--seed=5", by=("scenario", "run", "healthy"))
    assert call(served, "GET", "/_simulator/scenario").body["name"] == "healthy"
    assert call(served, "GET", "/_simulator/health").body["seed"] == 5


def test_run_refuses_a_name_that_is_none():
    assert "no shipped scenario" in refused("scenario", "run", "nothing", "--db=:memory:")
