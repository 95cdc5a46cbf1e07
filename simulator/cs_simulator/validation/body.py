"""From the bytes of a request body to a mapping, whatever the client labelled them.

Real clients send JSON as ``application/json``, as ``application/octet-stream`` or with no label
at all; one of them turns parameters into a form (reference: clients §2, points 2 and 3).
"""

from urllib.parse import parse_qsl

import orjson

from cs_simulator.catalog import errors


class Form(dict[str, object]):
    """A body that came as a form: its values are texts and want reading by the kind of field."""


def parse_body(raw: bytes, content_type: str) -> dict[str, object]:
    """The JSON object, or the form, in the body; ``InvalidParameter`` for anything else."""
    if not raw.strip():
        raise errors.INVALID_PARAMETER("body", "it is empty; send a JSON object")
    if is_form(raw, content_type):
        return _form(raw)
    body = _json(raw)
    if not isinstance(body, dict):
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON object, not {kind_of(body)}")
    return body


def parse_array(raw: bytes) -> list[object]:
    """The JSON array in the body; ``InvalidParameter`` for anything else."""
    body = _json(raw)
    if not isinstance(body, list):
        raise errors.INVALID_PARAMETER("body", f"it must be a JSON array, not {kind_of(body)}")
    return body


def _json(raw: bytes) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as problem:
        raise errors.INVALID_PARAMETER("body", f"it is not JSON: {problem}") from None


def is_form(raw: bytes, content_type: str) -> bool:
    """Whether the body is a form: it is labelled so, and it does not look like JSON."""
    label = content_type.lower().startswith("application/x-www-form-urlencoded")
    return label and raw.lstrip()[:1] not in (b"{", b"[")


def _form(raw: bytes) -> Form:
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, errors="strict")
    except ValueError:
        raise errors.INVALID_PARAMETER("body", "it is not a form in UTF-8") from None
    form = Form()
    for name, value in pairs:  # a name that comes again continues a list
        form[name] = f"{form[name]},{value}" if name in form else value
    return form


_KINDS: dict[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


def kind_of(value: object) -> str:
    """What people call the value: ``an array``, ``a text``, ``a number``."""
    return _KINDS[type(value)]
