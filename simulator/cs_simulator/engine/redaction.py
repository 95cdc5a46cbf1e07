"""Removing secrets from what is kept of a call: passwords, tokens, secrets, signatures.

A value is replaced by three asterisks, which show that something was sent but not what, nor how
long it was.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

import orjson

from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.validation.body import is_form

_SECRET = ("password", "passwd", "secret", "signature", "token")
REPLACED = "***"
_UNREADABLE = re.compile(r"\(\d+ bytes that could not be read\)")


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """Whether a field or parameter of that name holds a secret."""
    lowered = name.lower()
    return any(word in lowered for word in _SECRET)


def body(raw: bytes, content_type: str = "") -> str:
    """The body without its secrets; a body that cannot be parsed is replaced by its length."""
    if not raw:
        return ""
    try:
        if is_form(raw, content_type):
            return _pairs(raw.decode(), strict=True)
        return orjson.dumps(_without_secrets(orjson.loads(raw))).decode()
    except (ValueError, RecursionError):
        return f"({len(raw)} bytes that could not be read)"


def is_unreadable(kept: object) -> bool:
    """Whether what is kept of a body stands for one that could not be parsed."""
    return isinstance(kept, str) and _UNREADABLE.fullmatch(kept) is not None


def target(raw: str, path: str = "") -> str:
    """The path and query of a request without their secrets.

    *path* is the path of the operation: segments at placeholders that name a secret are replaced.
    """
    raw = escape_invalid(raw)
    given, mark, query = raw.partition("?")
    if is_secret(path):
        given = _segments(given, path)
    return f"{given}{mark}{_pairs(query) if is_secret(query) else query}"


def _segments(given: str, path: str) -> str:
    names = path.strip("/").split("/")
    values = given.strip("/").split("/")
    kept = (
        REPLACED if name.startswith("{") and is_secret(name) else value
        for name, value in zip(names, values, strict=True)
    )
    return "/" + "/".join(kept)


def _pairs(text: str, *, strict: bool = False) -> str:
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=strict)
    return urlencode([(k, REPLACED if is_secret(k) else v) for k, v in pairs], safe="*")


def _without_secrets(value: object) -> object:
    if isinstance(value, dict):
        return {
            name: REPLACED
            if is_secret(name)
            else (_without_secrets(inner) if isinstance(inner, dict | list) else inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_without_secrets(inner) for inner in value]
    return value
