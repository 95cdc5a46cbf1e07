"""Parsing the bytes of a request body, whatever content type the client declared.

Real clients send JSON as ``application/json``, as ``application/octet-stream`` (the default of
aliyun-python-sdk-core) or without a content type (alibabacloud_cs20151215 1.x, @alicloud/pop-core).
``add_body_params`` of aliyun-python-sdk-core sends a form.
"""

from urllib.parse import parse_qsl

import orjson

from cs_simulator.catalog import errors


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
    body = _json(raw)
    if not isinstance(body, list):
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON array, not {json_type(body)}")
    return body


def _json(raw: bytes) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as problem:
        raise errors.INVALID_PARAMETER("body", f"it is not JSON: {problem}") from None


def is_form(raw: bytes, content_type: str) -> bool:
    """Whether the body is a form: declared as one, and not JSON by its first character."""
    is_declared = content_type.lower().startswith("application/x-www-form-urlencoded")
    return is_declared and raw.lstrip()[:1] not in (b"{", b"[")


def _form(raw: bytes) -> Form:
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise errors.INVALID_PARAMETER("body", "it is not a form in UTF-8") from None
    form = Form()
    for name, value in pairs:  # the values of a repeated name are the items of a list
        form[name] = f"{form[name]},{value}" if name in form else value
    return form


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
