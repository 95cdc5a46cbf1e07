"""Scenarios and rules as text: linted with line and column, and put in force as they are."""

import pytest

from tests.support.http import control

SOUND = """\
apiVersion: simulator/v1
kind: Scenario
metadata: {name: written}  # a comment
rules:
  - id: busy
    when: {operation: CreateCluster}
    then: {error: Throttling}
"""
WITH_MISTAKES = (
    SOUND
    + """\
  - id: gone
    when: {operation: CreateClustr}
    then: reset
  - id: ghost
    when: {body: {name: "ghost-*"}}
    then: ghost_success
"""
)
ONE_RULE = "id: busy\nwhen: {operation: CreateCluster}\nthen: {error: Throttling}\n"


async def lint(api, text, **changes):
    return await control(api, "POST", "scenario/lint", {"text": text, **changes})


async def test_a_sound_text_is_answered_as_the_scenario_that_it_is(api):
    answer = await lint(api, SOUND)
    assert answer["problems"] == []
    assert answer["scenario"]["rules"][0]["then"] == {"error": "Throttling"}


async def test_each_problem_has_its_place_its_code_and_what_to_write(api):
    answer = await lint(api, WITH_MISTAKES)
    error, warning = answer["problems"]
    assert (error["line"], error["column"], error["code"]) == (9, 23, "E003")
    assert "CreateCluster" in error["message"]
    assert error["is_error"]
    assert (warning["line"], warning["code"], warning["is_error"]) == (12, "W105", False)
    assert answer["scenario"] is None


async def test_a_text_with_warnings_only_can_be_used(api):
    answer = await lint(api, WITH_MISTAKES.replace("CreateClustr", "CreateCluster"))
    assert {problem["is_error"] for problem in answer["problems"]} == {False}
    assert [rule["id"] for rule in answer["scenario"]["rules"]] == ["busy", "gone", "ghost"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [1, 2", 2, 1),
        ("", 1, 1),
        ("rules: []\nrules: []\n", 2, 1),
        ('{"kind": "Scenario"', 2, 1),
    ],
)
async def test_what_is_neither_yaml_nor_json_is_a_problem_with_a_place(api, text, line, column):
    answer = await lint(api, text)
    [problem] = answer["problems"]
    assert (problem["line"], problem["column"]) == (line, column)
    assert problem["is_error"]


async def test_a_problem_of_an_included_file_has_the_name_of_that_file(api, tmp_path):
    included = tmp_path / "other.yaml"
    included.write_text(SOUND + "  - {id: b, then: rest}\n")
    answer = await lint(api, f"{SOUND}include: [{included}]\n")
    [problem] = answer["problems"]
    assert problem["file"] == str(included)
    own = await lint(api, SOUND + "  - {id: b, then: rest}\n")
    assert own["problems"][0]["file"] is None


@pytest.mark.parametrize("body", [{}, {"text": 1}, {"text": None}, {"text": ["a"]}])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "scenario/lint"), ("PUT", "scenario"), ("PATCH", "faults")]
)
async def test_what_is_no_text_is_refused(api, method, path, body):
    await control(api, method, path, body, status=400)


async def test_a_text_is_put_in_force(api):
    shown = await control(api, "PUT", "scenario", {"text": SOUND})
    assert shown["name"] == "written"
    assert [rule["id"] for rule in shown["rules"]] == ["busy"]


async def test_a_text_with_errors_is_refused_with_their_places(api):
    refused = await control(api, "PUT", "scenario", {"text": WITH_MISTAKES}, status=400)
    [problem] = refused["problems"]
    assert (refused["code"], problem["line"], problem["column"]) == ("BadScenario", 9, 23)
    assert (await control(api, "GET", "scenario"))["name"] is None


@pytest.mark.parametrize(
    "text",
    [
        ONE_RULE,
        "- " + ONE_RULE.replace("\n", "\n  ").strip() + "\n",
        "rules:\n- " + ONE_RULE.replace("\n", "\n  ").strip() + "\n",
        '{"id": "busy", "when": {"operation": "CreateCluster"}, "then": {"error": "Throttling"}}',
    ],
    ids=["one", "a list", "rules", "JSON"],
)
async def test_rules_are_added_as_text(api, text):
    await control(api, "PUT", "faults", {"rules": [{"id": "a", "then": "reset"}]})
    shown = await control(api, "PATCH", "faults", {"text": text})
    assert [rule["id"] for rule in shown["faults"]] == ["busy", "a"]
    assert shown["faults"][0]["when"] == {"operation": "CreateCluster"}


async def test_rules_are_replaced_by_those_of_a_text(api):
    await control(api, "PUT", "faults", {"rules": [{"id": "a", "then": "reset"}]})
    shown = await control(api, "PUT", "faults", {"text": ONE_RULE})
    assert [rule["id"] for rule in shown["faults"]] == ["busy"]


@pytest.mark.parametrize(
    ("text", "line", "column", "advice"),
    [
        ("id: a\nthen: rest\n", 2, 1, "reset"),
        ("id: a\n\nwhen: {operation: CreateClustr}\nthen: reset", 3, 19, "CreateCluster"),
        ("- {id: a, then: reset}\n- {id: a, then: reset}\n", 2, 8, "is taken"),
        ("rules: 3", 1, 8, "write a list"),
        ("id: a\nthe: reset\n", 2, 1, "unknown key"),
    ],
)
async def test_a_rule_with_mistakes_is_refused_with_their_places(api, text, line, column, advice):
    refused = await control(api, "PATCH", "faults", {"text": text}, status=400)
    problem = next(p for p in refused["problems"] if advice in p["message"])
    assert (problem["line"], problem["column"]) == (line, column)


async def test_rules_are_given_in_one_way_only(api):
    body = {"text": ONE_RULE, "rules": []}
    refused = await control(api, "PATCH", "faults", body, status=400)
    assert "not both" in refused["message"]
