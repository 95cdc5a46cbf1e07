"""The scenarios that are found by name, and the schema of their files."""

import json
from pathlib import Path

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file import schema

from tests.support.http import control
from tests.support.scenario_client import a_file


async def test_every_shipped_scenario_is_listed_with_its_description(api):
    listed = (await control(api, "GET", "scenarios"))["scenarios"]
    assert [one["name"] for one in listed] == [path.stem for path in scenario_library.shipped()]
    assert all(one["description"] and one["is_shipped"] for one in listed)
    assert {one["problem"] for one in listed} == {None}


async def test_the_users_scenarios_come_first_and_one_that_is_broken_says_why(an_api, tmp_path):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    a_file(folder / "healthy.json")
    (folder / "ill.yaml").write_text("kind: Scenari\n")
    (folder / "latin.yaml").write_bytes(b"kind: \xe9")
    api = await an_api(config_dir=str(tmp_path))
    listed = (await control(api, "GET", "scenarios"))["scenarios"]
    mine, ill, latin = listed[:3]
    assert (mine["name"], mine["is_shipped"], mine["problem"]) == ("healthy", False, None)
    assert ill["problem"].startswith("ill.yaml:1:")
    assert latin["problem"].startswith("latin.yaml: ")
    assert [one["name"] for one in listed].count("healthy") == 1
    await control(api, "GET", "scenarios/latin", status=409)


async def test_one_is_shown_with_the_text_of_its_file(api):
    shown = await control(api, "GET", "scenarios/lost-create-reply")
    path = next(p for p in scenario_library.shipped() if p.stem == "lost-create-reply")
    assert shown["text"] == path.read_text()
    assert shown["description"] in " ".join(shown["text"].split())


@pytest.mark.parametrize("name", ["nothing", "..%2Fpyproject", str(Path(__file__)), "%00"])
async def test_only_known_names_are_read(api, name):
    name = name.replace("/", "%2F")
    refused = await control(api, "GET", f"scenarios/{name}", status=404)
    assert refused["code"] == "NotFound"


async def test_the_published_schema_is_served_with_every_kind_of_fault(api):
    served = await control(api, "GET", "scenario/schema")
    assert served == json.loads(schema.as_text(vocabulary(registry())))
    assert all_kinds().keys() <= served["$defs"]["Fault"]["oneOf"][0]["properties"].keys()
