"""Values of the query: truth values and lists, in the spellings of real clients."""

from typing import Any
from urllib.parse import parse_qsl

import orjson

from cs_simulator.catalog import ack_errors
from cs_simulator.cluster_types.ack.field_rules import OneOf
from cs_simulator.operations._operation import Call
from cs_simulator.operations._unread_keys import OF_EVERY_CALL

_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def boolean(call: Call, name: str, *, default: bool = False) -> bool:
    """The truth value: ``true`` or ``false``, in any case, since Python clients send ``True``."""
    text = call.query.get(name, "")
    if not text:
        return default
    if text.lower() not in _TRUTH:
        raise ack_errors.INVALID_FIELD(name, f"true or false, not {text[:100]!r}")
    return _TRUTH[text.lower()]


def only(call: Call, *names: str) -> None:
    """Refuse other keys than *names*: for calls in which a misspelt key would do great harm.

    Raises ``InvalidParameter.Query``. What every call may have is let through.
    """
    for key in call.query:
        if key not in (*names, *OF_EVERY_CALL):
            raise ack_errors.INVALID_FIELD("query", f"{' or '.join(names)}, not {key[:100]!r}")


def one_of(call: Call, name: str, *known: str) -> str:
    """The value, which must be a known one; empty if there is none."""
    value = call.query.get(name, "")
    problem = OneOf(*known).check(name, value) if value else None
    if problem is not None:
        raise problem
    return value


def texts(call: Call, name: str) -> list[str]:
    """The items of a list: a JSON array of texts, texts with commas, or a repeated name."""
    return [item for text in values(call, name) for item in _items(name, text)]


def values(call: Call, name: str) -> list[str]:
    """Every value of a name that may be repeated; an empty text if there is none."""
    query = call.incoming.target.partition("?")[2]
    if query.count(f"{name}=") < 2:
        return [call.query.get(name, "")]
    return [value for key, value in parse_qsl(query) if key == name]


def _items(name: str, text: str) -> list[str]:
    text = text.strip()
    if not text.startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    items = _array(text)
    if items is None or not all(isinstance(item, str) for item in items):
        raise ack_errors.INVALID_FIELD(name, "a JSON array of texts")
    return [item for item in items if item]


def objects(call: Call, name: str) -> list[dict[str, Any]]:
    """The items of a list of objects: a JSON array."""
    text = call.query.get(name, "").strip()
    items = _array(text) if text else []
    if items is None or not all(isinstance(item, dict) for item in items):
        raise ack_errors.INVALID_FIELD(name, "a JSON array of objects")
    return items


def _array(text: str) -> list[Any] | None:
    """The items of a JSON array, ``None`` if the text is none."""
    try:
        items = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return items if isinstance(items, list) else None
