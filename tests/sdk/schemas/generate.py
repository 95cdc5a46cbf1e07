"""Writes ``ack_schemas.yaml``: requests and answers of all operations, from the SDK's own models.

``python -m tests.sdk.schemas.generate`` reads the installed ``alibabacloud_cs20151215``: its
client for what an operation sends where, its models for names on the wire and types.
"""

import ast
import inspect
import re
import sys
import typing
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from alibabacloud_cs20151215 import client, models
from darabonba.model import DaraModel

FILE = Path(__file__).parent / "ack_schemas.yaml"
HEAD = """\
# Field trees of the requests and answers of all operations, by their names on the wire.
# Generated from alibabacloud_cs20151215 {version}: python -m tests.sdk.schemas.generate
# [x] = list of x; map = free object; {{'*': x}} = object with free keys and values x. Values of a
# path are not listed. An answer of "none" is not read by the SDK.
"""
_SCALARS = {str: "string", bool: "boolean", int: "integer", float: "number", Any: "any"}
_SENDER = "with_options"  # describe_clusters_v1with_options


def schemas() -> dict[str, Any]:
    """The schema of each operation, by its name."""
    found = {}
    for name, method in inspect.getmembers(client.Client, inspect.isfunction):
        if name.endswith(_SENDER):
            operation = _operation_of(method)
            found[operation] = _sent(method) | {"answer": _answered(operation)}
    return dict(sorted(found.items()))


@cache
def client_tree() -> dict[str, ast.FunctionDef]:
    """The methods of the client as Python reads them, by name."""
    [declared] = [
        node
        for node in ast.parse(inspect.getsource(client)).body
        if isinstance(node, ast.ClassDef) and node.name == "Client"
    ]
    return {node.name: node for node in declared.body if isinstance(node, ast.FunctionDef)}


def _operation_of(method) -> str:
    """The name of the operation that a method of the client calls."""
    for node in ast.walk(client_tree()[method.__name__]):
        if isinstance(node, ast.keyword) and node.arg == "action":
            return ast.literal_eval(node.value)
    raise AssertionError(method)


def _sent(method) -> dict[str, Any]:
    """Where a method of the client puts the fields of its request."""
    annotations = typing.get_type_hints(method)
    request = annotations.get("request") or annotations.get("tmp_req")
    if request is None:
        return {}
    places: dict[str, list[str]] = {"query": [], "body": []}
    for node in ast.walk(client_tree()[method.__name__]):
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Subscript):
            place = getattr(target.value, "id", "")
            if place in places and isinstance(target.slice, ast.Constant):
                places[place].append(target.slice.value)
    tree = _tree(request)
    sent = {
        place: {key: tree[key] for key in tree if key in names} for place, names in places.items()
    }
    listed = {field for found in sent.values() for field in found}
    if rest := {key: tree[key] for key in tree if key not in listed}:
        [sent["body"]] = rest.values()  # the whole body is one array
    return {place: found for place, found in sent.items() if found}


def _answered(operation: str) -> Any:
    response = getattr(models, f"{operation}Response")
    body = _hints(response).get("body")
    return "none" if body is None else _type(body)


def _type(hint: Any) -> Any:
    """The schema of a type that the SDK declares."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if hint is dict:
        return "map"
    if get_origin(hint) is list:
        return [_type(get_args(hint)[0])]
    if get_origin(hint) is dict:
        value = get_args(hint)[1]
        return "map" if value is Any else {"*": _type(value)}
    if inspect.isclass(hint) and issubclass(hint, DaraModel):
        return _tree(hint)
    raise AssertionError(hint)


def _tree(model: type[DaraModel]) -> dict[str, Any]:
    """The fields of a model by their names on the wire."""
    names = _wire_names(model)
    return {names[field]: _type(hint) for field, hint in _hints(model).items()}


def _hints(model: type[DaraModel]) -> dict[str, Any]:
    found = typing.get_type_hints(model.__init__)
    found.pop("return", None)
    return found


def _wire_names(model: type[DaraModel]) -> dict[str, str]:
    source = inspect.getsource(model.from_map)
    pairs = re.findall(r"if m\.get\('([^']+)'\) is not None:.*?self\.(\w+)", source, re.DOTALL)
    return {field: name for name, field in pairs}


def written() -> str:
    """The file as it should be."""
    head = HEAD.format(version=version("alibabacloud_cs20151215"))
    return head + yaml.dump(
        schemas(), sort_keys=False, allow_unicode=True, width=100, Dumper=_Dumper
    )


class _Dumper(yaml.SafeDumper):
    """Repeats what occurs twice, for its readers."""

    def ignore_aliases(self, data: object) -> bool:
        return True


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
    sys.stdout.write(f"{FILE.name} written\n")
