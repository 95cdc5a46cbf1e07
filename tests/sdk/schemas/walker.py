"""Whether an answer has the shape that the SDK declares for it, field by field."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "ack_schemas.yaml"
NOTHING = "none"

# Answers may have these although today's SDK lacks them: older clients read them.
OLD_FIELDS: dict[str, dict[str, str]] = {
    "DescribeUserQuota": {"request_id": "in every answer of this simulator before"},
    "DescribeClusterLogs": {"log_level": "in answers of 2021, and in those of Swarm clusters"},
    "CreateTemplate": {"request_id": "in answers of the Swarm era"},
    "DeleteTemplate": {"request_id": "our proposal", "template_id": "our proposal"},
    "UpdateTemplate": {"request_id": "our proposal", "template_id": "our proposal"},
    "DescribeTemplates": {"request_id": "in answers of the Swarm era"},
}

_SCALARS = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "map": (dict,),
}


@cache
def schemas() -> dict[str, Any]:
    """The requests and answers of all operations."""
    found: dict[str, Any] = yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader)
    return found


def problems(operation: str, answer: object) -> list[str]:
    """What an answer has that the schema does not; each with where it is."""
    schema = schemas()[operation]["answer"]
    if schema == NOTHING:
        return []
    return _walk(schema, answer, "", frozenset(OLD_FIELDS.get(operation, ())))


def _walk(schema: Any, value: object, where: str, old: frozenset[str]) -> list[str]:
    if isinstance(schema, str):
        return _check_scalar(schema, value, where)
    kind = list if isinstance(schema, list) else dict
    if not isinstance(value, kind):
        return [_mismatch(where, kind.__name__, value)]
    if isinstance(value, list):
        return [
            problem
            for index, item in enumerate(value)
            for problem in _walk(schema[0], item, f"{where}[{index}]", old)
        ]
    assert isinstance(value, dict)
    return [
        problem
        for key, item in value.items()
        for problem in _walk_field(schema, key, item, f"{where}.{key}".lstrip("."), old)
    ]


def _walk_field(
    schema: dict[str, Any], key: str, value: object, where: str, old: frozenset[str]
) -> list[str]:
    declared = schema.get("*", schema.get(key))
    if declared is not None:
        return _walk(declared, value, where, old)
    return [] if key in old else [f"{where}: not in the schema"]


def _check_scalar(schema: str, value: object, where: str) -> list[str]:
    if schema == "any":
        return []
    is_right = isinstance(value, _SCALARS[schema])
    if isinstance(value, bool) and schema != "boolean":
        is_right = False
    return [] if is_right else [_mismatch(where, schema, value)]


def _mismatch(where: str, expected: str, value: object) -> str:
    return f"{where or 'the answer'}: expected {expected}, got {value!r:.60}"
