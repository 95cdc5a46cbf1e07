"""The JSON Schema of scenarios: it agrees with the reader, and says what everything means."""

import jsonschema
import orjson
import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.domain.docstrings import attribute_docstrings
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.faults import all_kinds
from cs_simulator.scenarios.file import schema
from cs_simulator.scenarios.file.field_docs import meanings

from tests.scenarios.test_declaration import HEAD
from tests.scenarios.test_declared_classes import all_declared

WORDS = vocabulary(registry())
WHOLE = orjson.loads(schema.as_text(WORDS))
CHECKED = jsonschema.Draft202012Validator(WHOLE)


def properties_in(part):
    """Every property at any depth, with its name."""
    if isinstance(part, dict):
        for name, inner in part.get("properties", {}).items():
            if isinstance(inner, dict) and "const" not in inner:
                yield name, inner
        for inner in part.values():
            yield from properties_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from properties_in(inner)


@pytest.mark.parametrize("declared", all_declared(), ids=lambda declared: declared.__name__)
def test_every_field_has_a_meaning(declared):
    assert [name for name, meaning in meanings(declared).items() if not meaning] == []


def test_every_property_has_a_description():
    by_name = {"fixtures", "percentiles"}  # names of quotas and stages speak for themselves
    undescribed = {name for name, inner in properties_in(WHOLE) if "description" not in inner}
    stages = {stage for stages in WORDS.stages.values() for stage in stages}
    quotas = WHOLE["$defs"]["Fixtures"]["properties"]["quotas"]["properties"]
    assert undescribed <= stages | quotas.keys() | by_name


def test_it_is_a_schema():
    CHECKED.check_schema(WHOLE)


@pytest.mark.parametrize("kind", all_kinds())
def test_the_parameters_of_a_kind_have_a_schema_of_their_own(kind):
    parameters = schema.of_kinds(WORDS)[kind]
    jsonschema.Draft202012Validator.check_schema(parameters)
    jsonschema.Draft202012Validator(parameters).is_valid({})
    assert parameters["description"]


@pytest.mark.parametrize("path", scenario_library.shipped(), ids=lambda path: path.stem)
def test_a_shipped_scenario_meets_it(path):
    source = orjson.loads(orjson.dumps(scenario_library.read(str(path)).source))
    assert [error.message for error in CHECKED.iter_errors(source)] == []


GOOD = [
    {"seed": -3, "clock": {"mode": "polling", "interval": "1m30s"}},
    {"rules": [{"id": "a", "then": {"reset": None}}]},
    {"rules": [{"id": "a", "then": {"transport": "reset"}}]},
    {"rules": [{"id": "a", "then": {"delay": 3}}, {"id": "b", "then": {"delay": {"fixed": 3}}}]},
    {"rules": [{"id": "a", "then": "reset", "when": {"operation": ["Create*", "ScaleCluster"]}}]},
    {"rules": [{"id": "a", "then": {"error": {"code": "MadeUp", "status": 418}}}]},
    {"rules": [{"id": "a", "then": "reset", "select": "all", "fire": {"nth": [1, "3-5"]}}]},
    {"rules": [{"id": "a", "then": "reset", "when": {"body": {"size": 3, "a": {"in": [1]}}}}]},
    {"rules": [{"id": "a", "then": "reset", "when": {"region_id": "somewhere-else"}}]},
    {"rules": [{"id": "a", "then": "reset", "fire": {"per": "body.name", "probability": "30%"}}]},
    {"durations": {"CreateCluster": {"boot": "3s", "ecs": {"uniform": ["1s", "2d"]}}}},
    {"timeline": [{"at": "2018-01-08T09:00:00Z", "do": "end_outage"}]},
    {"fixtures": {"quotas": {"eips": 3}, "missing_roles": ["AnyRole"]}},
    {"expect": [{"calls": {"status": 404}, "count": {"max": 1}}, {"attempts": 1}]},
    {"expect": [{"calls": {}, "order": ["CreateCluster"], "time": "real"}]},
    {"expect": [{"invariant": {"ends_within": "2h"}}, {"invariant": "no_orphans"}]},
    {"script": [{"call": "GET /anything", "expect_status": 0, "expect_code": "(reset)"}]},
    {"script": [{"until": "idle"}, {"check": {"nodes": {}, "count": 0}}]},
]
BAD = [
    {"rules": [{"id": "a", "then": {"reset": {}, "empty": {}}}]},
    {"rules": [{"id": "a", "then": {}}]},
    {"rules": [{"id": "a", "then": "delay"}]},
    {"rules": [{"id": "a", "then": {"transport": "delay"}}]},
    {"rules": [{"id": "a", "then": "reset", "when": {"state": "runing"}}]},
    {"rules": [{"id": "a b", "then": "reset"}]},
    {"rules": [{"id": "a", "then": "reset", "ttl": "-3s"}]},
    {"timeline": [{"at": 1, "do": "end_outage", "for": "1m"}]},
    {"timeline": [{"at": 1, "do": "lose_zone", "for": "1m"}]},
    {"expect": [{"rule": "a", "count": 1}]},
    {"expect": [{"invariant": "no_orphans", "count": 1}]},
    {"expect": [{"calls": {}, "hits": 1}]},
    {"script": [{"call": "GET /x", "until": "idle"}]},
    {"script": [{"advance": "1m", "until": "idle"}]},
    {"script": [{"until": "idle", "expect_status": 200}]},
    {"script": [{}]},
]


@pytest.mark.parametrize("part", GOOD, ids=str)
def test_what_the_reader_takes_meets_it(part):
    assert [error.message for error in CHECKED.iter_errors({**HEAD, **part})] == []


@pytest.mark.parametrize("part", BAD, ids=str)
def test_what_the_reader_refuses_does_not_meet_it(part):
    assert not CHECKED.is_valid({**HEAD, **part})


def test_a_class_without_source_has_no_meanings():
    made = type("Made", (), {"__module__": "cs_simulator.scenarios.rule"})
    assert attribute_docstrings(made) == {}
