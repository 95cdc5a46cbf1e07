"""The description of both planes: valid, whole, and true of what a real server answers."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Annotated, ClassVar

import pytest
from cs_simulator.operations import all_operations, not_modelled
from cs_simulator.server.control.openapi_document import body_schema, document
from cs_simulator.server.control.routes import all_routes
from cs_simulator.validation import strict_types
from openapi_spec_validator import validate

CHECKS = "status_code_conformance,content_type_conformance,response_schema_conformance"


async def test_the_description_is_served_and_valid(api):
    served = await (await api.get("/_simulator/openapi.json")).json()
    assert served == document()
    validate(served)


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


@pytest.mark.parametrize(
    ("tag", "checks", "examples"),
    [
        ("control plane", f"not_a_server_error,{CHECKS}", 8),
        ("API", f"not_a_server_error,{CHECKS}", 8),
        ("not modelled", CHECKS, 1),  # they answer 501, as described
    ],
)
def test_no_call_that_is_made_up_breaks_it_or_its_description(serve, tag, checks, examples):
    served = serve("--clock=frozen")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run"),
        f"{served.url}/_simulator/openapi.json",
        *("--checks", checks, "--phases", "coverage,fuzzing", "--mode", "all"),
        *("--max-examples", str(examples), "--seed", "1", "--generation-deterministic"),
        *("--include-tag", tag),
        *("--request-timeout", "20", "--workers", "1", "--no-color", "--continue-on-failure"),
        *("--suppress-health-check", "all"),
        *("--exclude-by", "/x-streams == true"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert served.process.poll() is None
