"""Removing secrets from what is kept of a call: passwords, tokens, signatures, nodes' scripts.

A value is replaced by three asterisks, which show that something was sent but not what, nor how
long it was. What has a structure is taken apart; the texts in it, and what has none, are searched
by :mod:`cs_simulator.engine.redaction_text`. Nothing here raises: the entry of a call can always be
made.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

import orjson

from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.engine.redaction_text import (
    REPLACED,
    has_word,
    is_secret,
    may_have_secret,
    secret_names,
    text,
)
from cs_simulator.validation.body import is_form, json_or_none

__all__ = [
    "REPLACED",
    "answer",
    "body",
    "is_secret",
    "is_unreadable",
    "target",
    "text",
    "without_secrets",
]

_UNREADABLE = re.compile(r"\(\d+ bytes that (could not be read|were not kept)\)")
# Bytes of a body that is kept: to search longer ones would keep other calls waiting.
_LONGEST_BODY = 65_536
# Segments of paths after which a token follows, besides those that say so.
_BEFORE_TOKENS = ("agility",)
# The same targets are asked for again and again.
_LONGEST_REMEMBERED = 200
# The same answers are given again and again, to those who wait for a change.
_LONGEST_ANSWER = 8_192


def body(raw: bytes, content_type: str = "") -> str:
    """The body without its secrets; one that cannot be parsed, or is long, becomes its length."""
    if not raw:
        return ""
    if len(raw) > _LONGEST_BODY:
        return f"({len(raw)} bytes that were not kept)"
    try:
        if is_form(raw, content_type):
            # A line break has no place in a form: this is something else under its name.
            return _pairs(raw.decode(), strict=True) if b"\n" not in raw else _unread(raw)
        value = json_or_none(raw)
        if value is not None or raw.strip() == b"null":
            return orjson.dumps(without_secrets(value)).decode()
    except (ValueError, TypeError, RecursionError):
        pass
    return _unread(raw)


def _unread(raw: bytes) -> str:
    return f"({len(raw)} bytes that could not be read)"


def is_unreadable(kept: object) -> bool:
    """Whether what is kept of a body stands for one that could not be parsed, or was too long."""
    return isinstance(kept, str) and _UNREADABLE.fullmatch(kept) is not None


def answer(raw: bytes, limit: int) -> str:
    """The first bytes of an answer's body, without secrets: messages repeat what was sent."""
    kept = raw[:limit].decode("utf-8", "replace")
    if not may_have_secret(kept):
        return kept
    search = _answer if len(raw) <= _LONGEST_ANSWER else _answer.__wrapped__
    return search(raw, kept, limit)


@lru_cache(maxsize=256)
def _answer(raw: bytes, kept: str, limit: int) -> str:
    value = json_or_none(raw) if len(raw) <= _LONGEST_BODY else None
    return text(kept) if value is None else orjson.dumps(without_secrets(value)).decode()[:limit]


def target(raw: str, path: str = "") -> str:
    """The path and query of a request without their secrets.

    *path* is the path of the operation: segments at placeholders that name a secret are replaced,
    and so is what follows a segment that names one.
    """
    keep = _target if len(raw) <= _LONGEST_REMEMBERED else _target.__wrapped__
    return keep(raw, path)


@lru_cache(maxsize=2048)
def _target(raw: str, path: str) -> str:
    raw = escape_invalid(raw)
    if not (has_word(raw) or any(word in raw for word in _BEFORE_TOKENS)):
        return raw
    given, mark, query = raw.partition("?")
    return f"{_segments(given, path)}{mark}{_pairs(query) if has_word(query) else query}"


def _segments(given: str, path: str) -> str:
    values, names = given.split("/"), path.split("/")
    if len(names) != len(values):
        names = [""] * len(values)
    kept = []
    for before, name, value in zip(["", *values], names, values, strict=False):
        comes_after = before in _BEFORE_TOKENS or (is_secret(before) and "=" not in before)
        is_named = name.startswith("{") and is_secret(name)
        is_one = value and (is_named or (comes_after and not (name and name[0] != "{")))
        kept.append(REPLACED if is_one else text(value))
    return "/".join(kept)


def _pairs(query: str, *, strict: bool = False) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=strict)
    return urlencode(
        [
            (text(name), REPLACED if is_secret(name) else _text_without_secrets(value))
            for name, value in pairs
        ],
        safe="*",
    )


def without_secrets(value: object) -> object:
    """A JSON value with every secret in it replaced."""
    if isinstance(value, dict):
        return _object_without_secrets(value)
    if isinstance(value, list):
        return [without_secrets(inner) for inner in value]
    return _text_without_secrets(value) if isinstance(value, str) else value


def _object_without_secrets(value: dict[str, object]) -> dict[str, object]:
    hidden = secret_names(tuple(value))
    if ("value" in value or "Value" in value) and _is_pair(value):
        hidden |= value.keys() & _VALUES
    kept = {**value, **dict.fromkeys(hidden, REPLACED)}
    if _PLAIN.issuperset(map(type, kept.values())):  # as most are: all words at once
        words = [inner for inner in kept.values() if isinstance(inner, str)]
        if not _may_have_parts("".join(words)):
            return kept
    return {name: without_secrets(inner) for name, inner in kept.items()}


_PLAIN = frozenset({str, int, float, bool, type(None)})
# ``{"key": "password", "value": "…"}`` and the like.
_KEYS, _VALUES = ("key", "Key", "name", "Name"), frozenset({"value", "Value"})


def _is_pair(value: dict[str, object]) -> bool:
    """Whether an object has the name of a secret beside its value."""
    return any(isinstance(name := value.get(key), str) and is_secret(name) for key in _KEYS)


def _may_have_parts(value: str) -> bool:
    """Whether a text may be more than one word: secrets are what stands beside other words."""
    return ":" in value or "=" in value or " " in value or "%" in value or ">" in value


def _text_without_secrets(value: str) -> str:
    """The text, with JSON in it taken apart."""
    if not _may_have_parts(value):
        return value
    if value[:1] in ("{", "["):
        inner = json_or_none(value.encode())
        if inner is not None:
            return orjson.dumps(without_secrets(inner)).decode()
    return text(value)
