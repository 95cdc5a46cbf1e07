"""What the description of the service's API has otherwise than today's SDK.

``python -m tests.server.control.differences`` prints what ``openapi_differences.yaml`` does not
list yet, and what it lists that is gone. A difference is a text such as
``CreateCluster body.size: only here``. Operations that are refused as not modelled are left out:
their bodies are those of the SDK, and ``catalog/sources/known_operations.yaml`` has their reasons.
"""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from cs_simulator.operations import not_modelled
from cs_simulator.server.control.openapi_service import OPERATION, service_document

from tests.sdk.schemas.walker import NOTHING, schemas

FILE = Path(__file__).parent / "openapi_differences.yaml"
OURS, THEIRS = "only here", "only in the SDK"


def differences() -> list[str]:
    """Every difference, in the order of the operations' names."""
    described = _described()
    refused = {operation.name for operation in not_modelled()}
    found = [f"{name}: {OURS}" for name in described.keys() - schemas().keys() - refused]
    found += [f"{name}: {THEIRS}" for name in schemas().keys() - described.keys()]
    for name in (described.keys() & schemas().keys()) - refused:
        found += [f"{name} {line}" for line in _of_operation(described[name], schemas()[name])]
    return sorted(found)


def listed() -> dict[str, str]:
    """The reason of each listed difference."""
    groups = yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)
    found = [(line, group["reason"]) for group in groups for line in group["differences"]]
    assert len(dict(found)) == len(found), "a difference is listed twice"
    return dict(found)


@cache
def _described() -> Mapping[str, list[dict[str, Any]]]:
    """The calls of the document by the operation's name; some have several methods or types."""
    found: dict[str, list[dict[str, Any]]] = {}
    for ways in service_document()["paths"].values():
        for call in ways.values():
            found.setdefault(call[OPERATION], []).append(call)
    return found


def _of_operation(calls: list[dict[str, Any]], schema: Mapping[str, Any]) -> Iterator[str]:
    keys = [key for call in calls for key in call["parameters"] if key["in"] == "query"]
    query = {key["name"]: _query_schema(key) for key in keys}
    yield from _fields(query, schema.get("query", {}), "query")
    bodies = [_content(call["requestBody"]) for call in calls if "requestBody" in call]
    yield from of_values(bodies, schema.get("body"), "body")
    answers = [
        _content(answer)
        for call in calls
        for status, answer in call["responses"].items()
        if status.startswith("2") and "content" in answer
    ]
    answer = schema["answer"]
    yield from of_values(answers, None if answer == NOTHING else answer, "answer")


def _query_schema(key: Mapping[str, Any]) -> dict[str, Any]:
    return key["schema"] if "schema" in key else _content(key)


def _content(described: Mapping[str, Any]) -> dict[str, Any]:
    return described["content"]["application/json"]["schema"]


def of_values(ours: list[dict[str, Any]], theirs: Any, where: str) -> Iterator[str]:
    """The differences of a value; several schemas of ours are taken together."""
    alternatives = [each for schema in ours for each in _alternatives(schema)]
    if not alternatives or theirs is None:
        if alternatives or theirs is not None:
            yield f"{where}: {THEIRS if theirs is not None else OURS}"
        return
    kinds = sorted({kind for schema in alternatives for kind in _kinds(schema)})
    expected = _kind_of_tree(theirs)
    if expected != "any" and kinds != [expected]:
        yield f"{where}: {expected} in the SDK, {' or '.join(kinds)} here"
        return
    if isinstance(theirs, list):
        items = [schema["items"] for schema in alternatives if "items" in schema]
        yield from of_values(items, theirs[0], f"{where}[]")
    elif isinstance(theirs, dict) and "*" in theirs:
        values = [schema.get("additionalProperties") or {} for schema in alternatives]
        yield from of_values(values, theirs["*"], f"{where}.*")
    elif isinstance(theirs, dict):
        yield from _objects(alternatives, theirs, where)


def _objects(
    alternatives: list[dict[str, Any]], theirs: Mapping[str, Any], where: str
) -> Iterator[str]:
    named = [schema["properties"] for schema in alternatives if "properties" in schema]
    if not named:
        yield f"{where}: fields in the SDK, any object here"
        return
    fields: dict[str, list[dict[str, Any]]] = {}
    for properties in named:
        for name, schema in properties.items():
            fields.setdefault(name, []).append(schema)
    yield from _fields({name: {"anyOf": those} for name, those in fields.items()}, theirs, where)


def _fields(ours: Mapping[str, Any], theirs: Mapping[str, Any], where: str) -> Iterator[str]:
    for name in sorted(ours.keys() | theirs.keys()):
        here = [ours[name]] if name in ours else []
        yield from of_values(here, theirs.get(name), f"{where}.{name}")


def _alternatives(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The schemas of which a value has one; bounds of a number are none."""
    if "type" in schema or "anyOf" not in schema:
        return [dict(schema)]
    return [each for one in schema["anyOf"] for each in _alternatives(one)]


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kind = schema.get("type", "any")
    return kind if isinstance(kind, list) else [kind]


def _kind_of_tree(tree: Any) -> str:
    if isinstance(tree, list):
        return "array"
    return "object" if isinstance(tree, dict) or tree == "map" else tree


def unlisted_and_gone() -> tuple[list[str], list[str]]:
    """The differences that are not listed, and the listed ones that are none any more."""
    found, known = differences(), listed()
    return [line for line in found if line not in known], sorted(known.keys() - set(found))


if __name__ == "__main__":
    for title, lines in zip(("not listed", "gone"), unlisted_and_gone(), strict=True):
        sys.stdout.write("".join(f"{title}: {line}\n" for line in lines))
