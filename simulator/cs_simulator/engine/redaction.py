"""Taking secrets out of what is kept of a call: passwords, tokens, secrets, signatures.

A value is replaced by three stars: one can see that something was sent, and nothing of what it
was, not even its length.
"""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

import orjson

from cs_simulator.validation.body import is_form

_SECRET = ("password", "passwd", "secret", "signature", "token")
REPLACED = "***"


def writable(text: str) -> str:
    """The text with what is not UTF-8 in it spelled out: servers let such bytes of a header in."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """Whether a field or parameter of that name holds a secret."""
    lowered = name.lower()
    return any(word in lowered for word in _SECRET)


def body(raw: bytes, content_type: str = "") -> str:
    """The body as it may be kept: without secrets if it can be read, or a note in its place."""
    if not raw:
        return ""
    try:
        if is_form(raw, content_type):
            return _pairs(raw.decode(), strict=True)
        return orjson.dumps(_without_secrets(orjson.loads(raw))).decode()
    except (ValueError, RecursionError):
        return f"({len(raw)} bytes that could not be read)"


def target(raw: str, path: str = "") -> str:
    """The path and query of a request as they may be kept.

    *path* is the operation's, with its placeholders: what stands for a secret one is replaced.
    """
    raw = writable(raw)
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
