"""The description of both planes: valid, whole, and true of what a real server answers."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Annotated, ClassVar

import pytest
from cs_simulator.cluster_types.ack import field_rules
from cs_simulator.operations import all_operations, not_modelled
from cs_simulator.server.control.openapi_bodies import body_schema
from cs_simulator.server.control.openapi_document import document
from cs_simulator.server.control.openapi_service import service_document
from cs_simulator.server.control.routes import all_routes
from cs_simulator.validation import strict_types
from cs_simulator.validation.strict import Secret
from openapi_spec_validator import validate

from tests.server.control import differences

CHECKS = (
    "not_a_server_error,"
    "status_code_conformance,content_type_conformance,response_schema_conformance"
)


async def test_the_description_is_served_and_valid(api):
    served = await (await api.get("/_simulator/openapi.json")).json()
    assert served == document()
    validate(served)


async def test_the_description_of_the_api_alone_is_served_and_valid(api):
    served = await (await api.get("/_simulator/service-openapi.json")).json()
    assert served == service_document()
    validate(served)


def test_both_descriptions_say_the_same_of_the_api():
    whole = document()["paths"]
    assert service_document()["paths"].items() <= whole.items()
    others = whole.keys() - service_document()["paths"].keys()
    assert all(path.startswith("/_simulator/") for path in others)


def test_every_difference_from_the_sdk_is_listed_with_its_reason():
    assert all(differences.listed().values())
    assert differences.unlisted_and_gone() == ([], [])


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ({"type": "string"}, "string", []),
        ({}, "any", []),
        ({"type": "object"}, "map", []),
        ({"type": "integer"}, "string", ["x: string in the SDK, integer here"]),
        ({"type": ["integer", "string"]}, "integer",
         ["x: integer in the SDK, integer or string here"]),
        ({"anyOf": [{"type": "string"}, {"type": "string"}]}, "string", []),
        ({"type": "object"}, {"a": "string"}, ["x: fields in the SDK, any object here"]),
        ({"type": "object", "properties": {"b": {"type": "string"}}}, {"a": "string"},
         ["x.a: only in the SDK", "x.b: only here"]),
        ({"type": "array", "items": {"type": "string"}}, ["integer"],
         ["x[]: integer in the SDK, string here"]),
        ({"type": "object", "additionalProperties": {"type": "string"}}, {"*": "integer"},
         ["x.*: integer in the SDK, string here"]),
    ],
)  # fmt: skip
def test_a_difference_is_found_wherever_it_is(ours, theirs, found):
    assert list(differences.of_values([ours], theirs, "x")) == found


def test_the_description_has_every_operation_and_route_and_nothing_else():
    described = {(method, path) for path, ways in document()["paths"].items() for method in ways}
    operations = {
        (method.lower(), path)
        for operation in (*all_operations(), *not_modelled())
        for method, path in operation.calls
    }
    endpoints = [route.endpoint for route in all_routes()]
    routes = {(one.method.lower(), f"/_simulator/{one.path}") for one in endpoints}
    assert described == operations | routes


def test_a_body_is_described_by_the_rules_of_its_fields():
    creation = document()["paths"]["/clusters"]["post"]
    bodies = creation["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    [schema] = [body for body in bodies if "size" in body["properties"]]
    [other_type] = [body for body in bodies if body is not schema]
    assert schema["properties"]["size"]["type"] == "integer"
    assert {"name", "size", "password"} <= set(schema["required"])
    assert other_type["properties"]["vswitch_ids"]["items"] == {"type": "string"}
    assert schema["properties"]["name"]["description"]
    advance = document()["paths"]["/_simulator/clock/advance"]["post"]
    body = advance["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/Advance"}
    fields = document()["components"]["schemas"]["Advance"]["properties"]
    assert set(fields) == {"by", "to", "until"}


@dataclass(frozen=True, kw_only=True)
class Seed:
    STRICT: ClassVar[bool] = True

    name: Annotated[str, strict_types.Text()]
    depth: Annotated[float | None, strict_types.Number()] = None


@dataclass(frozen=True, kw_only=True)
class Sowing:
    STRICT: ClassVar[bool] = True

    first: Annotated[Seed, strict_types.Object(Seed)]
    others: Annotated[tuple[Seed, ...], strict_types.Objects(Seed)] = ()


def test_nested_records_of_a_body_are_described():
    schema = body_schema(Sowing)
    assert schema["required"] == ["first"]
    seed = schema["properties"]["first"]
    assert seed["properties"] == {"name": {"type": "string"}, "depth": {"type": "number"}}
    assert seed["required"] == ["name"]
    assert schema["properties"]["others"] == {"type": "array", "items": seed}


@dataclass(frozen=True, kw_only=True)
class Row:
    STRICT: ClassVar[bool] = True

    kind: Annotated[str, strict_types.Text(), field_rules.OneOf("long", "short")]
    trees: Annotated[int | None, strict_types.Integer(), field_rules.Between(1, 9)] = None
    spare: Annotated[int | None, strict_types.Integer(), field_rules.Between(3, 9, 0)] = None
    sorts: Annotated[
        tuple[str, ...] | None, strict_types.TextList(), field_rules.OneOf("sweet", "sour")
    ] = None
    gate: Annotated[str | None, strict_types.Text(), field_rules.Matches("a|b", "a or b")] = None
    key: Annotated[str | None, strict_types.Text(), field_rules.LengthUpTo(5), Secret()] = None


def test_what_a_rule_asks_is_a_keyword_of_the_schema():
    fields = body_schema(Row)["properties"]
    for field in fields.values():
        field.pop("description", None)
    assert fields == {
        "kind": {"type": "string", "enum": ["long", "short"]},
        "trees": {"type": "integer", "minimum": 1, "maximum": 9},
        "spare": {"type": "integer", "anyOf": [{"minimum": 3, "maximum": 9}, {"enum": [0]}]},
        "sorts": {"type": "array", "items": {"type": "string", "enum": ["sweet", "sour"]}},
        "gate": {"type": "string", "pattern": "^(?:a|b)$"},
        "key": {"type": "string", "maxLength": 5, "writeOnly": True},
    }


def test_the_body_that_is_a_bare_array_is_described_as_one():
    installing = document()["paths"]["/clusters/{cluster_id}/components/install"]["post"]
    body = installing["requestBody"]["content"]["application/json"]["schema"]
    assert body["type"] == "array"
    assert "name" in body["items"]["properties"]


def test_keys_of_a_query_and_lists_in_it_are_described():
    deletion = document()["paths"]["/clusters/{cluster_id}"]["delete"]
    keys = {key["name"]: key for key in deletion["parameters"]}
    assert keys["keep_slb"]["schema"] == {"type": "boolean"}
    listed = keys["retain_resources"]["content"]["application/json"]["schema"]
    assert listed == {"type": "array", "items": {"type": "string"}}


def test_an_answer_has_no_fields_but_those_described():
    detail = document()["paths"]["/tasks/{task_id}"]["get"]
    answer = detail["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["additionalProperties"] is False
    assert answer["properties"]["target"]["additionalProperties"] is False


def test_no_call_of_the_control_plane_that_is_made_up_breaks_it_or_its_description(serve):
    # Those of the API are made up by tests/campaigns/service_calls.py.
    served = serve("--clock=frozen")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run"),
        f"{served.url}/_simulator/openapi.json",
        *("--checks", CHECKS, "--phases", "coverage,fuzzing", "--mode", "all"),
        *("--max-examples", "8", "--seed", "1", "--generation-deterministic"),
        *("--include-tag", "control plane"),
        *("--request-timeout", "20", "--workers", "1", "--no-color", "--continue-on-failure"),
        *("--suppress-health-check", "all"),
        *("--exclude-by", "/x-streams == true"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert served.process.poll() is None
