"""Parsing the bytes of a request body, whatever content type the client declared.

Real clients send JSON as ``application/json``, as ``application/octet-stream`` (the default of
aliyun-python-sdk-core) or without a content type (alibabacloud_cs20151215 1.x, @alicloud/pop-core).
``add_body_params`` of aliyun-python-sdk-core sends a form.
"""

from urllib.parse import parse_qsl

import orjson

from cs_simulator.catalog import errors

MOST_NESTED = 64
"""Levels of arrays and objects in a body. None of the API has more than five."""
MOST_PARTS = 10_000
"""Arrays and objects in a body: to go through more of them would keep other calls waiting."""
MOST_FIELDS = 1_000
"""Fields in a form."""


class Form(dict[str, object]):
    """The fields of a form: their values are strings, to be converted by the type of each field."""


def parse_body(raw: bytes, content_type: str) -> dict[str, object]:
    """The JSON object or the form in the body; raises ``InvalidParameter`` for anything else."""
    if not raw.strip():
        raise errors.INVALID_PARAMETER("body", "it is empty; send a JSON object")
    if is_form(raw, content_type):
        return _form(raw)
    body = _json(raw)
    if not isinstance(body, dict):
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON object, not {json_type(body)}")
    return body


def parse_array(raw: bytes) -> list[object]:
    """The JSON array in the body; raises ``InvalidParameter`` for anything else."""
    if not raw.strip():
        raise errors.INVALID_PARAMETER("body", "it is empty; send a JSON array")
    body = _json(raw)
    if not isinstance(body, list):
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON array, not {json_type(body)}")
    return body


def _json(raw: bytes) -> object:
    parts = _parts(raw)
    if parts > MOST_PARTS:
        raise errors.INVALID_PARAMETER("body", f"it has more than {MOST_PARTS} arrays and objects")
    try:
        value: object = orjson.loads(raw)
    except orjson.JSONDecodeError as problem:
        raise errors.INVALID_PARAMETER("body", f"it is not JSON: {problem}") from None
    if parts > MOST_NESTED and _is_deep(value):
        raise errors.INVALID_PARAMETER(
            "body", f"its arrays and objects are nested deeper than {MOST_NESTED} levels"
        )
    return value


def json_or_none(raw: bytes) -> object:
    """The JSON value in the bytes; ``None`` if there is none, or it is too deep or too large."""
    if not raw:
        return None
    parts = _parts(raw)
    if parts > MOST_PARTS:
        return None
    try:
        value: object = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return None if parts > MOST_NESTED and _is_deep(value) else value


def _parts(raw: bytes) -> int:
    """The number of arrays and objects in a JSON text, or more."""
    return raw.count(b"[") + raw.count(b"{")


def is_too_deep(raw: bytes, value: object) -> bool:
    """Whether a value is nested so deep that not everything can go through it."""
    return _parts(raw) > MOST_NESTED and _is_deep(value)


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(MOST_NESTED + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def is_form(raw: bytes, content_type: str) -> bool:
    """Whether the body is a form: declared as one, and not JSON by its first character."""
    is_declared = content_type.lower().startswith("application/x-www-form-urlencoded")
    return is_declared and raw.lstrip()[:1] not in (b"{", b"[")


def _form(raw: bytes) -> Form:
    if raw.count(b"&") >= MOST_FIELDS:
        raise errors.INVALID_PARAMETER("body", f"it has more than {MOST_FIELDS} fields")
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise errors.INVALID_PARAMETER("body", "it is not a form in UTF-8") from None
    values: dict[str, list[str]] = {}
    for name, value in pairs:  # the values of a repeated name are the items of a list
        values.setdefault(name, []).append(value)
    return Form((name, ",".join(given)) for name, given in values.items())


_TYPES: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


def json_type(value: object) -> str:
    """The JSON type of a value, with its article, for messages: ``an array``."""
    return _TYPES[type(value)]
